"""What commitments report of themselves, as pages show it."""
