"""Regular expressions as objects: + joins, | chooses, * n repeats, unary + repeats at
least once, ~ is everything else, kleene() repeats any number of times."""
from rpython.rlib.parsing.deterministic import NFA


class RegularExpression(object):
    def make_automaton(self):
        """A nondeterministic automaton."""
        raise NotImplementedError("abstract base class")

    def __add__(self, other):
        return AddExpression(self, other)

    def __or__(self, other):
        return OrExpression(self, other)

    def __pos__(self):
        return AddExpression(self, self.kleene())

    def __mul__(self, i):
        result = StringExpression('')
        for _ in range(i):
            result = result + self
        return result

    def __invert__(self):
        return NotExpression(self)

    def kleene(self):
        return KleeneClosure(self)


class StringExpression(RegularExpression):
    def __init__(self, s):
        self.string = s

    def __add__(self, other):
        if isinstance(other, StringExpression):
            return StringExpression(self.string + other.string)
        return RegularExpression.__add__(self, other)

    def make_automaton(self):
        nfa = NFA()
        state = nfa.add_state(start=True, final=not self.string)
        for i, char in enumerate(self.string):
            following = nfa.add_state(final=i + 1 == len(self.string))
            nfa.add_transition(state, following, char)
            state = following
        return nfa

    def __repr__(self):
        return "StringExpression(%r)" % (self.string,)


class RangeExpression(RegularExpression):
    def __init__(self, fromchar, tochar):
        self.fromchar = fromchar
        self.tochar = tochar

    def make_automaton(self):
        nfa = NFA()
        start = nfa.add_state(start=True)
        final = nfa.add_state(final=True)
        for code in range(ord(self.fromchar), ord(self.tochar) + 1):
            nfa.add_transition(start, final, chr(code))
        return nfa

    def __repr__(self):
        return "RangeExpression(%r, %r)" % (self.fromchar, self.tochar)


def _embed(nfa, inner):
    """The start and final states of an automaton inside of another one."""
    mapping = nfa.update(inner)
    return ([mapping[s] for s in sorted(inner.start_states)],
            [mapping[s] for s in sorted(inner.final_states)])


class AddExpression(RegularExpression):
    def __init__(self, rega, regb):
        self.rega = rega
        self.regb = regb

    def make_automaton(self):
        nfa = NFA()
        starts_a, finals_a = _embed(nfa, self.rega.make_automaton())
        starts_b, finals_b = _embed(nfa, self.regb.make_automaton())
        nfa.start_states.update(starts_a)
        nfa.final_states.update(finals_b)
        for final in finals_a:
            for start in starts_b:
                nfa.add_transition(final, start)
        return nfa

    def __repr__(self):
        return "AddExpression(%r, %r)" % (self.rega, self.regb)


class ExpressionTag(RegularExpression):
    """An expression whose final state has a name."""

    def __init__(self, reg, tag):
        self.reg = reg
        self.tag = tag

    def make_automaton(self):
        nfa = NFA()
        starts, finals = _embed(nfa, self.reg.make_automaton())
        nfa.start_states.update(starts)
        tagged = nfa.add_state(self.tag, final=True, unmergeable=True)
        for final in finals:
            nfa.add_transition(final, tagged)
        return nfa

    def __repr__(self):
        return "ExpressionTag(%r, %r)" % (self.reg, self.tag)


class KleeneClosure(RegularExpression):
    def __init__(self, regex):
        self.regex = regex

    def make_automaton(self):
        nfa = NFA()
        hub = nfa.add_state(start=True, final=True)
        starts, finals = _embed(nfa, self.regex.make_automaton())
        for start in starts:
            nfa.add_transition(hub, start)
        for final in finals:
            nfa.add_transition(final, hub)
        return nfa

    def __repr__(self):
        return "KleeneClosure(%r)" % (self.regex,)


class OrExpression(RegularExpression):
    def __init__(self, rega, regb):
        self.rega = rega
        self.regb = regb

    def make_automaton(self):
        nfa = NFA()
        for reg in (self.rega, self.regb):
            starts, finals = _embed(nfa, reg.make_automaton())
            nfa.start_states.update(starts)
            nfa.final_states.update(finals)
        return nfa

    def __repr__(self):
        return "OrExpression(%r, %r)" % (self.rega, self.regb)


class NotExpression(RegularExpression):
    def __init__(self, reg):
        self.reg = reg

    def make_automaton(self):
        dfa = self.reg.make_automaton().make_deterministic()
        error = dfa.add_state('error')
        for state in range(dfa.num_states):
            for code in range(256):
                dfa.transitions.setdefault((state, chr(code)), error)
        nfa = dfa.make_nondeterministic()
        nfa.final_states = set(range(dfa.num_states)) - dfa.final_states
        return nfa

    def __invert__(self):
        return self.reg


class LexingOrExpression(RegularExpression):
    """Several expressions whose final states have their names."""

    def __init__(self, regs, names):
        self.regs = regs
        self.names = names

    def make_automaton(self):
        nfa = NFA()
        start = nfa.add_state(start=True)
        for reg, name in zip(self.regs, self.names):
            dfa = reg.make_automaton().make_deterministic()
            dfa.optimize()
            starts, finals = _embed(nfa, dfa.make_nondeterministic())
            named = nfa.add_state(name, final=True, unmergeable=True)
            for state in starts:
                nfa.add_transition(start, state)
            for state in finals:
                nfa.add_transition(state, named)
        return nfa

    def __repr__(self):
        return "LexingOrExpression(%r, %r)" % (self.regs, self.names)
