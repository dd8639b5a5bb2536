# A graph made at import time and marked at run time.


class Node(object):
    def __init__(self, name): self.name = name; self.edges = []; self.seen = False


def build():
    ns = {}
    for n in "abcdef": ns[n] = Node(n)
    for a, b in ["ab", "bc", "ca", "de", "ef"]: ns[a].edges.append(ns[b])
    return ns
GRAPH = build()
ROOTS = [GRAPH["a"], GRAPH["d"]]


def dfs(n, acc):
    if n.seen: return
    n.seen = True
    acc.append(n.name)
    for e in n.edges: dfs(e, acc)


def entry_point(argv):
    acc = []
    for r in ROOTS: dfs(r, acc)
    print "".join(acc), len(GRAPH)
    for k in sorted(GRAPH.keys()): print k, int(GRAPH[k].seen),
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
