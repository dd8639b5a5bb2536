"""Lists.

A list that is never resized is a GcArray of its items. All others are a
GcStruct {length, items}, whose items array may be longer than the list; null
for an empty list is not used: an empty list has an array of length 0.

Functions work on both forms: length_of() and items_of() are decided by the type.
Functions named *_nonneg expect an index >= 0; *_checked raise IndexError;
*_foldable are for lists whose items never change once the list is made.
"""
from __tw_jit__ import hint
from __tw_lltype__ import malloc, typeOf, is_array, cast_primitive, llop, Void


def length_of(l):
    if is_array(typeOf(l).TO):
        return len(l)
    return l.length


def items_of(l):
    if is_array(typeOf(l).TO):
        return l
    return l.items


def constant_items_of(l):
    """What the JIT reads from them at a constant index of a constant list is a constant."""
    return hint(items_of(l), constant_items=True)


# ---- making -----------------------------------------------------------------

def ll_newlist(LIST, length):
    """A list of `length` items, all zero."""
    if is_array(LIST):
        return malloc(LIST, length)
    l = malloc(LIST)
    l.length = length
    l.items = malloc(LIST.items.TO, length)
    return l


def ll_newlist_hint(LIST, hint):
    """An empty list with room for `hint` items."""
    if hint < 0:
        hint = 0
    l = malloc(LIST)
    l.length = 0
    l.items = malloc(LIST.items.TO, hint)
    return l


def ll_alloc_and_set(LIST, count, item):
    """[item] * count"""
    if count < 0:
        count = 0
    l = ll_newlist(LIST, count)
    if item:
        llop.array_fill(Void, items_of(l), 0, count, item)
    return l


def ll_alloc_zeroed(LIST, count):
    """[item] * count where the item's representation is zero."""
    if count < 0:
        count = 0
    return ll_newlist(LIST, count)


def ll_copy(LIST, source):
    """A list of the type LIST with the items of the source."""
    length = length_of(source)
    l = ll_newlist(LIST, length)
    llop.array_copy(Void, items_of(source), items_of(l), 0, 0, length)
    return l


def ll_nones(LIST, source):
    """A list of as many Nones as the source has."""
    return ll_newlist(LIST, length_of(source))


def ll_copy_converted(LIST, source, convert):
    """The same where the items have another representation."""
    length = length_of(source)
    l = ll_newlist(LIST, length)
    from_items = items_of(source)
    to_items = items_of(l)
    i = 0
    while i < length:
        to_items[i] = convert(from_items[i])
        i += 1
    return l


# ---- size -------------------------------------------------------------------

def _grow(l, newlength):
    """Makes room for newlength items: an eighth more, so that appending costs
    constant time on the average."""
    allocated = newlength + (newlength >> 3)
    if newlength < 9:
        allocated += 3
    else:
        allocated += 6
    _reallocate(l, allocated, l.length)
_grow._dont_inline_ = True


def _reallocate(l, allocated, keep):
    items = malloc(typeOf(l).TO.items.TO, allocated)
    llop.array_copy(Void, l.items, items, 0, 0, keep)
    l.items = items


def _resize_ge(l, newlength):
    """Sets a length not below the current one."""
    if len(l.items) < newlength:
        _grow(l, newlength)
    l.length = newlength


def _resize_le(l, newlength):
    """Sets a length not above the current one; what falls away is cleared, so
    that it keeps nothing alive, and much unused room is given back."""
    llop.array_clear(Void, l.items, newlength, l.length - newlength)
    if newlength < (len(l.items) >> 1) - 5:
        _reallocate(l, newlength + (newlength >> 3) + 3, newlength)
    l.length = newlength


def ll_resize_hint(l, hint):
    """Room for `hint` items, without a change of the length."""
    if hint < l.length:
        hint = l.length
    if len(l.items) < hint or hint < (len(l.items) >> 1) - 5:
        _reallocate(l, hint, l.length)


def ll_fence(LIST, l):
    """A list of fixed size with the items of one that is not used any more."""
    items = l.items
    if len(items) == l.length:
        return items
    return ll_copy(LIST, l)


# ---- items ------------------------------------------------------------------

def ll_getitem_nonneg(l, index):
    return items_of(l)[index]


def ll_getitem(l, index):
    if index < 0:
        index += length_of(l)
    return items_of(l)[index]


def ll_getitem_nonneg_foldable(l, index):
    return constant_items_of(l)[index]


