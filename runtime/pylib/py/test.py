"""Names that test modules import."""


class Skipped(Exception):
    pass


def skip(msg=''):
    raise Skipped(msg)


def fail(msg=''):
    raise AssertionError(msg)


def raises(expected, func, *args, **kwargs):
    """func(...) must raise the exception."""
    if isinstance(func, str):
        try:
            exec func in args[0] if args else {}
        except expected:
            return
    else:
        try:
            func(*args, **kwargs)
        except expected:
            return
    raise AssertionError("DID NOT RAISE")
