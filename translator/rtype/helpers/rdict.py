"""Dicts in order of insertion.

    GcStruct dict {num_live, num_used, indexes, entries [, eq and hash functions]}
    entries: GcArray(Struct {key, value, hash, valid})     [hash: see below]
    indexes: GcArray(INT32), its length a power of two

Entries stand in order of insertion. indexes is a hash table (open addressing,
the probe sequence of CPython's dicts) of entry numbers + 2; FREE and DELETED
mark slots without an entry. A deleted entry stays as a gap (valid = False) until
the entries are packed. Modelled on R. Hettinger, "More compact dictionaries
with faster iteration", 2012.

Every function takes the dict's `traits`, a Void constant: an object with
    hash(d, key), eq(d, key1, key2)   how to treat keys; eq may call user code
    eq_is_identity                    no call is needed to compare keys
    caches_hash                       entries keep the hash of the key
    user_eq                           eq may mutate the dict: look again after it
"""
from __tw_lltype__ import malloc, typeOf, nullptr, llop, Void, intmask, r_uint

FREE = 0
DELETED = 1
FIRST = 2          # index of entry n is n + FIRST
INITIAL_SIZE = 8
PERTURB_SHIFT = 5


# ---- making -----------------------------------------------------------------

def ll_newdict(DICT):
    d = malloc(DICT)
    d.indexes = malloc(DICT.indexes.TO, INITIAL_SIZE)
    d.entries = malloc(DICT.entries.TO, 0)
    return d


def ll_newdict_size(DICT, hint):
    """An empty dict with room for `hint` entries."""
    size = INITIAL_SIZE
    while size * 2 < hint * 3:
        size *= 2
    d = malloc(DICT)
    d.indexes = malloc(DICT.indexes.TO, size)
    d.entries = malloc(DICT.entries.TO, hint)
    return d


def ll_len(d):
    return d.num_live


def ll_is_true(d):
    """A dict that may be null."""
    if not d:
        return False
    return d.num_live != 0


# ---- the hash table -----------------------------------------------------------

def _entry_hash(d, traits, i):
    if traits.caches_hash:
        return d.entries[i].hash
    return traits.hash(d, d.entries[i].key)


def ll_lookup(d, traits, key, hash):
    """The number of the key's entry, or -1."""
    while True:
        i = _probe(d, traits, key, hash)
        if i != -2:
            return i


def _probe(d, traits, key, hash):
    """Like ll_lookup; -2 if eq() has changed the dict meanwhile."""
    indexes = d.indexes
    mask = len(indexes) - 1
    slot = hash & mask
    perturb = r_uint(hash)
    while True:
        index = intmask(indexes[slot])
        if index == FREE:
            return -1
        if index != DELETED:
            i = index - FIRST
            entries = d.entries
            found = entries[i].key
            if found == key and traits.eq_is_identity:
                return i
            if not traits.eq_is_identity:
                if traits.identity_implies_eq and found == key:
                    return i
                if not traits.caches_hash or entries[i].hash == hash:
                    if traits.eq(d, found, key):
                        if traits.user_eq and (d.entries != entries or
                                               d.indexes != indexes or
                                               not entries[i].valid):
                            return -2
                        return i
                    if traits.user_eq and (d.entries != entries or
                                           d.indexes != indexes):
                        return -2
        slot = intmask((r_uint(slot) << 2) + r_uint(slot) + perturb + 1) & mask
        perturb >>= PERTURB_SHIFT


def _slot_of_entry(d, hash, i):
    """The slot of indexes that holds entry i."""
    indexes = d.indexes
    mask = len(indexes) - 1
    slot = hash & mask
    perturb = r_uint(hash)
    while intmask(indexes[slot]) != i + FIRST:
        slot = intmask((r_uint(slot) << 2) + r_uint(slot) + perturb + 1) & mask
        perturb >>= PERTURB_SHIFT
    return slot


def _store_in_free_slot(indexes, hash, i):
    mask = len(indexes) - 1
    slot = hash & mask
    perturb = r_uint(hash)
    while intmask(indexes[slot]) >= FIRST:
        slot = intmask((r_uint(slot) << 2) + r_uint(slot) + perturb + 1) & mask
        perturb >>= PERTURB_SHIFT
    llop.bare_setarrayitem(Void, indexes, slot, i + FIRST)


