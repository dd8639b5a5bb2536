"""Dicts in order of insertion.

    GcStruct dict {num_live, num_used, room, indexes, entries [, eq, hash]}
    entries: GcArray(Struct {key, value [, hash] [, valid]})
    indexes: GcArray(INT32), its length a power of two

Entries stand in order of insertion. indexes is a hash table (open addressing,
the probe sequence of CPython's dicts) of entry numbers + 2; FREE and DELETED
mark slots without an entry. A deleted entry stays as a gap until the entries
are packed. Modelled on R. Hettinger, "More compact dictionaries with faster
iteration", 2012.

indexes and entries are null in an empty new dict. indexes is also null in a
prebuilt dict whose keys hash by identity or by functions of the program: the
first lookup builds it. room is the number of insertions until the arrays must
be looked after: at most what is left in entries, and few enough that indexes
keeps free slots.

Most functions take the dict's `traits`, a constant that says how to treat keys
and entries, and which is made by rdict.cpp.
"""
from __tw_lltype__ import (
    Void, cast_pointer, intmask, llop, malloc, nullptr, r_uint, typeOf)
from __tw_helpers__.rlist import items_of, ll_newlist
from __tw_helpers__.rstr import ll_chr2str, ll_streq_hashed

FREE = 0
DELETED = 1
FIRST = 2          # index of entry n is n + FIRST
INITIAL_SIZE = 8
PERTURB_SHIFT = 5


class Traits(object):
    """hash, eq          functions on keys, or pointers to such functions
    eq_is_identity    == compares keys: eq is not needed
    string_keys       keys are strings, which know their hash
    user_functions    hash and eq belong to the program: eq may change the dict
    stored_functions  they are fields of the dict, or for methods, their instances are
    hash_self,        of methods: the type of the instance that they take
    eq_self
    key_type          what they take, where it is not the key's own type
    caches_hash       entries keep the hash of the key
    marker            the key of a deleted entry, if there is no field `valid`
    """
    def __init__(self, flags):
        self.__dict__.update(flags)

    def _freeze_(self):
        return True


# ---- keys -------------------------------------------------------------------

def no_hash(key):
    """Of keys that never exist."""
    return 0


def _argument(traits, key):
    """The key as the functions of an r_dict take it."""
    if traits.casts_keys:
        return cast_pointer(traits.key_type, key)
    if traits.widens_characters:
        return ll_chr2str(traits.key_type, key)
    return key


def _hash_of(d, traits, key):
    key = _argument(traits, key)
    if traits.hash_self is not None:
        return intmask(traits.hash(cast_pointer(traits.hash_self, d.hash), key))
    if traits.stored_functions:
        return d.hash(key)
    return intmask(traits.hash(key))


def _equal(d, traits, key1, key2):
    key1 = _argument(traits, key1)
    key2 = _argument(traits, key2)
    if traits.eq_self is not None:
        return traits.eq(cast_pointer(traits.eq_self, d.eq), key1, key2)
    if traits.stored_functions:
        return d.eq(key1, key2)
    return traits.eq(key1, key2)


def _entry_hash(d, traits, i):
    if traits.caches_hash:
        return d.entries[i].hash
    return _hash_of(d, traits, d.entries[i].key)


def is_valid(entries, traits, i):
    if traits.has_marker:
        return entries[i].key != traits.marker
    return entries[i].valid


def _recast(TYPE, value):
    """A key or value as an item of a list or tuple, which may be less precise."""
    if typeOf(value) is TYPE:
        return value
    return cast_pointer(TYPE, value)


# ---- making -----------------------------------------------------------------

def ll_newdict(DICT):
    return malloc(DICT)


def ll_newdict_with_functions(DICT, eq, hash):
    d = malloc(DICT)
    d.eq = eq
    d.hash = hash
    return d


def ll_len(d):
    return d.num_live


def ll_is_true(d):
    """A dict that may be null."""
    if not d:
        return False
    return d.num_live != 0


# ---- the hash table -----------------------------------------------------------

