"""Weak references, and dictionaries that hold their keys or values weakly."""
import weakref
from weakref import ref
from _weakref import dead
from rpython.rlib.objectmodel import compute_identity_hash, specialize

dead_ref = dead()


def has_weakref_support():
    return True


_value_dicts = {}
_key_dicts = {}


@specialize.memo()
def _value_dict_class(keyclass, valueclass):
    key = keyclass, valueclass
    if key not in _value_dicts:
        class WeakValueDictionary(object):
            """Entries whose value has died are swept out now and then: when as many
            were set as there are."""

            def __init__(self):
                self._refs = {}
                self._until_sweep = 16

            def get(self, key):
                weak = self._refs.get(key, None)
                if weak is None:
                    return None
                return weak()

            def set(self, key, value):
                if value is None:
                    if key in self._refs:
                        del self._refs[key]
                    return
                assert value is not None
                self._refs[key] = ref(value)
                self._until_sweep -= 1
                if self._until_sweep < 0:
                    self._sweep()

            def _sweep(self):
                alive = {}
                for key, weak in self._refs.items():
                    if weak() is not None:
                        alive[key] = weak
                self._refs = alive
                self._until_sweep = len(alive) + 16
        _value_dicts[key] = WeakValueDictionary
    return _value_dicts[key]


@specialize.arg(0, 1)
def RWeakValueDictionary(keyclass, valueclass):
    """d.set(key, value), d.get(key): None once the value has died."""
    return _value_dict_class(keyclass, valueclass)()


@specialize.memo()
def _key_dict_class(keyclass, valueclass):
    key = keyclass, valueclass
    if key not in _key_dicts:
        class Entry(object):
            def __init__(self, key, value, next):
                self.weak = ref(key)
                self.value = value
                self.next = next

        class WeakKeyDictionary(object):
            """By identity of the keys: chains of entries by their identity hash."""

            def __init__(self):
                self._chains = {}
                self._count = 0
                self._limit = 16

            def get(self, key):
                entry = self._chains.get(compute_identity_hash(key), None)
                while entry is not None:
                    if entry.weak() is key:
                        return entry.value
                    entry = entry.next
                return None

            def set(self, key, value):
                hash = compute_identity_hash(key)
                first = self._chains.get(hash, None)
                entry = first
                while entry is not None:
                    if entry.weak() is key:
                        entry.value = value
                        return
                    entry = entry.next
                if value is None:
                    return
                self._chains[hash] = Entry(key, value, first)
                self._count += 1
                if self._count > self._limit:
                    self._sweep()

            def length(self):
                self._sweep()
                return self._count

            def _sweep(self):
                chains = {}
                count = 0
                for hash, entry in self._chains.items():
                    kept = None
                    while entry is not None:
                        following = entry.next
                        if entry.weak() is not None and entry.value is not None:
                            entry.next = kept
                            kept = entry
                            count += 1
                        entry = following
                    if kept is not None:
                        chains[hash] = kept
                self._chains = chains
                self._count = count
                self._limit = 2 * count + 16
        _key_dicts[key] = WeakKeyDictionary
    return _key_dicts[key]


@specialize.arg(0, 1)
def RWeakKeyDictionary(keyclass, valueclass):
    """d.set(key, value), d.get(key): the dictionary keeps no key alive."""
    return _key_dict_class(keyclass, valueclass)()
