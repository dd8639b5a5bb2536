# Modules of Python that programs use at import time: argparse, logging, threading, codecs, ...
import argparse
import base64
import codecs
import copy_reg
import linecache
import logging
import numbers
import threading
import thread
from StringIO import StringIO
from UserList import UserList

lines = []


def note(*values):
    lines.append(' '.join([str(value) for value in values]))


# ---- argparse
parser = argparse.ArgumentParser(prog='tool', description='A tool.')
parser.add_argument('source', help='what to read')
parser.add_argument('rest', nargs='*', type=int)
parser.add_argument('-v', '--verbose', action='count', default=0)
parser.add_argument('-q', action='store_true')
parser.add_argument('--no-color', dest='color', action='store_false')
parser.add_argument('-D', action='append', metavar='NAME')
parser.add_argument('--level', type=int, choices=[1, 2, 3], default=2, help='1, 2 or 3')
parser.add_argument('--pair', nargs=2)
parser.add_argument('--mode', nargs='?', const='always', default='never')
parser.set_defaults(extra='set')


def shown(options):
    return ' '.join(['%s=%s' % item for item in sorted(vars(options).items())])

for command in ['f', '-vqv f 1 2', '--level=3 --no-col f -DX -D Y', '--pair a b f -- -1',
                '--mode fast f', 'f --mode']:
    note(shown(parser.parse_args(command.split())))
options, unknown = parser.parse_known_args(['f', '3', '--strange'])
note(options.source, options.rest, unknown)
note(argparse.Namespace(a=1, b='x'), 'a' in argparse.Namespace(a=1))
note(parser.get_default('level'), parser.get_default('extra'))

# ---- logging
stream = StringIO()
logging.basicConfig(stream=stream, level=logging.INFO)
log = logging.getLogger('part.inner')
log.debug('not shown')
log.info('shown %d %s', 1, 'x')
logging.getLogger('part').setLevel('ERROR')
log.warning('not shown')
log.error('shown %(a)s', {'a': 2})
logging.warning('root')
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter('<%(levelname)s %(message)s>'))
log.addHandler(handler)
log.propagate = 0
log.critical('only here')
note(stream.getvalue().replace('\n', '|'), log.isEnabledFor(logging.WARNING),
     logging.getLevelName(20), log.getEffectiveLevel())

# ---- threads
lock = threading.Lock()
with lock:
    note(lock.locked(), lock.acquire(0))
again = threading.RLock()
again.acquire()
with again:
    note(threading.current_thread().name, threading.active_count())


class Worker(threading.Thread):
    def run(self):
        note('running')

worker = Worker(name='worker')
worker.run()
note(worker.getName(), worker.is_alive(), thread.allocate_lock().acquire())
values = threading.local()
values.x = 5
event = threading.Event()
event.set()
note(values.x, event.is_set(), event.wait(1))

# ---- texts
note(repr(codecs.decode('h\xc3\xa9', 'utf-8')), codecs.encode(u'h\xe9', 'latin-1') == 'h\xe9')
note(codecs.getencoder('utf-8')(u'\u20ac')[1], codecs.lookup('UTF-8').decode('ab')[0])
try:
    codecs.lookup('no-such-encoding')
except LookupError:
    note('LookupError')
note(len(codecs.BOM_UTF8), repr(codecs.BOM_UTF16_BE))
for text in ['', 'a', 'ab', 'abc', '\xff\xfe\x00>?']:
    coded = base64.b64encode(text)
    note(coded, base64.b64decode(coded) == text, base64.urlsafe_b64encode(text),
         base64.b16encode(text))
try:
    base64.b64decode('abc')
except TypeError as e:
    note('TypeError', e)

# ---- other modules
note(isinstance(5, numbers.Integral), isinstance(2.5, numbers.Integral),
     isinstance(5L, numbers.Real), isinstance('x', numbers.Number))
stack = UserList([3, 1, 2])
stack.append(0)
stack.sort()
note(stack, stack[1:] + [9], len(stack), 2 in stack, stack == [0, 1, 2, 3], stack.pop())
note(linecache.getline(__file__.replace('.pyc', '.py'), 1)[:9], repr(linecache.getline('/none', 1)))
copy_reg.pickle(UserList, lambda items: (UserList, (items.data,)))


def entry_point(argv):
    for line in lines:
        print line
    return 0


def target(driver, args):
    return entry_point, None
