"""Equality, hash, membership and iteration of tuples, made for the fields they have."""
from __tw_lltype__ import intmask
from __tw_helpers__.rstr import ll_strcmp
from rpython.rlib.unroll import unrolling_iterable


def make_eq(fields, eqs):
    items = unrolling_iterable(zip(fields, eqs))

    def ll_eq(t1, t2):
        for field, eq in items:
            a = getattr(t1, field)
            b = getattr(t2, field)
            if eq is None:
                if a != b:
                    return False
            elif not eq(a, b):
                return False
        return True
    return ll_eq


def ll_string_less(a, b):
    return ll_strcmp(a, b) < 0


def make_less(fields, functions):
    items = unrolling_iterable(zip(fields, functions))

    def ll_less(t1, t2):
        for field, less in items:
            a = getattr(t1, field)
            b = getattr(t2, field)
            if less is None:
                if a < b:
                    return True
                if b < a:
                    return False
            else:
                if less(a, b):
                    return True
                if less(b, a):
                    return False
        return False
    return ll_less


def make_hash(fields, hashes):
    items = unrolling_iterable(zip(fields, hashes))
    count = len(fields)

    def ll_hash(t):
        x = 0x345678
        mult = 1000003
        left = count
        for field, hash in items:
            x = intmask((x ^ hash(getattr(t, field))) * mult)
            left -= 1
            mult = intmask(mult + 82520 + 2 * left)
        return intmask(x + 97531)
    return ll_hash


def make_contains(fields, eq):
    names = unrolling_iterable(fields)

    def ll_contains(t, value):
        for field in names:
            item = getattr(t, field)
            if eq is None:
                if item == value:
                    return True
            elif eq(item, value):
                return True
        return False
    return ll_contains


def make_next(fields):
    items = unrolling_iterable(list(enumerate(fields)))

    def ll_next(iterator):
        index = iterator.index
        iterator.index = index + 1
        t = iterator.tuple
        for position, field in items:
            if index == position:
                return getattr(t, field)
        raise StopIteration
    return ll_next


def make_next_void(count):
    """The items have no run-time form: only their number matters."""
    def ll_next(iterator):
        if iterator.index >= count:
            raise StopIteration
        iterator.index += 1
    return ll_next
