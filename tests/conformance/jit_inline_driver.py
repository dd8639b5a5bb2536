# JitDriver.inline: the loops that call next() of an iterator are portals, each with a driver of its own.
from rpython.rlib import jit


class Range(object):
    def __init__(self, start, stop, step):
        self.current = start
        self.stop = stop
        self.step = step

    def next_item(self):
        if self.current >= self.stop:
            raise StopIteration
        result = self.current
        self.current += self.step
        return result


def location(step):
    return 'iterator with step %d' % step


driver = jit.JitDriver(greens=['step'], reds='auto', get_printable_location=location, name='iteration')


def merge_point(iterator, limit=0):
    driver.jit_merge_point(step=iterator.step)


@driver.inline(merge_point)
def advance(iterator, limit=1 << 40):
    result = iterator.next_item()
    if result > limit:
        raise StopIteration
    return result


def total(iterator):
    result = 0
    while True:
        try:
            result += advance(iterator)
        except StopIteration:
            return result


def longest_odd(iterator, limit):
    best = 0
    try:
        while True:
            item = advance(iterator, limit)
            if item & 1:
                best = max(best, item)
    except StopIteration:
        pass
    return best


def text(iterator, every):
    pieces = []
    while True:
        try:
            item = advance(iterator)
            if item % every == 0:
                pieces.append(str(item))
            if item == 1000:
                item = advance(iterator)
                pieces.append('after %d' % item)
        except StopIteration:
            return ' '.join(pieces)


def once(iterator):
    return advance(iterator)


def main(argv):
    jit.set_param(driver, 'threshold', 11)
    jit.set_param(None, 'trace_eagerness', 5)
    for step in (1, 3):
        print total(Range(0, 4000, step))
        print longest_odd(Range(0, 4000, step), 3000)
        print text(Range(0, 4000, step), 500)
    print once(Range(7, 8, 1))
    return 0


def target(driver, args):
    return main, None


if __name__ == '__main__':
    import sys
    main(sys.argv)
