from rpython.rlib.types import *
