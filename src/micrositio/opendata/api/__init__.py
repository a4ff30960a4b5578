"""The data as small JSON documents."""
