"""Malformed inputs: each an edit of a small good site, written before the code that refuses it."""
