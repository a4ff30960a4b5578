"""Geometry of the charts: widths, positions and marks of an axis, as numbers."""
