"""The interpreter's loop.

A frame holds the local variables and the stack in one list of fixed size. It is
virtualizable: in machine code its slots live in registers, and the list is
written only when something else looks at the frame.
"""
from rpython.rlib import jit
from rpython.rlib.debug import make_sure_not_resized
from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow

import bytecode as bc
from objects import (PebbleError, W_Bool, W_Builtin, W_Class, W_Float, W_Function, W_Instance,
                     W_Int, W_List, make_bool, w_false, w_nil, w_true)


def get_printable_location(pc, code):
    return code.location(pc)


jitdriver = jit.JitDriver(greens=['pc', 'code'], reds=['frame'], virtualizables=['frame'],
                          get_printable_location=get_printable_location, is_recursive=True)


class Frame(object):
    _virtualizable_ = ['depth', 'slots[*]']
    _attrs_ = ['depth', 'slots']

    def __init__(self, code):
        self = jit.hint(self, access_directly=True, fresh_virtualizable=True)
        self.slots = [w_nil] * (code.local_count + code.stack_size)
        make_sure_not_resized(self.slots)
        self.depth = code.local_count

    def push(self, w_value):
        depth = self.depth
        assert depth >= 0
        self.slots[depth] = w_value
        self.depth = depth + 1

    def pop(self):
        depth = self.depth - 1
        assert depth >= 0
        self.depth = depth
        w_value = self.slots[depth]
        self.slots[depth] = w_nil
        return w_value

    def top(self):
        depth = self.depth - 1
        assert depth >= 0
        return self.slots[depth]

    @jit.unroll_safe
    def pop_many(self, count):
        items = [w_nil] * count
        while count > 0:
            count -= 1
            items[count] = self.pop()
        return items


def execute(frame, code):
    frame = jit.hint(frame, access_directly=True)
    pc = 0
    while True:
        jitdriver.jit_merge_point(pc=pc, code=code, frame=frame)
        op = ord(code.bytes[pc])
        arg = ord(code.bytes[pc + 1]) | ord(code.bytes[pc + 2]) << 8
        assert arg >= 0
        pc += 3
        if op == bc.LOAD:
            frame.push(frame.slots[arg])
        elif op == bc.CONST:
            frame.push(code.constants[arg])
        elif op == bc.STORE:
            frame.slots[arg] = frame.pop()
        elif op == bc.LOAD_GLOBAL:
            frame.push(load_global(code.globals[arg]))
        elif op == bc.STORE_GLOBAL:
            store_global(code.globals[arg], frame.pop())
        elif op == bc.ADD:
            w_right = frame.pop()
            frame.push(frame.pop().add(w_right))
        elif op == bc.SUB:
            w_right = frame.pop()
            frame.push(frame.pop().sub(w_right))
        elif op == bc.MUL:
            w_right = frame.pop()
            frame.push(frame.pop().mul(w_right))
        elif op == bc.DIV:
            w_right = frame.pop()
            frame.push(frame.pop().div(w_right))
        elif op == bc.MOD:
            w_right = frame.pop()
            frame.push(frame.pop().mod(w_right))
        elif op == bc.LT:
            w_right = frame.pop()
            frame.push(make_bool(frame.pop().less(w_right)))
        elif op == bc.GT:
            w_right = frame.pop()
            frame.push(make_bool(w_right.less(frame.pop())))
        elif op == bc.LE:
            w_right = frame.pop()
            frame.push(make_bool(not w_right.less(frame.pop())))
        elif op == bc.GE:
            w_right = frame.pop()
            frame.push(make_bool(not frame.pop().less(w_right)))
        elif op == bc.EQ:
            w_right = frame.pop()
            frame.push(make_bool(frame.pop().equals(w_right)))
        elif op == bc.NE:
            w_right = frame.pop()
            frame.push(make_bool(not frame.pop().equals(w_right)))
        elif op == bc.NOT:
            frame.push(make_bool(not frame.pop().is_true()))
        elif op == bc.NEG:
            frame.push(W_Int(0).sub(frame.pop()))
        elif op == bc.JUMP:
            pc = arg
        elif op == bc.JUMP_BACK:
            pc = arg
            jitdriver.can_enter_jit(pc=pc, code=code, frame=frame)
        elif op == bc.JUMP_IF_FALSE:
            if not frame.pop().is_true():
                pc = arg
        elif op == bc.JUMP_IF_FALSE_KEEP:
            if not frame.top().is_true():
                pc = arg
        elif op == bc.JUMP_IF_TRUE_KEEP:
            if frame.top().is_true():
                pc = arg
        elif op == bc.NIL:
            frame.push(w_nil)
        elif op == bc.TRUE:
            frame.push(w_true)
        elif op == bc.FALSE:
            frame.push(w_false)
        elif op == bc.POP:
            frame.pop()
        elif op == bc.DUP:
            frame.push(frame.top())
        elif op == bc.GET_FIELD:
            w_object = frame.pop()
            frame.push(get_field(w_object, code.names[arg]))
        elif op == bc.SET_FIELD:
            w_value = frame.pop()
            set_field(frame.pop(), code.names[arg], w_value)
        elif op == bc.GET_ITEM:
            w_index = frame.pop()
            frame.push(frame.pop().get_item(w_index))
        elif op == bc.SET_ITEM:
            w_value = frame.pop()
            w_index = frame.pop()
            frame.pop().set_item(w_index, w_value)
        elif op == bc.LIST:
            # A copy: lists of the program can grow.
            frame.push(W_List(frame.pop_many(arg)[:]))
        elif op == bc.CALL:
            call(frame, arg)
        elif op == bc.CALL_METHOD:
            call_method(frame, code.names[arg & 255], arg >> 8)
        elif op == bc.RETURN:
            return frame.pop()
        else:
            raise PebbleError('unknown instruction %d' % op)


