"""Hints to the JIT compiler.

Below -Ojit every hint has its untranslated meaning, which costs nothing: a
promoted value is the value, an elidable function a function. The native
module __tw_jit__ holds what becomes an operation of its own.
"""
from rpython.rlib.objectmodel import (
    specialize, keepalive_until_here, not_rpython, we_are_translated)
from rpython.rlib.nonconst import NonConstant
from __tw_lltype__ import Void as _Void, llop as _llop
from __tw_jit__ import (
    hint, make_marker as _make_marker, we_are_jitted, isconstant, isvirtual,
    current_trace_length, jit_debug, assert_green, record_exact_class,
    record_exact_value, record_known_result, set_param as _set_param,
    set_param_to_default as _set_param_to_default,
    ll_assert_virtual as _assert_virtual, ll_conditional_call as _conditional_call,
    ll_conditional_call_value as _conditional_call_value,
    ll_force_virtual_ref as _force_virtual_ref)

# Parameters of the JIT with their defaults.
PARAMETERS = {
    'threshold': 1039,
    'function_threshold': 1619,
    'trace_eagerness': 200,
    'decay': 40,
    'trace_limit': 6000,
    'inlining': 1,
    'loop_longevity': 1000,
    'max_code_bytes': 0,
    'max_loops': 0,
    'retrace_limit': 0,
    'pureop_historylength': 16,
    'max_retrace_guards': 15,
    'max_unroll_loops': 0,
    'disable_unrolling': 200,
    'enable_opts': 'all',
    'max_unroll_recursion': 7,
    'vec': 0,
    'vec_all': 0,
    'vec_cost': 0,
}

PARAMETER_DOCS = {
    'threshold': 'number of times a loop has to run for it to become hot',
    'function_threshold': 'number of times a function must run for it to '
                          'become traced from start',
    'trace_eagerness': 'number of times a guard has to fail before a bridge '
                       'is compiled',
    'decay': 'amount to regularly decay counters by (0=none, 1000=max)',
    'trace_limit': 'number of recorded operations before tracing is given up',
    'inlining': 'inline functions of the interpreted program or not (1/0)',
    'loop_longevity': 'number of compiled loops after which an unused loop is '
                      'freed (0: never)',
    'max_code_bytes': 'bytes of machine code above which the coldest loops '
                      'are freed (0: no limit)',
    'max_loops': 'number of loops above which the coldest are freed (0: no '
                 'limit)',
    'retrace_limit': 'how many times a loop may be traced again',
    'pureop_historylength': 'how many pure operations are remembered while '
                            'tracing',
    'max_retrace_guards': 'number of extra guards a retrace may cause',
    'max_unroll_loops': 'number of extra unrollings a loop may cause',
    'disable_unrolling': 'number of operations after which a loop is not '
                         'unrolled',
    'enable_opts': 'optimizations to enable, or all',
    'max_unroll_recursion': 'how many levels of recursion are unrolled',
    'vec': 'turn on the vectorization optimization',
    'vec_all': 'try to vectorize all loops',
    'vec_cost': 'threshold for which traces to bail out of vectorization',
}

unroll_parameters = PARAMETERS.items()

# What enable_opts='all' stands for.
ENABLE_ALL_OPTS = 'intbounds:rewrite:virtualize:string:pure:earlyforce:heap:unroll'


# ---- decorators -----------------------------------------------------------

def elidable(func):
    """The result depends on the arguments alone; the JIT may drop a repeated
    call, and folds a call with constant arguments."""
    func._elidable_function_ = True
    return func


def purefunction(*args, **kwargs):
    """The former name of elidable."""
    return elidable(*args, **kwargs)


def purefunction_promote(*args, **kwargs):
    """The former name of elidable_promote."""
    return elidable_promote(*args, **kwargs)


def look_inside(func):
    """Overrides the JIT policy: traces through the function."""
    func._jit_look_inside_ = True
    return func


def dont_look_inside(func):
    """A call of the function stays a call in the trace."""
    func._jit_look_inside_ = False
    return func


def unroll_safe(func):
    """The JIT may trace through the function although it has a loop."""
    func._jit_unroll_safe_ = True
    return func


def loop_invariant(func):
    """Called at most once per entry of a trace; takes no argument."""
    dont_look_inside(func)
    func._jit_loop_invariant_ = True
    return func


