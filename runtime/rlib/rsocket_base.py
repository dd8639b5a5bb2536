"""Constants, errors, byte orders and addresses of sockets.

An address is a sockaddr as the system wants it: its bytes are made for a call and read from
what a call gives. Numbers are those of Linux."""
import sys

from rpython.rlib import rposix
from rpython.rtyper.lltypesystem import lltype, rffi

constants = {
    'AF_UNSPEC': 0, 'AF_UNIX': 1, 'AF_INET': 2, 'AF_INET6': 10,
    'SOCK_STREAM': 1, 'SOCK_DGRAM': 2, 'SOCK_RAW': 3, 'SOCK_RDM': 4, 'SOCK_SEQPACKET': 5,
    'SOCK_NONBLOCK': 0x800, 'SOCK_CLOEXEC': 0x80000,
    'SOL_SOCKET': 1, 'SO_DEBUG': 1, 'SO_REUSEADDR': 2, 'SO_TYPE': 3, 'SO_ERROR': 4,
    'SO_DONTROUTE': 5, 'SO_BROADCAST': 6, 'SO_SNDBUF': 7, 'SO_RCVBUF': 8, 'SO_KEEPALIVE': 9,
    'SO_OOBINLINE': 10, 'SO_LINGER': 13, 'SO_REUSEPORT': 15, 'SO_RCVLOWAT': 18, 'SO_SNDLOWAT': 19,
    'SO_RCVTIMEO': 20, 'SO_SNDTIMEO': 21, 'SO_ACCEPTCONN': 30, 'SO_PROTOCOL': 38,
    'IPPROTO_IP': 0, 'IPPROTO_ICMP': 1, 'IPPROTO_TCP': 6, 'IPPROTO_UDP': 17, 'IPPROTO_IPV6': 41,
    'IPV6_V6ONLY': 26, 'TCP_NODELAY': 1, 'TCP_MAXSEG': 2, 'TCP_CORK': 3, 'TCP_KEEPIDLE': 4,
    'TCP_KEEPINTVL': 5, 'TCP_KEEPCNT': 6, 'SOMAXCONN': 4096,
    'MSG_OOB': 1, 'MSG_PEEK': 2, 'MSG_DONTROUTE': 4, 'MSG_DONTWAIT': 0x40, 'MSG_EOR': 0x80,
    'MSG_WAITALL': 0x100, 'MSG_NOSIGNAL': 0x4000, 'MSG_TRUNC': 0x20, 'MSG_CTRUNC': 8,
    'SHUT_RD': 0, 'SHUT_WR': 1, 'SHUT_RDWR': 2,
    'INADDR_ANY': 0, 'INADDR_LOOPBACK': 0x7f000001, 'INADDR_BROADCAST': 0xffffffff,
    'AI_PASSIVE': 1, 'AI_CANONNAME': 2, 'AI_NUMERICHOST': 4, 'AI_NUMERICSERV': 0x400,
    'EAI_FAMILY': -6, 'EAI_NONAME': -2, 'EAI_SERVICE': -8, 'EAI_AGAIN': -3, 'EAI_FAIL': -4,
    'NI_NUMERICHOST': 1, 'NI_NUMERICSERV': 2, 'NI_NAMEREQD': 8, 'NI_DGRAM': 16,
    'NI_MAXHOST': 1025, 'NI_MAXSERV': 32}
globals().update(constants)

_SOCKADDR_MAX = 128


def gai_strerror(code):
    return rffi.charp2str(_c_gai_strerror(rffi.cast(rffi.INT, code)))

_c_gai_strerror = rffi.llexternal('gai_strerror', [rffi.INT], rffi.CCHARP)


# ---- Errors ---------------------------------------------------------------------------------

class SocketError(Exception):
    applevelerrcls = 'error'

    def get_msg(self):
        return ''

    def get_msg_unicode(self):
        return self.get_msg().decode('utf-8')

    def get_msg_utf8(self):
        return self.get_msg()

    def __str__(self):
        return self.get_msg()


class SocketErrorWithErrno(SocketError):
    def __init__(self, errno):
        self.errno = errno


class RSocketError(SocketError):
    """A mistake of the program."""

    def __init__(self, message):
        self.message = message

    def get_msg(self):
        return self.message


class CSocketError(SocketErrorWithErrno):
    """A call of the system that failed."""

    def get_msg(self):
        return rposix.strerror(self.errno)


class GAIError(SocketErrorWithErrno):
    """A name of a host or a service that was not found."""
    applevelerrcls = 'gaierror'

    def get_msg(self):
        return gai_strerror(self.errno)


class HSocketError(SocketError):
    applevelerrcls = 'herror'

    def __init__(self, host):
        self.host = host

    def get_msg(self):
        return "host lookup failed: '%s'" % self.host


class SocketTimeout(SocketError):
    applevelerrcls = 'timeout'

    def get_msg(self):
        return 'timed out'


def last_error():
    return CSocketError(rposix.get_saved_errno())


# ---- Byte orders ----------------------------------------------------------------------------

_SWAPS = sys.byteorder == 'little'


def ntohs(x):
    if _SWAPS:
        return (x & 0xff) << 8 | (x >> 8) & 0xff
    return x & 0xffff


def ntohl(x):
    if _SWAPS:
        return ntohs(x & 0xffff) << 16 | ntohs((x >> 16) & 0xffff)
    return x & 0xffffffff

