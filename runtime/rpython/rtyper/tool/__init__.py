"""What C code says about itself, asked at import time."""
