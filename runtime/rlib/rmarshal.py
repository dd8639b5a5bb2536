"""Values as bytes, in the format of Python's marshal, by functions for one type each.

    dump = get_marshaller((int, [str]))      # dump(buffer, value); buffer is a list of chars
    load = get_unmarshaller((int, [str]))    # load(text)

Types are int, bool, float, str, r_longlong, None, [item], {key: value} and tuples of
types, or statements of the annotator's model about such values. load() raises ValueError
if the text says something else.
"""
from rpython.annotator import model
from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, r_longlong
from rpython.rlib.rfloat import formatd
from rpython.rlib.rstring import assert_str0

TYPE_NONE = 'N'
TYPE_FALSE = 'F'
TYPE_TRUE = 'T'
TYPE_INT = 'i'
TYPE_INT64 = 'I'
TYPE_FLOAT = 'f'
TYPE_STRING = 's'
TYPE_TUPLE = '('
TYPE_LIST = '['
TYPE_DICT = '{'
_END_OF_DICT = '0'


class CannotMarshal(Exception):
    pass


class CannotUnmarshall(Exception):
    pass


# ---- Writing ----------------------------------------------------------------

def _write_word(buf, x, size):
    for i in range(size):
        buf.append(chr(x & 0xff))
        x >>= 8


def dump_none(buf, x):
    buf.append(TYPE_NONE)


def dump_bool(buf, x):
    buf.append(TYPE_TRUE if x else TYPE_FALSE)


def dump_int(buf, x):
    buf.append(TYPE_INT64)
    _write_word(buf, x, 8)


def dump_longlong(buf, x):
    dump_int(buf, intmask(x))


def dump_float(buf, x):
    text = formatd(x, 'g', 17)
    buf.append(TYPE_FLOAT)
    buf.append(chr(len(text)))
    buf += text


def dump_string_or_none(buf, x):
    if x is None:
        dump_none(buf, None)
    else:
        buf.append(TYPE_STRING)
        _write_word(buf, len(x), 4)
        buf += x


def _list_dumper(dump_item):
    def dump_list_or_none(buf, x):
        if x is None:
            dump_none(buf, None)
        else:
            buf.append(TYPE_LIST)
            _write_word(buf, len(x), 4)
            for item in x:
                dump_item(buf, item)
    return dump_list_or_none


def _dict_dumper(dump_key, dump_value):
    def dump_dict_or_none(buf, x):
        if x is None:
            dump_none(buf, None)
        else:
            buf.append(TYPE_DICT)
            for key, value in x.items():
                dump_key(buf, key)
                dump_value(buf, value)
            buf.append(_END_OF_DICT)
    return dump_dict_or_none


def _tuple_dumper(dump_items):
    source = ['def dump_tuple(buf, x):',
              '    buf.append(%r)' % TYPE_TUPLE,
              '    _write_word(buf, %d, 4)' % len(dump_items)]
    namespace = {'_write_word': _write_word}
    for i, dump in enumerate(dump_items):
        namespace['dump_%d' % i] = dump
        source.append('    dump_%d(buf, x[%d])' % (i, i))
    exec '\n'.join(source) in namespace
    return namespace['dump_tuple']


# ---- Reading ----------------------------------------------------------------

class Loader(object):
    """The text, and how far it was read."""

    def __init__(self, buf):
        self.buf = buf
        self.pos = 0

    def check_finished(self):
        if self.pos != len(self.buf):
            raise ValueError("not all data consumed")

    def need_more_data(self):
        raise ValueError("not enough data")


def readstr(loader, count):
    if count < 0:
        raise ValueError("negative count")
    start = loader.pos
    stop = start + count
    if stop > len(loader.buf):
        loader.need_more_data()
    loader.pos = stop
    assert start >= 0 and stop >= 0
    return loader.buf[start:stop]


def readchr(loader):
    if loader.pos >= len(loader.buf):
        loader.need_more_data()
    loader.pos += 1
    return loader.buf[loader.pos - 1]


def peekchr(loader):
    if loader.pos >= len(loader.buf):
        loader.need_more_data()
    return loader.buf[loader.pos]


def _read_word(loader, size):
    text = readstr(loader, size)
    x = ord(text[size - 1])
    if x >= 0x80:
        x -= 0x100
    for i in range(size - 2, -1, -1):
        x = (x << 8) | ord(text[i])
    return x


def readlong(loader):
    return _read_word(loader, 4)


def _expect(loader, code, name):
    if readchr(loader) != code:
        raise ValueError("expected " + name)


def load_none(loader):
    _expect(loader, TYPE_NONE, "a None")
    return None


def load_bool(loader):
    code = readchr(loader)
    if code != TYPE_TRUE and code != TYPE_FALSE:
        raise ValueError("expected a bool")
    return code == TYPE_TRUE


def load_int(loader):
    code = readchr(loader)
    if code == TYPE_INT64:
        return _read_word(loader, 8)
    if code != TYPE_INT:
        raise ValueError("expected an int")
    return _read_word(loader, 4)


def load_int_nonneg(loader):
    x = load_int(loader)
    if x < 0:
        raise ValueError("expected a non-negative int")
    return x


