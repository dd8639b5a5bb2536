# OrderedDict, move_to_end, reversed_dict.


from collections import OrderedDict
from rpython.rlib.objectmodel import move_to_end, reversed_dict


def entry_point(argv):
    d = OrderedDict()
    d["b"] = 1; d["a"] = 2; d["c"] = 3
    del d["a"]
    d["a"] = 5
    for k in d: print k,
    print
    move_to_end(d, "b")
    for k in d: print k,
    move_to_end(d, "a", last=False)
    for k in reversed_dict(d): print k,
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
