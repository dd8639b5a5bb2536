# The heap as the program can see it: roots, referents, a dump of all objects.
import os
from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline
from rpython.rtyper.lltypesystem import llmemory

# compiled-only: there is no collector elsewhere


class Node(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right


class Global(object):
    node = None


holder = Global()


def reference(node):
    return rgc.cast_instance_to_gcref(node)


@dont_inline
def make(depth):
    if depth == 0:
        return None
    return Node(make(depth - 1), make(depth - 1))


def contains(references, wanted):
    for found in references:
        if found == wanted:
            return True
    return False


def reachable(roots, limit):
    "Objects that are reached from the list, the list's own included."
    reached = roots[:]
    seen = 0
    for gcref in reached:
        if not rgc.get_gcflag_extra(gcref):
            rgc.toggle_gcflag_extra(gcref)
    while seen < len(reached) and seen < limit:
        for gcref in rgc.get_rpy_referents(reached[seen]):
            if not rgc.get_gcflag_extra(gcref):
                rgc.toggle_gcflag_extra(gcref)
                reached.append(gcref)
        seen += 1
    for gcref in reached:
        if rgc.get_gcflag_extra(gcref):
            rgc.toggle_gcflag_extra(gcref)
    return reached


def word_at(text, position):
    result = 0
    for i in range(7, -1, -1):
        result = (result << 8) | ord(text[position * 8 + i])
    return result


def read_dump(wanted):
    "(objects, roots, referents of `wanted`) of a dump."
    path = '/tmp/gc_inspect.%d' % os.getpid()
    fd = os.open(path, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0600)
    assert rgc.dump_rpy_heap(fd)
    os.lseek(fd, 0, 0)
    parts = []
    while True:
        part = os.read(fd, 1 << 16)
        if not part:
            break
        parts.append(part)
    os.close(fd)
    os.unlink(path)
    text = ''.join(parts)
    words = len(text) // 8
    objects = roots = referents = 0
    at = 0
    while at < words:
        start = at
        while word_at(text, at) != -1:
            at += 1
        at += 1
        if word_at(text, start) == 0:
            roots = objects
        else:
            objects += 1
            if word_at(text, start) == wanted:
                referents = at - start - 4
    return objects, roots, referents


def entry_point(argv):
    holder.node = make(5)
    rgc.collect()
    node = holder.node
    two = rgc.get_rpy_referents(reference(node))
    print len(two), contains(two, reference(node.left)), contains(two, reference(node.right))
    leaf = node
    while leaf.left is not None:
        leaf = leaf.left
    print len(rgc.get_rpy_referents(reference(leaf)))
    roots = rgc.get_rpy_roots()
    print len(roots) > 0, contains(roots, reference(node))
    all = reachable(roots, 100000)
    print contains(all, reference(leaf)), len(all) > 31
    objects, number, referents = read_dump(llmemory.cast_adr_to_int(
        llmemory.cast_ptr_to_adr(reference(node))))
    print objects >= 31, 0 < number < objects, referents
    print rgc.get_rpy_memory_usage(reference(node))
    return 0


def target(driver, args):
    return entry_point, None
