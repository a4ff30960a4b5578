"""Replies of the offices that the data name, removals of personal data, and the letters that ask for either."""
