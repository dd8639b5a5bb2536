"""Line editing at import time: there is none, because the import-time Python reads whole lines.
The history is kept, so that programs may look at it."""

_history = []
_completer = [None, ' \t\n`~!@#$%^&*()-=+[{]}\\|;:\'",<>/?']


def parse_and_bind(line):
    pass


def set_completer(function=None):
    _completer[0] = function


def get_completer():
    return _completer[0]


def set_completer_delims(characters):
    _completer[1] = characters


def get_completer_delims():
    return _completer[1]


def add_history(line):
    _history.append(line)


def clear_history():
    del _history[:]


def get_current_history_length():
    return len(_history)


def get_history_item(position):
    "Positions begin at 1."
    return _history[position - 1] if 1 <= position <= len(_history) else None


def remove_history_item(position):
    del _history[position]


def replace_history_item(position, line):
    _history[position] = line


def read_history_file(name='~/.history'):
    import os
    with open(os.path.expanduser(name)) as lines:
        _history.extend([line.rstrip('\n') for line in lines])


def write_history_file(name='~/.history'):
    import os
    with open(os.path.expanduser(name), 'w') as out:
        out.writelines([line + '\n' for line in _history])
