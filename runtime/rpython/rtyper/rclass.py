"""The low-level types of instances and classes, as far as programs name them."""
from __tw_lltype__ import GCREF

# A pointer to the base of all instances is a GCREF here.
OBJECTPTR = GCREF
