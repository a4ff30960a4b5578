"""The pages of each section of a site."""
