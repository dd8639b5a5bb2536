"""Tokens to bytecode, in one pass: a recursive-descent parser that emits as it goes."""
import bytecode as bc
from bytecode import Code, Global
from lexer import Lexer
from objects import PebbleError, W_Class, W_Float, W_Function, W_Int, W_Str

COMPARISONS = {'==': bc.EQ, '!=': bc.NE, '<': bc.LT, '<=': bc.LE, '>': bc.GT, '>=': bc.GE}
SUMS = {'+': bc.ADD, '-': bc.SUB}
PRODUCTS = {'*': bc.MUL, '/': bc.DIV, '%': bc.MOD}


class Program(object):
    """The global names, and the code of the main part."""

    def __init__(self):
        self.globals = {}

    def global_named(self, name):
        if name not in self.globals:
            self.globals[name] = Global(name)
        return self.globals[name]


class Emitter(object):
    """The code of one function in the making."""

    def __init__(self, name):
        self.name = name
        self.code = []
        self.lines = []
        self.constants = []
        self.names = []
        self.globals = []
        self.locals = []
        self.depth = 0
        self.max_depth = 0

    def emit(self, op, arg, line):
        position = len(self.code)
        assert 0 <= arg < 65536
        self.code.append(chr(op))
        self.code.append(chr(arg & 255))
        self.code.append(chr(arg >> 8))
        self.lines.append(line)
        self.adjust(bc.EFFECT_OF[op])
        return position

    def adjust(self, effect):
        self.depth += effect
        if self.depth > self.max_depth:
            self.max_depth = self.depth

    def patch(self, position):
        """The jump at the position goes to what is emitted next."""
        target = len(self.code)
        self.code[position + 1] = chr(target & 255)
        self.code[position + 2] = chr(target >> 8)

    def constant(self, w_value):
        self.constants.append(w_value)
        return len(self.constants) - 1

    def name_index(self, name):
        for i in range(len(self.names)):
            if self.names[i] == name:
                return i
        self.names.append(name)
        return len(self.names) - 1

    def global_index(self, variable):
        for i in range(len(self.globals)):
            if self.globals[i] is variable:
                return i
        self.globals.append(variable)
        return len(self.globals) - 1

    def local_index(self, name):
        for i in range(len(self.locals) - 1, -1, -1):
            if self.locals[i] == name:
                return i
        return -1

    def finish(self, arity):
        return Code(self.name, arity, ''.join(self.code), self.constants[:], self.names[:],
                    self.globals[:], len(self.locals), self.max_depth + 1, self.lines[:])


