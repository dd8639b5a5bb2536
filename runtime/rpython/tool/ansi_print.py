"""Messages with a prefix."""
import sys


def ansi_print(text, esc, file=None, newline=True, flush=False):
    stream = sys.stderr if file is None else file
    stream.write(text + ('\n' if newline else ''))


def ansi_log(msg):
    for line in msg.content().split('\n'):
        ansi_print('[%s] %s' % (':'.join(msg.keywords), line), None)


class AnsiLogger(object):
    def __init__(self, name):
        self.name = name
        self.output_disabled = False

    def _write(self, label, text):
        if not self.output_disabled:
            for line in str(text).split('\n'):
                ansi_print('[%s%s] %s' % (self.name, label, line), None)

    def __call__(self, info):
        self._write('', info)

    def __getattr__(self, name):
        if name[0] == '_':
            raise AttributeError(name)

        def log(text):
            self._write(':' + name, text)
        self.__dict__[name] = log
        return log

    def dot(self):
        """A sign of progress; not shown."""