def ll_getitem_foldable(l, index):
    if index < 0:
        index += length_of(l)
    return constant_items_of(l)[index]


def ll_getitem_nonneg_checked(l, index):
    if index >= length_of(l):
        raise IndexError
    return items_of(l)[index]


def ll_getitem_checked(l, index):
    length = length_of(l)
    if index < 0:
        index += length
        if index < 0:
            raise IndexError
    if index >= length:
        raise IndexError
    return items_of(l)[index]


def ll_setitem_nonneg(l, index, item):
    items_of(l)[index] = item


def ll_setitem(l, index, item):
    if index < 0:
        index += length_of(l)
    items_of(l)[index] = item


def ll_setitem_nonneg_checked(l, index, item):
    if index >= length_of(l):
        raise IndexError
    items_of(l)[index] = item


def ll_setitem_checked(l, index, item):
    length = length_of(l)
    if index < 0:
        index += length
        if index < 0:
            raise IndexError
    if index >= length:
        raise IndexError
    items_of(l)[index] = item


def ll_delitem_nonneg(l, index):
    newlength = l.length - 1
    items = l.items
    llop.array_copy(Void, items, items, index + 1, index, newlength - index)
    _resize_le(l, newlength)


def ll_delitem(l, index):
    if index < 0:
        index += l.length
    ll_delitem_nonneg(l, index)


def ll_delitem_nonneg_checked(l, index):
    if index >= l.length:
        raise IndexError
    ll_delitem_nonneg(l, index)


def ll_delitem_checked(l, index):
    if index < 0:
        index += l.length
        if index < 0:
            raise IndexError
    if index >= l.length:
        raise IndexError
    ll_delitem_nonneg(l, index)


# ---- append, insert, pop ------------------------------------------------------

def ll_append(l, item):
    length = l.length
    newlength = length + 1
    if len(l.items) < newlength:
        _grow(l, newlength)
    l.length = newlength
    l.items[length] = item
ll_append._always_inline_ = 'try'


def ll_insert_nonneg(l, index, item):
    length = l.length
    if index > length:
        index = length
    _resize_ge(l, length + 1)
    items = l.items
    llop.array_copy(Void, items, items, index, index + 1, length - index)
    items[index] = item


def ll_insert(l, index, item):
    if index < 0:
        index += l.length
        if index < 0:
            index = 0
    ll_insert_nonneg(l, index, item)


def ll_pop_last(l):
    newlength = l.length - 1
    item = l.items[newlength]
    _resize_le(l, newlength)
    return item


def ll_pop_last_checked(l):
    if l.length == 0:
        raise IndexError
    return ll_pop_last(l)


def ll_pop_nonneg(l, index):
    item = l.items[index]
    ll_delitem_nonneg(l, index)
    return item


def ll_pop(l, index):
    if index < 0:
        index += l.length
    return ll_pop_nonneg(l, index)


def ll_pop_nonneg_checked(l, index):
    if index >= l.length:
        raise IndexError
    return ll_pop_nonneg(l, index)


def ll_pop_checked(l, index):
    if index < 0:
        index += l.length
        if index < 0:
            raise IndexError
    if index >= l.length:
        raise IndexError
    return ll_pop_nonneg(l, index)


def ll_reverse(l):
    items = items_of(l)
    i = 0
    j = length_of(l) - 1
    while i < j:
        item = items[i]
        items[i] = items[j]
        items[j] = item
        i += 1
        j -= 1


# ---- concatenation, repetition --------------------------------------------------

def ll_concat(LIST, l1, l2):
    length1 = length_of(l1)
    length2 = length_of(l2)
    l = ll_newlist(LIST, length1 + length2)
    items = items_of(l)
    llop.array_copy(Void, items_of(l1), items, 0, 0, length1)
    llop.array_copy(Void, items_of(l2), items, 0, length1, length2)
    return l


def ll_extend(l1, l2):
    length1 = l1.length
    length2 = length_of(l2)
    _resize_ge(l1, length1 + length2)
    llop.array_copy(Void, items_of(l2), l1.items, 0, length1, length2)


def ll_extend_converted(l1, l2, convert):
    length1 = l1.length
    length2 = length_of(l2)
    _resize_ge(l1, length1 + length2)
    items1 = l1.items
    items2 = items_of(l2)
    i = 0
    while i < length2:
        items1[length1 + i] = convert(items2[i])
        i += 1


