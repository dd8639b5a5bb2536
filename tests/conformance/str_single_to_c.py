# Functions that hand their string to C, called with strings of one character only.
import os
from rpython.rlib import rlocale, rzlib
from rpython.rtyper.lltypesystem import rffi


def entry_point(argv):
    os.write(1, 'x')
    os.write(1, argv[1][0])
    os.write(1, '\n')
    print int(os.access('/', os.R_OK)), int(os.path.exists('/')), int(len(os.listdir('/')) > 0)
    print int(os.environ.get('?') is None)
    os.environ['q'] = '1'
    print os.environ['q']
    raw = rffi.str2charp('a')
    print rffi.charp2str(raw)
    rffi.free_charp(raw)
    print rzlib.crc32('a')
    print rlocale.setlocale(rlocale.LC_ALL, 'C')
    out = open('/dev/null', 'w')
    out.write('x')
    out.write(argv[1][0])
    out.close()
    return os.system(':')


def target(driver, args):
    return entry_point, None
