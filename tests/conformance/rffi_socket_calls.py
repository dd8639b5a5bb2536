"""Sockets by the C library's own functions and structs."""
import sys

from rpython.rlib import _rsocket_rffi as c
from rpython.rlib import rposix
from rpython.rtyper.lltypesystem import lltype, rffi


def fill(address, port):
    address.c_sin_family = rffi.cast(rffi.USHORT, c.AF_INET)
    address.c_sin_port = rffi.cast(rffi.USHORT, c.htons(rffi.cast(rffi.USHORT, port)))
    with rffi.scoped_str2charp("127.0.0.1") as text:
        address.c_sin_addr.c_s_addr = rffi.cast(rffi.UINT, c.inet_addr(text))


def port_of(fd):
    with lltype.scoped_alloc(c.sockaddr_in) as address:
        with lltype.scoped_alloc(c.socklen_t_ptr.TO) as size:
            size[0] = rffi.cast(rffi.UINT, rffi.sizeof(c.sockaddr_in))
            c.socketgetsockname(fd, rffi.cast(c.sockaddr_ptr, address), size)
        return rffi.cast(lltype.Signed, c.ntohs(address.c_sin_port))


def listen():
    fd = c.socket(c.AF_INET, c.SOCK_STREAM, 0)
    with lltype.scoped_alloc(c.sockaddr_in, zero=True) as address:
        fill(address, 0)
        failed = c.socketbind(fd, rffi.cast(c.sockaddr_ptr, address),
                              rffi.sizeof(c.sockaddr_in))
    print "bound", rffi.cast(lltype.Signed, failed),
    print rffi.cast(lltype.Signed, c.socketlisten(fd, 1))
    return fd


def connect(port):
    fd = c.socket(c.AF_INET, c.SOCK_STREAM, 0)
    with lltype.scoped_alloc(c.sockaddr_in, zero=True) as address:
        fill(address, port)
        failed = c.socketconnect(fd, rffi.cast(c.sockaddr_ptr, address),
                                 rffi.sizeof(c.sockaddr_in))
    print "connected", rffi.cast(lltype.Signed, failed)
    return fd


def entry_point(argv):
    server = listen()
    client = connect(port_of(server))
    accepted = c.socketaccept(server, lltype.nullptr(c.sockaddr_ptr.TO),
                              lltype.nullptr(c.socklen_t_ptr.TO))
    with rffi.scoped_str2charp("over the wire") as text:
        print c.send(client, rffi.cast(rffi.VOIDP, text), 13, 0)
    with lltype.scoped_alloc(rffi.CCHARP.TO, 64) as room:
        got = c.socketrecv(accepted, rffi.cast(rffi.VOIDP, room), 64, 0)
        print rffi.charpsize2str(room, rffi.cast(lltype.Signed, got))
    flags = c.fcntl(client, c.F_GETFL, 0)
    c.fcntl(client, c.F_SETFL, flags | c.O_NONBLOCK)
    with lltype.scoped_alloc(rffi.CCHARP.TO, 4) as room:
        got = c.socketrecv(client, rffi.cast(rffi.VOIDP, room), 4, 0)
        print rffi.cast(lltype.Signed, got), int(rposix.get_saved_errno() == c.EWOULDBLOCK)
    for fd in [server, client, accepted]:
        c.socketclose(fd)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
