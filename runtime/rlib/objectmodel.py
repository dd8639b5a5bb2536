"""Hints to the annotator and small operations on objects.

What cannot be said in RPython itself comes from the native module
__tw_objectmodel__, where each name carries its annotation and rtype rules.
"""
from __future__ import absolute_import

import sys
from types import FunctionType, MethodType

from __tw_objectmodel__ import (
    compute_hash, compute_identity_hash, compute_unique_id,
    current_object_addr_as_int, keepalive_until_here, instantiate, runs_as_dict,
    newlist_hint, resizelist_hint, is_annotation_constant, free_non_gc_object,
    contains_with_hash, setitem_with_hash, getitem_with_hash, get_with_hash,
    delitem_with_hash, delitem_if_value_is, move_to_end, reversed_dict,
    prepare_dict_update, likely, unlikely)


class _CustomKey(object):
    """A key of an r_dict, as a key of the plain dict that holds it."""

    def __init__(self, owner, key):
        self.owner = owner
        self.key = key

    def __hash__(self):
        return self.owner.key_hash(self.key)

    def __eq__(self, other):
        return self.owner.key_eq(self.key, other.key)

    def __ne__(self, other):
        return not self == other


_plain_functions = {}       # (self or None, function) -> function


def _plain_function(given, parameters):
    """A function of just that many parameters, in place of a bound method that exists at import
    time or a function that has more of them."""
    if isinstance(given, MethodType) and given.im_self is not None:
        key = id(given.im_self), given.im_func
    elif isinstance(given, FunctionType) and given.func_code.co_argcount > parameters:
        key = None, given
    else:
        return given
    if key not in _plain_functions:
        if parameters == 2:
            function = lambda key1, key2: given(key1, key2)
        else:
            function = lambda key: given(key)
        _plain_functions[key] = function
    return _plain_functions[key]


@runs_as_dict
class r_dict(object):
    """A dict whose keys functions of the program compare and hash. The order
    is that of insertion."""

    _plain_function = staticmethod(_plain_function)

    def __init__(self, key_eq, key_hash, force_non_null=False, simple_hash_eq=False):
        self.key_eq = self._plain_function(key_eq, 2)
        self.key_hash = self._plain_function(key_hash, 1)
        self.force_non_null = force_non_null
        self.simple_hash_eq = simple_hash_eq
        self.entries = {}

    def __getitem__(self, key):
        return self.entries[_CustomKey(self, key)]

    def __setitem__(self, key, value):
        self.entries[_CustomKey(self, key)] = value

    def __delitem__(self, key):
        del self.entries[_CustomKey(self, key)]

    def __len__(self):
        return len(self.entries)

    def __iter__(self):
        return self.iterkeys()

    def __contains__(self, key):
        return _CustomKey(self, key) in self.entries

    has_key = __contains__

    def get(self, key, default=None):
        return self.entries.get(_CustomKey(self, key), default)

    def setdefault(self, key, default):
        return self.entries.setdefault(_CustomKey(self, key), default)

    def pop(self, key, *default):
        return self.entries.pop(_CustomKey(self, key), *default)

    def popitem(self):
        custom, value = self.entries.popitem()
        return custom.key, value

    def copy(self):
        result = r_dict(self.key_eq, self.key_hash, self.force_non_null, self.simple_hash_eq)
        result.update(self)
        return result

    def update(self, other):
        for key in other:
            self[key] = other[key]

    def keys(self):
        return [custom.key for custom in self.entries]

    def values(self):
        return self.entries.values()

    def items(self):
        return [(custom.key, value) for custom, value in self.entries.items()]

    def iterkeys(self):
        for custom in self.entries:
            yield custom.key

    def itervalues(self):
        return self.entries.itervalues()

    def iteritems(self):
        for custom, value in self.entries.iteritems():
            yield custom.key, value

    def clear(self):
        self.entries.clear()

    def __repr__(self):
        return 'r_dict(%r)' % (self.items(),)


r_ordereddict = r_dict


def we_are_translated():
    """False; the flow builder knows the function and makes it True."""
    return False