def ll_extend_with_str(l, s):
    ll_extend_with_str_slice(l, s, 0, len(s.chars))


def ll_extend_with_str_slice(l, s, start, stop):
    """l += s[start:stop], a list of characters."""
    length = len(s.chars)
    if stop > length:
        stop = length
    if start >= stop:
        return
    count = stop - start
    oldlength = l.length
    _resize_ge(l, oldlength + count)
    items = l.items
    i = 0
    while i < count:
        items[oldlength + i] = s.chars[start + i]
        i += 1


def ll_extend_with_char_count(l, char, count):
    """l += char * count"""
    if count <= 0:
        return
    oldlength = l.length
    _resize_ge(l, oldlength + count)
    llop.array_fill(Void, l.items, oldlength, count, char)


def ll_mul(LIST, source, factor):
    if factor < 0:
        factor = 0
    length = length_of(source)
    l = ll_newlist(LIST, length * factor)
    items = items_of(l)
    i = 0
    while i < factor:
        llop.array_copy(Void, items_of(source), items, 0, i * length, length)
        i += 1
    return l


def ll_inplace_mul(l, factor):
    if factor <= 0:
        ll_clear(l)
        return l
    length = l.length
    _resize_ge(l, length * factor)
    i = 1
    while i < factor:
        llop.array_copy(Void, l.items, l.items, 0, i * length, length)
        i += 1
    return l


def ll_clear(l):
    l.items = malloc(typeOf(l).TO.items.TO, 0)
    l.length = 0


# ---- slices -------------------------------------------------------------------

def ll_listslice_startonly(LIST, l, start):
    return ll_listslice_startstop(LIST, l, start, length_of(l))


def ll_listslice_startstop(LIST, l, start, stop):
    """l[start:stop], 0 <= start; a stop beyond the end is the end."""
    length = length_of(l)
    if stop > length:
        stop = length
    count = stop - start
    if count < 0:
        count = 0
    result = ll_newlist(LIST, count)
    llop.array_copy(Void, items_of(l), items_of(result), start, 0, count)
    return result


def ll_listslice_minusone(LIST, l):
    """l[:-1]"""
    count = length_of(l) - 1
    if count < 0:
        count = 0
    result = ll_newlist(LIST, count)
    llop.array_copy(Void, items_of(l), items_of(result), 0, 0, count)
    return result


def ll_delslice_startonly(l, start):
    if start < l.length:
        _resize_le(l, start)


def ll_delslice_startstop(l, start, stop):
    length = l.length
    if stop >= length:
        ll_delslice_startonly(l, start)
        return
    count = stop - start
    if count <= 0:
        return
    items = l.items
    llop.array_copy(Void, items, items, stop, start, length - stop)
    _resize_le(l, length - count)


def ll_setslice_startstop(l1, start, stop, l2):
    """l1[start:stop] = l2; the lengths may differ only if l1 can be resized."""
    length = length_of(l1)
    if stop > length:
        stop = length
    if start > length:
        start = length
    if stop < start:
        stop = start
    count = length_of(l2)
    if count != stop - start:
        if is_array(typeOf(l1).TO):
            raise ValueError
        l2 = ll_snapshot(l2)
        _move_tail(l1, stop, start + count)
    llop.array_copy(Void, items_of(l2), items_of(l1), 0, start, count)


def ll_snapshot(l):
    """The items as they are now (the source of a slice assignment may be its
    target)."""
    items = malloc(typeOf(items_of(l)).TO, length_of(l))
    llop.array_copy(Void, items_of(l), items, 0, 0, length_of(l))
    return items


def _move_tail(l, old, new):
    """Moves the items from position old on to position new."""
    length = l.length
    if new > old:
        _resize_ge(l, length + (new - old))
        llop.array_copy(Void, l.items, l.items, old, new, length - old)
    else:
        llop.array_copy(Void, l.items, l.items, old, new, length - old)
        _resize_le(l, length - (old - new))


# ---- searching -----------------------------------------------------------------

def ll_contains(l, item, eq):
    return ll_find(l, item, eq) >= 0


def ll_find(l, item, eq):
    """The index of the first equal item, or -1. eq None: ==."""
    items = items_of(l)
    i = 0
    while i < length_of(l):
        if eq is None:
            if items[i] == item:
                return i
        else:
            if eq(items[i], item):
                return i
        i += 1
    return -1


