# The functions of the module gc; weak references, dead ones among them; a weak list.
import gc
from rpython.rlib import rweakref
from rpython.rlib.rweaklist import RWeakListMixin


class Node(object):
    def __init__(self, number):
        self.number = number


class Table(object):
    pass


class WeakTable(RWeakListMixin):
    pass


def numbers(references):
    texts = []
    for reference in references:
        node = reference()
        if node is None:
            texts.append('-')
        else:
            texts.append(str(node.number))
    return ' '.join(texts)


def entry_point(argv):
    n = len(argv)
    gc.disable()
    gc.enable()
    gc.collect()
    print int(gc.isenabled())
    table = Table()
    table.references = [rweakref.dead_ref] * 4
    node = Node(10 * n)
    table.references[2] = rweakref.ref(node)
    gc.collect()
    print numbers(table.references), int(rweakref.dead_ref() is None)

    weak = WeakTable()
    weak.initialize()
    nodes = [Node(i) for i in range(20)]
    for one in nodes:
        weak.add_handle(one)
    gc.collect()
    print int(len(weak.get_all_handles()) >= 20), int(weak.fetch_handle(100) is None)
    found = 0
    for reference in weak.get_all_handles():
        one = reference()
        if one is not None:
            found += one.number
    print found, node.number, nodes[19].number
    return 0


def target(driver, args):
    return entry_point, None
