"""A list that forgets items that are not worth keeping any more."""


class AbstractShrinkList(object):
    """append() sometimes drops the items for which must_keep(item) is false; the order
    stays. Cleaning happens when the list has doubled, so it costs constant time an
    item."""
    _mixin_ = True

    def __init__(self):
        self._list = []
        self._next_shrink = 16

    def append(self, x):
        if len(self._list) >= self._next_shrink:
            kept = 0
            for item in self._list:
                if self.must_keep(item):
                    self._list[kept] = item
                    kept += 1
            del self._list[kept:]
            self._next_shrink = 16 + 2 * kept
        self._list.append(x)

    def items(self):
        return self._list

    def must_keep(self, x):
        raise NotImplementedError
