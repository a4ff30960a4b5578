"""What can be wrong with a site, as values."""
