# A small program of everything: an arithmetic language with a parser, a tree
# of nodes, an environment and errors.


class CalcError(Exception):
    def __init__(self, message):
        self.message = message


class Node(object):
    def evaluate(self, env):
        raise CalcError("abstract")


class Number(Node):
    def __init__(self, value):
        self.value = value

    def evaluate(self, env):
        return self.value


class Name(Node):
    def __init__(self, name):
        self.name = name

    def evaluate(self, env):
        if self.name not in env:
            raise CalcError("unknown name " + self.name)
        return env[self.name]


class Binary(Node):
    def __init__(self, operator, left, right):
        self.operator = operator
        self.left = left
        self.right = right

    def evaluate(self, env):
        a = self.left.evaluate(env)
        b = self.right.evaluate(env)
        if self.operator == '+':
            return a + b
        elif self.operator == '-':
            return a - b
        elif self.operator == '*':
            return a * b
        if b == 0:
            raise CalcError("division by zero")
        return a // b


class Parser(object):
    def __init__(self, text):
        self.tokens = tokenize(text)
        self.position = 0

    def peek(self):
        if self.position < len(self.tokens):
            return self.tokens[self.position]
        return ""

    def advance(self):
        token = self.peek()
        self.position += 1
        return token

    def expression(self):
        node = self.term()
        while self.peek() == "+" or self.peek() == "-":
            operator = self.advance()
            node = Binary(operator[0], node, self.term())
        return node

    def term(self):
        node = self.factor()
        while self.peek() == "*" or self.peek() == "/":
            operator = self.advance()
            node = Binary(operator[0], node, self.factor())
        return node

    def factor(self):
        token = self.advance()
        if token == "(":
            node = self.expression()
            if self.advance() != ")":
                raise CalcError("missing )")
            return node
        if token == "":
            raise CalcError("unexpected end")
        if token[0].isdigit():
            return Number(int(token))
        if token[0].isalpha():
            return Name(token)
        raise CalcError("unexpected " + token)


def tokenize(text):
    tokens = []
    i = 0
    while i < len(text):
        c = text[i]
        if c == ' ':
            i += 1
        elif c.isalnum():
            start = i
            while i < len(text) and text[i].isalnum():
                i += 1
            tokens.append(text[start:i])
        else:
            tokens.append(c)
            i += 1
    return tokens


def run_line(line, env):
    parts = line.split("=")
    try:
        value = Parser(parts[len(parts) - 1]).expression().evaluate(env)
    except CalcError as e:
        return "error: " + e.message
    if len(parts) == 2:
        env[parts[0].strip()] = value
    return str(value)


PROGRAM = [
    "1 + 2 * 3",
    "x = (1 + 2) * 3",
    "y = x * x - 1",
    "(y + 20) / (x + 1)",
    "z + 1",
    "x / (y - 80)",
    "(1 + 2",
    "3 *",
    "x = x + 1",
    "x",
    "7 $ 2 + )",
    "* 4",
]


def entry_point(argv):
    env = {}
    for i in range(len(PROGRAM)):
        line = PROGRAM[i]
        print line, "->", run_line(line, env)
    print len(env), env["x"] + env["y"]
    return 0


def target(driver, args):
    return entry_point, None
