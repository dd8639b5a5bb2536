"""Compiling patterns, at import time."""
from rpython.rlib.rsre.rpy.sre_compile import get_code

VERSION = "2.7.6"
