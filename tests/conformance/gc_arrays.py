# rgc's functions on low-level arrays; pointers among the items survive collections.
from rpython.rlib import rgc
from rpython.rtyper.lltypesystem import lltype

# compiled-only: the arrays are those of executables

NODE = lltype.GcStruct('node', ('value', lltype.Signed))
NODES = lltype.GcArray(lltype.Ptr(NODE))
NUMBERS = lltype.GcArray(lltype.Signed)


def make_nodes(count):
    nodes = lltype.malloc(NODES, count)
    for i in range(count):
        node = lltype.malloc(NODE)
        node.value = i
        nodes[i] = node
    return nodes


def total(nodes):
    result = 0
    for i in range(len(nodes)):
        if nodes[i]:
            result += nodes[i].value
    return result


def entry_point(argv):
    for count in [10, 20000]:
        old = lltype.malloc(NODES, 2 * count)
        rgc.collect()
        fresh = make_nodes(count)
        rgc.ll_arraycopy(fresh, old, 0, count // 2, count)
        fresh = lltype.nullptr(NODES)
        rgc.collect(0)
        rgc.collect()
        print total(old), old[count // 2 + 3].value
        rgc.ll_arraymove(old, count // 2, count // 2 + 1, count)
        rgc.collect(0)
        print total(old), old[count // 2 + 4].value
        rgc.ll_arrayclear(old)
        print total(old)
    numbers = lltype.malloc(NUMBERS, 6)
    for i in range(6):
        numbers[i] = i
    rgc.ll_arraymove(numbers, 0, 2, 4)
    print numbers[2], numbers[5]
    return 0


def target(driver, args):
    return entry_point, None
