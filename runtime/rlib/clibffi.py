"""Functions whose signature is known at run time only, through libffi."""
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rdynload import (
    DLLHANDLE, DLOpenError, dlclose, dlopen, dlsym, dlsym_byordinal)
from rpython.rlib.unroll import unrolling_iterable
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.tool import rffi_platform
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(includes=['ffi.h'], libraries=['ffi'])

FFI_TYPE_P = lltype.Ptr(lltype.ForwardReference())
FFI_TYPE_PP = rffi.CArrayPtr(FFI_TYPE_P)

_simple_names = ['double', 'uchar', 'schar', 'sshort', 'ushort', 'uint', 'sint', 'ulong',
                 'slong', 'float', 'longdouble', 'pointer', 'void', 'sint8', 'uint8',
                 'sint16', 'uint16', 'sint32', 'uint32', 'sint64', 'uint64']


class CConfig:
    _compilation_info_ = eci
    FFI_OK = rffi_platform.ConstantInteger('FFI_OK')
    FFI_BAD_TYPEDEF = rffi_platform.ConstantInteger('FFI_BAD_TYPEDEF')
    FFI_DEFAULT_ABI = rffi_platform.ConstantInteger('FFI_DEFAULT_ABI')
    FFI_TYPE_STRUCT = rffi_platform.ConstantInteger('FFI_TYPE_STRUCT')
    size_t = rffi_platform.SimpleType('size_t', rffi.ULONG)
    ffi_abi = rffi_platform.SimpleType('ffi_abi', rffi.USHORT)
    ffi_arg = rffi_platform.SimpleType('ffi_arg', lltype.Signed)
    ffi_type = rffi_platform.Struct('ffi_type', [
        ('size', rffi.ULONG), ('alignment', rffi.USHORT), ('type', rffi.USHORT),
        ('elements', FFI_TYPE_PP)])
    cif_size = rffi_platform.SizeOf('ffi_cif')
    ffi_closure = rffi_platform.Struct('ffi_closure', [('user_data', rffi.VOIDP)])

for _name in _simple_names:
    for _part in ('size', 'alignment', 'type'):
        setattr(CConfig, 'simple_%s_%s' % (_name, _part), rffi_platform.ConstantInteger(
            'ffi_type_%s.%s' % (_name, _part)))


class cConfig:
    pass

for _key, _value in rffi_platform.configure(CConfig).items():
    setattr(cConfig, _key, _value)

