"""A list of weak references whose places are used again."""
from rpython.rlib import rweakref

INITIAL_SIZE = 4


class RWeakListMixin(object):
    """Twice as many places are made when less than two thirds of them are free."""
    _mixin_ = True

    def initialize(self):
        self.handles = [rweakref.dead_ref] * INITIAL_SIZE
        self.free_places = [i for i in range(INITIAL_SIZE)]

    def get_all_handles(self):
        """The weak references, dead ones among them."""
        return self.handles

    def reserve_next_handle_index(self):
        """A place that no living object has."""
        if len(self.free_places) == 0:
            self._find_places()
        return self.free_places.pop()

    def _find_places(self):
        free = self.free_places
        size = len(self.handles)
        for index in range(size):
            if self.handles[index]() is None:
                free.append(index)
        if 3 * len(free) < 2 * size:
            self.handles = self.handles + [rweakref.dead_ref] * size
            for index in range(size, 2 * size):
                free.append(index)

    def add_handle(self, content):
        """Keeps a weak reference to content; its index."""
        index = self.reserve_next_handle_index()
        self.store_handle(index, content)
        return index

    def store_handle(self, index, content):
        self.handles[index] = rweakref.ref(content)

    def fetch_handle(self, index):
        """The object, or None if it is dead or there never was one."""
        if 0 <= index < len(self.handles):
            return self.handles[index]()
        return None
