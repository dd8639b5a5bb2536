# Bounds: comparisons that follow from others, masks, shifts, known bits: wrong folding would
# show.
from rpython.rlib import jit
from rpython.rlib.rarithmetic import intmask, r_uint, ovfcheck
import sys

driver = jit.JitDriver(greens=['op'], reds=['n', 'i', 'j', 'acc'])


def classify(i, j, n):
    r = 0
    if i >= 0:
        if i < 100:
            if i + 1 > 0:
                r += 1
            if i < 50:
                if i * 2 < 100:
                    r += 2
                if i - 50 < 0:
                    r += 4
        if i & 0xff < 256:
            r += 8
    else:
        if intmask(-i) > 0:
            r += 16
        if i >> 63 == -1:
            r += 32
    if (i & 7) >= 0 and (i & 7) <= 7:
        r += 64
    if (i | 1) & 1 == 1:
        r += 128
    if (i ^ j) ^ j == i:
        r += 256
    k = j & 15
    if k << 2 < 64:
        r += 512
    if (k << 2) & 3 == 0:
        r += 1024
    if k >> 4 == 0:
        r += 2048
    if j == n:
        if j + 1 == n + 1:
            r += 4096
    if i != j:
        if i < j or i > j:
            r += 8192
    if r_uint(k) < r_uint(16):
        r += 16384
    return r


def arith(i, j, n):
    r = 0
    try:
        a = ovfcheck((i & 0xffff) + (j & 0xffff))
        b = ovfcheck(a * (n & 3))
        r = ovfcheck(b - i)
    except OverflowError:
        r = -1
    if i > 10 and j > 10:
        try:
            r ^= ovfcheck(i * j)
        except OverflowError:
            r ^= 5
    x = i % 8
    y = i // 8
    if x + y * 8 != i:
        r += 1000000
    if i % 7 < 0:
        r += 2000000
    z = intmask(i << 3) >> 3
    if z != i:
        r ^= 9
    return r & 0xffffff


def run(op, n, i, j):
    acc = 0
    while n > 0:
        driver.jit_merge_point(op=op, n=n, i=i, j=j, acc=acc)
        if op == 0:
            acc += classify(i, j, n)
            i = intmask(i + 1)
            j = intmask(j - 1)
        elif op == 1:
            acc += arith(i, j, n)
            i = intmask(i * 3 + 1)
            j = intmask(j ^ i)
        elif op == 2:
            acc += classify(j, i, n) + arith(j, i, n)
            if n % 3 == 0:
                i = intmask(-i)
            elif n % 3 == 1:
                j = n
            else:
                i = intmask(j - n)
        else:
            m = n & 31
            while m > 0:
                acc += m & i
                m >>= 1
            i = intmask(i + 1)
        acc = intmask(acc * 3) & 0xfffffffffff
        n -= 1
    return acc


def entry_point(argv):
    jit.set_user_param(None, 'threshold=5,function_threshold=7,trace_eagerness=3')
    for op in range(4):
        for i, j in [(0, 0), (-5, 5), (-1000, 1000), (sys.maxint - 100, -sys.maxint),
                     (-sys.maxint - 1, 3), (45, 2000)]:
            print op, run(op, 200, i, j),
        print
    return 0


def target(driver, args):
    return entry_point, None
