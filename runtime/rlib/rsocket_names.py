"""Names of hosts, services and protocols."""
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rsocket_base import (
    AF_INET, AF_UNSPEC, NI_MAXHOST, NI_MAXSERV, NI_NAMEREQD, GAIError, HSocketError, INETAddress,
    IPAddress, RSocketError, SOCK_STREAM, address_of, htons, ntohs)
from rpython.rtyper.lltypesystem import lltype, rffi

_ADDRINFO = lltype.ForwardReference()
_ADDRINFOP = lltype.Ptr(_ADDRINFO)
_ADDRINFO.become(rffi.CStruct(
    'addrinfo', ('flags', rffi.INT), ('family', rffi.INT), ('socktype', rffi.INT),
    ('protocol', rffi.INT), ('addrlen', rffi.UINT), ('addr', rffi.CCHARP),
    ('canonname', rffi.CCHARP), ('next', _ADDRINFOP)))
_ADDRINFOPS = rffi.CArray(_ADDRINFOP)
_SERVENT = rffi.CStruct('servent', ('name', rffi.CCHARP), ('aliases', rffi.CCHARPP),
                        ('port', rffi.INT), ('proto', rffi.CCHARP))
_PROTOENT = rffi.CStruct('protoent', ('name', rffi.CCHARP), ('aliases', rffi.CCHARPP),
                         ('proto', rffi.INT))

_c_getaddrinfo = rffi.llexternal(
    'getaddrinfo', [rffi.CCHARP, rffi.CCHARP, _ADDRINFOP, rffi.CArrayPtr(_ADDRINFOP)], rffi.INT)
_c_freeaddrinfo = rffi.llexternal('freeaddrinfo', [_ADDRINFOP], lltype.Void)
_c_getnameinfo = rffi.llexternal(
    'getnameinfo', [rffi.CCHARP, rffi.UINT, rffi.CCHARP, rffi.UINT, rffi.CCHARP, rffi.UINT,
                    rffi.INT], rffi.INT)
_c_getservbyname = rffi.llexternal('getservbyname', [rffi.CCHARP, rffi.CCHARP],
                                   lltype.Ptr(_SERVENT))
_c_getservbyport = rffi.llexternal('getservbyport', [rffi.INT, rffi.CCHARP], lltype.Ptr(_SERVENT))
_c_getprotobyname = rffi.llexternal('getprotobyname', [rffi.CCHARP], lltype.Ptr(_PROTOENT))


def _int(n):
    return rffi.cast(rffi.INT, n)


@specialize.argtype(0)
def _signed(n):
    return rffi.cast(lltype.Signed, n)


def getaddrinfo(host, port_or_service, family=AF_UNSPEC, socktype=0, proto=0, flags=0,
                address_to_fill=None):
    """[(family, type, protocol, canonical name, address), ...]; host and service may be None.
    Raises GAIError."""
    with lltype.scoped_alloc(_ADDRINFO, zero=True) as wanted:
        wanted.c_family = _int(family)
        wanted.c_socktype = _int(socktype)
        wanted.c_protocol = _int(proto)
        wanted.c_flags = _int(flags)
        with lltype.scoped_alloc(_ADDRINFOPS, 1) as found:
            found[0] = lltype.nullptr(_ADDRINFO)
            error = _signed(_c_getaddrinfo(host, port_or_service, wanted, found))
            if error != 0:
                raise GAIError(error)
            first = found[0]
    result = []
    info = first
    while info:
        canonical = ''
        if info.c_canonname:
            canonical = rffi.charp2str(info.c_canonname)
        address = address_of(rffi.charpsize2str(info.c_addr, _signed(info.c_addrlen)))
        result.append((_signed(info.c_family), _signed(info.c_socktype),
                       _signed(info.c_protocol), canonical, address))
        info = info.c_next
    _c_freeaddrinfo(first)
    return result


def gethostbyname(name):
    """The address of a host, with port 0."""
    return INETAddress(name, 0)


def _lookup(address, flags):
    """(host, service), or None for the error that is the third item."""
    data = address.data()
    with lltype.scoped_alloc(rffi.CCHARP.TO, NI_MAXHOST) as host:
        with lltype.scoped_alloc(rffi.CCHARP.TO, NI_MAXSERV) as service:
            with rffi.scoped_nonmovingbuffer(data) as raw:
                error = _signed(_c_getnameinfo(
                    raw, rffi.cast(rffi.UINT, len(data)), host, rffi.cast(rffi.UINT, NI_MAXHOST),
                    service, rffi.cast(rffi.UINT, NI_MAXSERV), _int(flags)))
            if error != 0:
                return '', '', error
            return rffi.charp2str(host), rffi.charp2str(service), 0


def getnameinfo(address, flags):
    """(host, service) of an address. Raises GAIError."""
    host, service, error = _lookup(address, flags)
    if error != 0:
        raise GAIError(error)
    return host, service


def gethostbyaddr(ip):
    """(name, aliases, addresses) of a host. Raises HSocketError."""
    address = INETAddress(ip, 0)
    host, service, error = _lookup(address, NI_NAMEREQD)
    if error != 0:
        raise HSocketError(ip)
    addresses = [address]
    return host, [''][:0], addresses


def getservbyname(name, proto=None):
    """The port of a service. Raises RSocketError."""
    entry = _c_getservbyname(name, proto)
    if not entry:
        raise RSocketError('service/proto not found')
    return ntohs(_signed(entry.c_port))


def getservbyport(port, proto=None):
    entry = _c_getservbyport(_int(htons(port)), proto)
    if not entry:
        raise RSocketError('port/proto not found')
    return rffi.charp2str(entry.c_name)


def getprotobyname(name):
    entry = _c_getprotobyname(name)
    if not entry:
        raise RSocketError('protocol not found')
    return _signed(entry.c_proto)
