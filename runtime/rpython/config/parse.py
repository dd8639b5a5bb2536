"""Command lines of tests."""


def parse_info(text):
    """{'option': value} of lines such as `[group]` and `    option = value`."""
    result, prefixes = {}, []
    for line in text.split('\n'):
        stripped = line.strip()
        if not stripped:
            continue
        indent = len(line) - len(line.lstrip())
        if stripped.startswith('['):
            prefixes = [p for p in prefixes if p[0] < indent]
            prefixes.append((indent, stripped[1:-1]))
            continue
        name, _, value = stripped.partition('=')
        value = value.strip()
        if value in ('True', 'False'):
            value = value == 'True'
        elif value.lstrip('-').isdigit():
            value = int(value)
        path = [p[1] for p in prefixes[1:] if p[0] < indent] + [name.strip()]
        result['.'.join(path)] = value
    return result
