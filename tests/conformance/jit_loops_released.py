# Loops are freed while they run: by the program, by age, from inside of inlined and of
# residual calls.
from rpython.rlib import jit, jit_hooks, rgc


class Code(object):
    _immutable_fields_ = ['text', 'kind?']

    def __init__(self, text):
        self.text = text
        self.kind = 0


driver = jit.JitDriver(greens=['pc', 'code'], reds=['n', 'acc', 'codes'], is_recursive=True)


@jit.dont_look_inside
def release(n):
    jit_hooks.stats_memmgr_release_all(None)


@jit.dont_look_inside
def collect(n):
    rgc.collect()


def run(code, n, codes):
    pc = 0
    acc = 0
    while True:
        driver.jit_merge_point(pc=pc, code=code, n=n, acc=acc, codes=codes)
        op = code.text[pc]
        pc += 1
        if op == 'a':
            acc += n
        elif op == 'r':
            if n % 17 == 0:
                release(n)
        elif op == 'c':
            if n % 97 == 3:
                collect(n)
        elif op == 'k':
            acc += code.kind
            if n % 61 == 9:
                code.kind += 1
        elif op == 'x':
            acc ^= run(codes[n & 3], 3, codes)
        elif op == 'n':
            if n % 50 == 0:
                codes = codes[1:] + [Code('aaarl')]
        elif op == 'e':
            try:
                acc += len(fail(n))
            except ValueError:
                acc -= 1
        elif op == 'l':
            acc &= 0xffffff
            n -= 1
            if n <= 0:
                return acc
            pc = 0
            driver.can_enter_jit(pc=pc, code=code, n=n, acc=acc, codes=codes)


@jit.dont_look_inside
def fail(n):
    if n % 20 == 0:
        release(n)
        raise ValueError
    return 'ok'


def entry_point(argv):
    jit.set_user_param(None, 'threshold=5,function_threshold=7,trace_eagerness=3,loop_longevity=6')
    texts = ['al', 'arl', 'acl', 'akl', 'axl', 'axrl', 'ael', 'axnkrcel']
    for round in range(2):
        for t in texts:
            codes = [Code('al'), Code('arl'), Code('akal'), Code('ael')]
            print t, run(Code(t), 400, codes),
        print
    return 0


def target(driver, args):
    return entry_point, None
# translated-only
