"""Requests to the garbage collector."""
from rpython.rlib.jit import dont_look_inside
from rpython.rlib.objectmodel import (
    keepalive_until_here, not_rpython, specialize, we_are_translated)
from __tw_lltype__ import (
    GCREF, Address, Bool, GcArray, Signed, Void, cast_adr_to_ptr, cast_ptr_to_adr, external,
    llop, malloc, typeOf)
from __tw_gc__ import code_address, move_out_of_nursery, next_dead

# What get_stats() tells.
(TOTAL_MEMORY, TOTAL_ALLOCATED_MEMORY, TOTAL_MEMORY_PRESSURE, PEAK_MEMORY,
 PEAK_ALLOCATED_MEMORY, TOTAL_ARENA_MEMORY, TOTAL_RAWMALLOCED_MEMORY,
 PEAK_ARENA_MEMORY, PEAK_RAWMALLOCED_MEMORY, NURSERY_SIZE,
 TOTAL_GC_TIME) = range(11)


# ---- collections --------------------------------------------------------------

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
    """One step of a major collection. What old_state, new_state and is_done take."""
    if we_are_translated():
        return llop.gc__collect_step(Signed)
    return 1 << 8


def old_state(states):
    """The state before the step; 0 where no collection was going on."""
    return (states >> 8) & 0xff


def new_state(states):
    return states & 0xff


def is_done(states):
    """Has the step ended a major collection?"""
    return is_done__states(old_state(states), new_state(states))


def is_done__states(before, after):
    return before != 0 and after == 0


@specialize.argtype(1)
def add_memory_pressure(estimate, object=None):
    """Memory outside the heap, of `object` if given, that a collection may release."""
    if we_are_translated():
        llop.gc_add_memory_pressure(Void, estimate)
        keepalive_until_here(object)


def set_max_heap_size(nbytes):
    if we_are_translated():
        llop.gc_set_max_heap_size(Void, nbytes)


def get_stats(number):
    """One of the constants above; bytes, or milliseconds for TOTAL_GC_TIME."""
    if we_are_translated():
        return llop.gc_get_stats(Signed, number)
    return 0


# ---- places of objects --------------------------------------------------------

@specialize.argtype(0)
def can_move(obj):
    """May the object's address change?"""
    if we_are_translated():
        return llop.gc_can_move(Bool, obj)
    return True


@specialize.argtype(0)
def pin(obj):
    """Keeps a young object where it is, until unpin. False: it does not move anyway,
    it is pinned already, or too many are."""
    if we_are_translated():
        return llop.gc_pin(Bool, obj)
    return False


@specialize.argtype(0)
def unpin(obj):
    if we_are_translated():
        llop.gc_unpin(Void, obj)


@specialize.argtype(0)
def _is_pinned(obj):
    if we_are_translated():
        return llop.gc__is_pinned(Bool, obj)
    return False


# ---- finalizers ---------------------------------------------------------------

class FinalizerQueue(object):
    """Dead objects that wait for the program to take them out.

    A subclass has the attribute Class, the class of the objects, and the method
    finalizer_trigger, which is called when objects have been put in and by which
    the collector tells queues apart. Its one instance, which must be prebuilt, is
    the queue."""

    Class = None

    def _freeze_(self):
        return True

    def finalizer_trigger(self):
        pass

    @specialize.arg(0)
    def register_finalizer(self, obj):
        """When `obj` dies it goes to the queue instead, once."""
        assert isinstance(obj, self.Class)
        if we_are_translated():
            llop.gc_fq_register(Void, code_address(self.finalizer_trigger), obj)

    @specialize.arg(0)
    def next_dead(self):
        """The next object of the queue; None if it is empty."""
        if we_are_translated():
            return next_dead(code_address(self.finalizer_trigger), self.Class)
        return None


@specialize.argtype(0)
def may_ignore_finalizer(obj):
    """The finalizer of `obj` has nothing left to do."""
    if we_are_translated():
        llop.gc_ignore_finalizer(Void, obj)


# ---- marks on functions -------------------------------------------------------

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


# ---- objects as bare references ---------------------------------------------------

from __tw_references__ import (
    cast_instance_to_gcref, cast_gcref_to_instance, cast_gcref_to_object as _object_of)


