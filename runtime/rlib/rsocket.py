"""Sockets.

    s = RSocket(AF_INET, SOCK_STREAM)
    s.connect(INETAddress('localhost', 80))
    s.sendall(request)

Errors are SocketErrors: CSocketError for what the system refused, SocketTimeout after the time
that settimeout() allows."""
import errno

from rpython.rlib import rpoll, rposix
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rsocket_base import *
from rpython.rlib.rsocket_base import _SOCKADDR_MAX
from rpython.rtyper.lltypesystem import lltype, rffi

_INTS = rffi.CArray(rffi.INT)
_INTP = rffi.CArrayPtr(rffi.INT)
_LENGTHS = rffi.CArray(rffi.UINT)
_LENGTHP = rffi.CArrayPtr(rffi.UINT)


def _external(name, args, result):
    return rffi.llexternal(name, args, result, save_err=rffi.RFFI_SAVE_ERRNO)

_c_socket = _external('socket', [rffi.INT] * 3, rffi.INT)
_c_socketpair = _external('socketpair', [rffi.INT] * 3 + [_INTP], rffi.INT)
_c_close = _external('close', [rffi.INT], rffi.INT)
_c_dup = _external('dup', [rffi.INT], rffi.INT)
_c_connect = _external('connect', [rffi.INT, rffi.CCHARP, rffi.UINT], rffi.INT)
_c_bind = _external('bind', [rffi.INT, rffi.CCHARP, rffi.UINT], rffi.INT)
_c_listen = _external('listen', [rffi.INT, rffi.INT], rffi.INT)
_c_accept = _external('accept', [rffi.INT, rffi.CCHARP, _LENGTHP], rffi.INT)
_c_getsockname = _external('getsockname', [rffi.INT, rffi.CCHARP, _LENGTHP], rffi.INT)
_c_getpeername = _external('getpeername', [rffi.INT, rffi.CCHARP, _LENGTHP], rffi.INT)
_c_recv = _external('recv', [rffi.INT, rffi.CCHARP, rffi.SIZE_T, rffi.INT], rffi.SSIZE_T)
_c_recvfrom = _external('recvfrom', [rffi.INT, rffi.CCHARP, rffi.SIZE_T, rffi.INT, rffi.CCHARP,
                                     _LENGTHP], rffi.SSIZE_T)
_c_send = _external('send', [rffi.INT, rffi.CCHARP, rffi.SIZE_T, rffi.INT], rffi.SSIZE_T)
_c_sendto = _external('sendto', [rffi.INT, rffi.CCHARP, rffi.SIZE_T, rffi.INT, rffi.CCHARP,
                                 rffi.UINT], rffi.SSIZE_T)
_c_shutdown = _external('shutdown', [rffi.INT, rffi.INT], rffi.INT)
_c_getsockopt = _external('getsockopt', [rffi.INT] * 3 + [rffi.CCHARP, _LENGTHP], rffi.INT)
_c_setsockopt = _external('setsockopt', [rffi.INT] * 3 + [rffi.CCHARP, rffi.UINT], rffi.INT)
_c_ioctl = _external('ioctl', [rffi.INT, rffi.ULONG, _INTP], rffi.INT)
_c_gethostname = _external('gethostname', [rffi.CCHARP, rffi.SIZE_T], rffi.INT)
_FIONBIO = 0x5421


def rsocket_startup():
    """Sockets need no preparation here."""


def _int(n):
    return rffi.cast(rffi.INT, n)


@specialize.argtype(0)
def _signed(n):
    return rffi.cast(lltype.Signed, n)


@specialize.argtype(0)
def _checked(result):
    n = _signed(result)
    if n < 0:
        raise last_error()
    return n


class _Defaults(object):
    timeout = -1.0 # seconds; less than 0: for ever

defaults = _Defaults()


def getdefaulttimeout():
    return defaults.timeout


def setdefaulttimeout(timeout):
    defaults.timeout = timeout if timeout >= 0.0 else -1.0


