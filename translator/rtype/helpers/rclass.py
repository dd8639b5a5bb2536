"""Instances and classes."""
from __tw_lltype__ import Bool, Signed, llop, nullptr, typeOf


def ll_instance_hash(instance):
    if not instance:
        return 0
    return llop.gc_identityhash(Signed, instance)


def ll_type_or_null(CLASS, instance):
    if not instance:
        return nullptr(CLASS.TO)
    return llop.gc_typeptr(CLASS, instance)


def ll_isinstance(CLASS, instance, lowest, end):
    if not instance:
        return False
    cls = llop.gc_typeptr(CLASS, instance)
    return llop.int_between(Bool, lowest, cls.subclassrange_min, end)


def ll_class_hash(cls):
    return cls.subclassrange_min


def ll_address_hash(p):
    """Of what never moves: functions, frozen prebuilt objects."""
    return llop.cast_ptr_to_int(Signed, p)


def ll_hash_of_address(address):
    return llop.cast_adr_to_int(Signed, address)


def ll_method_or_none(instance, function):
    """A bound method, which is its self; None where the class has None instead."""
    if function:
        return instance
    return nullptr(typeOf(instance).TO)
