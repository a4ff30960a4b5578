"""The page of the money of a plan, and what other pages tell of it."""
