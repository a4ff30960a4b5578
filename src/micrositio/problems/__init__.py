"""The kinds of problems that a site can have, as values."""
