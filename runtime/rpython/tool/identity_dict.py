"""Dictionaries whose keys count by identity."""


class identity_dict(object):
    def __init__(self):
        self._entries = {}

    def __getitem__(self, key):
        return self._entries[id(key)][1]

    def __setitem__(self, key, value):
        self._entries[id(key)] = key, value

    def __delitem__(self, key):
        del self._entries[id(key)]

    def __contains__(self, key):
        return id(key) in self._entries

    def __len__(self):
        return len(self._entries)

    def __iter__(self):
        return iter(self.keys())

    def get(self, key, default=None):
        return self._entries.get(id(key), (None, default))[1]

    def keys(self):
        return [key for key, value in self._entries.values()]

    def values(self):
        return [value for key, value in self._entries.values()]

    def items(self):
        return list(self._entries.values())

    def clear(self):
        self._entries.clear()

TransparentIdentityDict = identity_dict
