"""Conversions between the values of RPython and their low-level forms."""
from __tw_lltype__ import (
    hlstr, hlunicode, llhelper, llstr, llunicode, cast_pointer)
from __tw_references__ import (
    cast_gcref_to_instance, cast_gcref_to_object, cast_instance_to_gcref)
from rpython.rlib.objectmodel import specialize
from rpython.rtyper.rclass import OBJECTPTR

base_ptr_lltype = lambda: OBJECTPTR
cast_instance_to_base_ptr = cast_instance_to_gcref
cast_base_ptr_to_instance = cast_gcref_to_instance


@specialize.ll()
def cast_object_to_ptr(PTR, instance):
    return cast_pointer(PTR, cast_instance_to_gcref(instance))


def llhelper_args(f, ARGS, RESULT):
    from rpython.rtyper.lltypesystem import lltype
    return llhelper(lltype.Ptr(lltype.FuncType(ARGS, RESULT)), f)


def cachedtype_hash(cls):
    return id(cls)
