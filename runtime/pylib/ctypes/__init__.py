"""Only ctypes.util exists at import time; programs call C by rffi."""
