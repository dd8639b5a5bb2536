# debug: checks for the annotator, the log, assertions; signature; listsort; rpath; rbisect.
from rpython.rlib.debug import (debug_start, debug_stop, debug_print, have_debug_prints, make_sure_not_resized, check_nonneg,
    check_annotation, check_list_of_chars, check_regular_int, mark_dict_non_null, ll_assert, debug_flush, debug_offset,
    have_debug_prints_for)
from rpython.rlib.signature import signature, finishsigs
from rpython.rlib import types
from rpython.rlib.listsort import TimSort, make_timsort_class
from rpython.rlib.rpath import rabspath, rjoin, rnormpath, risabs, sep
from rpython.rlib import rbisect
from rpython.rlib.nonconst import NonConstant
from rpython.rlib.unroll import unrolling_iterable


@signature(types.int(), types.str(), returns=types.str())
def repeat(n, s):
    return s * n


@finishsigs
class Pair(object):
    def __init__(self, a, b):
        self.a = a
        self.b = b

    @signature(types.self(), types.self(), returns=types.bool())
    def same(self, other):
        return self.a == other.a and self.b == other.b


class ByLength(make_timsort_class()):
    def lt(self, a, b):
        return len(a) < len(b)


def pair_lt(a, b):
    return a.a > b.a

PairSort = make_timsort_class(lt=pair_lt)
ops = unrolling_iterable([("add", 1), ("sub", -1), ("mul", 10)])


def apply(name, x):
    for n, k in ops:
        if name == n:
            return x + k
    return -99


def entry_point(argv):
    n = len(argv)
    debug_start("my-section")
    if have_debug_prints():
        debug_print("value", n)
    debug_stop("my-section")
    debug_flush()
    l = make_sure_not_resized([1, 2, n])
    check_nonneg(n)
    check_regular_int(n)
    check_list_of_chars(["a", "b"])
    d = mark_dict_non_null({"a": n})
    ll_assert(n > 0, "n is positive")
    print len(l), len(d), int(have_debug_prints_for("my-")), int(debug_offset() <= 0 or True)
    print repeat(3, "ab"), int(Pair(1, n).same(Pair(1, 1))), int(Pair(1, 2).same(Pair(2, 2)))
    words = ["pear", "fig", "banana", "kiwi", "apple", "date", "a", "bb", "cc"]
    ByLength(words).sort()
    print " ".join(words)
    nums = [(i * 7919) % 1009 for i in range(500)]
    TimSort(nums).sort()
    bad = 0
    for i in range(1, len(nums)):
        if nums[i] < nums[i - 1]:
            bad += 1
    print bad, nums[0], nums[499]
    pairs = [Pair(i % 10, i) for i in range(40)]
    PairSort(pairs).sort()
    print " ".join(["%d.%d" % (p.a, p.b) for p in pairs[:12]])
    print rnormpath("/a//b/../c/./d/"), rnormpath("../x/.."), rjoin("a", "b/c"), rjoin("a/", "/b"), int(risabs("/x")), int(risabs("x")), sep
    print rabspath("/a/../b")
    print rbisect.bisect_left([1, 3, 5, 7], 5, 4), rbisect.bisect_right([1, 3, 5, 7], 5, 4), rbisect.bisect_left([1, 3], 9, 2)
    print NonConstant(5) + n, apply("add", n), apply("mul", n), apply("x", n)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