def ll_index(l, item, eq):
    index = ll_find(l, item, eq)
    if index < 0:
        raise ValueError
    return index


def ll_count(l, item, eq):
    items = items_of(l)
    count = 0
    i = 0
    while i < length_of(l):
        if eq is None:
            if items[i] == item:
                count += 1
        else:
            if eq(items[i], item):
                count += 1
        i += 1
    return count


def ll_remove(l, item, eq):
    index = ll_find(l, item, eq)
    if index < 0:
        raise ValueError
    ll_delitem_nonneg(l, index)


def ll_eq(l1, l2, eq):
    """Equality of lists, either of which may be null."""
    if not l1:
        return not l2
    if not l2:
        return False
    length = length_of(l1)
    if length != length_of(l2):
        return False
    items1 = items_of(l1)
    items2 = items_of(l2)
    i = 0
    while i < length:
        if eq is None:
            if items1[i] != items2[i]:
                return False
        else:
            if not eq(items1[i], items2[i]):
                return False
        i += 1
    return True


def ll_is_true(l):
    """A list that may be null."""
    if not l:
        return False
    return length_of(l) != 0


# ---- lists of characters ---------------------------------------------------------

def ll_list_from_str(LIST, s):
    length = len(s.chars)
    l = ll_newlist(LIST, length)
    items = items_of(l)
    i = 0
    while i < length:
        items[i] = s.chars[i]
        i += 1
    return l


# ---- iterators: GcStruct {list, index} ---------------------------------------------

def ll_listiter(ITER, l):
    it = malloc(ITER)
    it.list = l
    it.index = 0
    return it


def ll_listnext(it):
    l = it.list
    index = it.index
    if index >= length_of(l):
        raise StopIteration
    it.index = index + 1
    return items_of(l)[index]


def ll_listnext_foldable(it):
    l = it.list
    index = it.index
    if index >= length_of(l):
        raise StopIteration
    it.index = index + 1
    return constant_items_of(l)[index]


def ll_listiter_reversed(ITER, l):
    it = malloc(ITER)
    it.list = l
    it.index = length_of(l) - 1
    return it


def ll_listnext_reversed(it):
    index = it.index
    if index < 0:
        raise StopIteration
    it.index = index - 1
    return items_of(it.list)[index]


# ---- ranges: GcStruct {start, stop[, step]} where not known to be constant ------------

def ll_rangelen(start, stop, step):
    if step > 0:
        if stop <= start:
            return 0
        return (stop - start + (step - 1)) // step
    if stop >= start:
        return 0
    return (start - stop + (-step - 1)) // (-step)


def ll_rangelen1(start, stop):
    if stop <= start:
        return 0
    return stop - start


def ll_range_to_list(LIST, start, stop, step):
    length = ll_rangelen(start, stop, step)
    l = ll_newlist(LIST, length)
    items = items_of(l)
    i = 0
    while i < length:
        items[i] = start
        start += step
        i += 1
    return l


def ll_rangeiter(ITER, start, stop, step):
    it = malloc(ITER)
    it.next = start
    it.stop = stop
    it.step = step
    return it


def ll_rangenext_up(it, step):
    next = it.next
    if next >= it.stop:
        raise StopIteration
    it.next = next + step
    return next


def ll_rangenext_down(it, step):
    next = it.next
    if next <= it.stop:
        raise StopIteration
    it.next = next + step
    return next


def ll_rangenext(it):
    if it.step > 0:
        return ll_rangenext_up(it, it.step)
    return ll_rangenext_down(it, it.step)


def ll_check_range_step(step):
    if step == 0:
        raise ValueError
    return step


def ll_rangeitem(start, length, step, index):
    if index < 0:
        index += length
    return start + index * step


def ll_rangeitem_checked(start, length, step, index):
    if index < 0:
        index += length
        if index < 0:
            raise IndexError
    if index >= length:
        raise IndexError
    return start + index * step


# ---- factories -----------------------------------------------------------------

def make_number_conversion(TYPE):
    def ll_convert(item):
        return cast_primitive(TYPE, item)
    return ll_convert


def make_character_conversion(STR):
    def ll_convert(item):
        s = malloc(STR, 1)
        s.chars[0] = item
        return s
    return ll_convert


def make_eq(item_eq):
    """The function that compares two lists whose items item_eq compares."""
    def ll_list_eq(l1, l2):
        return ll_eq(l1, l2, item_eq)
    return ll_list_eq