def not_in_trace(func):
    """The call is left out of traces; returns nothing."""
    func.oopspec = 'jit.not_in_trace()'
    return func


def oopspec(spec):
    def decorated(func):
        func.oopspec = spec
        return func
    return decorated


def elidable_promote(promote_args='all'):
    """elidable, with all (or the listed) arguments promoted first."""
    def decorated(func):
        elidable(func)
        args = _argument_names(func)
        if promote_args != 'all':
            promoted = [args[int(i)] for i in promote_args.split(',')]
        else:
            promoted = args
        lines = ['def wrapper(%s):\n' % ', '.join(args)]
        for name in promoted:
            lines.append('    %s = hint(%s, promote=True)\n' % (name, name))
        lines.append('    return _original(%s)\n' % ', '.join(args))
        namespace = {'_original': func, 'hint': hint}
        exec ''.join(lines) in namespace
        result = namespace['wrapper']
        result.func_name = func.func_name + '_promote'
        return result
    return decorated


def look_inside_iff(predicate):
    """Traces through the function if predicate(*args) is true while tracing."""
    def decorated(func):
        args = ', '.join(_argument_names(func))
        unroll_safe(func)
        residual = _copy(func)
        dont_look_inside(residual)
        unroll_safe(predicate)
        # The new function may get a specialisation: each copy of it calls copies of these.
        for inner in (func, residual, predicate):
            specialize.call_location()(inner)
        source = ('def %s(%s):\n'
                  '    if not we_are_jitted() or predicate(%s):\n'
                  '        return inside(%s)\n'
                  '    else:\n'
                  '        return residual(%s)\n'
                  % (func.func_name, args, args, args, args))
        namespace = {'we_are_jitted': we_are_jitted, 'predicate': predicate,
                     'inside': func, 'residual': residual}
        exec source in namespace
        result = namespace[func.func_name]
        result._jit_look_inside_ = True
        return result
    return decorated


def _copy(func):
    from rpython.rlib.objectmodel import func_with_new_name
    return func_with_new_name(func, func.func_name)


def _argument_names(func):
    code = func.func_code
    if code.co_flags & 0x0c:
        raise TypeError("%s: star arguments cannot be used with this decorator"
                        % func.func_name)
    return list(code.co_varnames[:code.co_argcount])


# ---- hints in the code ----------------------------------------------------

@specialize.argtype(0)
def promote(x):
    """Makes the value of x a constant of the trace."""
    return hint(x, promote=True)


def promote_string(x):
    return hint(x, promote_string=True)


def promote_unicode(x):
    return hint(x, promote_unicode=True)


@specialize.call_location()
def conditional_call(condition, function, *args):
    """Calls function(*args) if the condition holds; the JIT neither traces
    into the call nor makes a guard."""
    if we_are_jitted():
        _conditional_call(condition, function, *args)
    elif condition:
        function(*args)
conditional_call._always_inline_ = True


@specialize.call_location()
def conditional_call_elidable(value, function, *args):
    """The value; if it is None or 0, function(*args) instead, which must be
    elidable."""
    if we_are_jitted():
        return _conditional_call_value(value, function, *args)
    if not value:
        value = function(*args)
    return value
conditional_call_elidable._always_inline_ = True


@specialize.argtype(0)
def loop_unrolling_heuristic(sequence, size, cutoff=2):
    """Shall the JIT unroll a loop over a sequence of that size?"""
    return size == 0 or (isconstant(size) and size <= cutoff)


# ---- virtual references -----------------------------------------------------

class InvalidVirtualRef(Exception):
    """Raised when a virtual reference is used after its frame has ended."""


# The token of a virtual reference: 0, or where the machine frame is that the object lives in; or that
# the frame has ended, and the object was never made.
_ENDED = -3


class _VirtualRef(object):
    """A reference that does not force the frame it refers to."""
    _attrs_ = ['token', 'target']

    def __init__(self, target):
        self.token = NonConstant(0)
        self.target = target

    def __call__(self):
        return _target_of(self)

    def _is_virtual(self):
        return _token_of(self) != 0

    virtual = property(_is_virtual)  # does the frame exist in registers only?


@oopspec('jit.force_virtual(reference)')
def _target_of(reference):
    if reference.token != 0:
        if reference.token == _ENDED:
            raise InvalidVirtualRef
        _force_virtual_ref(reference)
    return reference.target


@dont_look_inside
def _token_of(reference):
    return reference.token


