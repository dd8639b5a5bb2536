"""Templates of source code."""
import textwrap


class Source(object):
    """Lines of source code; a common indentation is removed."""

    def __init__(self, *parts, **options):
        self.lines = []
        for part in parts:
            if isinstance(part, Source):
                self.lines.extend(part.lines)
            elif isinstance(part, (list, tuple)):
                self.lines.extend(part)
            else:
                self.lines.extend(textwrap.dedent(part).split('\n'))
        while self.lines and not self.lines[0].strip():
            del self.lines[0]
        while self.lines and not self.lines[-1].strip():
            del self.lines[-1]

    def __str__(self):
        return '\n'.join(self.lines)

    def __len__(self):
        return len(self.lines)

    def __getitem__(self, key):
        return self.lines[key]

    def strip(self):
        return Source(self)

    def indent(self, indent=' ' * 4):
        result = Source()
        result.lines = [indent + line for line in self.lines]
        return result

    def putaround(self, before='', after='', indent=' ' * 4):
        result = Source()
        result.lines = (Source(before).lines + [indent + line for line in self.lines] +
                        Source(after).lines)
        return result

    def deindent(self, offset=None):
        return Source(str(self))

    def compile(self, filename=None, mode='exec', flag=0, dont_inherit=0, _genframe=None):
        return compile(str(self) + '\n', filename or '<codegen>', mode)


def compile_source(source, filename=None, mode='exec', flags=0, dont_inherit=0):
    return Source(source).compile(filename, mode)
