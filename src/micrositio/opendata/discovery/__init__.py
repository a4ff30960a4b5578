"""Descriptions of the data for machines that look for data."""