@oopspec('jit.virtual_ref(x)')
def virtual_ref(x):
    return _VirtualRef(x)


@oopspec('jit.virtual_ref_finish(vref, x)')
def virtual_ref_finish(vref, x):
    keepalive_until_here(x)


def non_virtual_ref(x):
    """A reference that is an ordinary one from the start."""
    return _VirtualRef(x)


vref_None = non_virtual_ref(None)


class AssertGreenFailed(Exception):
    pass


# ---- the driver -----------------------------------------------------------

class JitHintError(Exception):
    """A jit driver, or the use of one, is wrong."""


class JitDriver(object):
    """Declares a loop of the interpreter to the JIT.

    greens identify a position in the interpreted program; reds are all the
    other variables that are live there.
    """
    active = True
    virtualizables = []
    name = 'jitdriver'
    inline_jit_merge_point = False
    hook_interface = None       # the JitHookInterface of the policy, of all drivers
    number = 0                  # from 1 on, as they are made: how set_param names a driver
    _hook_event = None

    def __init__(self, greens=None, reds=None, virtualizables=None,
                 get_jitcell_at=None, set_jitcell_at=None,
                 get_printable_location=None, confirm_enter_jit=None,
                 can_never_inline=None, should_unroll_one_iteration=None,
                 name='jitdriver', check_untranslated=True, vectorize=False,
                 get_unique_id=None, is_recursive=False, get_location=None):
        if greens is not None:
            self.greens = greens
        self.name = str(name)
        JitDriver.number += 1
        self.number = JitDriver.number
        if reds is not None:
            self.reds = reds
        if not hasattr(self, 'greens') or not hasattr(self, 'reds'):
            raise AttributeError("a JitDriver needs 'greens' and 'reds'")
        self.autoreds = self.reds == 'auto'
        self.numreds = None if self.autoreds else len(self.reds)
        if virtualizables is not None:
            self.virtualizables = virtualizables
        if self.autoreds:
            if self.virtualizables:
                raise JitHintError("reds='auto' does not go with virtualizables")
            if hasattr(self, 'confirm_enter_jit') and confirm_enter_jit:
                raise JitHintError("reds='auto' does not go with confirm_enter_jit")
        else:
            for v in self.virtualizables:
                if v not in self.reds:
                    raise JitHintError("the virtualizable %r is not a red" % (v,))
            if len(self.virtualizables) > 1:
                raise JitHintError("a JitDriver takes one virtualizable")
        for v in self.greens:
            if '.' in v and v.split('.')[0] not in self._reds_list():
                raise JitHintError("%r: the object is not a red" % (v,))
        self._check_names()
        self.get_printable_location = get_printable_location
        self.get_location = get_location
        self.get_unique_id = get_unique_id
        self.confirm_enter_jit = confirm_enter_jit
        self.can_never_inline = can_never_inline
        self.should_unroll_one_iteration = should_unroll_one_iteration
        self.check_untranslated = check_untranslated
        self.is_recursive = is_recursive
        self.vec = vectorize
        self.jit_merge_point = _make_marker(self, 'jit_merge_point')
        self.can_enter_jit = _make_marker(self, 'can_enter_jit')
        self.loop_header = _make_marker(self, 'loop_header')

    def _reds_list(self):
        if self.autoreds:
            return []
        return self.reds

    def _check_names(self):
        names = list(self.greens) + list(self._reds_list())
        for index, name in enumerate(names):
            if name in names[:index]:
                raise JitHintError("%r is named twice in the JitDriver" % (name,))
            if name.startswith('_'):
                raise JitHintError("%r: names of greens and reds cannot start "
                                   "with an underscore" % (name,))

    def inline(self, call_jit_merge_point):
        """Each caller of the decorated function calls call_jit_merge_point, too, with the same arguments, and is a
        portal: the merge point is inlined there, with a clone of the driver."""
        if not self.autoreds:
            raise JitHintError("inlined merge points need reds='auto'")
        self.inline_jit_merge_point = True

        def decorated(func):
            args = ', '.join(_argument_names(func))
            source = ('def %s(%s):\n'
                      '    merge_point(%s)\n'
                      '    return inside(%s)\n' % (func.func_name, args, args, args))
            namespace = {'merge_point': call_jit_merge_point, 'inside': func}
            exec source in namespace
            result = namespace[func.func_name]
            result.func_defaults = func.func_defaults
            result._inline_jit_merge_point_ = call_jit_merge_point
            return result
        return decorated

    @property
    def hook_event(self):
        """The function that the JIT calls with what happens, or None."""
        if self.hook_interface is None:
            return None
        if self._hook_event is None:
            self._hook_event = _make_hook_event(self, self.hook_interface)
        return self._hook_event

    def _freeze_(self):
        return True

    def clone(self):
        assert self.inline_jit_merge_point, \
            'only a JitDriver with an inlined merge point can be cloned'
        result = JitDriver.__new__(self.__class__)
        result.__dict__.update(self.__dict__)
        return result


