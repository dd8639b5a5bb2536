# List strategies: storage erased, changed while loops run.
from rpython.rlib import jit, rerased

erase_int, unerase_int = rerased.new_erasing_pair('ints')
erase_float, unerase_float = rerased.new_erasing_pair('floats')
erase_obj, unerase_obj = rerased.new_erasing_pair('objs')


class W(object):
    pass


class WInt(W):
    _immutable_fields_ = ['v']

    def __init__(self, v):
        self.v = v

    def num(self):
        return self.v


class WFloat(W):
    _immutable_fields_ = ['f']

    def __init__(self, f):
        self.f = f

    def num(self):
        return int(self.f * 2.0)


class WStr(W):
    def __init__(self, s):
        self.s = s

    def num(self):
        return len(self.s)


class Strategy(object):
    pass


class IntStrategy(Strategy):
    def empty(self):
        return erase_int([0] * 0)

    def fits(self, w):
        return isinstance(w, WInt)

    def get(self, l, i):
        return WInt(unerase_int(l.storage)[i])

    def set(self, l, i, w):
        assert isinstance(w, WInt)
        unerase_int(l.storage)[i] = w.v

    def append(self, l, w):
        assert isinstance(w, WInt)
        unerase_int(l.storage).append(w.v)

    def length(self, l):
        return len(unerase_int(l.storage))


class FloatStrategy(Strategy):
    def empty(self):
        return erase_float([0.0] * 0)

    def fits(self, w):
        return isinstance(w, WFloat)

    def get(self, l, i):
        return WFloat(unerase_float(l.storage)[i])

    def set(self, l, i, w):
        assert isinstance(w, WFloat)
        unerase_float(l.storage)[i] = w.f

    def append(self, l, w):
        assert isinstance(w, WFloat)
        unerase_float(l.storage).append(w.f)

    def length(self, l):
        return len(unerase_float(l.storage))


class ObjStrategy(Strategy):
    def empty(self):
        l = []
        if 0:
            l.append(None)
        return erase_obj(l)

    def fits(self, w):
        return True

    def get(self, l, i):
        return unerase_obj(l.storage)[i]

    def set(self, l, i, w):
        unerase_obj(l.storage)[i] = w

    def append(self, l, w):
        unerase_obj(l.storage).append(w)

    def length(self, l):
        return len(unerase_obj(l.storage))


INT = IntStrategy()
FLOAT = FloatStrategy()
OBJ = ObjStrategy()


class WList(W):
    def __init__(self):
        self.strategy = INT
        self.storage = INT.empty()

    def num(self):
        return self.length()

    def length(self):
        return self.strategy.length(self)

    def get(self, i):
        return self.strategy.get(self, i)

    def set(self, i, w):
        if not self.strategy.fits(w):
            self.switch(OBJ)
        self.strategy.set(self, i, w)

    def append(self, w):
        if not self.strategy.fits(w):
            if self.length() == 0 and isinstance(w, WFloat):
                self.strategy = FLOAT
                self.storage = FLOAT.empty()
            else:
                self.switch(OBJ)
        self.strategy.append(self, w)

    @jit.dont_look_inside
    def switch(self, s):
        items = [self.get(i) for i in range(self.length())]
        self.strategy = s
        self.storage = s.empty()
        for w in items:
            s.append(self, w)


driver = jit.JitDriver(greens=['pc', 'code'], reds=['n', 'acc', 'l', 'm'])


def run(code, n):
    pc = 0
    acc = 0
    l = WList()
    m = WList()
    while True:
        driver.jit_merge_point(pc=pc, code=code, n=n, acc=acc, l=l, m=m)
        op = code[pc]
        pc += 1
        if op == 'i':
            l.append(WInt(n))
        elif op == 'f':
            l.append(WFloat(n * 0.5))
        elif op == 's':
            if n % 50 == 7:
                l.append(WStr('abc'))
        elif op == 'r':
            if l.length() > 40:
                l = WList()
        elif op == 'g':
            if l.length() > 0:
                acc += l.get(n % l.length()).num()
        elif op == 'w':
            if l.length() > 2:
                l.set(n % l.length(), l.get(0))
        elif op == 'x':
            t = l
            l = m
            m = t
        elif op == 'n':
            l.append(WList())
        elif op == 'l':
            acc &= 0xffffff
            n -= 1
            if n <= 0:
                break
            pc = 0
            driver.can_enter_jit(pc=pc, code=code, n=n, acc=acc, l=l, m=m)
    return '%d %d %d' % (acc, l.length(), m.length())


def entry_point(argv):
    jit.set_user_param(None, 'threshold=5,function_threshold=7,trace_eagerness=3')
    for code in ['igrl', 'fgrl', 'ifgrl', 'isgwrl', 'fxiwgrl', 'fxisrgl', 'nigrl', 'isfxngwrl']:
        for n in [5, 300]:
            print code, n, run(code, n)
    return 0


def target(driver, args):
    return entry_point, None
