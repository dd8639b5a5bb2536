"""The name that programs know Unicode 10.0.0 by; the data are those of 11.0.0."""
from rpython.rlib.unicodedata.unicodedb_11_0_0 import *
