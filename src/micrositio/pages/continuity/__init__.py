"""What became of the commitments of a plan in the next, on a page and on that of each commitment."""
