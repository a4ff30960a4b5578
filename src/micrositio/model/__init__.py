"""The frozen values of a plan and of a site."""
