"""From sources to a plan and its problems."""
