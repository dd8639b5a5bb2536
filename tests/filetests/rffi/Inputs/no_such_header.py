from rpython.rtyper.lltypesystem import rffi, lltype
from rpython.translator.tool.cbuild import ExternalCompilationInfo
f = rffi.llexternal('abs', [rffi.INT], rffi.INT, compilation_info=ExternalCompilationInfo(includes=['no_such.h']))
def entry_point(argv):
    f(len(argv))
    return 0
def target(driver, args):
    return entry_point, None
