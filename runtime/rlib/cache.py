"""Caches that are complete when the translation ends.

A subclass defines _build(key). During the annotation getorbuild() runs for every
key that can reach it, so a translated program only looks up.
"""


class Cache(object):
    def __init__(self):
        self.content = {}
        self._building = {}

    def getorbuild(self, key):
        if key not in self.content:
            if key in self._building:
                raise RuntimeError("%s: the value for %r needs itself" % (self, key))
            self._building[key] = True
            try:
                self.content[key] = self._build(key)
            finally:
                del self._building[key]
            self._ready(self.content[key])
        return self.content[key]
    getorbuild._annspecialcase_ = 'specialize:memo'

    def _ready(self, result):
        """Called once with each value."""

    def _freeze_(self):
        return True

    def __repr__(self):
        return '<%s of %d items>' % (self.__class__.__name__, len(self.content))