class RSocket(object):
    """A socket. Its descriptor is closed when the object dies."""
    fd = -1

    def __init__(self, family=AF_INET, type=SOCK_STREAM, proto=0, fd=-1, inheritable=True):
        if fd < 0:
            kind = type if inheritable else type | SOCK_CLOEXEC
            fd = _checked(_c_socket(_int(family), _int(kind), _int(proto)))
        self.fd = fd
        self.family = family
        self.type = type
        self.proto = proto
        self.timeout = -1.0
        self.settimeout(defaults.timeout)

    def __del__(self):
        if self.fd >= 0:
            _c_close(_int(self.fd))

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def close(self):
        fd = self.fd
        if fd >= 0:
            self.fd = -1
            _checked(_c_close(_int(fd)))

    def detach(self):
        fd = self.fd
        self.fd = -1
        return fd

    def error_handler(self):
        return last_error()

    # ---- Time -------------------------------------------------------------------------------

    def gettimeout(self):
        return self.timeout

    def settimeout(self, timeout):
        """Seconds that a call may wait; less than 0: for ever."""
        self.timeout = timeout if timeout >= 0.0 else -1.0
        self.setblocking_mode(self.timeout < 0.0)

    def setblocking(self, block):
        self.settimeout(-1.0 if block else 0.0)

    def setblocking_mode(self, block):
        with lltype.scoped_alloc(_INTS, 1) as value:
            value[0] = _int(0 if block else 1)
            _checked(_c_ioctl(_int(self.fd), rffi.cast(rffi.ULONG, _FIONBIO), value))

    def wait_for_data(self, for_writing):
        """Waits as long as the timeout allows; raises SocketTimeout."""
        if self.timeout <= 0.0:
            return
        event = rpoll.POLLOUT if for_writing else rpoll.POLLIN
        try:
            found = rpoll.poll({self.fd: event}, int(self.timeout * 1000.0 + 0.999))
        except rpoll.PollError as e:
            raise CSocketError(e.errno)
        if len(found) == 0:
            raise SocketTimeout()

    # ---- Connections ------------------------------------------------------------------------

    def bind(self, address):
        data = address.data()
        _checked(_c_bind(_int(self.fd), data, rffi.cast(rffi.UINT, len(data))))

    def listen(self, backlog):
        _checked(_c_listen(_int(self.fd), _int(backlog if backlog > 0 else 0)))

    def accept(self, inheritable=True):
        """(descriptor, address) of a connection; make_socket() makes a socket of the first."""
        self.wait_for_data(False)
        with lltype.scoped_alloc(rffi.CCHARP.TO, _SOCKADDR_MAX) as buffer:
            with lltype.scoped_alloc(_LENGTHS, 1) as length:
                length[0] = rffi.cast(rffi.UINT, _SOCKADDR_MAX)
                fd = _checked(_c_accept(_int(self.fd), buffer, length))
                address = address_of(rffi.charpsize2str(buffer, _signed(length[0])))
        if not inheritable:
            rposix.set_inheritable(fd, False)
        return fd, address

    def connect(self, address):
        error, timed_out = self._connect(address)
        if timed_out:
            raise SocketTimeout()
        if error != 0:
            raise CSocketError(error)

    def connect_ex(self, address):
        """The same; gives the error's number, 0 if there is none."""
        error, timed_out = self._connect(address)
        return errno.EWOULDBLOCK if timed_out else error

    def _connect(self, address):
        data = address.data()
        result = _c_connect(_int(self.fd), data, rffi.cast(rffi.UINT, len(data)))
        if _signed(result) == 0:
            return 0, False
        error = rposix.get_saved_errno()
        if error != errno.EINPROGRESS or self.timeout <= 0.0:
            return error, False
        try:
            self.wait_for_data(True)
        except SocketTimeout:
            return 0, True
        return self.getsockopt_int(SOL_SOCKET, SO_ERROR), False

    def shutdown(self, how):
        _checked(_c_shutdown(_int(self.fd), _int(how)))

    def getsockname(self):
        return self._name(_c_getsockname)

    def getpeername(self):
        return self._name(_c_getpeername)

    def _name(self, function):
        with lltype.scoped_alloc(rffi.CCHARP.TO, _SOCKADDR_MAX) as buffer:
            with lltype.scoped_alloc(_LENGTHS, 1) as length:
                length[0] = rffi.cast(rffi.UINT, _SOCKADDR_MAX)
                _checked(function(_int(self.fd), buffer, length))
                return address_of(rffi.charpsize2str(buffer, _signed(length[0])))
    _name._annspecialcase_ = 'specialize:arg(1)'

    # ---- Data -------------------------------------------------------------------------------

    def recv(self, buffersize, flags=0):
        """At most so many characters; '' at the end of the connection."""
        self.wait_for_data(False)
        with lltype.scoped_alloc(rffi.CCHARP.TO, buffersize) as buffer:
            count = _checked(_c_recv(_int(self.fd), buffer, rffi.cast(rffi.SIZE_T, buffersize),
                                     _int(flags)))
            return rffi.charpsize2str(buffer, count)

    def recvfrom(self, buffersize, flags=0):
        """(characters, the address of their sender or None)"""
        self.wait_for_data(False)
        with lltype.scoped_alloc(rffi.CCHARP.TO, buffersize) as buffer:
            with lltype.scoped_alloc(rffi.CCHARP.TO, _SOCKADDR_MAX) as sender:
                with lltype.scoped_alloc(_LENGTHS, 1) as length:
                    length[0] = rffi.cast(rffi.UINT, _SOCKADDR_MAX)
                    count = _checked(_c_recvfrom(
                        _int(self.fd), buffer, rffi.cast(rffi.SIZE_T, buffersize), _int(flags),
                        sender, length))
                    size = _signed(length[0])
                    address = None
                    if size > 0:
                        address = address_of(rffi.charpsize2str(sender, size))
                    return rffi.charpsize2str(buffer, count), address

    def recvinto(self, rwbuffer, nbytes, flags=0):
        """recv() to the start of a buffer; the number of characters."""
        data = self.recv(nbytes, flags)
        rwbuffer.setslice(0, data)
        return len(data)

    def recvfrom_into(self, rwbuffer, nbytes, flags=0):
        """(number of characters, the address of their sender or None)"""
        data, address = self.recvfrom(nbytes, flags)
        rwbuffer.setslice(0, data)
        return len(data), address

    def send(self, data, flags=0):
        """How many of the characters were taken."""
        with rffi.scoped_nonmovingbuffer(data) as buffer:
            return self.send_raw(buffer, len(data), flags)

    def send_raw(self, dataptr, length, flags=0):
        self.wait_for_data(True)
        return _checked(_c_send(_int(self.fd), dataptr, rffi.cast(rffi.SIZE_T, length),
                                _int(flags)))

    def sendall(self, data, flags=0, signal_checker=None):
        while data:
            try:
                count = self.send(data, flags)
            except CSocketError as e:
                if e.errno != errno.EINTR:
                    raise
                count = 0
            if signal_checker is not None:
                signal_checker()
            assert count >= 0
            data = data[count:]

    def sendto(self, data, length, flags, address):
        """The first `length` characters of data, as one message."""
        self.wait_for_data(True)
        target = address.data()
        with rffi.scoped_nonmovingbuffer(data) as buffer:
            return _checked(_c_sendto(_int(self.fd), buffer, rffi.cast(rffi.SIZE_T, length),
                                      _int(flags), target, rffi.cast(rffi.UINT, len(target))))

    # ---- Options ----------------------------------------------------------------------------

    def getsockopt(self, level, option, maxlen):
        with lltype.scoped_alloc(rffi.CCHARP.TO, maxlen) as buffer:
            with lltype.scoped_alloc(_LENGTHS, 1) as length:
                length[0] = rffi.cast(rffi.UINT, maxlen)
                _checked(_c_getsockopt(_int(self.fd), _int(level), _int(option), buffer, length))
                return rffi.charpsize2str(buffer, _signed(length[0]))

    def getsockopt_int(self, level, option):
        with lltype.scoped_alloc(_INTS, 1) as value:
            with lltype.scoped_alloc(_LENGTHS, 1) as length:
                length[0] = rffi.cast(rffi.UINT, rffi.sizeof(rffi.INT))
                _checked(_c_getsockopt(_int(self.fd), _int(level), _int(option),
                                       rffi.cast(rffi.CCHARP, value), length))
                return _signed(value[0])

    def setsockopt(self, level, option, value):
        with rffi.scoped_nonmovingbuffer(value) as buffer:
            _checked(_c_setsockopt(_int(self.fd), _int(level), _int(option), buffer,
                                   rffi.cast(rffi.UINT, len(value))))

    def setsockopt_int(self, level, option, number):
        with lltype.scoped_alloc(_INTS, 1) as value:
            value[0] = _int(number)
            _checked(_c_setsockopt(_int(self.fd), _int(level), _int(option),
                                   rffi.cast(rffi.CCHARP, value),
                                   rffi.cast(rffi.UINT, rffi.sizeof(rffi.INT))))


