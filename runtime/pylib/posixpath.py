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
    head, tail = path[:cut], path[cut:]
    if head and head != '/' * len(head):
        head = head.rstrip('/')
    return head, tail


def splitext(path):
    base = path.rfind('/') + 1
    dot = path.rfind('.')
    if dot > base and path[base:dot].strip('.'):
        return path[:dot], path[dot:]
    return path, ''


def splitdrive(path):
    return '', path


def basename(path):
    return path[path.rfind('/') + 1:]


def dirname(path):
    return split(path)[0]


def _mode(path, stat=posix.stat):
    try:
        return stat(path)[0]
    except OSError:
        return 0


def exists(path):
    return _mode(path) != 0


def lexists(path):
    return _mode(path, posix.lstat) != 0


def isfile(path):
    return _mode(path) & 0170000 == 0100000


def isdir(path):
    return _mode(path) & 0170000 == 0040000


def islink(path):
    return _mode(path, posix.lstat) & 0170000 == 0120000


def getsize(path):
    return posix.stat(path)[6]


def getatime(path):
    return posix.stat(path)[7]


def getmtime(path):
    return posix.stat(path)[8]


def getctime(path):
    return posix.stat(path)[9]


def samefile(a, b):
    return posix.stat(a)[1:3] == posix.stat(b)[1:3]


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
