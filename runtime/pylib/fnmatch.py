"""Matching of names against shell patterns."""


def _item(c, pattern):
    """Matches one character; returns (matched, rest of the pattern)."""
    if pattern[0] == '[' and ']' in pattern[2:]:
        end = pattern.index(']', 2)
        body = pattern[1:end]
        negate = body.startswith('!')
        body = body[negate:]
        found, i = False, 0
        while i < len(body):
            if body[i + 1:i + 2] == '-' and i + 2 < len(body):
                found = found or body[i] <= c <= body[i + 2]
                i += 3
            else:
                found = found or body[i] == c
                i += 1
        return found != negate, pattern[end + 1:]
    return pattern[0] in ('?', c), pattern[1:]


def fnmatchcase(name, pattern):
    if not pattern:
        return not name
    if pattern[0] == '*':
        for i in range(len(name) + 1):
            if fnmatchcase(name[i:], pattern[1:]):
                return True
        return False
    if not name:
        return False
    matched, rest = _item(name[0], pattern)
    return matched and fnmatchcase(name[1:], rest)


fnmatch = fnmatchcase


def filter(names, pattern):
    return [name for name in names if fnmatchcase(name, pattern)]
