# Dict-heavy interpreter: namespaces with string keys, int keys, r_dict, deletion while the loop is compiled.
from rpython.rlib import jit
from rpython.rlib.objectmodel import r_dict, compute_hash


class Sym(object):
    def __init__(self, name):
        self.name = name


def eq(a, b):
    return a.name == b.name


def hsh(a):
    return compute_hash(a.name)


class Space(object):
    def __init__(self):
        self.names = {}
        self.ints = {}
        self.syms = r_dict(eq, hsh)
        self.chars = {}
        self.floats = {}
        self.log = []


driver = jit.JitDriver(greens=['pc', 'code'], reds=['n', 'acc', 'space'])

NAMES = ['x', 'y', 'zz', 'long_name', '']


def run(code, n, space):
    pc = 0
    acc = 0
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, n=n, acc=acc, space=space)
        op = code[pc]
        pc += 1
        if op == 'g':
            acc += space.names.get('x', 5)
        elif op == 's':
            space.names[NAMES[n % 5]] = n
        elif op == 'i':
            space.ints[n & 63] = space.ints.get(n & 31, 0) + 1
        elif op == 'd':
            try:
                del space.ints[n & 15]
            except KeyError:
                acc += 1
        elif op == 'r':
            space.syms[Sym(NAMES[n % 5])] = n
            s = Sym('zz')
            if s in space.syms:
                acc += space.syms[s]
        elif op == 'c':
            ch = chr(97 + n % 7)
            space.chars[ch] = space.chars.get(ch, '') + ch
            if len(space.chars[ch]) > 5:
                space.chars.clear()
        elif op == 'f':
            space.floats[float(n & 15) * 0.5] = n
            if 1.5 in space.floats:
                acc += space.floats[1.5]
        elif op == 'v':
            t = 0
            for k in space.ints:
                t += k
            for v in space.names.values():
                t ^= v
            acc += t
        elif op == 'u':
            acc += space.names.setdefault('new', n & 7)
            if n & 31 == 0:
                space.names = space.names.copy()
                del space.names['new']
        elif op == 'l':
            acc &= 0xffffff
            n -= 1
            if n <= 0:
                return acc
            pc = 0
            driver.can_enter_jit(pc=pc, code=code, n=n, acc=acc, space=space)
    return acc


def entry_point(argv):
    jit.set_user_param(None, 'threshold=5,function_threshold=7,trace_eagerness=3')
    for code in ['gl', 'sgl', 'il', 'idl', 'rl', 'cl', 'fl', 'isvl', 'sul', 'gsidrcfvul']:
        for n in [3, 300]:
            space = Space()
            print code, n, run(code, n, space), len(space.names), len(space.ints),
            print len(space.syms), len(space.chars), len(space.floats)
    return 0


def target(driver, args):
    return entry_point, None