def ll_lookup(d, traits, key, hash):
    """The number of the key's entry, or -1."""
    if traits.eq_is_identity:
        # Most look-ups end at the first slot: that much is worth inlining.
        indexes = d.indexes
        if indexes:
            index = intmask(indexes[hash & (len(indexes) - 1)])
            if index >= FIRST and d.entries[index - FIRST].key == key:
                return index - FIRST
        return _lookup_further(d, traits, key, hash)
    if not d.indexes:
        if d.num_live == 0:
            return -1
        _build_index(d, traits)
    if not traits.user_functions:
        return _probe(d, traits, key, hash)
    while True:
        i = _probe_again(d, traits, key, hash)
        if i != -2:
            return i


def _lookup_further(d, traits, key, hash):
    """ll_lookup where the first slot is not the key's."""
    if not d.indexes:
        if d.num_live == 0:
            return -1
        _build_index(d, traits)
    return _probe(d, traits, key, hash)
_lookup_further._dont_inline_ = True


def _probe(d, traits, key, hash):
    indexes = d.indexes
    entries = d.entries
    mask = len(indexes) - 1
    slot = hash & mask
    perturb = r_uint(hash)
    while True:
        index = intmask(indexes[slot])
        if index >= FIRST:
            found = entries[index - FIRST].key
            if found == key:
                return index - FIRST
            if traits.string_keys:
                if ll_streq_hashed(found, key, hash):
                    return index - FIRST
            elif not traits.eq_is_identity:
                if not traits.caches_hash or entries[index - FIRST].hash == hash:
                    if _equal(d, traits, found, key):
                        return index - FIRST
        elif index == FREE:
            return -1
        slot = intmask((r_uint(slot) << 2) + r_uint(slot) + perturb + 1) & mask
        perturb >>= PERTURB_SHIFT


def _probe_again(d, traits, key, hash):
    """The same where comparing runs code of the program: -2 if that has changed
    the dict."""
    indexes = d.indexes
    entries = d.entries
    mask = len(indexes) - 1
    slot = hash & mask
    perturb = r_uint(hash)
    while True:
        index = intmask(indexes[slot])
        if index >= FIRST:
            i = index - FIRST
            found = entries[i].key
            if entries[i].hash == hash:
                equal = _equal(d, traits, found, key)
                if (d.indexes != indexes or d.entries != entries or
                        intmask(indexes[slot]) != index or entries[i].key != found):
                    return -2
                if equal:
                    return i
        elif index == FREE:
            return -1
        slot = intmask((r_uint(slot) << 2) + r_uint(slot) + perturb + 1) & mask
        perturb >>= PERTURB_SHIFT


def _delete_slot(d, hash, i):
    """Frees the slot of entry i."""
    indexes = d.indexes
    mask = len(indexes) - 1
    slot = hash & mask
    perturb = r_uint(hash)
    while intmask(indexes[slot]) != i + FIRST:
        slot = intmask((r_uint(slot) << 2) + r_uint(slot) + perturb + 1) & mask
        perturb >>= PERTURB_SHIFT
    indexes[slot] = DELETED


def _store_in_slot(indexes, hash, i):
    mask = len(indexes) - 1
    slot = hash & mask
    perturb = r_uint(hash)
    while intmask(indexes[slot]) >= FIRST:
        slot = intmask((r_uint(slot) << 2) + r_uint(slot) + perturb + 1) & mask
        perturb >>= PERTURB_SHIFT
    indexes[slot] = i + FIRST


def _limit(size):
    """How many slots of a table of that size may be in use: five eighths."""
    return (size >> 1) + (size >> 3)


def _size_for(count):
    size = INITIAL_SIZE
    while _limit(size) < count:
        size <<= 1
    return size


def _build_index(d, traits):
    """Of a prebuilt dict: its entries have no hashes yet."""
    indexes = malloc(typeOf(d).TO.indexes.TO, _size_for(d.num_used))
    i = 0
    while i < d.num_used:
        hash = _hash_of(d, traits, d.entries[i].key)
        if traits.caches_hash:
            d.entries[i].hash = hash
        _store_in_slot(indexes, hash, i)
        i += 1
    d.indexes = indexes
