"""The files that people take away."""
