"""Declared types of functions.

    @signature(types.int(), types.str(), returns=types.any())
    def f(n, s): ...
"""
from rpython.annotator.model import SomeObject
from rpython.rlib import types


def signature(*paramtypes, **kwargs):
    """Declares the types of all parameters and, as `returns`, of the result; they are
    instances of the classes of rlib.types."""
    returntype = kwargs.pop('returns', None)
    if returntype is None:
        raise TypeError("signature: parameter 'returns' required")
    if kwargs:
        raise TypeError("signature: unknown parameter '%s'" % sorted(kwargs)[0])

    def decorator(func):
        _declare(func, paramtypes, returntype)
        return func
    return decorator


def _declare(func, paramtypes, returntype):
    func._signature_ = (paramtypes, returntype)
    func._annenforceargs_ = tuple([_accepted(t) for t in paramtypes])
    func._result_type_ = _accepted(returntype)


def _accepted(declared):
    """The Python type that the annotator enforces, or None; statements of the annotator's own
    model (SomeInteger(knowntype=...)) may stand where types of rlib.types do."""
    if isinstance(declared, SomeObject):
        accepted = getattr(declared, 'knowntype', None)
        if accepted is not None and getattr(declared, 'can_be_None', False):
            return types.or_none(accepted)
        return accepted
    return declared.accepts


def finishsigs(cls):
    """A class decorator: types.self() in the signatures of methods becomes cls."""
    def resolve(declared):
        if isinstance(declared, types.SelfTypeMarker):
            return types.instance(cls)
        return declared
    for member in cls.__dict__.values():
        declared = getattr(member, '_signature_', None)
        if declared is not None:
            _declare(member, tuple([resolve(t) for t in declared[0]]), resolve(declared[1]))
    return cls


class FieldSpec(object):
    def __init__(self, tp):
        self.type = tp


class ClassSpec(object):
    def __init__(self, fields, inherit=False):
        self.fields = fields
        self.inherit = inherit
