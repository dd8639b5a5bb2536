"""Graphs in the language of Graphviz."""


class DotGen(object):
    def __init__(self, graphname, rankdir=None, size=None):
        self.graphname = graphname
        self.lines = []
        self.emit('digraph %s {' % graphname)
        if rankdir:
            self.emit('rankdir="%s"' % rankdir)
        if size:
            self.emit('size="%s"' % size)

    def emit(self, line):
        self.lines.append(line)

    def enter_subgraph(self, name):
        self.emit('subgraph %s {' % name)

    def leave_subgraph(self):
        self.emit('}')

    def emit_edge(self, name1, name2, label="", style="dashed", color="black",
                  dir="forward", weight="5"):
        attributes = [('label', label), ('style', style), ('color', color), ('dir', dir),
                      ('weight', weight)]
        self.emit('edge [%s];' % ', '.join(['%s=%s' % (key, quote(value))
                                            for key, value in attributes]))
        self.emit('%s -> %s' % (quote(name1), quote(name2)))

    def emit_node(self, name, shape="diamond", label="", color="black", fillcolor="white",
                  style="filled", width="0.75"):
        attributes = [('shape', shape), ('label', label), ('color', color),
                      ('fillcolor', fillcolor), ('style', style), ('width', width)]
        self.emit('%s [%s];' % (quote(name), ', '.join(
            ['%s=%s' % (key, quote(value)) for key, value in attributes])))

    def generate(self, storedir=None, target='dot'):
        """The text; with a directory, the path of the file it is written to."""
        text = '\n'.join(self.lines + ['}']) + '\n'
        if storedir is None:
            return text
        path = '%s/%s.dot' % (storedir, self.graphname)
        f = open(path, 'w')
        f.write(text)
        f.close()
        return path


def quote(text):
    return '"%s"' % str(text).replace('"', '\\"').replace('\n', '\\l')
