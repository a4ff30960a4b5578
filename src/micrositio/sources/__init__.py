"""Sources: from the files on disk to values."""
