"""os.path on POSIX systems."""

import posix

curdir = '.'
pardir = '..'
sep = '/'
extsep = '.'
altsep = None
pathsep = ':'
defpath = ':/bin:/usr/bin'
devnull = '/dev/null'
supports_unicode_filenames = False


def normcase(path):
    return path


def isabs(path):
    return path.startswith('/')


def join(first, *rest):
    path = first
    for part in rest:
        if part.startswith('/'):
            path = part
        elif path == '' or path.endswith('/'):
            path += part
        else:
            path += '/' + part
    return path


def split(path):
    cut = path.rfind('/') + 1
    assert cut >= 0
    head, tail = path[:cut], path[cut:]
    if head and head != '/' * len(head):
        head = head.rstrip('/')
    return head, tail


def splitext(path):
    base = path.rfind('/') + 1
    dot = path.rfind('.')
    assert base >= 0
    if dot > base and path[base:dot].strip('.'):
        return path[:dot], path[dot:]
    return path, ''


def splitdrive(path):
    return '', path


def basename(path):
    cut = path.rfind('/') + 1
    assert cut >= 0
    return path[cut:]


def dirname(path):
    return split(path)[0]


def _stat(path):
    import os
    return os.stat(path)


def _mode(path):
    try:
        return _stat(path).st_mode
    except OSError:
        return 0


def _link_mode(path):
    import os
    try:
        return os.lstat(path).st_mode
    except OSError:
        return 0


def exists(path):
    return _mode(path) != 0


def lexists(path):
    return _link_mode(path) != 0


def isfile(path):
    return _mode(path) & 0170000 == 0100000


def isdir(path):
    return _mode(path) & 0170000 == 0040000


def islink(path):
    return _link_mode(path) & 0170000 == 0120000


def getsize(path):
    return _stat(path).st_size


def getatime(path):
    return _stat(path).st_atime


def getmtime(path):
    return _stat(path).st_mtime


def getctime(path):
    return _stat(path).st_ctime


def samefile(a, b):
    first = _stat(a)
    second = _stat(b)
    return first.st_ino == second.st_ino and first.st_dev == second.st_dev


def normpath(path):
    if path == '':
        return '.'
    root = ''
    if path.startswith('/'):
        root = '//' if path.startswith('//') and not path.startswith('///') else '/'
    parts = []
    for part in path.split('/'):
        if part in ('', '.'):
            continue
        if part != '..' or (not root and not parts) or (parts and parts[-1] == '..'):
            parts.append(part)
        elif parts:
            parts.pop()
    return (root + '/'.join(parts)) or '.'


def abspath(path):
    if not isabs(path):
        path = join(posix.getcwd(), path)
    return normpath(path)


def realpath(path):
    done = '/'
    rest = [part for part in abspath(path).split('/') if part]
    budget = 40
    while rest:
        here = join(done, rest.pop(0))
        if budget and islink(here):
            budget -= 1
            target = join(done, posix.readlink(here))
            rest = [part for part in normpath(target).split('/') if part] + rest
            done = '/'
        else:
            done = here
    return done


def relpath(path, start='.'):
    there = [part for part in abspath(path).split('/') if part]
    here = [part for part in abspath(start).split('/') if part]
    common = 0
    while common < min(len(there), len(here)) and there[common] == here[common]:
        common += 1
    return '/'.join(['..'] * (len(here) - common) + there[common:]) or '.'


def commonprefix(paths):
    if not paths:
        return ''
    low, high = min(paths), max(paths)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def expanduser(path):
    if path == '~' or path.startswith('~/'):
        home = posix.getenv('HOME')
        if home:
            return home.rstrip('/') + path[1:]
    return path


def expandvars(path):
    names = [line.split('=', 1)[0] for line in posix.environment()]
    for name in sorted(names, key=len, reverse=True):
        path = path.replace('${%s}' % name, posix.getenv(name))
        path = path.replace('$' + name, posix.getenv(name))
    return path


def walk(top, visit, arg):
    names = posix.listdir(top)
    visit(arg, top, names)
    for name in names:
        name = join(top, name)
        if isdir(name) and not islink(name):
            walk(name, visit, arg)