class Compiler(object):
    def __init__(self, source, program):
        self.tokens = Lexer(source).tokens()
        self.index = 0
        self.program = program
        self.out = Emitter('main')
        self.in_function = False

    # ---- tokens

    def token(self):
        return self.tokens[self.index]

    def line(self):
        return self.tokens[self.index].line

    def at(self, kind):
        return self.tokens[self.index].kind == kind

    def accept(self, kind):
        if self.at(kind):
            self.index += 1
            return True
        return False

    def expect(self, kind):
        token = self.token()
        if token.kind != kind:
            raise PebbleError("line %d: expected '%s', not '%s'" % (token.line, kind, token.text))
        self.index += 1
        return token.text

    # ---- statements

    def compile(self):
        while not self.at('end'):
            self.statement()
        self.out.emit(bc.NIL, 0, self.line())
        self.out.emit(bc.RETURN, 0, self.line())
        return self.out.finish(0)

    def block(self):
        self.expect('{')
        while not self.at('}'):
            if self.at('end'):
                self.expect('}')
            self.statement()
        self.expect('}')

    def statement(self):
        line = self.line()
        if self.accept('func'):
            name = self.expect('name')
            self.program.global_named(name).w_constant = self.function(name, False)
        elif self.accept('class'):
            self.class_statement()
        elif self.accept('var'):
            self.var_statement(line)
        elif self.accept('if'):
            self.if_statement(line)
        elif self.accept('while'):
            self.while_statement(line)
        elif self.accept('return'):
            if self.at(';'):
                self.out.emit(bc.NIL, 0, line)
            else:
                self.expression()
            self.expect(';')
            self.out.emit(bc.RETURN, 0, line)
        else:
            self.expression_statement()

    def function(self, name, is_method):
        saved, was_in_function = self.out, self.in_function
        self.out, self.in_function = Emitter(name), True
        if is_method:
            self.out.locals.append('this')
        self.expect('(')
        while not self.at(')'):
            self.out.locals.append(self.expect('name'))
            if not self.accept(','):
                break
        self.expect(')')
        arity = len(self.out.locals)
        self.block()
        line = self.line()
        if is_method and name == 'init':
            self.out.emit(bc.LOAD, 0, line)
        else:
            self.out.emit(bc.NIL, 0, line)
        self.out.emit(bc.RETURN, 0, line)
        result = W_Function(name, self.out.finish(arity))
        self.out, self.in_function = saved, was_in_function
        return result

    def class_statement(self):
        name = self.expect('name')
        w_base = None
        if self.accept(':'):
            base_name = self.expect('name')
            w_found = self.program.global_named(base_name).w_constant
            if not isinstance(w_found, W_Class):
                raise PebbleError('line %d: %s is no class' % (self.line(), base_name))
            w_base = w_found
        w_class = W_Class(name, w_base)
        self.program.global_named(name).w_constant = w_class
        self.expect('{')
        while not self.accept('}'):
            self.expect('func')
            method = self.expect('name')
            w_class.methods[method] = self.function(method, True)

    def var_statement(self, line):
        name = self.expect('name')
        if self.accept('='):
            self.expression()
        else:
            self.out.emit(bc.NIL, 0, line)
        self.expect(';')
        if self.in_function:
            index = self.out.local_index(name)
            if index < 0:
                self.out.locals.append(name)
                index = len(self.out.locals) - 1
            self.out.emit(bc.STORE, index, line)
        else:
            self.store_global(name, line)

    def store_global(self, name, line):
        variable = self.program.global_named(name)
        self.out.emit(bc.STORE_GLOBAL, self.out.global_index(variable), line)

    def if_statement(self, line):
        self.expect('(')
        self.expression()
        self.expect(')')
        to_else = self.out.emit(bc.JUMP_IF_FALSE, 0, line)
        self.block()
        if self.accept('else'):
            to_end = self.out.emit(bc.JUMP, 0, line)
            self.out.patch(to_else)
            if self.at('if'):
                self.statement()
            else:
                self.block()
            self.out.patch(to_end)
        else:
            self.out.patch(to_else)

    def while_statement(self, line):
        start = len(self.out.code)
        self.expect('(')
        self.expression()
        self.expect(')')
        to_end = self.out.emit(bc.JUMP_IF_FALSE, 0, line)
        self.block()
        self.out.emit(bc.JUMP_BACK, start, line)
        self.out.patch(to_end)

    def expression_statement(self):
        # An assignment's left side is compiled as an expression first; its last instruction,
        # which would read, is then taken back.
        self.expression()
        line = self.line()
        if not self.accept('='):
            self.expect(';')
            self.out.emit(bc.POP, 0, line)
            return
        last = len(self.out.code) - 3
        if last < 0:
            raise PebbleError('line %d: nothing to assign to' % line)
        op = ord(self.out.code[last])
        arg = ord(self.out.code[last + 1]) | ord(self.out.code[last + 2]) << 8
        if op == bc.LOAD:
            store = bc.STORE
        elif op == bc.LOAD_GLOBAL:
            store = bc.STORE_GLOBAL
        elif op == bc.GET_FIELD:
            store = bc.SET_FIELD
        elif op == bc.GET_ITEM:
            store = bc.SET_ITEM
        else:
            raise PebbleError('line %d: nothing to assign to' % line)
        del self.out.code[last:]
        self.out.lines.pop()
        self.out.adjust(-bc.EFFECT_OF[op])
        self.expression()
        self.expect(';')
        self.out.emit(store, arg, line)

    # ---- expressions, from loose to tight

    def expression(self):
        self.conjunction()
        while self.at('or'):
            line = self.line()
            self.index += 1
            to_end = self.out.emit(bc.JUMP_IF_TRUE_KEEP, 0, line)
            self.out.emit(bc.POP, 0, line)
            self.conjunction()
            self.out.patch(to_end)

    def conjunction(self):
        self.comparison()
        while self.at('and'):
            line = self.line()
            self.index += 1
            to_end = self.out.emit(bc.JUMP_IF_FALSE_KEEP, 0, line)
            self.out.emit(bc.POP, 0, line)
            self.comparison()
            self.out.patch(to_end)

    def comparison(self):
        self.sum()
        while self.token().kind in COMPARISONS:
            token = self.token()
            self.index += 1
            self.sum()
            self.out.emit(COMPARISONS[token.kind], 0, token.line)

    def sum(self):
        self.product()
        while self.token().kind in SUMS:
            token = self.token()
            self.index += 1
            self.product()
            self.out.emit(SUMS[token.kind], 0, token.line)

    def product(self):
        self.unary()
        while self.token().kind in PRODUCTS:
            token = self.token()
            self.index += 1
            self.unary()
            self.out.emit(PRODUCTS[token.kind], 0, token.line)

    def unary(self):
        line = self.line()
        if self.accept('-'):
            self.unary()
            self.out.emit(bc.NEG, 0, line)
        elif self.accept('not'):
            self.unary()
            self.out.emit(bc.NOT, 0, line)
        else:
            self.postfix()

    def postfix(self):
        self.atom()
        while True:
            line = self.line()
            if self.accept('('):
                count = self.arguments(')')
                self.out.emit(bc.CALL, count, line)
                self.out.adjust(-count)
            elif self.accept('['):
                self.expression()
                self.expect(']')
                self.out.emit(bc.GET_ITEM, 0, line)
            elif self.accept('.'):
                index = self.out.name_index(self.expect('name'))
                if self.accept('('):
                    # One byte for the name, one for the number of arguments.
                    count = self.arguments(')')
                    if index > 255 or count > 255:
                        raise PebbleError('line %d: too many names or arguments' % line)
                    self.out.emit(bc.CALL_METHOD, index | count << 8, line)
                    self.out.adjust(-count)
                else:
                    self.out.emit(bc.GET_FIELD, index, line)
            else:
                return

    def arguments(self, end):
        count = 0
        while not self.at(end):
            self.expression()
            count += 1
            if not self.accept(','):
                break
        self.expect(end)
        return count

    def atom(self):
        token = self.token()
        self.index += 1
        line = token.line
        if token.kind == 'int':
            value = 0
            for digit in token.text:
                value = value * 10 + (ord(digit) - ord('0'))
            self.out.emit(bc.CONST, self.out.constant(W_Int(value)), line)
        elif token.kind == 'float':
            self.out.emit(bc.CONST, self.out.constant(W_Float(float(token.text))), line)
        elif token.kind == 'str':
            self.out.emit(bc.CONST, self.out.constant(W_Str(token.text)), line)
        elif token.kind == 'nil':
            self.out.emit(bc.NIL, 0, line)
        elif token.kind == 'true':
            self.out.emit(bc.TRUE, 0, line)
        elif token.kind == 'false':
            self.out.emit(bc.FALSE, 0, line)
        elif token.kind == '(':
            self.expression()
            self.expect(')')
        elif token.kind == '[':
            count = self.arguments(']')
            self.out.emit(bc.LIST, count, line)
            self.out.adjust(1 - count)
        elif token.kind == 'name' or token.kind == 'this':
            self.variable(token.text, line)
        else:
            raise PebbleError("line %d: unexpected '%s'" % (line, token.text))

    def variable(self, name, line):
        index = self.out.local_index(name)
        if index >= 0:
            self.out.emit(bc.LOAD, index, line)
        else:
            variable = self.program.global_named(name)
            self.out.emit(bc.LOAD_GLOBAL, self.out.global_index(variable), line)


def compile_source(source, program):
    return Compiler(source, program).compile()
