"""File names by pattern."""

import os
import fnmatch


def glob(pattern):
    head, tail = os.path.split(pattern)
    if not tail:
        return [pattern] if os.path.isdir(head) else []
    heads = glob(head) if '*' in head or '?' in head or '[' in head else [head]
    out = []
    for directory in heads:
        try:
            names = os.listdir(directory or '.')
        except OSError:
            continue
        for name in names:
            if fnmatch.fnmatch(name, tail) and (tail.startswith('.') or not name.startswith('.')):
                out.append(os.path.join(directory, name))
    return out


def iglob(pattern):
    return iter(glob(pattern))
