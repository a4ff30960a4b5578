"""From contexts to bytes."""
