"""A lexer whose automaton was kept as the text of a module."""
import sys
from rpython.rlib.parsing.regex import LexingOrExpression
from rpython.rlib.parsing.regexparse import parse_regex


def make_module():
    names = ["NAME", "NUMBER", "SPACE"]
    rules = [parse_regex(text) for text in ["[a-z]+", "[0-9]+", " +"]]
    automaton = LexingOrExpression(rules, names).make_automaton().make_deterministic(names)
    automaton.optimize()
    module = {}
    exec automaton.generate_lexing_code() in module
    return module["recognize"], module["automaton"]

recognize, automaton = make_module()


class Runner(object):
    def __init__(self, text):
        self.text = text
        self.state = 0
        self.last_matched_state = -1
        self.last_matched_index = -1


def entry_point(argv):
    text = "count 42  to9x ?"
    position = 0
    while position < len(text):
        runner = Runner(text)
        end = recognize(runner, position)
        last = runner.last_matched_index
        if last < position:
            print "stopped at", position, ~end
            break
        last += 1
        print automaton.names[runner.last_matched_state], "[" + text[position:last] + "]"
        position = last
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
