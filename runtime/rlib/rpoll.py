"""poll() and select(): waiting for file descriptors."""
import errno

from rpython.rlib import rposix
from rpython.rtyper.lltypesystem import lltype, rffi

POLLIN = 0x001
POLLPRI = 0x002
POLLOUT = 0x004
POLLERR = 0x008
POLLHUP = 0x010
POLLNVAL = 0x020
POLLRDNORM = 0x040
POLLRDBAND = 0x080
POLLWRNORM = 0x100
POLLWRBAND = 0x200
POLLMSG = 0x400
eventnames = ['POLLIN', 'POLLPRI', 'POLLOUT', 'POLLERR', 'POLLHUP', 'POLLNVAL', 'POLLRDNORM',
              'POLLRDBAND', 'POLLWRNORM', 'POLLWRBAND', 'POLLMSG']
FD_SETSIZE = 1024

_POLLFD = rffi.CStruct('pollfd', ('fd', rffi.INT), ('events', rffi.SHORT),
                       ('revents', rffi.SHORT))
_POLLFDS = rffi.CArray(_POLLFD)
_c_poll = rffi.llexternal('poll', [rffi.CArrayPtr(_POLLFD), rffi.ULONG, rffi.INT], rffi.INT,
                          save_err=rffi.RFFI_SAVE_ERRNO)


class _Error(Exception):
    """A call of the system that failed with `errno`."""

    def __init__(self, errno):
        self.errno = errno

    def get_msg(self):
        return rposix.strerror(self.errno)

    def get_msg_unicode(self):
        return self.get_msg().decode('utf-8')

    def get_msg_utf8(self):
        return self.get_msg()


class PollError(_Error):
    pass


class SelectError(_Error):
    pass


def _poll(fds, events, timeout):
    """The events that occurred, in the order of fds; raises OSError."""
    n = len(fds)
    with lltype.scoped_alloc(_POLLFDS, n) as polled:
        for i in range(n):
            polled[i].c_fd = rffi.cast(rffi.INT, fds[i])
            polled[i].c_events = rffi.cast(rffi.SHORT, events[i])
            polled[i].c_revents = rffi.cast(rffi.SHORT, 0)
        found = rffi.cast(lltype.Signed, _c_poll(polled, rffi.cast(rffi.ULONG, n),
                                                 rffi.cast(rffi.INT, timeout)))
        if found < 0:
            raise OSError(rposix.get_saved_errno(), 'poll failed')
        return [rffi.cast(lltype.Signed, polled[i].c_revents) for i in range(n)]


def poll(fddict, timeout=-1):
    """[(fd, events), ...] for those of {fd: events} where something happened within `timeout`
    milliseconds; less than 0: for ever. Raises PollError."""
    fds = []
    events = []
    for fd, wanted in fddict.iteritems():
        fds.append(fd)
        events.append(wanted)
    try:
        occurred = _poll(fds, events, timeout)
    except OSError as e:
        raise PollError(e.errno)
    return [(fds[i], occurred[i]) for i in range(len(fds)) if occurred[i] != 0]


def select(inl, outl, excl, timeout=-1.0, handle_eintr=False):
    """Those of three lists of fds that can be read, written, or have an exceptional condition,
    within `timeout` seconds; less than 0: for ever. Raises SelectError."""
    milliseconds = -1
    if timeout >= 0.0:
        milliseconds = int(timeout * 1000.0 + 0.999)
    fds = inl + outl + excl
    events = [POLLIN] * len(inl) + [POLLOUT] * len(outl) + [POLLPRI] * len(excl)
    while True:
        try:
            occurred = _poll(fds, events, milliseconds)
            break
        except OSError as e:
            if not (handle_eintr and e.errno == errno.EINTR):
                raise SelectError(e.errno)
    for event in occurred:
        if event & POLLNVAL:
            raise SelectError(errno.EBADF)
    readable = [fds[i] for i in range(len(inl)) if occurred[i] & (POLLIN | POLLHUP | POLLERR)]
    first = len(inl)
    writable = [fds[first + i] for i in range(len(outl))
                if occurred[first + i] & (POLLOUT | POLLERR)]
    first += len(outl)
    exceptional = [fds[first + i] for i in range(len(excl)) if occurred[first + i] & POLLPRI]
    return readable, writable, exceptional
