"""The meaning of a plan's numbers, computed without reading the clock."""
