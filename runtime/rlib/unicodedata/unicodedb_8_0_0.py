"""The name that programs know Unicode 8.0.0 by; the data are those of 9.0.0."""
from rpython.rlib.unicodedata.unicodedb_9_0_0 import *
