# Terminals: attributes of what is no terminal, constants.
import errno
import os
from rpython.rlib import rtermios


def entry_point(argv):
    reader, writer = os.pipe()
    try:
        rtermios.tcgetattr(reader)
    except OSError as e:
        print "tcgetattr", int(e.errno == errno.ENOTTY)
    try:
        rtermios.tcsetattr(reader, rtermios.TCSANOW, (0, 0, 0, 0, 0, 0, ["\0"] * rtermios.NCCS))
    except OSError as e:
        print "tcsetattr", int(e.errno == errno.ENOTTY)
    try:
        rtermios.tcflush(reader, rtermios.TCIFLUSH)
    except OSError as e:
        print "tcflush", int(e.errno == errno.ENOTTY)
    print rtermios.B9600, rtermios.TCSADRAIN, rtermios.all_constants["VINTR"]
    return 0


def target(driver, args):
    return entry_point, None
