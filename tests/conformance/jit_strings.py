# Strings that a traced loop puts together, takes apart and compares: mostly they need not exist.
from rpython.rlib.jit import JitDriver, dont_look_inside


class Keeper(object):
    def __init__(self):
        self.last = ''
        self.text = u''
        self.count = 0


keeper = Keeper()
driver = JitDriver(greens=['mode'], reds=['n', 'total', 's'])


@dont_look_inside
def keep(s):
    keeper.last = s
    keeper.count += len(s)


def pair(n):
    return chr(97 + n % 26) + chr(65 + n % 7)


def step(mode, n, s):
    """(number, next string)"""
    if mode == 0:
        # Never needed as a string.
        made = pair(n) + s
        return ord(made[0]) + ord(made[1]) + len(made), s
    if mode == 1:
        # Grows, and is cut.
        s = s + pair(n)
        if len(s) > 20:
            s = s[3:9]
        return len(s), s
    if mode == 2:
        # Compared with constants and with others.
        made = pair(n)
        result = 0
        if made == 'aA':
            result += 1
        if made == 'abc':
            result += 2
        if made[1:2] == 'B':
            result += 4
        if made == pair(n + 182):
            result += 8
        if made[2:] == '':
            result += 16
        return result, s
    if mode == 3:
        # Escapes in some iterations.
        made = 'n:' + s + ';' + pair(n)
        if n % 7 == 0:
            keep(made)
            keep(made[1:5])
        if n % 11 == 0:
            keeper.last = made
        return len(made[2:4]), s
    if mode == 4:
        # Slices of slices; bounds beyond the end.
        text = 'abcdefghijklmnop'
        start = n % 9
        part = text[start:start + 5]
        inner = part[1:n % 7 + 1]
        total = len(inner)
        for_one = part[n % 5:n % 5 + 1]
        if for_one == 'f':
            total += 100
        return total + ord(part[0]), s
    if mode == 5:
        made = u'\u1234' + unichr(200 + n % 30) + keeper.text[0:2]
        if n % 50 == 0:
            keeper.text = made
        return ord(made[1]) + len(made), s
    made = str(n) + s + 'x'
    if made.startswith('1'):
        return len(made), s
    if 'x' + s == 'xab':
        return -1, s
    return made.find('b'), s


def run(mode, n):
    total = 0
    s = 'ab'
    while n > 0:
        driver.jit_merge_point(mode=mode, n=n, total=total, s=s)
        number, s = step(mode, n, s)
        total += number
        n -= 1
    return total, s


def entry_point(argv):
    for mode in range(7):
        total, s = run(mode, 500)
        print mode, total, s, keeper.last, keeper.count, len(keeper.text)
    return 0


def target(driver, args):
    return entry_point, None
