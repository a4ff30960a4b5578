"""How people follow, share and cite what a page says."""
