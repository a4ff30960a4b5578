"""The whole site: builds, checks, publishes and previews it."""