_build_index._dont_inline_ = True


def _reindex(d, traits, size):
    """Makes the table anew; entries have no gaps."""
    indexes = d.indexes
    if indexes and len(indexes) == size:
        llop.array_clear(Void, indexes, 0, size)
    else:
        indexes = malloc(typeOf(d).TO.indexes.TO, size)
        d.indexes = indexes
    i = 0
    while i < d.num_used:
        _store_in_slot(indexes, _entry_hash(d, traits, i), i)
        i += 1
    room = len(d.entries) - d.num_used
    slots = _limit(size) - d.num_used
    if slots < room:
        room = slots
    d.room = room


# ---- the entries --------------------------------------------------------------

def _copy_entry(traits, source, i, target, j):
    target[j].key = source[i].key
    target[j].value = source[i].value
    if traits.caches_hash:
        target[j].hash = source[i].hash
    if not traits.has_marker:
        target[j].valid = True


def _fill_entry(traits, entries, i, key, value, hash):
    entries[i].key = key
    entries[i].value = value
    if traits.caches_hash:
        entries[i].hash = hash
    if not traits.has_marker:
        entries[i].valid = True


def _clear_entry(traits, entries, i):
    llop.array_clear(Void, entries, i, 1)
    if traits.has_marker:
        entries[i].key = traits.marker


def _pack(d, traits, entries):
    """Copies the live entries to the front of `entries`, which may be the dict's
    own array."""
    old = d.entries
    used = d.num_used
    to = 0
    i = 0
    while i < used:
        if is_valid(old, traits, i):
            if to != i or entries != old:
                _copy_entry(traits, old, i, entries, to)
            to += 1
        i += 1
    d.num_used = to
    if entries == old:
        llop.array_clear(Void, old, to, used - to)
    d.entries = entries


def _resize(d, traits, count):
    """Gives the dict room for `count` entries, at least those that live."""
    entries = malloc(typeOf(d).TO.entries.TO, count)
    if d.num_used > 0:
        _pack(d, traits, entries)
    d.entries = entries
    _reindex(d, traits, _size_for(count))


def _make_room(d, traits):
    """Packs the entries if an eighth of them are gaps or unused, else makes the
    array longer."""
    allocated = 0
    if d.entries:
        allocated = len(d.entries)
    if d.num_live < allocated - (allocated >> 3):
        _pack(d, traits, d.entries)
        _reindex(d, traits, _size_for(allocated))
    else:
        _resize(d, traits, allocated + (allocated >> 1) + 5)
_make_room._dont_inline_ = True


def _insert_new(d, traits, key, value, hash):
    if d.room <= 0:
        _make_room(d, traits)
    i = d.num_used
    _store_in_slot(d.indexes, hash, i)
    _fill_entry(traits, d.entries, i, key, value, hash)
    d.num_used = i + 1
    d.num_live += 1
    d.room -= 1


def ll_remove(d, traits, i):
    """Deletes entry i."""
    _delete_slot(d, _entry_hash(d, traits, i), i)
    entries = d.entries
    _clear_entry(traits, entries, i)
    live = d.num_live - 1
    d.num_live = live
    if live == 0:
        if len(d.indexes) <= 2 * INITIAL_SIZE:
            d.num_used = 0
            _reindex(d, traits, len(d.indexes))
        else:
            ll_clear(d)
        return
    if i == d.num_used - 1:
        while not is_valid(entries, traits, i - 1):
            i -= 1
        d.num_used = i
    if len(entries) > 32 and live < (len(entries) >> 3):
        _resize(d, traits, live + (live >> 1) + 5)


def ll_clear(d):
    if not d.entries:
        return
    DICT = typeOf(d).TO
    d.indexes = nullptr(DICT.indexes.TO)
    d.entries = nullptr(DICT.entries.TO)
    d.num_live = 0
    d.num_used = 0
    d.room = 0