def _reindex(d, traits, size):
    indexes = malloc(typeOf(d).TO.indexes.TO, size)
    d.indexes = indexes
    i = 0
    while i < d.num_used:
        if d.entries[i].valid:
            _store_in_free_slot(indexes, _entry_hash(d, traits, i), i)
        i += 1


def _pack(d, traits, entries):
    """Copies the live entries to the front of `entries`, which may be the dict's
    own array."""
    old = d.entries
    used = d.num_used
    to = 0
    i = 0
    while i < used:
        if old[i].valid:
            if to != i or entries != old:
                _copy_entry(traits, old, i, entries, to)
            to += 1
        i += 1
    d.num_used = to
    i = to
    if entries == old:
        while i < used:
            _clear_entry(old, i)
            i += 1
    d.entries = entries


def _copy_entry(traits, source, i, target, j):
    target[j].key = source[i].key
    target[j].value = source[i].value
    target[j].valid = True
    if traits.caches_hash:
        target[j].hash = source[i].hash


def _clear_entry(entries, i):
    llop.array_clear(Void, entries, i, 1)


def _make_room(d, traits):
    """Called when the entries array is full: packs it if an eighth of it are
    gaps, else makes it longer."""
    allocated = len(d.entries)
    if d.num_live < allocated - (allocated >> 3) and allocated > 0:
        _pack(d, traits, d.entries)
        _reindex(d, traits, len(d.indexes))
        return
    longer = allocated + (allocated >> 3) + (allocated >> 2) + 8
    entries = malloc(typeOf(d).TO.entries.TO, longer)
    gaps = d.num_live != d.num_used
    _pack(d, traits, entries)
    size = len(d.indexes)
    while size * 2 < longer * 3:
        size *= 2
    if gaps or size != len(d.indexes):
        _reindex(d, traits, size)
_make_room._dont_inline_ = True


def _insert_new(d, traits, key, value, hash):
    if d.num_used == len(d.entries):
        _make_room(d, traits)
    i = d.num_used
    _store_in_free_slot(d.indexes, hash, i)
    entries = d.entries
    entries[i].key = key
    entries[i].value = value
    entries[i].valid = True
    if traits.caches_hash:
        entries[i].hash = hash
    d.num_used = i + 1
    d.num_live += 1


def _remove(d, traits, hash, i):
    """Deletes entry i."""
    slot = _slot_of_entry(d, hash, i)
    llop.bare_setarrayitem(Void, d.indexes, slot, DELETED)
    _clear_entry(d.entries, i)
    d.num_live -= 1
    if d.num_live == 0:
        # all slots are deleted ones: start afresh
        d.num_used = 0
        llop.array_clear(Void, d.indexes, 0, len(d.indexes))
    elif i == d.num_used - 1:
        i -= 1
        while not d.entries[i].valid:
            i -= 1
        d.num_used = i + 1
    if len(d.entries) > 16 and d.num_live < (len(d.entries) >> 3):
        _shrink(d, traits)


def _shrink(d, traits):
    count = d.num_live
    entries = malloc(typeOf(d).TO.entries.TO, count + (count >> 1) + 8)
    _pack(d, traits, entries)
    size = INITIAL_SIZE
    while size * 2 < len(entries) * 3:
        size *= 2
    _reindex(d, traits, size)
_shrink._dont_inline_ = True


# ---- items --------------------------------------------------------------------

def ll_getitem(d, traits, key):
    return ll_getitem_with_hash(d, traits, key, traits.hash(d, key))


def ll_getitem_with_hash(d, traits, key, hash):
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        raise KeyError
    return d.entries[i].value


def ll_setitem(d, traits, key, value):
    ll_setitem_with_hash(d, traits, key, value, traits.hash(d, key))


def ll_setitem_with_hash(d, traits, key, value, hash):
    i = ll_lookup(d, traits, key, hash)
    if i >= 0:
        d.entries[i].value = value
    else:
        _insert_new(d, traits, key, value, hash)


