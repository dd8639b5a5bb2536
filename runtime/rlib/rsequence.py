"""The built-in functions on sequences, as translated programs use them. Each
call has a copy of its own, for the types of its arguments.
"""
from rpython.rlib.objectmodel import specialize


@specialize.call_location()
def copy_list(items):
    return items[:]


@specialize.call_location()
def list_of(iterable):
    result = []
    for item in iterable:
        result.append(item)
    return result


@specialize.call_location()
def sum_of(iterable, start=0):
    total = start
    for item in iterable:
        total = total + item
    return total


@specialize.call_location()
def any_of(iterable):
    for item in iterable:
        if item:
            return True
    return False


@specialize.call_location()
def all_of(iterable):
    for item in iterable:
        if not item:
            return False
    return True


@specialize.call_location()
def min_of(iterable):
    iterator = iter(iterable)
    try:
        best = iterator.next()
    except StopIteration:
        raise ValueError
    for item in iterator:
        if item < best:
            best = item
    return best


@specialize.call_location()
def max_of(iterable):
    iterator = iter(iterable)
    try:
        best = iterator.next()
    except StopIteration:
        raise ValueError
    for item in iterator:
        if item > best:
            best = item
    return best


@specialize.call_location()
def compare(a, b):
    if a < b:
        return -1
    if a > b:
        return 1
    return 0


@specialize.call_location()
def sorted_of(iterable):
    """A stable merge sort, from runs of one item upwards."""
    result = []
    for item in iterable:
        result.append(item)
    length = len(result)
    source = result[:]
    width = 1
    while width < length:
        start = 0
        while start < length:
            middle = min(start + width, length)
            stop = min(middle + width, length)
            left = start
            right = middle
            at = start
            while at < stop:
                if left < middle and (right >= stop or not (source[right] < source[left])):
                    result[at] = source[left]
                    left += 1
                else:
                    result[at] = source[right]
                    right += 1
                at += 1
            start = stop
        width *= 2
        i = 0
        while i < length:
            source[i] = result[i]
            i += 1
    return result


@specialize.call_location()
def zip1(a):
    return [(x,) for x in a]


@specialize.call_location()
def zip2(a, b):
    second = iter(b)
    result = []
    for x in a:
        try:
            y = second.next()
        except StopIteration:
            break
        result.append((x, y))
    return result


@specialize.call_location()
def zip3(a, b, c):
    second = iter(b)
    third = iter(c)
    result = []
    for x in a:
        try:
            y = second.next()
            z = third.next()
        except StopIteration:
            break
        result.append((x, y, z))
    return result


@specialize.call_location()
def copy_dict(items):
    return items.copy()


@specialize.call_location()
def dict_of(pairs):
    result = {}
    for key, value in pairs:
        result[key] = value
    return result


@specialize.call_location()
def divmod_of(a, b):
    return a // b, a % b


def text_of_list(items):
    return "[" + ", ".join([str(item) for item in items]) + "]"
