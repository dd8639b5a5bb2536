"""Functions that would run when the interpreter ends; import-time code has no such
end, so they are only remembered."""
_registered = []


def register(func, *args, **kwargs):
    _registered.append((func, args, kwargs))
    return func
