"""Low-level helpers: what the operations of the language become."""
