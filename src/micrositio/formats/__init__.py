"""One file format each, read or written."""
