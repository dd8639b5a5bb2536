"""unrolling_iterable: a constant sequence whose for loops are unrolled while
the flow graph is built."""
from __tw_objectmodel__ import unrolling_iterable, SpecTag
