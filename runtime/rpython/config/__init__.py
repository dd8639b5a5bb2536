"""Trees of options."""
