"""The rules of a plan, each a generator of problems over typed records."""