# ---- parameters at run time -----------------------------------------------

@specialize.arg(0, 1)
def set_param(driver, name, value):
    """Sets one of PARAMETERS; driver is a JitDriver or None for all of them."""
    _set_param(driver, name, value)


@specialize.arg(0, 1)
def set_param_to_default(driver, name):
    _set_param_to_default(driver, name)


class TraceLimitTooHigh(Exception):
    """trace_limit cannot be raised above what the trace format can hold."""


@specialize.arg(0)
def set_user_param(driver, text):
    """Sets parameters from text such as 'threshold=3,decay=0' or 'off';
    raises ValueError if it cannot be understood."""
    if text == 'off':
        set_param(driver, 'threshold', -1)
        set_param(driver, 'function_threshold', -1)
        return
    if text == 'default':
        for name, _ in unrolled_parameters:
            set_param_to_default(driver, name)
        return
    for part in text.split(','):
        part = part.strip(' ')
        pieces = part.split('=')
        if len(pieces) != 2:
            raise ValueError
        name = pieces[0].strip(' ')
        value = pieces[1].strip(' ')
        if name == 'enable_opts':
            set_param(driver, 'enable_opts', value)
        else:
            for known, _ in unrolled_parameters:
                if known == name and known != 'enable_opts':
                    set_param(driver, known, int(value))
                    break
            else:
                raise ValueError


from rpython.rlib.unroll import unrolling_iterable
unrolled_parameters = unrolling_iterable(unroll_parameters)


# ---- hooks ------------------------------------------------------------------

class AsmInfo(object):
    """Where the machine code lies."""
    def __init__(self, asmaddr, asmlen):
        self.asmaddr = asmaddr
        self.asmlen = asmlen


class LoopToken(object):
    """number: as logs have it."""
    def __init__(self, number):
        self.number = number


class JitDebugInfo(object):
    """What a hook is told of a loop, an entry bridge or a bridge.

    type: 'loop', 'entry bridge' or 'bridge'; number: of the loop, as in logs, or of the guard that the bridge
    starts at (fail_descr_no); operation_count: of the optimized trace; asminfo: None before the
    code exists. looptoken.number: of the loop, also of a bridge's. operations: a list of
    jit_hooks.ResOperation; it must be asked for while the hook runs.
    """
    _operations = None
    _hook = 0
    def __init__(self, jitdriver, type, number, looptoken, greenkey_repr, operation_count, asminfo):
        self.jitdriver = jitdriver
        self.type = type
        self.number = number
        self.looptoken = looptoken
        self.fail_descr_no = -1
        if type == 'bridge':
            self.fail_descr_no = number
        self.greenkey_repr = greenkey_repr
        self.operation_count = operation_count
        self.asminfo = asminfo

    @property
    def operations(self):
        if self._operations is None:
            self._operations = _told_operations(self._hook, self.operation_count)
        return self._operations

    def get_jitdriver(self):
        return self.jitdriver

    def get_greenkey_repr(self):
        return self.greenkey_repr


class JitHookInterface(object):
    """Methods that the JIT calls; override them and give an instance to the
    policy (JitPolicy(my_hooks)). What they raise is dropped."""

    def on_abort(self, reason, jitdriver, greenkey, greenkey_repr, logops, operations):
        """A trace was given up; reason is one of Counters.ABORT_*. operations: of the trace so far, as in JitDebugInfo.
        greenkey and logops are None."""

    def before_compile(self, debug_info):
        pass

    def after_compile(self, debug_info):
        pass

    def before_compile_bridge(self, debug_info):
        pass

    def after_compile_bridge(self, debug_info):
        pass

    def on_trace_too_long(self, jitdriver, greenkey, greenkey_repr):
        pass