htons = ntohs
htonl = ntohl


def _pair(x):
    """Two characters, the more significant one first."""
    return chr((x >> 8) & 0xff) + chr(x & 0xff)


def _quad(x):
    return _pair((x >> 16) & 0xffff) + _pair(x & 0xffff)


def _number(text, start, count):
    x = 0
    for i in range(start, start + count):
        x = x << 8 | ord(text[i])
    return x


def _native_pair(x):
    return _pair(ntohs(x))


# ---- Addresses ------------------------------------------------------------------------------

class Address(object):
    """The address of a socket; data() gives the bytes of its sockaddr."""
    family = AF_UNSPEC

    def data(self):
        return _native_pair(self.family)

    def eq(self, other):
        return self.data() == other.data()


class IPAddress(Address):
    packed = ''

    def get_host(self):
        """The number of the host as text."""
        return inet_ntop(self.family, self.packed)


class INETAddress(IPAddress):
    """A host, by name or number, and a port. '' is every interface of this machine."""
    family = AF_INET

    def __init__(self, host, port):
        self.packed = _packed_host(AF_INET, host)
        if port < 0 or port > 65535:
            raise RSocketError('port number out of range')
        self.port = port

    def get_port(self):
        return self.port

    def data(self):
        return _native_pair(AF_INET) + _pair(self.port) + self.packed + '\0' * 8


class INET6Address(IPAddress):
    family = AF_INET6

    def __init__(self, host, port, flowinfo=0, scope_id=0):
        self.packed = _packed_host(AF_INET6, host)
        if port < 0 or port > 65535:
            raise RSocketError('port number out of range')
        self.port = port
        self.flowinfo = flowinfo
        self.scope_id = scope_id

    def get_port(self):
        return self.port

    def get_flowinfo(self):
        return self.flowinfo

    def get_scope_id(self):
        return self.scope_id

    def data(self):
        return (_native_pair(AF_INET6) + _pair(self.port) + _quad(self.flowinfo) + self.packed +
                _quad(ntohl(self.scope_id)))


class UNIXAddress(Address):
    family = AF_UNIX

    def __init__(self, path):
        if len(path) > 107:
            raise RSocketError('AF_UNIX path too long')
        self.path = path

    def get_path(self):
        return self.path

    def data(self):
        return _native_pair(AF_UNIX) + self.path + '\0'


def address_of(data):
    """The address whose sockaddr has these bytes. Raises RSocketError for other families."""
    if len(data) < 2:
        return Address()
    family = ntohs(_number(data, 0, 2))
    if family == AF_INET and len(data) >= 8:
        made = INETAddress('0.0.0.0', _number(data, 2, 2))
        made.packed = data[4:8]
        return made
    if family == AF_INET6 and len(data) >= 28:
        made6 = INET6Address('::', _number(data, 2, 2), _number(data, 4, 4),
                             ntohl(_number(data, 24, 4)))
        made6.packed = data[8:24]
        return made6
    if family == AF_UNIX:
        path = data[2:]
        end = path.find('\0')
        if end > 0:
            path = path[:end]
        elif end == 0 and len(path) == 1:
            path = ''
        return UNIXAddress(path)
    raise RSocketError('unknown address family')


def _packed_host(family, host):
    if host == '':
        return '\0' * (4 if family == AF_INET else 16)
    if host == '<broadcast>' and family == AF_INET:
        return '\xff' * 4
    try:
        return inet_pton(family, host)
    except RSocketError:
        pass
    from rpython.rlib.rsocket import getaddrinfo
    for found in getaddrinfo(host, None, family=family):
        address = found[4]
        if isinstance(address, IPAddress):
            return address.packed
    raise RSocketError('the host has no such address')


# ---- Numbers of hosts as text ----------------------------------------------------------------

_c_inet_pton = rffi.llexternal('inet_pton', [rffi.INT, rffi.CCHARP, rffi.CCHARP], rffi.INT)
_c_inet_ntop = rffi.llexternal('inet_ntop', [rffi.INT, rffi.CCHARP, rffi.CCHARP, rffi.UINT],
                               rffi.CCHARP)


def _size_of(family):
    if family == AF_INET:
        return 4
    if family == AF_INET6:
        return 16
    raise RSocketError('unknown address family')


def inet_pton(family, ip):
    """The bytes of a number such as '127.0.0.1' or '::1'."""
    size = _size_of(family)
    with lltype.scoped_alloc(rffi.CCHARP.TO, 16) as out:
        good = _c_inet_pton(rffi.cast(rffi.INT, family), ip, out)
        if rffi.cast(lltype.Signed, good) != 1:
            raise RSocketError('illegal IP address string passed to inet_pton')
        return rffi.charpsize2str(out, size)


def inet_ntop(family, packed):
    if len(packed) != _size_of(family):
        raise RSocketError('packed IP wrong length for inet_ntop')
    with lltype.scoped_alloc(rffi.CCHARP.TO, 64) as out:
        with rffi.scoped_nonmovingbuffer(packed) as data:
            text = _c_inet_ntop(rffi.cast(rffi.INT, family), data, out, rffi.cast(rffi.UINT, 64))
        if not text:
            raise RSocketError('the number has no text')
        return rffi.charp2str(out)


def inet_aton(ip):
    return inet_pton(AF_INET, ip)


def inet_ntoa(packed):
    return inet_ntop(AF_INET, packed)
