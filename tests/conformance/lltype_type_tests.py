# Functions that are specialised for low-level types and ask which one they got.
from rpython.rlib.objectmodel import specialize
from rpython.rtyper.annlowlevel import cast_base_ptr_to_instance, cast_instance_to_base_ptr, llstr
from rpython.rtyper.lltypesystem import lltype, rffi, rstr
from rpython.rtyper.rclass import OBJECTPTR

PAIR = lltype.GcStruct('Pair', ('a', lltype.Signed), ('b', lltype.Float))
NUMBERS = lltype.GcArray(lltype.Signed)


class Base(object):
    def __init__(self, value):
        self.value = value


@specialize.argtype(0)
def name(x):
    TYPE = lltype.typeOf(x)
    if TYPE == lltype.Signed:
        return 'Signed'
    elif TYPE == lltype.Float:
        return 'Float'
    elif TYPE == rffi.INT:
        return 'INT'
    elif TYPE == lltype.Ptr(PAIR):
        return 'Pair*'
    elif TYPE != lltype.Char:
        return 'other'
    return 'Char'


def entry_point(argv):
    n = len(argv)
    print name(n), name(1.5 * n), name(rffi.cast(rffi.INT, n)), name(chr(n)), name(r_pair(n))
    print name(lltype.malloc(NUMBERS, n))
    p = cast_instance_to_base_ptr(Base(7 * n))
    print int(lltype.typeOf(p) == OBJECTPTR), cast_base_ptr_to_instance(Base, p).value
    text = rstr.mallocstr(4)
    rstr.copy_string_contents(llstr('abcdef' * n), text, 1, 0, 4)
    print text.chars[0], text.chars[3], len(text.chars)
    return 0


def r_pair(n):
    pair = lltype.malloc(PAIR)
    pair.a = n
    return pair


def target(driver, args):
    return entry_point, None