def ll_delitem(d, traits, key):
    ll_delitem_with_hash(d, traits, key, traits.hash(d, key))


def ll_delitem_with_hash(d, traits, key, hash):
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        raise KeyError
    _remove(d, traits, hash, i)


def ll_delitem_if_value_is(d, traits, key, value):
    hash = traits.hash(d, key)
    i = ll_lookup(d, traits, key, hash)
    if i >= 0 and d.entries[i].value == value:
        _remove(d, traits, hash, i)


def ll_contains(d, traits, key):
    return ll_lookup(d, traits, key, traits.hash(d, key)) >= 0


def ll_contains_with_hash(d, traits, key, hash):
    return ll_lookup(d, traits, key, hash) >= 0


def ll_get(d, traits, key, default):
    return ll_get_with_hash(d, traits, key, default, traits.hash(d, key))


def ll_get_with_hash(d, traits, key, default, hash):
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        return default
    return d.entries[i].value


def ll_setdefault(d, traits, key, default):
    hash = traits.hash(d, key)
    i = ll_lookup(d, traits, key, hash)
    if i >= 0:
        return d.entries[i].value
    _insert_new(d, traits, key, default, hash)
    return default


def ll_pop(d, traits, key):
    hash = traits.hash(d, key)
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        raise KeyError
    value = d.entries[i].value
    _remove(d, traits, hash, i)
    return value


def ll_pop_default(d, traits, key, default):
    hash = traits.hash(d, key)
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        return default
    value = d.entries[i].value
    _remove(d, traits, hash, i)
    return value


def ll_popitem(d, traits, TUPLE):
    """Removes the last entry and returns it as a tuple {item0, item1}."""
    if d.num_live == 0:
        raise KeyError
    i = d.num_used - 1
    while not d.entries[i].valid:
        i -= 1
    result = malloc(TUPLE)
    result.item0 = d.entries[i].key
    result.item1 = d.entries[i].value
    _remove(d, traits, _entry_hash(d, traits, i), i)
    return result


def ll_clear(d):
    if d.num_used == 0:
        return
    DICT = typeOf(d).TO
    d.indexes = malloc(DICT.indexes.TO, INITIAL_SIZE)
    d.entries = malloc(DICT.entries.TO, 0)
    d.num_live = 0
    d.num_used = 0


def ll_copy(d, traits):
    DICT = typeOf(d).TO
    result = malloc(DICT)
    _copy_functions(d, result, traits)
    result.num_live = d.num_live
    result.num_used = d.num_used
    size = len(d.entries)
    result.entries = malloc(DICT.entries.TO, size)
    i = 0
    while i < d.num_used:
        if d.entries[i].valid:
            _copy_entry(traits, d.entries, i, result.entries, i)
        i += 1
    size = len(d.indexes)
    result.indexes = malloc(DICT.indexes.TO, size)
    llop.array_copy(Void, d.indexes, result.indexes, 0, 0, size)
    return result


def _copy_functions(d, result, traits):
    if traits.has_functions:
        result.eq = d.eq
        result.hash = d.hash


def ll_update(d, traits, other, other_traits):
    if d == other:
        return
    i = 0
    while i < other.num_used:
        if other.entries[i].valid:
            key = other.entries[i].key
            ll_setitem_with_hash(d, traits, key, other.entries[i].value,
                                 _entry_hash(other, other_traits, i))
        i += 1


def ll_prepare_update(d, traits, extra):
    """Room for `extra` more entries, all at once."""
    wanted = d.num_used + extra
    if wanted <= len(d.entries):
        return
    entries = malloc(typeOf(d).TO.entries.TO, wanted)
    _pack(d, traits, entries)
    size = len(d.indexes)
    while size * 2 < wanted * 3:
        size *= 2
    _reindex(d, traits, size)


def ll_move_to_end(d, traits, key, last):
    hash = traits.hash(d, key)
    i = ll_lookup(d, traits, key, hash)
    if i < 0:
        raise KeyError
    value = d.entries[i].value
    key = d.entries[i].key
    if last:
        if i == d.num_used - 1:
            return
        _remove(d, traits, hash, i)
        _insert_new(d, traits, key, value, hash)
    else:
        _move_to_front(d, traits, i, hash)


