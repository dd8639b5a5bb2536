"""Rules that a program gives to the reference's annotator and rtyper.

They are Python code that works on the inside of those; the functions that such
rules are about cannot be called in a translated program here.
"""


class AutoRegisteringType(type):
    def __init__(self, name, bases, namespace):
        type.__init__(self, name, bases, namespace)
        about = namespace.get('_about_', None)
        for function in about if isinstance(about, tuple) else (about,):
            if hasattr(function, 'func_code'):
                function._not_rpython_ = True


class ExtRegistryEntry(object):
    __metaclass__ = AutoRegisteringType


def is_registered(instance, policy=None):
    return False