class Symbolic(object):
    """A value that is known only when the program is linked or started."""

    def annotation(self):
        return None

    def lltype(self):
        return None

    def __cmp__(self, other):
        if self is other:
            return 0
        raise TypeError("a symbolic value cannot be compared untranslated")

    def __hash__(self):
        raise TypeError("a symbolic value cannot be hashed untranslated")

    def __nonzero__(self):
        raise TypeError("a symbolic value has no truth value untranslated")


class ComputedIntSymbolic(Symbolic):
    def __init__(self, compute_fn):
        self.compute_fn = compute_fn


class _Specialize(object):
    """The decorators specialize.memo(), specialize.arg(0), ..."""

    def memo(self):
        return self._tag('specialize:memo')

    def arg(self, *indices):
        return self._tag('specialize:arg' + self._wrap(indices))

    def arg_or_var(self, *indices):
        return self._tag('specialize:arg_or_var' + self._wrap(indices))

    def argtype(self, *indices):
        return self._tag('specialize:argtype' + self._wrap(indices))

    def arglistitemtype(self, index):
        return self._tag('specialize:arglistitemtype(%d)' % index)

    def ll(self):
        return self._tag('specialize:ll')

    def ll_and_arg(self, *indices):
        return self._tag('specialize:ll_and_arg' + self._wrap(indices))

    def call_location(self):
        return self._tag('specialize:call_location')

    def _wrap(self, indices):
        return '(' + ','.join([str(index) for index in indices]) + ')'

    def _tag(self, tag):
        def decorated(func):
            func._annspecialcase_ = tag
            return func
        return decorated

specialize = _Specialize()


def enforceargs(*types_, **kwds):
    """Declares the types of a function's arguments; None accepts any."""
    typecheck = kwds.pop('typecheck', True)
    if types_ and kwds:
        raise TypeError("give the types all by position or all by name")

    def decorated(func):
        if kwds:
            names = func.func_code.co_varnames[:func.func_code.co_argcount]
            declared = tuple([kwds.get(name) for name in names])
        else:
            declared = types_
        func._annenforceargs_ = declared
        func._typecheck_ = typecheck
        return func
    return decorated


def always_inline(func):
    """Inlines the function at every call, whatever its size."""
    func._always_inline_ = True
    return func


def try_inline(func):
    """Inlines the function where the caller's size allows it."""
    func._always_inline_ = 'try'
    return func


def dont_inline(func):
    func._dont_inline_ = True
    return func


def not_rpython(func):
    """The function runs at import time only."""
    func._not_rpython_ = True
    return func


def sandbox_review(reviewed=False, check_caller=False, abort=False):
    def decorated(func):
        func._sandbox_review_ = ('reviewed' if reviewed else
                                 'check_caller' if check_caller else 'abort')
        return func
    return decorated


def llhelper_error_value(error_value):
    def decorated(func):
        func._llhelper_error_value_ = error_value
        return func
    return decorated


class CDefinedIntSymbolic(Symbolic):
    """An integer given by a C expression, with a default for the host."""

    def __init__(self, expr, default=0):
        self.expr = expr
        self.default = default


def import_from_mixin(M, special_methods=('__init__', '__del__')):
    """Copies the methods and class attributes of M into the class whose body
    is being executed; each method becomes a function of its own, so that the
    classes that mix it in do not share annotations."""
    import sys
    from inspect import getmro
    target = sys._getframe(1).f_locals
    if not ('__module__' in target):
        raise TypeError("import_from_mixin() belongs into a class body")
    collected = {}
    order = []
    immutable_fields = []
    for base in getmro(M): # what is nearer to M wins
        if base is object:
            continue
        for name, value in base.__dict__.items():
            if name == '_immutable_fields_':
                immutable_fields += value
            elif not _is_left_out(name, special_methods) and name not in collected:
                order.append(name)
                collected[name] = value
    for name in order:
        if name in target and name not in special_methods:
            raise Exception("import_from_mixin: %s of %s would overwrite the value already "
                            "defined locally for %r" % (name, M.__name__, name))
        if name not in target:
            target[name] = _copy_for_mixin(collected[name])
    if immutable_fields:
        target['_immutable_fields_'] = list(target.get('_immutable_fields_', ())) + immutable_fields