# ---- items --------------------------------------------------------------------

def ll_getitem(d, traits, key):
    return ll_getitem_with_hash(d, traits, key, _hash_of(d, traits, key))


def ll_getitem_with_hash(d, traits, key, hash):
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        raise KeyError
    return d.entries[i].value


def ll_setitem(d, traits, key, value):
    ll_setitem_with_hash(d, traits, key, value, _hash_of(d, traits, key))


def ll_setitem_with_hash(d, traits, key, value, hash):
    i = ll_lookup(d, traits, key, hash)
    if i >= 0:
        d.entries[i].value = value
    else:
        if traits.string_keys:
            _hash_of(d, traits, key)    # kept in the key, where look-ups expect it
        _insert_new(d, traits, key, value, hash)


def ll_delitem(d, traits, key):
    ll_delitem_with_hash(d, traits, key, _hash_of(d, traits, key))


def ll_delitem_with_hash(d, traits, key, hash):
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        raise KeyError
    ll_remove(d, traits, i)


def ll_delitem_if_value_is(d, traits, key, value):
    hash = _hash_of(d, traits, key)
    i = ll_lookup(d, traits, key, hash)
    if i >= 0 and d.entries[i].value == value:
        ll_remove(d, traits, i)


def ll_contains(d, traits, key):
    return ll_lookup(d, traits, key, _hash_of(d, traits, key)) >= 0


def ll_contains_with_hash(d, traits, key, hash):
    return ll_lookup(d, traits, key, hash) >= 0


def ll_get(d, traits, key, default):
    return ll_get_with_hash(d, traits, key, default, _hash_of(d, traits, key))


def ll_get_with_hash(d, traits, key, default, hash):
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        return default
    return d.entries[i].value


def ll_setdefault(d, traits, key, default):
    hash = _hash_of(d, traits, key)
    i = ll_lookup(d, traits, key, hash)
    if i >= 0:
        return d.entries[i].value
    _insert_new(d, traits, key, default, hash)
    return default


def ll_pop(d, traits, key):
    hash = _hash_of(d, traits, key)
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        raise KeyError
    value = d.entries[i].value
    ll_remove(d, traits, i)
    return value


def ll_pop_default(d, traits, key, default):
    hash = _hash_of(d, traits, key)
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        return default
    value = d.entries[i].value
    ll_remove(d, traits, i)
    return value


def ll_last_entry(d, traits):
    """The number of the last entry; KeyError if there is none."""
    if d.num_live == 0:
        raise KeyError
    if not d.indexes:
        _build_index(d, traits)
    i = d.num_used - 1
    while not is_valid(d.entries, traits, i):
        i -= 1
    return i


def ll_copy(d, traits):
    DICT = typeOf(d).TO
    result = malloc(DICT)
    if traits.stored_functions:
        result.eq = d.eq
        result.hash = d.hash
    if d.num_live == 0:
        return result
    result.num_live = d.num_live
    result.num_used = d.num_used
    result.room = d.room
    count = len(d.entries)
    entries = malloc(DICT.entries.TO, count)
    llop.array_copy(Void, d.entries, entries, 0, 0, d.num_used)
    result.entries = entries
    if d.indexes:
        size = len(d.indexes)
        indexes = malloc(DICT.indexes.TO, size)
        llop.array_copy(Void, d.indexes, indexes, 0, 0, size)
        result.indexes = indexes
    return result


def ll_update(d, traits, other):
    """Both are of one type."""
    if d == other or other.num_live == 0:
        return
    if not other.indexes:
        _build_index(other, traits)
    i = 0
    while i < other.num_used:
        entries = other.entries
        if is_valid(entries, traits, i):
            hash = _entry_hash(other, traits, i)
            ll_setitem_with_hash(d, traits, entries[i].key, entries[i].value, hash)
        i += 1


def ll_prepare_update(d, traits, extra):
    """Room for `extra` more entries, all at once."""
    if not d.indexes and d.num_live > 0:
        _build_index(d, traits)
    if d.room < extra:
        _resize(d, traits, d.num_live + extra)