@specialize.arg(0)
def try_cast_gcref_to_instance(Class, gcref):
    """The instance behind a reference; None if it is of another class."""
    if we_are_translated():
        if not llop.gc_is_rpy_instance(Bool, gcref):
            return None
    x = _object_of(gcref)
    if isinstance(x, Class):
        return x
    return None


_flag_extra = external('tw_gc_flag_extra', [Address, Bool], Bool)


def get_gcflag_extra(gcref):
    """A flag of each object that is the program's own."""
    if we_are_translated():
        return _flag_extra(cast_ptr_to_adr(gcref), False)
    return False


def toggle_gcflag_extra(gcref):
    if we_are_translated():
        _flag_extra(cast_ptr_to_adr(gcref), True)


def assert_no_more_gcflags():
    """The flags are not counted."""


def get_rpy_memory_usage(gcref):
    """Bytes of one object."""
    if we_are_translated():
        return llop.gc_get_rpy_memory_usage(Signed, gcref)
    return 0


def get_rpy_type_index(gcref):
    """A number of the object's type."""
    if we_are_translated():
        return llop.gc_gettypeid(Signed, gcref)
    return 0


def hide_nonmovable_gcref(gcref):
    """The address of an object that does not move, for memory of C."""
    if not we_are_translated():
        return gcref
    return cast_ptr_to_adr(gcref)


def reveal_gcref(address):
    """The object whose address was hidden and that is still alive."""
    if not we_are_translated():
        return address
    return cast_adr_to_ptr(address, GCREF)


_REFERENCES = GcArray(GCREF)
_list_roots = external('tw_gc_list_roots', [Address], Signed, callback=True)
_list_referents = external('tw_gc_list_referents', [Address, Address], Signed)
_dump_heap = external('tw_gc_dump_heap', [Signed], Bool, callback=True)


def get_rpy_roots():
    """The objects that variables of the program point to, and the prebuilt objects
    that were written. Of variables on the stack some may be out of use."""
    if not we_are_translated():
        return []
    size = 256
    while True:
        found = malloc(_REFERENCES, size)
        count = _list_roots(cast_ptr_to_adr(found))
        if count <= size:
            return [found[i] for i in range(count)]
        size = count + 16


def get_rpy_referents(gcref):
    """The objects that an object points to, each once."""
    if not we_are_translated():
        return []
    size = 16
    while True:
        found = malloc(_REFERENCES, size)
        count = _list_referents(cast_ptr_to_adr(gcref), cast_ptr_to_adr(found))
        if count <= size:
            return [found[i] for i in range(count)]
        size = count


def dump_rpy_heap(fd):
    """Writes all reachable objects to a file, as words: for each the address, the
    number of its type, its size, the addresses of its referents, -1; the roots
    first, ended by 0, 0, 0, -1. False if it could not."""
    if not we_are_translated():
        return False
    return _dump_heap(fd)


# ---- low-level arrays ---------------------------------------------------------

@specialize.argtype(0)
def ll_arraycopy(source, dest, source_start, dest_start, length):
    """Copies items; source and dest are two arrays of one type."""
    if we_are_translated():
        llop.array_copy(Void, source, dest, source_start, dest_start, length)
        return
    for i in range(length):
        dest[dest_start + i] = source[source_start + i]


@specialize.argtype(0)
def ll_arraymove(array, source_start, dest_start, length):
    """Copies items inside one array; the places may overlap."""
    if we_are_translated():
        llop.array_copy(Void, array, array, source_start, dest_start, length)
        return
    items = [array[source_start + i] for i in range(length)]
    for i in range(length):
        array[dest_start + i] = items[i]


@specialize.argtype(0)
def ll_arrayclear(p):
    """Makes all items zero."""
    if we_are_translated():
        llop.array_clear(Void, p, 0, len(p))
        return
    zero = malloc(typeOf(p).TO, 1, zero=True)[0]
    for i in range(len(p)):
        p[i] = zero


@specialize.argtype(0)
@dont_look_inside
def ll_shrink_array(p, smallerlength):
    """Cuts a string-like structure down to a smaller length; the shorter one. That is `p` if the
    collector can cut it where it lies, but another object for the JIT, which knows the length of `p`."""
    if not we_are_translated() or llop.shrink_array(Bool, p, smallerlength):
        return p
    shorter = malloc(typeOf(p).TO, smallerlength)
    llop.array_copy(Void, p, shorter, 0, 0, smallerlength)
    return shorter
