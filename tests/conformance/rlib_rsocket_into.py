# Sockets that receive into buffers and send from raw memory; datagrams.
from rpython.rlib.mutbuffer import MutableStringBuffer
from rpython.rlib.rsocket import (
    AF_INET, INETAddress, RSocket, SOCK_DGRAM, rsocket_startup, socketpair)
from rpython.rtyper.lltypesystem import rffi


def entry_point(argv):
    rsocket_startup()
    left, right = socketpair()
    with rffi.scoped_str2charp("characters of C") as raw:
        print left.send_raw(raw, 10)
    buffer = MutableStringBuffer(10)
    print right.recvinto(buffer, 10), buffer.finish()
    left.close()
    right.close()

    receiver = RSocket(AF_INET, SOCK_DGRAM)
    receiver.bind(INETAddress("127.0.0.1", 0))
    sender = RSocket(AF_INET, SOCK_DGRAM)
    print sender.sendto("datagram", 4 * len(argv), 0, receiver.getsockname())
    buffer = MutableStringBuffer(4)
    count, address = receiver.recvfrom_into(buffer, 4)
    assert isinstance(address, INETAddress)
    print count, buffer.finish(), address.get_host()
    receiver.close()
    sender.close()
    return 0


def target(driver, args):
    return entry_point, None
