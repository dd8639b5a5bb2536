"""Names of the sampling profiler, which does not exist here: registrations are
accepted, and enabling it raises VMProfError."""
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rvmprof.cintf import VMProfPlatformUnsupported

MAX_FUNC_NAME = 1023


class VMProfError(Exception):
    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return self.msg


@specialize.arg(0, 1)
def register_code_object_class(CodeClass, full_name_func):
    """Objects of CodeClass stand for functions of the interpreted program."""


@specialize.argtype(0)
def register_code(code, name):
    """name(code) is the text under which a profile shows the object."""


@specialize.argtype(0)
def get_unique_id(code):
    return 0


def vmprof_execute_code(name, get_code_fn, result_class=None,
                        _hack_update_stack_untranslated=False):
    """A decorator of the function that executes code objects."""
    def decorate(func):
        return func
    return decorate


def enable(fileno, interval, memory=0, native=0, real_time=0):
    raise VMProfError("this executable has no profiler")


def disable():
    pass


def is_enabled():
    return False


def stop_sampling():
    return -1


def start_sampling():
    pass
