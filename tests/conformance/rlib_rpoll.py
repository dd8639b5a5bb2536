# poll() and select() on pipes.
import os
from rpython.rlib.rpoll import POLLIN, POLLOUT, POLLHUP, SelectError, poll, select


def entry_point(argv):
    reader, writer = os.pipe()
    events = {reader: POLLIN, writer: POLLOUT}
    found = poll(events, 0)
    print len(found), int(found[0][0] == writer), int(found[0][1] == POLLOUT)
    print len(poll({reader: POLLIN}, 10))
    r, w, x = select([reader], [writer], [], 0.01)
    print len(r), len(w), len(x)
    os.write(writer, "data")
    for fd, event in poll(events):
        print int(fd == reader), int(fd == writer), event
    r, w, x = select([reader], [], [])
    print len(r), int(r[0] == reader)
    print os.read(reader, 10)
    os.close(writer)
    found = poll({reader: POLLIN}, 0)
    print len(found), int(found[0][1] & POLLHUP != 0)
    r, w, x = select([reader], [], [], 0.0)
    print len(r), len(os.read(reader, 10))
    os.close(reader)
    try:
        select([reader], [], [], 0.0)
    except SelectError as e:
        print e.errno, e.get_msg()
    return 0


def target(driver, args):
    return entry_point, None
