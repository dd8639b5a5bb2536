"""Statements about values, as they appear in signatures and tests of programs."""


class SomeObject(object):
    """Something that a variable may hold."""
    can_be_None = False
    immutable = False

    def __init__(self, *args, **kwds):
        self.args = args
        self.__dict__.update(kwds)

    def __eq__(self, other):
        return self.__class__ is other.__class__ and self.__dict__ == other.__dict__

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.__class__)

    def __repr__(self):
        return '%s()' % self.__class__.__name__

    def contains(self, other):
        return isinstance(other, self.__class__)

    def is_constant(self):
        return hasattr(self, 'const')

    def is_immutable_constant(self):
        return self.immutable and self.is_constant()

    def can_be_none(self):
        return self.can_be_None


class SomeType(SomeObject):
    pass


class SomeFloat(SomeObject):
    immutable = True


class SomeSingleFloat(SomeObject):
    immutable = True


class SomeLongFloat(SomeObject):
    immutable = True


class SomeInteger(SomeFloat):
    def __init__(self, nonneg=False, unsigned=None, knowntype=int):
        self.nonneg = nonneg
        self.unsigned = bool(unsigned)
        self.knowntype = knowntype


class SomeBool(SomeInteger):
    def __init__(self):
        SomeInteger.__init__(self, nonneg=True, knowntype=bool)


class SomeStringOrUnicode(SomeObject):
    immutable = True

    def __init__(self, can_be_None=False, no_nul=False):
        self.can_be_None = can_be_None
        self.no_nul = no_nul


class SomeString(SomeStringOrUnicode):
    pass


class SomeUnicodeString(SomeStringOrUnicode):
    pass


class SomeByteArray(SomeStringOrUnicode):
    pass


class SomeChar(SomeString):
    pass


class SomeUnicodeCodePoint(SomeUnicodeString):
    pass


class SomeList(SomeObject):
    def __init__(self, listdef=None):
        self.listdef = listdef


class SomeTuple(SomeObject):
    immutable = True

    def __init__(self, items=()):
        self.items = tuple(items)


class SomeDict(SomeObject):
    def __init__(self, dictdef=None):
        self.dictdef = dictdef


class SomeOrderedDict(SomeDict):
    pass


class SomeIterator(SomeObject):
    pass


class SomeInstance(SomeObject):
    def __init__(self, classdef=None, can_be_None=False, flags={}):
        self.classdef = classdef
        self.can_be_None = can_be_None
        self.flags = flags


class SomeException(SomeObject):
    pass


class SomePBC(SomeObject):
    immutable = True

    def __init__(self, descriptions=(), can_be_None=False):
        self.descriptions = set(descriptions)
        self.can_be_None = can_be_None


class SomeNone(SomeObject):
    def can_be_none(self):
        return True


class SomeImpossibleValue(SomeObject):
    pass


class SomeBuiltin(SomeObject):
    immutable = True


class SomeWeakRef(SomeObject):
    immutable = True


class AnnotatorError(Exception):
    pass


class UnionError(AnnotatorError):
    pass

s_None = SomeNone()
s_Bool = SomeBool()
s_Int = SomeInteger()
s_ImpossibleValue = SomeImpossibleValue()
s_Str0 = SomeString(no_nul=True)


def unionof(*somevalues):
    raise AnnotatorError("annotations are joined by the translator only")
