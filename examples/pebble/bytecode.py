"""Bytecode: an opcode and an operand of 16 bits, three bytes each.

The name of an instruction is its number here; the interpreter's loop and the
disassembler both go by this list.
"""

NAMES = ['CONST', 'NIL', 'TRUE', 'FALSE', 'POP', 'DUP',
         'LOAD', 'STORE', 'LOAD_GLOBAL', 'STORE_GLOBAL', 'GET_FIELD', 'SET_FIELD',
         'GET_ITEM', 'SET_ITEM', 'LIST',
         'ADD', 'SUB', 'MUL', 'DIV', 'MOD', 'NEG', 'NOT',
         'EQ', 'NE', 'LT', 'LE', 'GT', 'GE',
         'JUMP', 'JUMP_BACK', 'JUMP_IF_FALSE', 'JUMP_IF_FALSE_KEEP', 'JUMP_IF_TRUE_KEEP',
         'CALL', 'CALL_METHOD', 'RETURN']

for _number, _name in enumerate(NAMES):
    globals()[_name] = _number

# What an instruction adds to the depth of the stack; CALL, CALL_METHOD and LIST are computed.
EFFECTS = {'CONST': 1, 'NIL': 1, 'TRUE': 1, 'FALSE': 1, 'POP': -1, 'DUP': 1,
           'LOAD': 1, 'STORE': -1, 'LOAD_GLOBAL': 1, 'STORE_GLOBAL': -1,
           'GET_FIELD': 0, 'SET_FIELD': -2, 'GET_ITEM': -1, 'SET_ITEM': -3,
           'ADD': -1, 'SUB': -1, 'MUL': -1, 'DIV': -1, 'MOD': -1, 'NEG': 0, 'NOT': 0,
           'EQ': -1, 'NE': -1, 'LT': -1, 'LE': -1, 'GT': -1, 'GE': -1,
           'JUMP': 0, 'JUMP_BACK': 0, 'JUMP_IF_FALSE': -1,
           'JUMP_IF_FALSE_KEEP': 0, 'JUMP_IF_TRUE_KEEP': 0, 'RETURN': -1}
EFFECT_OF = [EFFECTS.get(_name, 0) for _name in NAMES]


class Global(object):
    """A global variable. Functions and classes, which are set once, are constants to the JIT."""
    _attrs_ = ['name', 'w_constant', 'w_value']
    _immutable_fields_ = ['name', 'w_constant?']

    def __init__(self, name):
        self.name = name
        self.w_constant = None
        self.w_value = None


class Code(object):
    """A compiled function."""
    _attrs_ = ['name', 'arity', 'bytes', 'constants', 'names', 'globals', 'local_count',
               'stack_size', 'lines']
    _immutable_fields_ = ['name', 'arity', 'bytes', 'constants[*]', 'names[*]', 'globals[*]',
                          'local_count', 'stack_size', 'lines[*]']

    def __init__(self, name, arity, bytes, constants, names, globals, local_count, stack_size,
                 lines):
        self.name = name
        self.arity = arity
        self.bytes = bytes
        self.constants = constants
        self.names = names
        self.globals = globals
        self.local_count = local_count
        self.stack_size = stack_size
        self.lines = lines

    def line_at(self, pc):
        return self.lines[pc // 3]

    def location(self, pc):
        return '%s:%d %s' % (self.name, self.line_at(pc), NAMES[ord(self.bytes[pc])])