def _is_left_out(name, special_methods):
    if name == '_mixin_':
        return True
    return name.startswith('__') and name.endswith('__') and name not in special_methods


def _copy_for_mixin(value):
    if isinstance(value, FunctionType):
        return func_with_new_name(value, value.__name__)
    if isinstance(value, staticmethod):
        func = value.__get__(42)
        return staticmethod(func_with_new_name(func, func.__name__))
    if isinstance(value, property):
        fget = fset = fdel = None
        if value.fget is not None:
            fget = func_with_new_name(value.fget, value.fget.__name__)
        if value.fset is not None:
            fset = func_with_new_name(value.fset, value.fset.__name__)
        if value.fdel is not None:
            fdel = func_with_new_name(value.fdel, value.fdel.__name__)
        return property(fget, fset, fdel)
    return value


def func_with_new_name(func, newname):
    """A copy of a function under another name."""
    copy = FunctionType(func.func_code, func.func_globals, newname,
                              func.func_defaults, func.func_closure)
    if func.__dict__:
        for key in func.__dict__:
            setattr(copy, key, func.__dict__[key])
    return copy


def hlinvoke(repr, llcallable, *args):
    raise TypeError("hlinvoke is for translated code")


class FREED_OBJECT(object):
    def __getattribute__(self, attr):
        raise RuntimeError("trying to access freed object")

    def __setattr__(self, attr, value):
        raise RuntimeError("trying to access freed object")


running_on_llinterp = False
malloc_zero_filled = True


class _Marker(object):
    """An object that stands for itself only."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

NOT_CONSTANT = _Marker('NOT_CONSTANT')
NO_DEFAULT = _Marker('NO_DEFAULT')


class UnboxedValue(object):
    """A mixin for classes whose only field is an int, named by __slots__."""
    _mixin_ = True

    def __init__(self, value):
        if not -sys.maxint - 1 <= value * 2 + 1 <= sys.maxint:
            raise OverflowError("UnboxedValue: argument out of range")
        setattr(self, _only_slot(self.__class__), value)

    def get_untagged_value(self):
        return getattr(self, _only_slot(self.__class__))

    def __repr__(self):
        return '<unboxed %d>' % self.get_untagged_value()


def _only_slot(cls):
    slots = cls.__slots__
    return slots if isinstance(slots, str) else slots[0]


def we_are_translated_to_c():
    """False in the interpreter of low-level graphs, too."""
    return we_are_translated()


def never_allocate(cls):
    """A class decorator: no instance exists at run time."""
    cls._rpython_never_allocate_ = True
    return cls


def int_to_bytearray(i):
    return bytearray(str(i))


def list_get_physical_size(l):
    """How many items the list has room for, at least as many as it has."""
    return len(l)


def iterkeys_with_hash(d):
    """Pairs (key, hash of the key)."""
    for key in d:
        yield key, compute_hash(key)


def iteritems_with_hash(d):
    """Triples (key, value, hash of the key)."""
    for key in d:
        yield key, d[key], compute_hash(key)


def revdb_flag_io_disabled():
    return False


def revdb_enabled():
    return False


def _hash_string(s):
    return compute_hash(s)


def _hash_float(f):
    return compute_hash(f)


def _hash_tuple(t):
    return compute_hash(t)


def fetch_translated_config():
    """The configuration of the translation; None at import time."""
    return None


def dict_to_switch(d, inline=True, default=NO_DEFAULT):
    """A function that looks up a constant dict of ints or characters by comparisons; a
    key that is not there gives the default or, without one, raises KeyError."""
    from rpython.rlib.unroll import unrolling_iterable
    if isinstance(d.keys()[0], str):
        def converted(key):
            if len(key) != 1:
                raise KeyError
            return key[0]
    else:
        def converted(key):
            return key
    items = unrolling_iterable(d.items())
    has_default = default is not NO_DEFAULT

    def lookup(query):
        query = converted(query)
        for key, value in items:
            if key == query:
                return value
        if has_default:
            return default
        raise KeyError
    if inline:
        always_inline(lookup)
    return lookup
