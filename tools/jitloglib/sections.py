"""The log of PYPYLOG as nested sections with time stamps."""
import re

_MARK = re.compile(r"^\[([0-9a-fA-F]+)\] (\{)?([a-zA-Z0-9_.-]+)(\})?\s*$")


class Section:
    """name; start and end by the time-stamp counter; lines of text; inner sections."""

    def __init__(self, name, start):
        self.name = name
        self.start = start
        self.end = start
        self.lines = []
        self.children = []

    def own_time(self):
        """Ticks spent in it and in none of its inner sections."""
        return self.end - self.start - sum(child.end - child.start for child in self.children)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


def parse(text):
    """The sections at top level, in order. A log that was cut off ends its open sections."""
    top = Section("", 0)
    stack = [top]
    last = 0
    for line in text.splitlines():
        match = _MARK.match(line)
        if not match or bool(match.group(2)) == bool(match.group(4)):
            stack[-1].lines.append(line)
            continue
        last = int(match.group(1), 16)
        if match.group(2):
            section = Section(match.group(3), last)
            stack[-1].children.append(section)
            stack.append(section)
        elif len(stack) > 1 and stack[-1].name == match.group(3):
            stack.pop().end = last
    while len(stack) > 1:
        stack.pop().end = last
    if top.children:
        top.start = top.children[0].start
        top.end = max(child.end for child in top.children)
    return top