def load_global(variable):
    w_value = variable.w_constant
    if w_value is None:
        w_value = variable.w_value
        if w_value is None:
            raise PebbleError('%s is not defined' % variable.name)
    return w_value


def store_global(variable, w_value):
    if variable.w_constant is not None:
        raise PebbleError('%s is a function or a class' % variable.name)
    variable.w_value = w_value


def get_field(w_object, name):
    if isinstance(w_object, W_Instance):
        return w_object.get_field(name)
    raise PebbleError('%s has no fields' % w_object.kind())


def set_field(w_object, name, w_value):
    if not isinstance(w_object, W_Instance):
        raise PebbleError('%s has no fields' % w_object.kind())
    w_object.set_field(name, w_value)


def call(frame, count):
    """The function lies below its arguments."""
    depth = frame.depth - count - 1
    assert depth >= 0
    w_callee = frame.slots[depth]
    if isinstance(w_callee, W_Function):
        w_result = call_function(frame, w_callee, count)
    elif isinstance(w_callee, W_Builtin):
        if w_callee.arity != count:
            raise PebbleError('%s takes %d arguments' % (w_callee.name, w_callee.arity))
        w_result = w_callee.run(frame.pop_many(count))
    elif isinstance(w_callee, W_Class):
        w_result = instantiate(frame, w_callee, count)
    else:
        raise PebbleError('%s cannot be called' % w_callee.kind())
    frame.pop()
    frame.push(w_result)


@jit.unroll_safe
def call_function(frame, w_function, count):
    """Takes the arguments off the caller's stack."""
    code = jit.promote(w_function).code
    if code.arity != count:
        raise PebbleError('%s takes %d arguments' % (w_function.name, code.arity))
    callee = Frame(code)
    while count > 0:
        count -= 1
        assert count >= 0
        callee.slots[count] = frame.pop()
    return run_frame(callee, code)


def run_frame(frame, code):
    try:
        return execute(frame, code)
    except StackOverflow:
        check_stack_overflow()
        raise PebbleError('the recursion is too deep')


@jit.unroll_safe
def instantiate(frame, w_class, count):
    w_class = jit.promote(w_class)
    w_instance = W_Instance(w_class)
    w_init = w_class.find_method('init')
    if w_init is None:
        if count != 0:
            raise PebbleError('%s takes no arguments' % w_class.name)
        return w_instance
    return call_on(frame, w_init, w_instance, count)


@jit.unroll_safe
def call_on(frame, w_method, w_this, count):
    code = jit.promote(w_method).code
    if code.arity != count + 1:
        raise PebbleError('%s takes %d arguments' % (w_method.name, code.arity - 1))
    callee = Frame(code)
    while count > 0:
        callee.slots[count] = frame.pop()
        count -= 1
    callee.slots[0] = w_this
    return run_frame(callee, code)


def call_method(frame, name, count):
    depth = frame.depth - count - 1
    assert depth >= 0
    w_this = frame.slots[depth]
    if not isinstance(w_this, W_Instance):
        raise PebbleError('%s has no methods' % w_this.kind())
    w_method = jit.promote(w_this.w_class).find_method(name)
    if w_method is None:
        raise PebbleError('%s has no method %s' % (w_this.kind(), name))
    w_result = call_on(frame, w_method, w_this, count)
    frame.pop()
    frame.push(w_result)
