"""The page of the places of a plan: their map and their list."""
