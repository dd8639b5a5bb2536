"""The modules of a package."""
import os


def iter_modules(path=None, prefix=''):
    """(importer, name, whether it is a package) of each module in the directories."""
    seen = set()
    for directory in path or []:
        if not os.path.isdir(directory):
            continue
        for entry in sorted(os.listdir(directory)):
            full = os.path.join(directory, entry)
            is_package = os.path.isfile(os.path.join(full, '__init__.py'))
            name = entry if is_package else entry[:-3]
            if (is_package or entry.endswith('.py')) and name not in seen and name != '__init__':
                seen.add(name)
                yield None, prefix + name, is_package
