"""A long-lived graph whose edges are rewired all the time: write barriers, cards,
old objects that point to young ones."""


class Vertex(object):
    def __init__(self, number):
        self.number = number
        self.edges = [None, None, None, None]
        self.label = None


class Label(object):
    def __init__(self, text, older):
        self.text = text
        self.older = older


def entry_point(argv):
    rounds = int(argv[1]) if len(argv) > 1 else 12000000
    size = 200000
    vertices = [Vertex(i) for i in range(size)]
    seed = 42
    for step in range(rounds):
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        vertex = vertices[seed % size]
        kind = step & 7
        if kind == 0:
            fresh = Vertex(vertex.number)
            fresh.edges[0] = vertex.edges[1]
            vertices[vertex.number] = fresh
        elif kind < 4:
            vertex.label = Label(step, None)
        else:
            vertex.edges[kind - 4] = vertices[(seed >> 8) % size]
    total = 0
    for vertex in vertices:
        for edge in vertex.edges:
            if edge is not None:
                total += edge.number
        label = vertex.label
        if label is not None:
            total += label.text
    print total
    return 0


def target(driver, args):
    return entry_point, None