# Numbers of jit/metainterp/hooks.h.
(_BEFORE_COMPILE, _AFTER_COMPILE, _BEFORE_COMPILE_BRIDGE, _AFTER_COMPILE_BRIDGE, _ON_ABORT,
 _ON_TRACE_TOO_LONG) = range(6)
_TYPES = ['loop', 'entry bridge', 'bridge']


def _running_hook():
    from rpython.rlib.jit_hooks import running_hook
    return running_hook()


def _told_operations(hook, count):
    from rpython.rlib.jit_hooks import told_operations
    return told_operations(hook, count)


def _tell(interface, driver, event, kind, number, operations, address, size, loop, text):
    if event == _ON_ABORT:
        interface.on_abort(number, driver, None, text, None, _told_operations(_running_hook(), operations))
        return
    if event == _ON_TRACE_TOO_LONG:
        interface.on_trace_too_long(driver, None, text)
        return
    asminfo = None
    if size > 0:
        asminfo = AsmInfo(address, size)
    info = JitDebugInfo(driver, _TYPES[kind], number, LoopToken(loop), text, operations, asminfo)
    info._hook = _running_hook()
    if event == _BEFORE_COMPILE:
        interface.before_compile(info)
    elif event == _AFTER_COMPILE:
        interface.after_compile(info)
    elif event == _BEFORE_COMPILE_BRIDGE:
        interface.before_compile_bridge(info)
    else:
        interface.after_compile_bridge(info)


def _make_hook_event(driver, interface):
    greens = ', '.join(['green%d' % i for i in range(len(driver.greens))])
    source = ('def hook_event(event, kind, number, operations, address, size, loop, %s):\n'
              '    tell(interface, driver, event, kind, number, operations, address, size, loop, %s)\n'
              '    return True\n'
              % (greens, 'locate(%s)' % greens if driver.get_printable_location else "''"))
    namespace = {'tell': _tell, 'interface': interface, 'driver': driver,
                 'locate': driver.get_printable_location}
    exec source in namespace
    return namespace['hook_event']


def enter_portal_frame(unique_id):
    """For interpreters whose portal never calls itself: the interpretation of a function begins."""
    if we_are_translated():
        _llop.jit_enter_portal_frame(_Void, unique_id)


def leave_portal_frame():
    """The interpretation of the function that was begun last ends."""
    if we_are_translated():
        _llop.jit_leave_portal_frame(_Void)


class Counters(object):
    counters = """
    TRACING BACKEND OPS HEAPCACHED_OPS RECORDED_OPS GUARDS OPT_OPS OPT_GUARDS
    OPT_GUARDS_SHARED OPT_FORCINGS OPT_VECTORIZE_TRY OPT_VECTORIZED
    ABORT_TOO_LONG ABORT_BRIDGE ABORT_BAD_LOOP ABORT_ESCAPE ABORT_FORCE_QUASIIMMUT
    ABORT_SEGMENTED_TRACE FORCE_VIRTUALIZABLES NVIRTUALS NVHOLES NVREUSED
    TOTAL_COMPILED_LOOPS TOTAL_COMPILED_BRIDGES TOTAL_FREED_LOOPS TOTAL_FREED_BRIDGES
    """
    counter_names = counters.split()

for _index, _name in enumerate(Counters.counter_names):
    setattr(Counters, _name, _index)
Counters.ncounters = len(Counters.counter_names)


class MemoryCounters(object):
    """What the JIT's memory is used for, by number: for
    jit_hooks.stats_get_counter_value. CODE is machine code, DATA all else,
    RESUME the part of it that guards need; in bytes. ALIVE is now, ALLOCATED
    and FREED since the start, PEAK the most that was alive; RESIDENT is what
    was taken from the system."""
    counters = """
    LOOPS_ALIVE BRIDGES_ALIVE CODE_ALLOCATED CODE_FREED CODE_ALIVE CODE_RESIDENT
    RESUME_ALIVE DATA_ALLOCATED DATA_ALIVE PEAK_LOOPS PEAK_BRIDGES PEAK_CODE
    PEAK_DATA PEAK_MEMORY
    """
    counter_names = counters.split()

for _index, _name in enumerate(MemoryCounters.counter_names):
    setattr(MemoryCounters, _name, 100 + _index)


def jit_callback(name):
    """Declares a function that C code calls back; residual for the JIT."""
    def decorated(func):
        return dont_look_inside(func)
    return decorated
