"""The types of signatures, under the name of the annotator."""
from rpython.rlib.types import *
