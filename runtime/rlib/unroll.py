"""unrolling_iterable: a constant sequence whose for loops are unrolled while
the flow graph is built."""


class SpecTag(object):
    """A constant that the flow builder never generalises to a variable."""

    def _freeze_(self):
        return True


class unrolling_iterable(SpecTag):
    def __init__(self, iterable):
        self._items = list(iterable)

    def __iter__(self):
        return iter(self._items)
