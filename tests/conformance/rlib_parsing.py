# rlib.parsing: expressions, automata, lexers with positions, EBNF grammars, trees, errors.
from rpython.rlib.parsing.regexparse import parse_regex, make_runner
from rpython.rlib.parsing.regex import StringExpression, RangeExpression, LexingOrExpression
from rpython.rlib.parsing.deterministic import LexerError
from rpython.rlib.parsing.lexer import Lexer, Token, SourcePos, LexingDFARunner
from rpython.rlib.parsing.ebnfparse import parse_ebnf, make_parse_function
from rpython.rlib.parsing.parsing import ParseError, PackratParser, Rule
from rpython.rlib.parsing.tree import Nonterminal, Symbol, RPythonVisitor

NAMES = ["IF", "NAME", "NUMBER", "OP", "WHITE", "STRING"]
REGEXS = [parse_regex("if"), parse_regex("[a-zA-Z_][a-zA-Z0-9_]*"), parse_regex(r"\d+(\.\d+)?"),
          parse_regex(r"\+|\-|==|="), parse_regex("[ \n\t]+"), parse_regex("'[^']*'")]
lexer = Lexer(REGEXS, NAMES, ignore=["WHITE"])

regexs, rules, ToAST = parse_ebnf("""
DECIMAL: "0|[1-9][0-9]*";
NAME: "[a-z]+";
IGNORE: " |\\n";
program: statement+ EOF;
statement: NAME ["="] additive [";"] | <additive> [";"];
additive: multitive ["+"] additive | <multitive>;
multitive: primary ["*"] multitive | <primary>;
primary: "(" <additive> ")" | <DECIMAL> | <NAME> | call;
call: NAME ["("] (additive [","])* additive? [")"];
""".replace("primary: \"(\" <additive> \")\" | <DECIMAL> | <NAME> | call;", "primary: \"(\" <additive> \")\" | <DECIMAL> | <call> | <NAME>;").replace("(additive [\",\"])* additive? [\")\"]", "(additive [\",\"])* additive [\")\"]"))
parse = make_parse_function(regexs, rules, eof=True)

RULES = [Rule("start", [["A", "start"], ["A"]])]


class Evaluate(RPythonVisitor):
    def visit_additive(self, node):
        return self.dispatch(node.children[0]) + self.dispatch(node.children[1])

    def visit_multitive(self, node):
        return self.dispatch(node.children[0]) * self.dispatch(node.children[1])

    def visit_DECIMAL(self, node):
        return int(node.additional_info)

    def visit_NAME(self, node):
        return len(node.additional_info)

    def visit_call(self, node):
        total = 0
        for i in range(1, len(node.children)):
            total = total * 10 + self.dispatch(node.children[i])
        return total

    def visit_statement(self, node):
        return self.dispatch(node.children[1])


def show(node, depth):
    if isinstance(node, Nonterminal):
        print "  " * depth + node.symbol
        for child in node.children:
            show(child, depth + 1)
    elif isinstance(node, Symbol):
        print "  " * depth + node.symbol, node.additional_info


def tokens(text):
    try:
        for t in lexer.tokenize(text, eof=True):
            print t.name, t.source.replace("\n", "|"), t.source_pos.i, t.source_pos.lineno, t.source_pos.columnno
    except LexerError as e:
        print "LexerError", e.source_pos.i, e.source_pos.lineno, e.source_pos.columnno
        print e.nice_error_message("file")


def run(text):
    try:
        tree = ToAST().transform(parse(text))
        show(tree, 0)
        for child in tree.children:
            if child.symbol != "EOF":
                print Evaluate().dispatch(child)
    except ParseError as e:
        print "ParseError", e.source_pos.lineno, e.source_pos.columnno
        print e.nice_error_message("file", text)
    except LexerError as e:
        print "LexerError", e.source_pos.i


def entry_point(argv):
    tokens("if iff x1 = 3.14+ 7")
    tokens("a\n  'str\ning' b\n\nc")
    tokens("a $ b")
    tokens("")
    run("x = 1 + 2 * (3 + 4);")
    run("f(1, 2 + 3, g(4)) * 2; y;")
    run("1 + ;")
    run("x = 1 +\n 2 3;")
    run("x = ?")
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    for pattern, text in [("a*b|c", "aab"), ("a*b|c", "ac"), ("[^a-c]{2,3}", "xyz"), ("(ab)+", "abab"), ("(ab)+", "aba"), (r"\x41\.", "A."), ("", "")]:
        assert make_runner(pattern).recognize(text) in (True, False)
    sys.exit(entry_point(sys.argv))
