"""From the disk to values."""
