"""What the C compiler knows about constants, types and functions."""
from rpython.rtyper.tool import rffi_platform as platform
from rpython.rtyper.lltypesystem import rffi, lltype
from rpython.translator.tool.cbuild import ExternalCompilationInfo

class CConfig:
    _compilation_info_ = ExternalCompilationInfo(
        includes=['time.h', 'errno.h', 'fcntl.h', 'limits.h', 'sys/types.h'],
        pre_include_bits=['#define FOO 12'],
        post_include_bits=['struct odd { char a; short b; char pad[5]; unsigned char c; long d; };',
                           'typedef struct { long first; short second; } inner;'
                           'typedef struct { char x; inner in; int y; inner last; } outer;'])
    EINTR = platform.ConstantInteger('EINTR')
    FOO = platform.DefinedConstantInteger('FOO')
    BAR = platform.DefinedConstantInteger('NO_SUCH_MACRO')
    MIN = platform.ConstantInteger('LONG_MIN')
    tm = platform.Struct('struct tm', [('tm_year', rffi.INT), ('tm_mon', rffi.INT), ('tm_isdst', rffi.INT)])
    odd = platform.Struct('struct odd', [('b', rffi.INT), ('c', rffi.INT), ('d', rffi.LONG)])
    aa_outer = platform.Struct('outer', [
        ('y', rffi.INT), ('last', platform.Struct('inner', [('second', rffi.INT)]))])
    inner = platform.Struct('inner', [('first', rffi.LONG), ('second', rffi.INT)])
    outer = platform.Struct('outer', [('in', inner), ('y', rffi.INT)])
    clock_t = platform.SimpleType('clock_t', rffi.INT)
    off_t = platform.SimpleType('off_t')
    size = platform.SizeOf('struct odd')
    HAS = platform.Has('gmtime')
    HASNT = platform.Has('no_such_function')
    DEF = platform.Defined('O_NONBLOCK')

cfg = platform.configure(CConfig)
TM = cfg['tm']
TM.__name__ = '_tm'
eci = CConfig._compilation_info_
mktime = rffi.llexternal('timegm', [lltype.Ptr(TM)], rffi.TIME_T, compilation_info=ExternalCompilationInfo(pre_include_bits=['#define _DEFAULT_SOURCE'], includes=['time.h']))
EINTR = cfg['EINTR']

def entry_point(argv):
    print EINTR, cfg['FOO'], cfg['MIN'], cfg['size'], int(cfg['HAS']), int(cfg['HASNT']), int(cfg['DEF'])
    t = lltype.malloc(TM, flavor='raw', zero=True)
    rffi.setintfield(t, 'c_tm_year', 70)
    rffi.setintfield(t, 'c_tm_mon', 1)
    r = mktime(t)
    print r
    lltype.free(t, flavor='raw')
    o = lltype.malloc(cfg['odd'], flavor='raw')
    o.c_b = rffi.cast(rffi.SHORT, 70000)
    o.c_c = rffi.cast(rffi.UCHAR, 257)
    o.c_d = 1 << 40
    print rffi.getintfield(o, 'c_b'), rffi.getintfield(o, 'c_c'), o.c_d
    print rffi.sizeof(cfg['odd']), rffi.offsetof(cfg['odd'], 'c_c'), rffi.sizeof(cfg['clock_t']), rffi.sizeof(cfg['off_t'])
    lltype.free(o, flavor='raw')
    nested = lltype.malloc(cfg['outer'], flavor='raw', zero=True)
    nested.c_in.c_first = 1 << 33
    nested.c_in.c_second = rffi.cast(rffi.SHORT, 77)
    print nested.c_in.c_first, rffi.getintfield(nested.c_in, 'c_second')
    print rffi.sizeof(cfg['outer']), rffi.offsetof(cfg['outer'], 'c_in')
    print rffi.offsetof(cfg['aa_outer'], 'c_last'), rffi.sizeof(cfg['inner'])
    lltype.free(nested, flavor='raw')
    return 0

def target(driver, args):
    assert cfg['BAR'] is None
    assert TM.__name__ == '_tm'
    return entry_point, None
