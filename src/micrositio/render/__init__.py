"""Rendering: from contexts to bytes."""