def load_longlong(loader):
    return r_longlong(load_int(loader))


def load_float(loader):
    _expect(loader, TYPE_FLOAT, "a float")
    return float(readstr(loader, ord(readchr(loader))))


def load_single_char(loader):
    _expect(loader, TYPE_STRING, "a character")
    if readlong(loader) != 1:
        raise ValueError("expected a character")
    return readchr(loader)


def load_string(loader):
    _expect(loader, TYPE_STRING, "a string")
    return readstr(loader, readlong(loader))


def load_string_nonul(loader):
    text = load_string(loader)
    if '\x00' in text:
        raise ValueError("expected a string without NUL")
    return assert_str0(text)


def _is_none(loader):
    if peekchr(loader) != TYPE_NONE:
        return False
    readchr(loader)
    return True


def load_string_or_none(loader):
    if _is_none(loader):
        return None
    return load_string(loader)


def _list_loader(load_item):
    def load_list_or_none(loader):
        if _is_none(loader):
            return None
        _expect(loader, TYPE_LIST, "a list")
        result = []
        for i in range(readlong(loader)):
            result.append(load_item(loader))
        return result
    return load_list_or_none


def _dict_loader(load_key, load_value):
    def load_dict_or_none(loader):
        if _is_none(loader):
            return None
        _expect(loader, TYPE_DICT, "a dict")
        result = {}
        while peekchr(loader) != _END_OF_DICT:
            key = load_key(loader)
            result[key] = load_value(loader)
        readchr(loader)
        return result
    return load_dict_or_none


def _tuple_loader(load_items):
    count = len(load_items)
    namespace = {'_expect': _expect, 'readlong': readlong}
    for i, load in enumerate(load_items):
        namespace['load_%d' % i] = load
    source = ['def load_tuple(loader):',
              '    _expect(loader, %r, "a tuple")' % TYPE_TUPLE,
              '    if readlong(loader) != %d:' % count,
              '        raise ValueError("expected a tuple of %d items")' % count]
    source += ['    x%d = load_%d(loader)' % (i, i) for i in range(count)]
    source.append('    return (%s)' % ''.join(['x%d, ' % i for i in range(count)]))
    exec '\n'.join(source) in namespace
    return namespace['load_tuple']


# ---- The functions for a type -----------------------------------------------

_SCALARS = [
    (type(None), dump_none, load_none),
    (bool, dump_bool, load_bool),
    (r_longlong, dump_longlong, load_longlong),
    (int, dump_int, load_int),
    (float, dump_float, load_float),
    (str, dump_string_or_none, load_string),
]

_MODELS = [
    (model.SomeNone, dump_none, load_none),
    (model.SomeBool, dump_bool, load_bool),
    (model.SomeInteger, dump_int, load_int),
    (model.SomeFloat, dump_float, load_float),
    (model.SomeChar, dump_string_or_none, load_single_char),
    (model.SomeString, dump_string_or_none, load_string),
]


def _model_functions(statement):
    for cls, dump, load in _MODELS:
        if isinstance(statement, cls):
            break
    else:
        return None
    if cls is model.SomeInteger and statement.nonneg:
        load = load_int_nonneg
    elif cls is model.SomeString and statement.can_be_None:
        load = load_string_or_none
    elif cls is model.SomeString and statement.no_nul:
        load = load_string_nonul
    return dump, load


def _functions(type):
    """(dump, load); None if there are none."""
    if type is None:
        return dump_none, load_none
    if isinstance(type, model.SomeObject):
        return _model_functions(type)
    if isinstance(type, (list, tuple, dict)):
        return _container_functions(type)
    for python_type, dump, load in _SCALARS:
        if type is python_type:
            return dump, load
    return None


def _container_functions(type):
    parts = type.items()[0] if isinstance(type, dict) else type
    functions = [_functions(part) for part in parts]
    if None in functions:
        return None
    dumpers = [dump for dump, load in functions]
    loaders = [load for dump, load in functions]
    if isinstance(type, tuple):
        return _tuple_dumper(dumpers), _tuple_loader(loaders)
    if isinstance(type, list):
        return _list_dumper(dumpers[0]), _list_loader(loaders[0])
    return _dict_dumper(dumpers[0], dumpers[1]), _dict_loader(loaders[0], loaders[1])


_found = []     # (type, dump, load, unmarshaller), so that a type always has the same ones


def _entry(type):
    for entry in _found:
        if entry[0] is type or entry[0] == type:
            return entry
    functions = _functions(type)
    if functions is None:
        return None
    dump, load = functions

    def unmarshaller(buf):
        loader = Loader(buf)
        result = load(loader)
        loader.check_finished()
        return result
    _found.append((type, dump, load, unmarshaller))
    return _found[-1]


@specialize.memo()
def get_marshaller(type):
    entry = _entry(type)
    if entry is None:
        raise CannotMarshal(type)
    return entry[1]


@specialize.memo()
def get_loader(type):
    entry = _entry(type)
    if entry is None:
        raise CannotUnmarshall(type)
    return entry[2]


@specialize.memo()
def get_unmarshaller(type):
    entry = _entry(type)
    if entry is None:
        raise CannotUnmarshall(type)
    return entry[3]
