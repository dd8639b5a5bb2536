"""Where the system's shared libraries are."""
import os

_DIRECTORIES = ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/lib64', '/usr/lib64',
                '/lib', '/usr/lib', '/usr/local/lib']


def find_library(name):
    """The file name of the library, such as libm.so.6, or None."""
    start = 'lib%s.so' % name
    for directory in _DIRECTORIES:
        if os.path.isdir(directory):
            found = sorted([entry for entry in os.listdir(directory)
                            if entry == start or entry.startswith(start + '.')], key=len)
            versioned = [entry for entry in found if entry != start]
            if found:
                return (versioned or found)[0]
    return None
