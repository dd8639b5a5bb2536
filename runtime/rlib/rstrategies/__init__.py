"""Collections that change the representation of their contents as they need."""
