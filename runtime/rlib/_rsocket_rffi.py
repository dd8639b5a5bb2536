"""The functions, types and constants of sockets as the C library has them."""
from rpython.rlib.rsocket_base import constants
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.tool import rffi_platform as platform
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(
    pre_include_bits=['#define _GNU_SOURCE'],
    includes=['sys/types.h', 'sys/socket.h', 'sys/un.h', 'sys/ioctl.h', 'netinet/in.h',
              'netinet/tcp.h', 'arpa/inet.h', 'netdb.h', 'unistd.h', 'fcntl.h', 'errno.h'])

for _name, _value in constants.items():
    globals()[_name] = _value

INVALID_SOCKET = -1
socketfd_type = rffi.INT
socklen_t_ptr = lltype.Ptr(rffi.CFixedArray(rffi.UINT, 1))


class CConfig:
    _compilation_info_ = eci
    O_NONBLOCK = platform.ConstantInteger('O_NONBLOCK')
    F_GETFL = platform.ConstantInteger('F_GETFL')
    F_SETFL = platform.ConstantInteger('F_SETFL')
    EINPROGRESS = platform.ConstantInteger('EINPROGRESS')
    EWOULDBLOCK = platform.ConstantInteger('EWOULDBLOCK')
    EAFNOSUPPORT = platform.ConstantInteger('EAFNOSUPPORT')
    EISCONN = platform.ConstantInteger('EISCONN')
    socklen_t = platform.SimpleType('socklen_t', rffi.UINT)
    linger = platform.Struct('struct linger', [('l_onoff', rffi.INT), ('l_linger', rffi.INT)])
    in_addr = platform.Struct('struct in_addr', [('s_addr', rffi.UINT)])
    in6_addr = platform.Struct('struct in6_addr', [('s6_addr', rffi.CFixedArray(rffi.CHAR, 16))])
    sockaddr = platform.Struct('struct sockaddr', [('sa_family', rffi.USHORT),
                                                   ('sa_data', rffi.CFixedArray(rffi.CHAR, 1))])
    sockaddr_in = platform.Struct('struct sockaddr_in', [
        ('sin_family', rffi.USHORT), ('sin_port', rffi.USHORT), ('sin_addr', in_addr)])
    sockaddr_in6 = platform.Struct('struct sockaddr_in6', [
        ('sin6_family', rffi.USHORT), ('sin6_port', rffi.USHORT), ('sin6_flowinfo', rffi.UINT),
        ('sin6_addr', in6_addr), ('sin6_scope_id', rffi.UINT)])
    sockaddr_un = platform.Struct('struct sockaddr_un', [
        ('sun_family', rffi.USHORT), ('sun_path', rffi.CFixedArray(rffi.CHAR, 1))])
    sockaddr_size = platform.SizeOf('struct sockaddr_storage')
    timeval = platform.Struct('struct timeval', [('tv_sec', rffi.LONG), ('tv_usec', rffi.LONG)])


_config = platform.configure(CConfig)
for _name, _value in _config.items():
    globals()[_name] = _value
sockaddr_ptr = lltype.Ptr(_config['sockaddr'])
sockaddr_size = _config['sockaddr_size']
in_addr_size = rffi.sizeof(_config['in_addr'])


class _AddrInfo:
    _compilation_info_ = eci
    addrinfo = platform.Struct('struct addrinfo', [
        ('ai_flags', rffi.INT), ('ai_family', rffi.INT), ('ai_socktype', rffi.INT),
        ('ai_protocol', rffi.INT), ('ai_addrlen', rffi.UINT), ('ai_addr', sockaddr_ptr),
        ('ai_canonname', rffi.CCHARP), ('ai_next', rffi.VOIDP)])

addrinfo = platform.configure(_AddrInfo)['addrinfo']
addrinfo_ptr = lltype.Ptr(addrinfo)


def external(name, args, result, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=eci, **kwds)


def _failing(name, args, result):
    "A function that reports errors in errno."
    return external(name, args, result, save_err=rffi.RFFI_SAVE_ERRNO)

_FD, _LENGTH = socketfd_type, _config['socklen_t']
htons = external('htons', [rffi.USHORT], rffi.USHORT, releasegil=False)
htonl = external('htonl', [rffi.UINT], rffi.UINT, releasegil=False)
ntohs = external('ntohs', [rffi.USHORT], rffi.USHORT, releasegil=False)
ntohl = external('ntohl', [rffi.UINT], rffi.UINT, releasegil=False)
inet_addr = external('inet_addr', [rffi.CCHARP], rffi.UINT)
inet_pton = _failing('inet_pton', [rffi.INT, rffi.CCHARP, rffi.VOIDP], rffi.INT)
inet_ntop = _failing('inet_ntop', [rffi.INT, rffi.VOIDP, rffi.CCHARP, _LENGTH], rffi.CCHARP)
socket = _failing('socket', [rffi.INT, rffi.INT, rffi.INT], _FD)
socketclose = _failing('close', [_FD], rffi.INT)
socketbind = _failing('bind', [_FD, sockaddr_ptr, _LENGTH], rffi.INT)
socketconnect = _failing('connect', [_FD, sockaddr_ptr, _LENGTH], rffi.INT)
socketlisten = _failing('listen', [_FD, rffi.INT], rffi.INT)
socketaccept = _failing('accept', [_FD, sockaddr_ptr, socklen_t_ptr], _FD)
socketshutdown = _failing('shutdown', [_FD, rffi.INT], rffi.INT)
socketgetsockname = _failing('getsockname', [_FD, sockaddr_ptr, socklen_t_ptr], rffi.INT)
socketgetpeername = _failing('getpeername', [_FD, sockaddr_ptr, socklen_t_ptr], rffi.INT)
socketgetsockopt = _failing('getsockopt', [_FD, rffi.INT, rffi.INT, rffi.VOIDP, socklen_t_ptr],
                            rffi.INT)
socketsetsockopt = _failing('setsockopt', [_FD, rffi.INT, rffi.INT, rffi.VOIDP, _LENGTH], rffi.INT)
send = _failing('send', [_FD, rffi.VOIDP, rffi.SIZE_T, rffi.INT], rffi.SSIZE_T)
sendto = _failing('sendto', [_FD, rffi.VOIDP, rffi.SIZE_T, rffi.INT, sockaddr_ptr, _LENGTH],
                  rffi.SSIZE_T)
socketrecv = _failing('recv', [_FD, rffi.VOIDP, rffi.SIZE_T, rffi.INT], rffi.SSIZE_T)
recvfrom = _failing('recvfrom', [_FD, rffi.VOIDP, rffi.SIZE_T, rffi.INT, sockaddr_ptr,
                                 socklen_t_ptr], rffi.SSIZE_T)
fcntl = _failing('fcntl', [_FD, rffi.INT, rffi.INT], rffi.INT)
dup = _failing('dup', [_FD], _FD)
getaddrinfo = external('getaddrinfo', [rffi.CCHARP, rffi.CCHARP, addrinfo_ptr,
                                       lltype.Ptr(rffi.CFixedArray(addrinfo_ptr, 1))], rffi.INT)
freeaddrinfo = external('freeaddrinfo', [addrinfo_ptr], lltype.Void)
gai_strerror = external('gai_strerror', [rffi.INT], rffi.CCHARP)
