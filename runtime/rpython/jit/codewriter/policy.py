"""What of the program the JIT looks into."""
from rpython.tool.ansi_print import AnsiLogger

log = AnsiLogger('jitcodewriter')


class JitPolicy(object):
    """The default: every graph but those marked otherwise."""

    def __init__(self, jithookiface=None):
        self.supports_floats = True
        self.supports_longlong = True
        self.supports_singlefloats = True
        from rpython.rlib.jit import JitDriver, JitHookInterface
        JitDriver.hook_interface = jithookiface
        if jithookiface is None:
            jithookiface = JitHookInterface()
        self.jithookiface = jithookiface

    def look_inside_function(self, func):
        return True


class StopAtXPolicy(JitPolicy):
    """Looks into all functions but these."""

    def __init__(self, *funcs):
        JitPolicy.__init__(self)
        self.funcs = funcs

    def look_inside_function(self, func):
        return func not in self.funcs
