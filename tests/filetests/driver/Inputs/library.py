# Exports functions to C: some by default, some under a key of their own.
from rpython.rlib import rgc
from rpython.rlib.entrypoint import entrypoint_highlevel, entrypoint_lowlevel
from rpython.rlib.rthread import ThreadLocalField
from rpython.rtyper.lltypesystem import lltype, rffi


class Entry(object):
    def __init__(self, name, next):
        self.name = name
        self.next = next


class Store(object):
    def __init__(self):
        self.entries = None
        self.counts = {}

store = Store()
added = ThreadLocalField(lltype.Signed, 'added')
CALLBACK = rffi.CCallback([rffi.INT], rffi.INT)


@entrypoint_highlevel('main', [rffi.CCHARP], c_name='store_add')
def add(text):
    name = rffi.charp2str(text)
    store.entries = Entry(name, store.entries)
    added.setraw(added.getraw() + 1)
    store.counts[name] = store.counts.get(name, 0) + 1
    return rffi.cast(rffi.INT, store.counts[name])


@entrypoint_highlevel('main', [], c_name='store_added')
def added_by_this_thread():
    return added.getraw()


@entrypoint_highlevel('main', [], c_name='store_churn')
def churn():
    for i in range(20000):
        Entry(str(i), None)
    rgc.collect()


@entrypoint_highlevel('main', [lltype.Float, lltype.Signed], c_name='store_scale')
def scale(x, times):
    return x * times


@entrypoint_lowlevel('main', [CALLBACK, rffi.INT], c_name='store_each')
def each(callback, limit):
    total = 0
    for i in range(rffi.cast(lltype.Signed, limit)):
        total += rffi.cast(lltype.Signed, callback(rffi.cast(rffi.INT, i)))
    return total


@entrypoint_highlevel('extra', [], c_name='store_fail')
def fail():
    raise KeyError


@entrypoint_highlevel('extra', [rffi.CCHARP, lltype.Signed], c_name='store_dump')
def dump(buffer, size):
    names = []
    entry = store.entries
    while entry is not None:
        names.append(entry.name)
        entry = entry.next
    text = ' '.join(names)
    assert len(text) < size
    for i in range(len(text)):
        buffer[i] = text[i]
    buffer[len(text)] = '\x00'
    return len(names)


def entry_point(argv):
    print 'main of the program:', len(argv), len(store.counts)
    return 3


def target(driver, args):
    if args:
        driver.config.translation.shared = True
        driver.config.translation.secondaryentrypoints = args[0]
    return entry_point, None