def ll_move_to_end(d, traits, key, last):
    hash = _hash_of(d, traits, key)
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        raise KeyError
    key = d.entries[i].key
    value = d.entries[i].value
    if last:
        if i == d.num_used - 1:
            return
        _delete_slot(d, hash, i)
        _clear_entry(traits, d.entries, i)
        d.num_live -= 1
        _insert_new(d, traits, key, value, hash)
    else:
        _move_to_front(d, traits, i, hash)


def _move_to_front(d, traits, i, hash):
    """The entries before i move by one, and the table is made anew."""
    entries = d.entries
    key = entries[i].key
    value = entries[i].value
    while i > 0:
        i -= 1
        if is_valid(entries, traits, i):
            _copy_entry(traits, entries, i, entries, i + 1)
        else:
            _clear_entry(traits, entries, i + 1)
    _fill_entry(traits, entries, 0, key, value, hash)
    _pack(d, traits, entries)
    _reindex(d, traits, len(d.indexes))


# ---- keys, values, items as lists ---------------------------------------------

def ll_keys(LIST, d, traits):
    l = ll_newlist(LIST, d.num_live)
    items = items_of(l)
    to = 0
    i = 0
    while i < d.num_used:
        if is_valid(d.entries, traits, i):
            items[to] = _recast(typeOf(items).TO.OF, d.entries[i].key)
            to += 1
        i += 1
    return l


def ll_values(LIST, d, traits):
    l = ll_newlist(LIST, d.num_live)
    items = items_of(l)
    to = 0
    i = 0
    while i < d.num_used:
        if is_valid(d.entries, traits, i):
            items[to] = _recast(typeOf(items).TO.OF, d.entries[i].value)
            to += 1
        i += 1
    return l


def ll_void_items(LIST, d, traits):
    """Of keys, values or items without a run-time form only the number counts."""
    return ll_newlist(LIST, d.num_live)


def ll_items(LIST, d, traits):
    """A list of tuples {item0, item1}."""
    l = ll_newlist(LIST, d.num_live)
    items = items_of(l)
    TUPLE = typeOf(items).TO.OF.TO
    to = 0
    i = 0
    while i < d.num_used:
        if is_valid(d.entries, traits, i):
            pair = malloc(TUPLE)
            if traits.has_key:
                pair.item0 = _recast(TUPLE.item0, d.entries[i].key)
            if traits.has_value:
                pair.item1 = _recast(TUPLE.item1, d.entries[i].value)
            items[to] = pair
            to += 1
        i += 1
    return l


# ---- iterators: GcStruct {dict, index, num_live} ------------------------------------

def ll_dictiter(ITER, d):
    it = malloc(ITER)
    it.dict = d
    it.num_live = d.num_live
    return it


def ll_dictiter_reversed(ITER, d):
    it = malloc(ITER)
    it.dict = d
    it.index = d.num_used - 1
    it.num_live = d.num_live
    return it


def ll_next_entry(it, traits):
    """The number of the next entry. A dict that has changed its size meanwhile
    raises RuntimeError."""
    d = it.dict
    if d:
        if d.num_live != it.num_live:
            it.num_live = -1
            raise RuntimeError
        i = it.index
        while i < d.num_used:
            if is_valid(d.entries, traits, i):
                it.index = i + 1
                return i
            i += 1
        it.dict = nullptr(typeOf(d).TO)
    raise StopIteration


def ll_next_entry_reversed(it, traits):
    d = it.dict
    if d:
        if d.num_live != it.num_live:
            it.num_live = -1
            raise RuntimeError
        i = it.index
        while i >= 0:
            if is_valid(d.entries, traits, i):
                it.index = i - 1
                return i
            i -= 1
        it.dict = nullptr(typeOf(d).TO)
    raise StopIteration


def ll_hash_of_entry(d, traits, i):
    if not d.indexes:
        _build_index(d, traits)
    return _entry_hash(d, traits, i)
