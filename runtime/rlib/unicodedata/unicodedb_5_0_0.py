"""The name that programs know Unicode 5.0.0 by; the data are those of 5.2.0."""
from rpython.rlib.unicodedata.unicodedb_5_2_0 import *
