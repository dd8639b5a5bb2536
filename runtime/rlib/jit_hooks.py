"""What a program can ask the JIT about itself.

The functions stats_* take None as their first argument. Reading costs constant time. Without a JIT all numbers are 0.

Methods of a jit.JitHookInterface are told the operations of a trace: resop_* and box_* read them.
"""
from rpython.rlib.jit import Counters, MemoryCounters, dont_look_inside
from rpython.rlib.rarithmetic import r_uint
from rpython.rtyper.lltypesystem import rffi
from __tw_jit__ import counter, hook_operation, nanoseconds, release_all


@dont_look_inside
def stats_get_counter_value(warmrunnerdesc, no):
    """One of jit.Counters or jit.MemoryCounters."""
    return counter(no)


@dont_look_inside
def stats_get_times_value(warmrunnerdesc, no):
    """Seconds spent on Counters.TRACING or Counters.BACKEND."""
    return nanoseconds(no) * 1e-9


@dont_look_inside
def stats_asmmemmgr_allocated(warmrunnerdesc):
    """Bytes of executable memory that were taken from the system."""
    return r_uint(counter(MemoryCounters.CODE_RESIDENT))


@dont_look_inside
def stats_asmmemmgr_used(warmrunnerdesc):
    """Bytes of machine code that is alive."""
    return r_uint(counter(MemoryCounters.CODE_ALIVE))


@dont_look_inside
def stats_memmgr_release_all(warmrunnerdesc):
    """Frees all loops that do not run at this moment."""
    release_all()


# ---- The operations of a trace ----------------------------------------------

# Numbers of jit/metainterp/hooks.cpp.
(_SERIAL, _FIRST, _OPNUM, _NAME, _TEXT_LENGTH, _TEXT, _ARGUMENT_COUNT, _RESULT_KIND) = range(8)
_ARGUMENTS = 16
_PER_ARGUMENT = 3


class Box(object):
    """An argument: type 'i', 'r' or 'f'. value: of an integer constant; else 0. number: of the operation that gives it, or
    of the input; -1 of a constant."""

    def __init__(self, type, is_constant, word):
        self.type = type
        self.is_constant = is_constant
        self.value = 0
        self.number = -1
        if not is_constant:
            self.number = word
        elif type == 'i':
            self.value = word


class ResOperation(object):
    """An operation: number, by which boxes name it; opnum; name, as logs have it; args; text, the line of a log;
    result_type: 'i', 'r', 'f', or 'v' if there is none."""

    def __init__(self, number, opnum, name, args, result_type, text):
        self.number = number
        self.opnum = opnum
        self.name = name
        self.args = args
        self.result_type = result_type
        self.text = text

    def is_guard(self):
        return self.name.startswith('guard_')

    def getopnum(self):
        return self.opnum

    def getopname(self):
        return self.name

    def numargs(self):
        return len(self.args)

    def getarg(self, i):
        return self.args[i]

    def repr(self):
        return self.text


def _box(operation, i):
    first = _ARGUMENTS + i * _PER_ARGUMENT
    return Box(chr(hook_operation(operation, first)), hook_operation(operation, first + 1) != 0,
               hook_operation(operation, first + 2))


def _operation(number):
    length = hook_operation(number, _TEXT_LENGTH)
    text = rffi.charpsize2str(rffi.cast(rffi.CCHARP, hook_operation(number, _TEXT)), length)
    name = rffi.charp2str(rffi.cast(rffi.CCHARP, hook_operation(number, _NAME)))
    args = [_box(number, i) for i in range(hook_operation(number, _ARGUMENT_COUNT))]
    return ResOperation(number, hook_operation(number, _OPNUM), name, args,
                        chr(hook_operation(number, _RESULT_KIND)), text)


@dont_look_inside
def running_hook():
    """A number of the hook that is running; 0 if there is none."""
    return hook_operation(0, _SERIAL)


@dont_look_inside
def told_operations(hook, count):
    """Of the trace that this hook is told of; none if it does not run any more."""
    if hook != running_hook():
        return []
    return [_operation(number) for number in range(hook_operation(0, _FIRST), count)]


def resop_getopnum(op):
    return op.opnum


def resop_getopname(op):
    return op.name


def resop_getarg(op, no):
    return op.args[no]


def box_isconst(box):
    return box.is_constant


def box_isint(box):
    return box.type == 'i'


def box_getint(box):
    return box.value
