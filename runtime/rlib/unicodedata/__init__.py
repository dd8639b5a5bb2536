"""The Unicode database, in several versions: unicodedb_9_0_0 and so on; `unicodedb` is
the one of Python 2.7."""
from rpython.rlib.unicodedata import unicodedb_5_2_0 as unicodedb