FFI_TYPE_P.TO.become(cConfig.ffi_type)
FFI_TYPE_NULL = lltype.nullptr(FFI_TYPE_P.TO)
size_t = cConfig.size_t
FFI_ABI = cConfig.ffi_abi
ffi_arg = cConfig.ffi_arg
FFI_OK = cConfig.FFI_OK
FFI_BAD_TYPEDEF = cConfig.FFI_BAD_TYPEDEF
FFI_DEFAULT_ABI = cConfig.FFI_DEFAULT_ABI
FFI_TYPE_STRUCT = cConfig.FFI_TYPE_STRUCT
FFI_CIFP = lltype.Ptr(lltype.Struct(
    'ffi_cif', ('words', lltype.FixedSizeArray(lltype.Signed, (cConfig.cif_size + 7) // 8))))
FFI_CLOSUREP = lltype.Ptr(cConfig.ffi_closure)
VOIDPP = rffi.VOIDPP

for _name in _simple_names:
    _made = lltype.malloc(FFI_TYPE_P.TO, flavor='raw', immortal=True)
    for _part in ('size', 'alignment', 'type'):
        rffi.setintfield(_made, 'c_' + _part, getattr(cConfig, 'simple_%s_%s' % (_name, _part)))
    globals()['ffi_type_' + _name] = _made

_int_types = [
    (rffi.UCHAR, ffi_type_uchar), (rffi.SIGNEDCHAR, ffi_type_schar),
    (rffi.SHORT, ffi_type_sshort), (rffi.USHORT, ffi_type_ushort),
    (rffi.UINT, ffi_type_uint), (rffi.INT, ffi_type_sint), (rffi.ULONG, ffi_type_ulong),
    (rffi.LONG, ffi_type_slong), (lltype.Bool, ffi_type_uchar), (lltype.Char, ffi_type_uchar),
    (lltype.UniChar, ffi_type_uint)]
_float_types = [(rffi.DOUBLE, ffi_type_double), (rffi.FLOAT, ffi_type_float),
                (rffi.LONGDOUBLE, ffi_type_longdouble)]
_pointer_types = [(rffi.VOIDP, ffi_type_pointer)]

TYPE_MAP_INT = dict(_int_types)
TYPE_MAP_FLOAT = dict(_float_types)
TYPE_MAP = dict(_int_types + _float_types + _pointer_types
                + [(lltype.Void, ffi_type_void), (rffi.CCHARP, ffi_type_pointer)])
ffitype_map_int = unrolling_iterable(_int_types)
ffitype_map_int_or_ptr = unrolling_iterable(_int_types + _pointer_types)
ffitype_map_float = unrolling_iterable(_float_types)
ffitype_map = unrolling_iterable(_int_types + _float_types + _pointer_types)


@specialize.memo()
def cast_type_to_ffitype(tp):
    """The description of a low-level type."""
    if tp not in TYPE_MAP and isinstance(tp, lltype.Ptr):
        return ffi_type_pointer
    return TYPE_MAP[tp]


def external(name, args, result, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=eci, **kwds)

c_ffi_prep_cif = external('ffi_prep_cif', [FFI_CIFP, FFI_ABI, rffi.UINT, FFI_TYPE_P,
                                           FFI_TYPE_PP], rffi.INT)
c_ffi_prep_cif_var = external('ffi_prep_cif_var', [FFI_CIFP, FFI_ABI, rffi.UINT, rffi.UINT,
                                                   FFI_TYPE_P, FFI_TYPE_PP], rffi.INT)
c_ffi_closure_alloc = external('ffi_closure_alloc', [rffi.SIZE_T, rffi.VOIDPP], rffi.VOIDP)
c_ffi_closure_free = external('ffi_closure_free', [rffi.VOIDP], lltype.Void)
c_ffi_call = external('ffi_call', [FFI_CIFP, rffi.VOIDP, rffi.VOIDP, rffi.VOIDPP], lltype.Void,
                      save_err=rffi.RFFI_ERR_ALL)
CALLBACK_TP = rffi.CCallback([FFI_CIFP, rffi.VOIDP, rffi.VOIDPP, rffi.VOIDP], lltype.Void)
c_ffi_prep_closure_loc = external('ffi_prep_closure_loc', [
    FFI_CLOSUREP, FFI_CIFP, CALLBACK_TP, rffi.VOIDP, rffi.VOIDP], rffi.INT)


@specialize.argtype(2)
def c_ffi_prep_closure(closure, cif, function, user_data):
    """For closures of closureHeap: they are code themselves."""
    return c_ffi_prep_closure_loc(closure, cif, function, user_data,
                                  rffi.cast(rffi.VOIDP, closure))


# ---- closures that are code themselves --------------------------------------------------

_c_mmap = rffi.llexternal('mmap', [rffi.VOIDP, rffi.SIZE_T, rffi.INT, rffi.INT, rffi.INT,
                                   rffi.LONG], rffi.VOIDP)
_PAGES = 4 * 4096
_CELL = (rffi.sizeof(FFI_CLOSUREP.TO) + 15) // 16 * 16
_CELLP = rffi.CArrayPtr(rffi.VOIDP)


class ClosureHeap(object):
    """Cells of executable memory, in a list through their first words."""
    free_list = lltype.nullptr(rffi.VOIDP.TO)

    def _more(self):
        protection = 1 | 2 | 4       # read, write, execute
        flags = 2 | 32               # private, anonymous
        memory = _c_mmap(lltype.nullptr(rffi.VOIDP.TO), rffi.cast(rffi.SIZE_T, _PAGES),
                         rffi.cast(rffi.INT, protection), rffi.cast(rffi.INT, flags),
                         rffi.cast(rffi.INT, -1), 0)
        if rffi.cast(lltype.Signed, memory) == -1:
            raise MemoryError
        for i in range(_PAGES // _CELL):
            self.free(rffi.ptradd(memory, i * _CELL))

    def alloc(self):
        if not self.free_list:
            self._more()
        cell = self.free_list
        self.free_list = rffi.cast(_CELLP, cell)[0]
        rffi.cast(_CELLP, cell)[0] = lltype.nullptr(rffi.VOIDP.TO)
        return cell

    def free(self, cell):
        cell = rffi.cast(rffi.VOIDP, cell)
        rffi.cast(_CELLP, cell)[0] = self.free_list
        self.free_list = cell

closureHeap = ClosureHeap()

# ---- structs --------------------------------------------------------------------------------

FFI_STRUCT_P = lltype.Ptr(lltype.Struct('FFI_STRUCT', ('ffistruct', FFI_TYPE_P.TO),
                                        ('members', lltype.Array(FFI_TYPE_P))))


@specialize.arg(3)
def make_struct_ffitype_e(size, aligment, field_types, track_allocation=True):
    """The description of a struct; its member `ffistruct` serves as a type."""
    made = lltype.malloc(FFI_STRUCT_P.TO, len(field_types) + 1, flavor='raw')
    made.ffistruct.c_type = rffi.cast(rffi.USHORT, FFI_TYPE_STRUCT)
    made.ffistruct.c_size = rffi.cast(rffi.SIZE_T, size)
    made.ffistruct.c_alignment = rffi.cast(rffi.USHORT, aligment)
    made.ffistruct.c_elements = rffi.cast(FFI_TYPE_PP, lltype.direct_arrayitems(made.members))
    for i in range(len(field_types)):
        made.members[i] = field_types[i]
    made.members[len(field_types)] = FFI_TYPE_NULL
    return made


@specialize.argtype(1)
def push_arg_as_ffiptr(ffitp, arg, ll_buf):
    """Writes a primitive value as the type says, which may be of another size."""
    TP = lltype.typeOf(arg)
    size = intmask(ffitp.c_size)
    if size == rffi.sizeof(TP):
        rffi.cast(rffi.CArrayPtr(TP), ll_buf)[0] = arg
    else:
        bits = rffi.cast(lltype.Unsigned, arg)
        for i in range(size):
            ll_buf[i] = rffi.cast(lltype.Char, bits)
            bits >>= 8


def adjust_return_size(memsize):
    """ffi_call() writes a whole word, however small the result is."""
    if memsize < 8:
        return 8
    return memsize

# ---- functions --------------------------------------------------------------------------------


class LibFFIError(Exception):
    pass


class StackCheckError(ValueError):
    def __init__(self, message):
        self.message = message

FUNCFLAG_STDCALL = 0
FUNCFLAG_CDECL = 1
FUNCFLAG_PYTHONAPI = 4
FUNCFLAG_USE_ERRNO = 8
FUNCFLAG_USE_LASTERROR = 16


def get_call_conv(flags, from_jit):
    return FFI_DEFAULT_ABI


def get_libc_name():
    return 'libc.so.6'


class AbstractFuncPtr(object):
    """A prepared signature."""
    ll_cif = lltype.nullptr(FFI_CIFP.TO)
    ll_argtypes = lltype.nullptr(FFI_TYPE_PP.TO)
    _immutable_fields_ = ['argtypes', 'restype']

    def __init__(self, name, argtypes, restype, flags=FUNCFLAG_CDECL, variadic_args=0):
        self.name = name
        self.argtypes = argtypes
        self.restype = restype
        self.flags = flags
        count = len(argtypes)
        self.ll_argtypes = lltype.malloc(FFI_TYPE_PP.TO, count, flavor='raw')
        for i in range(count):
            self.ll_argtypes[i] = argtypes[i]
        self.ll_cif = lltype.malloc(FFI_CIFP.TO, flavor='raw')
        if variadic_args > 0:
            status = c_ffi_prep_cif_var(self.ll_cif, FFI_DEFAULT_ABI, count - variadic_args,
                                        count, restype, self.ll_argtypes)
        else:
            status = c_ffi_prep_cif(self.ll_cif, FFI_DEFAULT_ABI, count, restype,
                                    self.ll_argtypes)
        if rffi.cast(lltype.Signed, status) != FFI_OK:
            raise LibFFIError

    def __del__(self):
        if self.ll_cif:
            lltype.free(self.ll_cif, flavor='raw')
            self.ll_cif = lltype.nullptr(FFI_CIFP.TO)
        if self.ll_argtypes:
            lltype.free(self.ll_argtypes, flavor='raw')
            self.ll_argtypes = lltype.nullptr(FFI_TYPE_PP.TO)


class RawFuncPtr(AbstractFuncPtr):
    """Called with pointers to the arguments and to the result."""

    def __init__(self, name, argtypes, restype, funcsym, flags=FUNCFLAG_CDECL, keepalive=None,
                 variadic_args=0):
        AbstractFuncPtr.__init__(self, name, argtypes, restype, flags, variadic_args)
        self.keepalive = keepalive
        self.funcsym = funcsym

    def call(self, args_ll, ll_result):
        count = len(args_ll)
        assert count == len(self.argtypes), "wrong number of arguments"
        ll_args = lltype.malloc(rffi.VOIDPP.TO, count, flavor='raw')
        for i in range(count):
            ll_args[i] = args_ll[i]
        c_ffi_call(self.ll_cif, self.funcsym, ll_result, ll_args)
        lltype.free(ll_args, flavor='raw')


class FuncPtr(AbstractFuncPtr):
    """Arguments are pushed one by one, then it is called."""
    ll_args = lltype.nullptr(rffi.VOIDPP.TO)
    ll_result = lltype.nullptr(rffi.VOIDP.TO)

    def __init__(self, name, argtypes, restype, funcsym, flags=FUNCFLAG_CDECL, keepalive=None,
                 variadic_args=0):
        AbstractFuncPtr.__init__(self, name, argtypes, restype, flags, variadic_args)
        self.keepalive = keepalive
        self.funcsym = funcsym
        self.argnum = len(argtypes)
        self.pushed_args = 0
        self.ll_args = lltype.malloc(rffi.VOIDPP.TO, self.argnum, flavor='raw')
        for i in range(self.argnum):
            self.ll_args[i] = lltype.malloc(rffi.VOIDP.TO, intmask(argtypes[i].c_size),
                                            flavor='raw')
        size = adjust_return_size(intmask(restype.c_size))
        self.ll_result = lltype.malloc(rffi.VOIDP.TO, size, flavor='raw')

    @specialize.argtype(1)
    def push_arg(self, value):
        if self.pushed_args == self.argnum:
            raise TypeError("Too many arguments: the function takes %d" % self.argnum)
        push_arg_as_ffiptr(self.argtypes[self.pushed_args], value,
                           rffi.cast(rffi.CCHARP, self.ll_args[self.pushed_args]))
        self.pushed_args += 1

    @specialize.arg(1)
    def call(self, RES_TP):
        if self.pushed_args < self.argnum:
            raise TypeError("Did not specify arg nr %d" % (self.pushed_args + 1))
        c_ffi_call(self.ll_cif, self.funcsym, self.ll_result, self.ll_args)
        self.pushed_args = 0
        return _result(RES_TP, self.ll_result)

    def __del__(self):
        if self.ll_args:
            for i in range(self.argnum):
                lltype.free(self.ll_args[i], flavor='raw')
            lltype.free(self.ll_args, flavor='raw')
            self.ll_args = lltype.nullptr(rffi.VOIDPP.TO)
        if self.ll_result:
            lltype.free(self.ll_result, flavor='raw')
            self.ll_result = lltype.nullptr(rffi.VOIDP.TO)
        AbstractFuncPtr.__del__(self)


@specialize.arg(0)
def _result(RES_TP, memory):
    if RES_TP is lltype.Void:
        return None
    else:
        return rffi.cast(rffi.CArrayPtr(RES_TP), memory)[0]


# ---- callbacks ----------------------------------------------------------------------------------

USERDATA_P = lltype.Ptr(lltype.ForwardReference())
USER_CALLBACK = lltype.Ptr(lltype.FuncType([rffi.VOIDPP, rffi.VOIDP, USERDATA_P], lltype.Void))
USERDATA_P.TO.become(lltype.Struct('userdata', ('callback', USER_CALLBACK),
                                   ('addarg', lltype.Signed)))


def ll_callback(ffi_cif, ll_res, ll_args, ll_userdata):
    userdata = rffi.cast(USERDATA_P, ll_userdata)
    userdata.callback(ll_args, ll_res, userdata)


class CallbackFuncPtr(AbstractFuncPtr):
    """A function of C that calls func(ll_args, ll_result, ll_userdata)."""
    ll_closure = lltype.nullptr(FFI_CLOSUREP.TO)
    ll_userdata = lltype.nullptr(USERDATA_P.TO)

    @specialize.arg(3)
    def __init__(self, argtypes, restype, func, additional_arg=0, flags=FUNCFLAG_CDECL,
                 variadic_args=0):
        AbstractFuncPtr.__init__(self, "callback", argtypes, restype, flags, variadic_args)
        self.ll_code = lltype.malloc(rffi.VOIDPP.TO, 1, flavor='raw')
        self.ll_closure = rffi.cast(FFI_CLOSUREP, c_ffi_closure_alloc(
            rffi.cast(rffi.SIZE_T, rffi.sizeof(FFI_CLOSUREP.TO)), self.ll_code))
        self.ll_userdata = lltype.malloc(USERDATA_P.TO, flavor='raw')
        self.ll_userdata.callback = rffi.llhelper(USER_CALLBACK, func)
        self.ll_userdata.addarg = additional_arg
        status = c_ffi_prep_closure_loc(self.ll_closure, self.ll_cif, ll_callback,
                                        rffi.cast(rffi.VOIDP, self.ll_userdata),
                                        self.ll_code[0])
        if rffi.cast(lltype.Signed, status) != FFI_OK:
            raise LibFFIError

    def get_closure(self):
        return self.ll_code[0]

    def __del__(self):
        AbstractFuncPtr.__del__(self)
        if self.ll_closure:
            c_ffi_closure_free(rffi.cast(rffi.VOIDP, self.ll_closure))
            lltype.free(self.ll_code, flavor='raw')
            self.ll_closure = lltype.nullptr(FFI_CLOSUREP.TO)
        if self.ll_userdata:
            lltype.free(self.ll_userdata, flavor='raw')
            self.ll_userdata = lltype.nullptr(USERDATA_P.TO)


# ---- libraries ----------------------------------------------------------------------------------

class RawCDLL(object):
    def __init__(self, handle):
        self.lib = handle

    def getpointer(self, name, argtypes, restype, flags=FUNCFLAG_CDECL, variadic_args=0):
        return FuncPtr(name, argtypes, restype, dlsym(self.lib, name), flags=flags,
                       keepalive=self, variadic_args=variadic_args)

    def getrawpointer(self, name, argtypes, restype, flags=FUNCFLAG_CDECL, variadic_args=0):
        return RawFuncPtr(name, argtypes, restype, dlsym(self.lib, name), flags=flags,
                          keepalive=self, variadic_args=variadic_args)

    def getaddressindll(self, name):
        return dlsym(self.lib, name)


class CDLL(RawCDLL):
    """A shared library, closed with the object."""

    def __init__(self, libname, mode=-1):
        RawCDLL.__init__(self, lltype.nullptr(rffi.VOIDP.TO))
        self.lib = dlopen(libname, mode)

    def __del__(self):
        if self.lib:
            dlclose(self.lib)
            self.lib = lltype.nullptr(rffi.VOIDP.TO)
