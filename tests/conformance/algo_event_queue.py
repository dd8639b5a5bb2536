# Global state classes, bank simulation, event queue, PRNG, bit tricks, date arithmetic.
from rpython.rlib.rarithmetic import intmask, r_uint32, r_uint, ovfcheck


class Rng(object):
    def __init__(self, seed):
        self.state = r_uint(seed)

    def next(self):
        x = self.state
        x ^= x << 13
        x ^= x >> 7
        x ^= x << 17
        self.state = x
        return intmask(x >> 33)

    def below(self, n):
        return self.next() % n


class Event(object):
    seq = 0

    def __init__(self, time, name, action):
        self.time = time
        self.name = name
        self.action = action
        g.seq += 1
        self.order = g.seq

    def before(self, other):
        return (self.time, self.order) < (other.time, other.order) if False else (self.time < other.time or (self.time == other.time and self.order < other.order))


class Globals(object):
    seq = 0

g = Globals()


class Sim(object):
    def __init__(self):
        self.now = 0
        self.queue = []
        self.log = []

    def at(self, delay, name, action):
        e = Event(self.now + delay, name, action)
        i = 0
        while i < len(self.queue) and self.queue[i].before(e):
            i += 1
        self.queue.insert(i, e)

    def run(self, until):
        while self.queue:
            e = self.queue.pop(0)
            if e.time > until:
                break
            self.now = e.time
            self.log.append("%d:%s" % (e.time, e.name))
            e.action(self, e)


def ping(sim, e):
    sim.at(3, "pong", pong)


def pong(sim, e):
    if len(sim.log) < 6:
        sim.at(2, "ping", ping)
        sim.at(2, "tick", tick)


def tick(sim, e):
    pass


def popcount(x):
    n = 0
    while x:
        x &= x - 1
        n += 1
    return n


def reverse32(x):
    x = ((x >> 1) & 0x55555555) | ((x & 0x55555555) << 1)
    x = ((x >> 2) & 0x33333333) | ((x & 0x33333333) << 2)
    x = ((x >> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4)
    x = ((x >> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8)
    return (x >> 16) | ((x & 0xffff) << 16)


def adler32(s):
    a, b = 1, 0
    for c in s:
        a = (a + ord(c)) % 65521
        b = (b + a) % 65521
    return (b << 16) | a


def gray(n):
    return ["".join([str(((i ^ (i >> 1)) >> k) & 1) for k in range(n - 1, -1, -1)]) for i in range(1 << n)]


def days(y, m, d):
    t = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    n = y * 365 + y // 4 - y // 100 + y // 400 + t[m - 1] + d
    if m <= 2 and (y % 4 == 0 and y % 100 != 0 or y % 400 == 0):
        n -= 1
    return n

WEEKDAYS = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"]


def to_base(n, b):
    if n == 0:
        return "0"
    neg = n < 0
    n = abs(n)
    s = ""
    while n:
        s = "0123456789abcdefghijklmnopqrstuvwxyz"[n % b] + s
        n //= b
    return "-" + s if neg else s


def entry_point(argv):
    n = int(argv[1])
    r = Rng(88172645463325252)
    print " ".join([str(r.below(100)) for _ in range(10)])
    s = Sim()
    s.at(1, "ping", ping)
    s.at(0, "tick", tick)
    s.run(100)
    print " ".join(s.log), g.seq, len(s.queue)
    print popcount(255), popcount(n), hex(reverse32(1)), reverse32(0x12345678), adler32("Wikipedia"), " ".join(gray(3))
    print WEEKDAYS[days(2000, 1, 1) % 7], days(2024, 3, 1) - days(2024, 2, 28), days(1900, 3, 1) - days(1900, 2, 28)
    print to_base(255, 16), to_base(-n, 2), to_base(123456789, 36), int(to_base(999, 7), 7)
    x = 1
    k = 0
    while True:
        try:
            x = ovfcheck(x * n)
        except OverflowError:
            break
        k += 1
    print x, k
    u = r_uint32(1)
    for i in range(40):
        u = r_uint32(u * 3)
    print intmask(u)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
