"""Warnings are silent at import time."""


def warn(message, category=None, stacklevel=1):
    pass


def simplefilter(action, category=Warning, lineno=0, append=0):
    pass


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=0):
    pass


def resetwarnings():
    pass


class catch_warnings(object):
    def __init__(self, record=False, module=None):
        self._record = record

    def __enter__(self):
        return [] if self._record else None

    def __exit__(self, *exc_info):
        pass
