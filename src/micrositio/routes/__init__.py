"""Every address of a site."""
