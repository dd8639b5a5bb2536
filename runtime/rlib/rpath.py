"""Paths of files: what os.path gives translated programs, as POSIX has it."""
import os
import stat
from rpython.rlib import rposix
from rpython.rlib.rstring import assert_str0

sep = '/'
altsep = None
curdir = '.'
pardir = '..'


def risabs(path):
    """Does the path start at the root?"""
    return path.startswith('/')


def risdir(path):
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return mode & 0170000 == 0040000


def _join_two(first, second):
    if second.startswith('/') or first == '':
        return second
    if first.endswith('/'):
        return first + second
    return first + '/' + second


def rjoin(first, second=None, third=None, fourth=None, fifth=None, sixth=None):
    """The parts with a slash between them; a part that is absolute starts anew."""
    path = first
    if second is not None:
        path = _join_two(path, second)
    if third is not None:
        path = _join_two(path, third)
    if fourth is not None:
        path = _join_two(path, fourth)
    if fifth is not None:
        path = _join_two(path, fifth)
    if sixth is not None:
        path = _join_two(path, sixth)
    return path


def rnormpath(path):
    """Without empty parts, "." and resolvable ".."."""
    root = ''
    if path.startswith('/'):
        # Two leading slashes have a meaning of their own, three have none.
        root = '/'
        if path.startswith('//') and not path.startswith('///'):
            root = '//'
    parts = []
    for part in path.split('/'):
        if part == '' or part == '.':
            continue
        if part != '..':
            parts.append(part)
        elif len(parts) > 0 and parts[-1] != '..':
            parts.pop()
        elif root == '':
            parts.append(part)
    normal = root + '/'.join(parts)
    if normal == '':
        return '.'
    return normal


def rsplitdrive(path):
    """(drive, rest); POSIX has no drives."""
    return '', path


def rabspath(path):
    if not risabs(path):
        path = _join_two(os.getcwd(), path)
    return rnormpath(path)
