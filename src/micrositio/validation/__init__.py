"""Validation: from sources to a plan and its problems."""
