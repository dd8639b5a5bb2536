"""Helpers for the with statement."""

import sys
from functools import wraps


class GeneratorContextManager(object):
    def __init__(self, generator):
        self.gen = generator

    def __enter__(self):
        try:
            return self.gen.next()
        except StopIteration:
            raise RuntimeError("generator didn't yield")

    def __exit__(self, cls, value, traceback):
        if cls is None:
            try:
                self.gen.next()
            except StopIteration:
                return
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = cls()
        try:
            self.gen.throw(cls, value, traceback)
            raise RuntimeError("generator didn't stop after throw()")
        except StopIteration as stop:
            return stop is not value
        except:
            if sys.exc_info()[1] is not value:
                raise


def contextmanager(function):
    @wraps(function)
    def helper(*args, **keywords):
        return GeneratorContextManager(function(*args, **keywords))
    return helper


class closing(object):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()
