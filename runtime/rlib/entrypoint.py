"""Functions that C code calls by name: of a shared library that embeds a program."""

annotated_jit_entrypoints = []
secondary_entrypoints = {'main': []}


def export_symbol(func):
    """The symbol of the function is visible from outside."""
    func.exported_symbol = True
    return func


def entrypoint_lowlevel(key, argtypes, c_name=None, relax=False):
    """Declares an entry point of the library `key` that takes low-level types."""
    def decorator(func):
        secondary_entrypoints.setdefault(key, []).append((func, argtypes))
        if c_name is not None:
            func.c_name = c_name
        func.relax_sig_check = relax
        return export_symbol(func)
    return decorator


def entrypoint_highlevel(key, argtypes, c_name=None):
    """The same for a function whose caller is not RPython code."""
    return entrypoint_lowlevel(key, argtypes, c_name)


entrypoint = entrypoint_highlevel


def jit_entrypoint(argtypes, restype, c_name):
    def decorator(func):
        func.c_name = c_name
        annotated_jit_entrypoints.append((func, argtypes, restype))
        return export_symbol(func)
    return decorator