def _move_to_front(d, traits, i, hash):
    """Shifts the entries before i by one; the table is made anew."""
    entries = d.entries
    key = entries[i].key
    value = entries[i].value
    while i > 0:
        if entries[i - 1].valid:
            _copy_entry(traits, entries, i - 1, entries, i)
        else:
            _clear_entry(entries, i)
        i -= 1
    entries[0].key = key
    entries[0].value = value
    entries[0].valid = True
    if traits.caches_hash:
        entries[0].hash = hash
    _reindex(d, traits, len(d.indexes))


# ---- keys, values, items as lists ---------------------------------------------

def ll_keys(LIST, d):
    l = malloc(LIST)
    l.length = d.num_live
    l.items = malloc(LIST.items.TO, d.num_live)
    to = 0
    i = 0
    while i < d.num_used:
        if d.entries[i].valid:
            l.items[to] = d.entries[i].key
            to += 1
        i += 1
    return l


def ll_values(LIST, d):
    l = malloc(LIST)
    l.length = d.num_live
    l.items = malloc(LIST.items.TO, d.num_live)
    to = 0
    i = 0
    while i < d.num_used:
        if d.entries[i].valid:
            l.items[to] = d.entries[i].value
            to += 1
        i += 1
    return l


def ll_items(LIST, d):
    """A list of tuples {item0, item1}."""
    l = malloc(LIST)
    l.length = d.num_live
    l.items = malloc(LIST.items.TO, d.num_live)
    to = 0
    i = 0
    while i < d.num_used:
        if d.entries[i].valid:
            pair = malloc(LIST.items.TO.OF.TO)
            pair.item0 = d.entries[i].key
            pair.item1 = d.entries[i].value
            l.items[to] = pair
            to += 1
        i += 1
    return l


# ---- iterators: GcStruct {dict, index, num_live} ------------------------------------

def ll_dictiter(ITER, d):
    it = malloc(ITER)
    it.dict = d
    it.index = 0
    if d:
        it.num_live = d.num_live
    return it


def ll_next_entry(it):
    """The number of the next entry. A dict that has changed its size meanwhile
    raises RuntimeError."""
    d = it.dict
    if d:
        if d.num_live != it.num_live:
            it.num_live = -1
            raise RuntimeError
        i = it.index
        while i < d.num_used:
            if d.entries[i].valid:
                it.index = i + 1
                return i
            i += 1
        it.dict = nullptr(typeOf(d).TO)
    raise StopIteration


def ll_next_key(it):
    d = it.dict
    return d.entries[ll_next_entry(it)].key


def ll_next_value(it):
    d = it.dict
    return d.entries[ll_next_entry(it)].value


def ll_next_item(it, TUPLE):
    d = it.dict
    i = ll_next_entry(it)
    result = malloc(TUPLE)
    result.item0 = d.entries[i].key
    result.item1 = d.entries[i].value
    return result


def ll_next_key_hash(it, traits, TUPLE):
    d = it.dict
    i = ll_next_entry(it)
    result = malloc(TUPLE)
    result.item0 = d.entries[i].key
    result.item1 = _entry_hash(d, traits, i)
    return result


def ll_next_item_hash(it, traits, TUPLE):
    d = it.dict
    i = ll_next_entry(it)
    result = malloc(TUPLE)
    result.item0 = d.entries[i].key
    result.item1 = d.entries[i].value
    result.item2 = _entry_hash(d, traits, i)
    return result


def ll_dictiter_reversed(ITER, d):
    it = malloc(ITER)
    it.dict = d
    it.index = d.num_used - 1
    it.num_live = d.num_live
    return it


def ll_next_key_reversed(it):
    d = it.dict
    if d:
        if d.num_live != it.num_live:
            it.num_live = -1
            raise RuntimeError
        i = it.index
        while i >= 0:
            if d.entries[i].valid:
                it.index = i - 1
                return d.entries[i].key
            i -= 1
        it.dict = nullptr(typeOf(d).TO)
    raise StopIteration
