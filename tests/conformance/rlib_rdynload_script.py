"""Opening the linker's script that stands where a library is looked for (compiled-only: it calls what it finds)."""
import os
import sys

from rpython.rlib import rdynload
from rpython.rtyper.lltypesystem import lltype, rffi

COS = lltype.Ptr(lltype.FuncType([lltype.Float], lltype.Float))


def write(name, text):
    fd = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0666)
    os.write(fd, text)
    os.close(fd)


def attempt(name):
    try:
        library = rdynload.dlopen(name)
    except rdynload.DLOpenError as e:
        print "refused:", e.msg.endswith("invalid ELF header") and "yes" or "no"
        return
    cos = rffi.cast(COS, rdynload.dlsym(library, "cos"))
    print "cos(0) =", int(cos(0.0))
    rdynload.dlclose(library)


def entry_point(argv):
    name = "/tmp/rlib_rdynload_script.%d.so" % os.getpid()
    write(name, "/* GNU ld script */\nOUTPUT_FORMAT(elf64-x86-64)\n"
                "GROUP ( libm.so.6  AS_NEEDED ( libmvec.so.1 ) )\n")
    attempt(name)
    write(name, "INPUT(libm.so.6)")
    attempt(name)
    write(name, "GROUP ( libof_no_such_name_at_all.so.6 AS_NEEDED ( libmvec.so.1 ) ) and more\n")
    attempt(name)
    write(name, "no script, though its text is longer than the header of an ELF file would be\n")
    attempt(name)
    os.unlink(name)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
