"""What each section of a site shows."""
