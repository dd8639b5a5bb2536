"""The formats with the machine's own sizes and alignments."""
from rpython.rlib.rstruct.standardfmttable import (
    make_int_packer, make_int_unpacker, native_is_bigendian, standard_fmttable)

native_fmttable = {}
for _c in 'xcspefd?bBhHiIqQ':
    native_fmttable[_c] = dict(standard_fmttable[_c])
for _c in 'lLPnN':
    _signed = _c in 'ln'
    native_fmttable[_c] = {'size': 8, 'pack': make_int_packer(8, _signed),
                           'unpack': make_int_unpacker(8, _signed)}
for _desc in native_fmttable.values():
    if not _desc.get('needcount'):
        _desc['alignment'] = _desc['size']

sizeof_double = native_fmttable['d']['size']
sizeof_float = native_fmttable['f']['size']
