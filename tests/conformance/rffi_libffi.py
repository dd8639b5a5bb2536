"""Libraries that are opened at run time, calls and callbacks through libffi.

compiled-only: the interpreter of low-level graphs calls no bare addresses.
"""
from rpython.rlib import clibffi, jit_libffi, rdynload
from rpython.rtyper.lltypesystem import lltype, rffi


def multiply(ll_args, ll_res, ll_userdata):
    a = rffi.cast(rffi.INTP, ll_args[0])[0]
    b = rffi.cast(rffi.INTP, ll_args[1])[0]
    result = rffi.cast(lltype.Signed, a) * rffi.cast(lltype.Signed, b) + ll_userdata.addarg
    rffi.cast(rffi.LONGP, ll_res)[0] = result

UNARY = lltype.Ptr(lltype.FuncType([rffi.INT], rffi.INT))
BINARY = lltype.Ptr(lltype.FuncType([rffi.INT, rffi.INT], rffi.INT))


def through_description(address):
    atypes = lltype.malloc(jit_libffi.FFI_TYPE_PP.TO, 1, flavor='raw')
    atypes[0] = jit_libffi.types.double
    cd = lltype.malloc(jit_libffi.CIF_DESCRIPTION, 1, flavor='raw')
    cd.abi = clibffi.FFI_DEFAULT_ABI
    cd.nargs = 1
    cd.rtype = jit_libffi.types.double
    cd.atypes = atypes
    cd.exchange_size = 24
    cd.exchange_result = 16
    cd.exchange_args[0] = 8
    if jit_libffi.jit_ffi_prep_cif(cd) != clibffi.FFI_OK:
        return -1.0
    buffer = lltype.malloc(rffi.CCHARP.TO, 24, flavor='raw')
    rffi.cast(rffi.DOUBLEP, rffi.ptradd(buffer, 8))[0] = 6.25
    jit_libffi.jit_ffi_call(cd, address, buffer)
    result = rffi.cast(rffi.DOUBLEP, rffi.ptradd(buffer, 16))[0]
    lltype.free(buffer, flavor='raw')
    lltype.free(cd, flavor='raw')
    lltype.free(atypes, flavor='raw')
    return result


def entry_point(argv):
    library = clibffi.CDLL('libm.so.6')
    pow_ = library.getpointer('pow', [clibffi.ffi_type_double, clibffi.ffi_type_double],
                              clibffi.ffi_type_double)
    pow_.push_arg(2.0)
    pow_.push_arg(8.0)
    print int(pow_.call(rffi.DOUBLE))
    print int(through_description(library.getaddressindll('sqrt')) * 10)
    libc = clibffi.CDLL(clibffi.get_libc_name())
    labs = libc.getpointer('abs', [clibffi.ffi_type_sint], clibffi.ffi_type_sint)
    labs.push_arg(rffi.cast(rffi.INT, -17))
    print rffi.cast(lltype.Signed, labs.call(rffi.INT))
    handle = rdynload.dlopen("libc.so.6")
    toupper = rffi.cast(UNARY, rdynload.dlsym(handle, "toupper"))
    print chr(rffi.cast(lltype.Signed, toupper(rffi.cast(rffi.INT, ord('q')))))
    try:
        rdynload.dlsym(handle, "no_such_function")
    except KeyError:
        print "no such function"
    rdynload.dlclose(handle)
    try:
        rdynload.dlopen("libnothing.so.77")
    except rdynload.DLOpenError as e:
        print int(e.msg.find("libnothing") >= 0)
    callback = clibffi.CallbackFuncPtr([clibffi.ffi_type_sint, clibffi.ffi_type_sint],
                                       clibffi.ffi_type_sint, multiply, 1000)
    function = rffi.cast(BINARY, callback.get_closure())
    print rffi.cast(lltype.Signed, function(rffi.cast(rffi.INT, 6), rffi.cast(rffi.INT, 7)))
    print rffi.cast(lltype.Signed, clibffi.cast_type_to_ffitype(rffi.INT).c_size)
    return 0


def target(driver, args):
    return entry_point, None
