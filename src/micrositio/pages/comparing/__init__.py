"""Cuts beside each other: what changed between any two, and a cut told in a few words to be sent."""
