"""The open data files to download."""