def make_socket(fd, family, type, proto, SocketClass=RSocket):
    return SocketClass(family, type, proto, fd)
make_socket._annspecialcase_ = 'specialize:arg(4)'


def dup(fd, inheritable=True):
    made = _checked(_c_dup(_int(fd)))
    if not inheritable:
        rposix.set_inheritable(made, False)
    return made


def fromfd(fd, family, type, proto=0, SocketClass=RSocket, inheritable=True):
    """A socket with a descriptor of its own for what fd is."""
    return make_socket(dup(fd, inheritable), family, type, proto, SocketClass)
fromfd._annspecialcase_ = 'specialize:arg(4)'


def socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0, SocketClass=RSocket, inheritable=True):
    """Two sockets that are connected."""
    with lltype.scoped_alloc(_INTS, 2) as fds:
        _checked(_c_socketpair(_int(family), _int(type), _int(proto), fds))
        return (make_socket(_signed(fds[0]), family, type, proto, SocketClass),
                make_socket(_signed(fds[1]), family, type, proto, SocketClass))
socketpair._annspecialcase_ = 'specialize:arg(3)'


def gethostname():
    size = 1024
    with lltype.scoped_alloc(rffi.CCHARP.TO, size) as buffer:
        _checked(_c_gethostname(buffer, rffi.cast(rffi.SIZE_T, size - 1)))
        return rffi.charp2strn(buffer, size - 1)


from rpython.rlib.rsocket_names import (
    getaddrinfo, gethostbyaddr, gethostbyname, getnameinfo, getprotobyname, getservbyname,
    getservbyport)
