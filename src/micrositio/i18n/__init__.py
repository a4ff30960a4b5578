"""Words and their forms, by language."""
