"""Copying and removing files and directories."""
import os
import stat


def copyfile(src, dst):
    with open(src, 'rb') as source:
        with open(dst, 'wb') as target:
            target.write(source.read())


def copymode(src, dst):
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copy(src, dst):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst)
    copymode(src, dst)

copy2 = copy


def copytree(src, dst):
    os.makedirs(dst)
    for name in os.listdir(src):
        child, target = os.path.join(src, name), os.path.join(dst, name)
        if os.path.isdir(child):
            copytree(child, target)
        else:
            copy(child, target)


def rmtree(path, ignore_errors=False):
    try:
        for name in os.listdir(path):
            child = os.path.join(path, name)
            if os.path.isdir(child) and not os.path.islink(child):
                rmtree(child)
            else:
                os.unlink(child)
        os.rmdir(path)
    except OSError:
        if not ignore_errors:
            raise


def move(src, dst):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    os.rename(src, dst)
