"""The report of a plan: its contents, and what is told apart from its commitments."""
