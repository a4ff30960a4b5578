"""What machines find the data by."""
