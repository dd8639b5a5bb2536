"""llop.NAME(RESULT, operands...): single low-level operations."""
from __tw_lltype__ import llop
