"""Requests to the garbage collector."""
from rpython.rlib.objectmodel import we_are_translated
from __tw_lltype__ import Bool, Signed, Void, llop


def collect(generation=2):
    """0: a minor collection; 1: also a step of the major one; more: a full one."""
    if we_are_translated():
        llop.gc__collect(Void, generation)


def enable():
    if we_are_translated():
        llop.gc__enable(Void)


def disable():
    """Major collections start only when asked for."""
    if we_are_translated():
        llop.gc__disable(Void)


def isenabled():
    if we_are_translated():
        return llop.gc__isenabled(Bool)
    return True


def collect_step():
    """One step of an incremental collection; true if it was the last one."""
    if we_are_translated():
        return llop.gc__collect_step(Signed) != 0
    return True


def add_memory_pressure(estimate):
    """Memory outside the heap that the next collection may release."""
    if we_are_translated():
        llop.gc_add_memory_pressure(Void, estimate)


def set_max_heap_size(nbytes):
    if we_are_translated():
        llop.gc_set_max_heap_size(Void, nbytes)


def no_collect(func):
    """func must not allocate."""
    func._gc_no_collect_ = True
    func._dont_inline_ = True
    return func


def must_be_light_finalizer(func):
    func._must_be_light_finalizer_ = True
    return func


def no_release_gil(func):
    func._no_release_gil_ = True
    return func
