# Lists that loops fill: comprehensions and loops written out, which lists they
# are afterwards, and loops that must be left as they are.
from rpython.rlib.debug import make_sure_not_resized


class Box(object):
    def __init__(self, items):
        self.items = items
        make_sure_not_resized(items)


class Holder(object):
    def __init__(self):
        self.items = []


def comprehension(n):
    return Box([i * i for i in range(n)])


def filtered(items):
    return Box([item for item in items if item % 2])


def written_out(items):
    result = []
    for item in items:
        if item == 3:
            result.append(-item)
            continue
        if item > 5:
            continue
        result.append(item)
    return result


def one_append(items):
    result = []
    other = 0
    for item in items:
        other += item
        result.append(item + other)
    return Box(result)


def resized_later(items):
    result = [item + 1 for item in items]
    result.append(1000)
    return result


def left_early(items):
    result = []
    for item in items:
        if item == 4:
            break
        result.append(item)
    result.append(-1)
    return result


def raises(items, limit):
    result = []
    try:
        for item in items:
            if item == limit:
                raise ValueError
            result.append(item)
    except ValueError:
        result.append(-1)
    return result


def seen_before(items):
    holder = Holder()
    result = holder.items
    for item in items:
        result.append(item)
    return len(holder.items) + len(result)


def stored_before(items):
    result = []
    holder = Holder()
    holder.items = result
    for item in items:
        result.append(item)
    return len(holder.items)


def nested(n):
    return [[i * j for j in range(i)] for i in range(n)]


def inner_loop(lists):
    result = []
    for items in lists:
        for item in items:
            result.append(item)
    return result


def growing(items):
    result = []
    for item in items:
        if len(items) < 8:
            items.append(item * 2)
        result.append(item)
    return result


def of_others(text, pair, table):
    chars = [c + c for c in text]
    parts = [-x for x in pair]
    keys = [key for key in table]
    values = [value for value in table.itervalues()]
    return ','.join(chars) + ' ' + show(parts) + ' ' + ','.join(keys) + ' ' + show(values)


def count_down(n):
    while n > 0:
        yield n
        n -= 1


def of_generator(n):
    return [x * 10 for x in count_down(n)]


def twice(items):
    result = []
    for item in items:
        result.append(item)
    for item in items:
        result.append(-item)
    return result


def repeated(n):
    total = 0
    while n > 0:
        row = [n + i for i in range(n)]
        total += len(row) * row[0]
        n -= 1
    return total


def show(items):
    return '[' + ' '.join([str(item) for item in items]) + ']'


def entry_point(argv):
    numbers = [1, 2, 3, 4, 5, 6, 7]
    numbers.append(8)
    print show(comprehension(5).items[:]), show(comprehension(0).items[:])
    print show(filtered(numbers).items[:]), show(filtered([2]).items[:])
    print show(written_out(numbers)), show(one_append(numbers).items[:])
    print show(resized_later(numbers)), show(left_early(numbers))
    print show(raises(numbers, 3)), show(raises(numbers, 100))
    print seen_before(numbers), stored_before(numbers)
    print ' '.join([show(row) for row in nested(4)]), show(inner_loop(nested(4)))
    few = [1, 2]
    few.append(3)
    print show(growing(few)), len(few)
    print of_others("abc", (4, 5), {'x': 1, 'y': 2})
    print show(of_generator(3)), show(twice([1, 2])), repeated(4)
    return 0


def target(driver, args):
    return entry_point
