"""Built-in names."""
from __builtin__ import enumerate, frozenset, reversed, set, sorted

BaseException = BaseException
callable = callable
