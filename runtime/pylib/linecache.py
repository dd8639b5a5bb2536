"""Lines of files by their number."""

_files = {}


def getlines(filename, module_globals=None):
    if filename not in _files:
        try:
            with open(filename) as f:
                _files[filename] = f.readlines()
        except IOError:
            return []
    return _files[filename]


def getline(filename, lineno, module_globals=None):
    """The line with its end; '' if there is none."""
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ''


def checkcache(filename=None):
    """Files are read again when they are next asked for."""
    clearcache()


def clearcache():
    _files.clear()
