# Heap aliasing: stores through one name, reads through another; arrays with equal and
# unknown indices; lengths after resizes.
from rpython.rlib import jit


class A(object):
    def __init__(self, x):
        self.x = x
        self.y = 0
        self.next = None


class B(A):
    def __init__(self, x):
        A.__init__(self, x)
        self.z = x


driver = jit.JitDriver(greens=['op'], reds=['n', 'acc', 'a', 'b', 'l', 'm'])


@jit.dont_look_inside
def same(a, b, n):
    if n % 3 == 0:
        return a
    return b


@jit.dont_look_inside
def touch(l, n):
    l[n % len(l)] = n


@jit.dont_look_inside
def grow(l, n):
    l.append(n)
    if len(l) > 20:
        del l[5:]


def run(op, n):
    acc = 0
    a = A(1)
    b = A(2)
    l = [1, 2, 3]
    m = l
    while n > 0:
        driver.jit_merge_point(op=op, n=n, acc=acc, a=a, b=b, l=l, m=m)
        if op == 0:
            c = same(a, b, n)
            a.x = n
            c.x += 5
            acc += a.x + b.x
        elif op == 1:
            i = n % 3
            j = (n + acc) % 3
            l[i] = n
            m[j] = acc & 7
            acc += l[i] + m[j] + l[0]
        elif op == 2:
            t = [n, n + 1]
            u = t
            if n & 1:
                u = [0, 0]
            u[0] = 9
            acc += t[0] * u[1]
        elif op == 3:
            k = len(l)
            grow(l, n)
            acc += len(l) - k + l[len(l) - 1]
        elif op == 4:
            d = A(n)
            d.next = a
            e = d.next
            e.x = n
            acc += a.x + e.x
            if n % 50 == 0:
                a = d
                a.next = None
        elif op == 5:
            s = B(n)
            s.next = s
            s.next.next.x = 3
            acc += s.x + s.z
        elif op == 6:
            if l is m:
                acc += 1
                if n % 100 == 0:
                    m = l[:]
            else:
                acc += 2
                if n % 130 == 0:
                    m = l
            touch(m, n)
            acc += l[n % len(l)] + m[0]
        elif op == 7:
            x = a
            if n % 4 == 1:
                x = b
            x.y = n
            a.y += 1
            acc += b.y + x.y
        elif op == 8:
            l2 = [a, b]
            l2[n & 1].x = n
            l2[1 - (n & 1)].x = n + 1
            acc += a.x * 2 + b.x
        elif op == 9:
            while len(l) > 4:
                l.pop()
            l.append(n)
            l += [n + 1, n + 2]
            acc += l[-1] + len(l)
            del l[1]
            acc ^= l[1]
        acc &= 0xffffff
        n -= 1
    return acc


def entry_point(argv):
    jit.set_user_param(None, 'threshold=5,function_threshold=7,trace_eagerness=3')
    for op in range(10):
        print op, run(op, 5), run(op, 300)
    return 0


def target(driver, args):
    return entry_point, None
