"""What programs import from the translator."""
