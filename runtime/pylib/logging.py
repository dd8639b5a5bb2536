"""Messages of a program to its developers, by level and by logger."""
import sys
import time

NOTSET = 0
DEBUG = 10
INFO = 20
WARNING = WARN = 30
ERROR = 40
CRITICAL = FATAL = 50

_names = {NOTSET: 'NOTSET', DEBUG: 'DEBUG', INFO: 'INFO', WARNING: 'WARNING', ERROR: 'ERROR',
          CRITICAL: 'CRITICAL'}
BASIC_FORMAT = '%(levelname)s:%(name)s:%(message)s'


def getLevelName(level):
    return _names.get(level, 'Level %s' % level)


def addLevelName(level, name):
    _names[level] = name


def _level(level):
    """A level given by number or by name."""
    if isinstance(level, int):
        return level
    for number, name in _names.items():
        if name == level:
            return number
    raise ValueError('Unknown level: %r' % level)


class LogRecord(object):
    def __init__(self, name, level, msg, args):
        self.name = name
        self.levelno = level
        self.levelname = getLevelName(level)
        self.msg = msg
        self.args = args
        self.created = time.time()

    def getMessage(self):
        text = self.msg if isinstance(self.msg, basestring) else str(self.msg)
        if self.args:
            args = self.args
            if len(args) == 1 and isinstance(args[0], dict):
                args = args[0]
            text = text % args
        return text


class Formatter(object):
    def __init__(self, fmt=None, datefmt=None):
        self._fmt = fmt or '%(message)s'
        self._datefmt = datefmt

    def format(self, record):
        values = dict(record.__dict__)
        values['message'] = record.getMessage()
        if '%(asctime)' in self._fmt:
            values['asctime'] = self.formatTime(record, self._datefmt)
        return self._fmt % values

    def formatTime(self, record, datefmt=None):
        """A record is formatted when it is made: its time is now."""
        if datefmt:
            return time.strftime(datefmt)
        milliseconds = int(record.created * 1000) % 1000
        return '%s,%03d' % (time.strftime('%Y-%m-%d %H:%M:%S'), milliseconds)


class Handler(object):
    def __init__(self, level=NOTSET):
        self.level = _level(level)
        self.formatter = None

    def setLevel(self, level):
        self.level = _level(level)

    def setFormatter(self, formatter):
        self.formatter = formatter

    def format(self, record):
        return (self.formatter or Formatter()).format(record)

    def handle(self, record):
        if record.levelno >= self.level:
            self.emit(record)

    def emit(self, record):
        raise NotImplementedError('emit must be implemented by Handler subclasses')

    def flush(self):
        pass

    def close(self):
        pass


class StreamHandler(Handler):
    def __init__(self, stream=None):
        Handler.__init__(self)
        self.stream = stream or sys.stderr

    def emit(self, record):
        self.stream.write(self.format(record) + '\n')
        self.flush()

    def flush(self):
        self.stream.flush()


class FileHandler(StreamHandler):
    def __init__(self, filename, mode='a'):
        StreamHandler.__init__(self, open(filename, mode))

    def close(self):
        self.stream.close()


class NullHandler(Handler):
    def handle(self, record):
        pass


class Logger(object):
    def __init__(self, name, level=NOTSET):
        self.name = name
        self.level = level
        self.parent = None
        self.propagate = 1
        self.disabled = 0
        self.handlers = []

    def setLevel(self, level):
        self.level = _level(level)

    def getEffectiveLevel(self):
        logger = self
        while logger is not None:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        return not self.disabled and level > _disabled.level and level >= self.getEffectiveLevel()

    def addHandler(self, handler):
        if handler not in self.handlers:
            self.handlers.append(handler)

    def removeHandler(self, handler):
        if handler in self.handlers:
            self.handlers.remove(handler)

    def log(self, level, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            self.handle(LogRecord(self.name, level, msg, args))

    def handle(self, record):
        logger = self
        while logger is not None:
            for handler in logger.handlers:
                handler.handle(record)
            logger = logger.parent if logger.propagate else None

    def debug(self, msg, *args, **kwargs):
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        self.log(WARNING, msg, *args, **kwargs)

    warn = warning

    def error(self, msg, *args, **kwargs):
        self.log(ERROR, msg, *args, **kwargs)

    exception = error

    def critical(self, msg, *args, **kwargs):
        self.log(CRITICAL, msg, *args, **kwargs)

    fatal = critical

    def getChild(self, suffix):
        return getLogger(suffix if self is root else self.name + '.' + suffix)


class _Disabled(object):
    level = NOTSET

_disabled = _Disabled()
root = Logger('root', WARNING)
_loggers = {}


def getLogger(name=None):
    if not name:
        return root
    if name not in _loggers:
        logger = _loggers[name] = Logger(name)
        dot = name.rfind('.')
        logger.parent = getLogger(name[:dot]) if dot > 0 else root
    return _loggers[name]


def basicConfig(filename=None, filemode='a', format=BASIC_FORMAT, datefmt=None, level=None,
                stream=None):
    """Gives the root a handler, unless it has one."""
    if not root.handlers:
        handler = FileHandler(filename, filemode) if filename else StreamHandler(stream)
        handler.setFormatter(Formatter(format, datefmt))
        root.addHandler(handler)
        if level is not None:
            root.setLevel(level)


def disable(level):
    """Messages of that level and below vanish."""
    _disabled.level = level


def shutdown():
    for handler in root.handlers:
        handler.flush()


def log(level, msg, *args, **kwargs):
    basicConfig()
    root.log(level, msg, *args, **kwargs)


def debug(msg, *args, **kwargs):
    log(DEBUG, msg, *args, **kwargs)


def info(msg, *args, **kwargs):
    log(INFO, msg, *args, **kwargs)


def warning(msg, *args, **kwargs):
    log(WARNING, msg, *args, **kwargs)

warn = warning


def error(msg, *args, **kwargs):
    log(ERROR, msg, *args, **kwargs)

exception = error


def critical(msg, *args, **kwargs):
    log(CRITICAL, msg, *args, **kwargs)

fatal = critical
