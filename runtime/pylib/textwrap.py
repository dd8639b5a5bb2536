"""Indentation and wrapping of text."""


def dedent(text):
    margin = None
    lines = [line if line.strip() else '' for line in text.split('\n')]
    for line in lines:
        if not line:
            continue
        indent = line[:len(line) - len(line.lstrip(' \t'))]
        if margin is None:
            margin = indent
        while not indent.startswith(margin):
            margin = margin[:-1]
    skip = len(margin or '')
    return '\n'.join([line[skip:] for line in lines])


def wrap(text, width=70, initial_indent='', subsequent_indent=''):
    lines, current = [], initial_indent
    empty = True
    for word in text.split():
        if not empty and len(current) + 1 + len(word) > width:
            lines.append(current)
            current, empty = subsequent_indent, True
        current += word if empty else ' ' + word
        empty = False
    if not empty:
        lines.append(current)
    return lines


def fill(text, width=70, initial_indent='', subsequent_indent=''):
    return '\n'.join(wrap(text, width, initial_indent, subsequent_indent))
