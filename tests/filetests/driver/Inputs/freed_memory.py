# Reads the memory of an object that has died, through an address that the collector does not see.
from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline
from rpython.rtyper.lltypesystem import lltype, rffi

NUMBERS = lltype.GcArray(lltype.Signed)
HIDING = 0x5555555555555555


@dont_inline
def make(length):
    numbers = lltype.malloc(NUMBERS, length)
    numbers[0] = 42
    return lltype.cast_ptr_to_int(numbers) ^ HIDING


def entry_point(argv):
    hidden = make(int(argv[1]))
    if argv[2] == "collect":
        rgc.collect()
        rgc.collect()
    print rffi.cast(rffi.SIGNEDP, hidden ^ HIDING)[2]
    return 0


def target(driver, args):
    return entry_point, None
