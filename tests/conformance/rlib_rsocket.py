# Sockets: a server and a client in one process, pairs, datagrams, addresses, timeouts.
import errno
from rpython.rlib import rsocket
from rpython.rlib.rsocket import (
    AF_INET, AF_INET6, AF_UNIX, SOCK_DGRAM, SOCK_STREAM, CSocketError, GAIError, INETAddress,
    RSocket, RSocketError, SocketTimeout)


def streams():
    server = RSocket(AF_INET, SOCK_STREAM)
    server.setsockopt_int(rsocket.SOL_SOCKET, rsocket.SO_REUSEADDR, 1)
    print server.getsockopt_int(rsocket.SOL_SOCKET, rsocket.SO_REUSEADDR)
    server.bind(INETAddress("127.0.0.1", 0))
    server.listen(5)
    name = server.getsockname()
    assert isinstance(name, INETAddress)
    print name.get_host(), int(name.get_port() > 0)
    client = RSocket()
    client.connect(name)
    fd, address = server.accept()
    print int(address.eq(client.getsockname())), int(client.getpeername().eq(name))
    connection = rsocket.make_socket(fd, AF_INET, SOCK_STREAM, 0)
    client.sendall("a question")
    print connection.recv(100)
    print connection.send("an answer")
    print client.recv(2), client.recv(100)
    connection.close()
    print len(client.recv(10))
    client.close()
    server.close()
    try:
        RSocket().connect(name)
    except CSocketError as e:
        print int(e.errno == errno.ECONNREFUSED), e.get_msg()


def pairs():
    one, two = rsocket.socketpair()
    data = "0123456789" * 1000
    one.sendall(data)
    one.shutdown(rsocket.SHUT_WR)
    total = 0
    while True:
        piece = two.recv(3000)
        if piece == "":
            break
        total += len(piece)
    print total
    one.settimeout(0.01)
    try:
        one.recv(10)
    except SocketTimeout as e:
        print e.get_msg()
    two.setblocking(False)
    try:
        other, third = rsocket.socketpair(AF_UNIX, SOCK_DGRAM)
        other.setblocking(False)
        other.recv(10)
    except CSocketError as e:
        print int(e.errno == errno.EAGAIN)


def datagrams():
    receiver = RSocket(AF_INET, SOCK_DGRAM)
    receiver.bind(INETAddress("127.0.0.1", 0))
    sender = RSocket(AF_INET, SOCK_DGRAM)
    sender.bind(INETAddress("127.0.0.1", 0))
    print sender.sendto("hello world", 5, 0, receiver.getsockname())
    text, address = receiver.recvfrom(100)
    print text, int(address.eq(sender.getsockname()))


def names():
    print rsocket.inet_ntop(AF_INET, "\x7f\0\0\1"), rsocket.inet_ntop(AF_INET6, "\0" * 15 + "\1")
    print len(rsocket.inet_pton(AF_INET6, "::1")), len(rsocket.inet_aton("1.2.3.4"))
    try:
        rsocket.inet_pton(AF_INET, "nowhere")
    except RSocketError as e:
        print e.get_msg()
    print hex(rsocket.htons(0x1234)), hex(rsocket.ntohl(0x12345678))
    found = rsocket.getaddrinfo("127.0.0.1", "80", socktype=SOCK_STREAM)
    print len(found), found[0][0] == AF_INET and found[0][1] == SOCK_STREAM and 1 or 0
    host, service = rsocket.getnameinfo(INETAddress("127.0.0.1", 7),
                                        rsocket.NI_NUMERICHOST | rsocket.NI_NUMERICSERV)
    print host, service
    try:
        rsocket.getaddrinfo("", "no such service", flags=rsocket.AI_NUMERICHOST)
    except GAIError as e:
        print int(e.errno < 0)
    try:
        INETAddress("127.0.0.1", 70000)
    except RSocketError as e:
        print e.get_msg()
    print int(len(rsocket.gethostname()) > 0)


def entry_point(argv):
    streams()
    pairs()
    datagrams()
    names()
    return 0


def target(driver, args):
    return entry_point, None
