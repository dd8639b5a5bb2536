"""Finite automata: nondeterministic ones, and deterministic ones that recognise texts."""


def compress_char_set(chars):
    """[(first character of a run, its length)], the longest runs first."""
    runs = []
    for c in sorted(chars):
        if runs and ord(runs[-1][0]) + runs[-1][1] == ord(c):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((c, 1))
    runs.sort(key=lambda run: (-run[1], run[0]))
    return runs


def make_nice_charset_repr(chars):
    """The set as the inside of [...]."""
    alphanumeric = [c for c in chars if c.isalnum()]
    parts = []
    for c, count in compress_char_set(alphanumeric):
        last = chr(ord(c) + count - 1)
        parts.append(c if count == 1 else c + last if count == 2 else c + '-' + last)
    parts += [repr(c)[1:-1] for c in sorted(chars) if not c.isalnum() and c != '-']
    if '-' in chars:
        parts.append('\\-')
    return ''.join(parts)


class LexerError(Exception):
    def __init__(self, input, state, source_pos):
        self.input = input
        self.state = state
        self.source_pos = source_pos
        self.args = (input, state, source_pos)

    def nice_error_message(self, filename="<unknown>"):
        lines = ["  File %s, line %d" % (filename, self.source_pos.lineno + 1)]
        lines.append(self.input.split("\n")[self.source_pos.lineno])
        lines.append(" " * self.source_pos.columnno + "^")
        lines.append("LexerError")
        return "\n".join(lines)

    def __str__(self):
        return self.nice_error_message()


class DFA(object):
    """A deterministic automaton; it starts in state 0. transitions[state, char] is the
    next state, names[state] a text."""

    def __init__(self, num_states=0, transitions=None, final_states=None,
                 unmergeable_states=None, names=None):
        self.num_states = num_states
        self.transitions = transitions if transitions is not None else {}
        self.final_states = final_states if final_states is not None else set()
        self.unmergeable_states = unmergeable_states if unmergeable_states is not None else set()
        self.names = names if names is not None else []

    def __repr__(self):
        return "DFA%r" % ((self.num_states, self.transitions, self.final_states,
                           self.unmergeable_states, self.names),)

    def add_state(self, name=None, final=False, unmergeable=False):
        state = self.num_states
        self.num_states += 1
        if final:
            self.final_states.add(state)
        if unmergeable:
            self.unmergeable_states.add(state)
        self.names.append(str(state) if name is None else name)
        return state

    def __setitem__(self, (state, input), next_state):
        self.transitions[state, input] = next_state

    def __getitem__(self, (state, input)):
        return self.transitions[state, input]

    def __contains__(self, (state, input)):
        return (state, input) in self.transitions

    def get_all_chars(self):
        return set([char for _, char in self.transitions])

    def optimize(self):
        """Merges states that no input tells apart (E. Moore, 1956); true if there are."""
        chars = sorted(self.get_all_chars())
        group_of = {}
        for state in range(self.num_states):
            if state in self.unmergeable_states:
                group_of[state] = ('alone', state)
            else:
                group_of[state] = state in self.final_states
        count = len(set(group_of.values()))
        while True:
            signatures = {}
            for state in range(self.num_states):
                following = [group_of.get(self.transitions.get((state, char))) for char in chars]
                signatures[state] = (group_of[state], tuple(following))
            numbers = {}
            for state in range(self.num_states):
                numbers.setdefault(signatures[state], len(numbers))
            group_of = dict([(state, numbers[signatures[state]])
                             for state in range(self.num_states)])
            if len(numbers) == count:
                break
            count = len(numbers)
        if count == self.num_states:
            return False
        self._merge(group_of, count)
        return True

    def _merge(self, group_of, count):
        names = [None] * count
        for state in range(self.num_states):
            if names[group_of[state]] is None:
                names[group_of[state]] = self.names[state]
        self.names = names
        self.num_states = count
        self.final_states = set([group_of[state] for state in self.final_states])
        self.unmergeable_states = set([group_of[state] for state in self.unmergeable_states])
        self.transitions = dict([((group_of[state], char), group_of[following])
                                 for (state, char), following in self.transitions.items()])

    def _tables(self):
        """table[256 * state + byte] is the next state or -1; whether each is final."""
        table = [-1] * (256 * self.num_states)
        for (state, char), following in self.transitions.items():
            table[256 * state + ord(char)] = following
        return table, [state in self.final_states for state in range(self.num_states)]

    def make_code(self):
        """recognize(text): True, or LexerError with the state and the position. It can be
        translated."""
        table, final = self._tables()

        def recognize(input):
            state = 0
            for i in range(len(input)):
                following = table[256 * state + ord(input[i])]
                if following < 0:
                    raise LexerError(input, state, i + 1)
                state = following
            if final[state]:
                return True
            raise LexerError(input, state, len(input))
        return recognize

    def make_lexing_code(self):
        """recognize(runner, i): reads runner.text from i on as far as possible and notes
        the last final state and where it was. The result is the end of the text if it
        is reached in a final state, else ~i with i behind the character that stopped
        it. It can be translated."""
        table, final = self._tables()

        def recognize(runner, i):
            assert i >= 0
            input = runner.text
            state = 0
            while i < len(input):
                following = table[256 * state + ord(input[i])]
                i += 1
                if following < 0:
                    runner.state = state
                    return ~i
                state = following
                if final[state]:
                    runner.last_matched_index = i - 1
                    runner.last_matched_state = state
            runner.state = state
            if final[state]:
                return i
            return ~i
        return recognize

    def generate_lexing_code(self):
        """The text of a module with the automaton and its function of make_lexing_code, for
        programs that keep it in a file."""
        return ("from rpython.rlib.parsing.deterministic import DFA\n"
                "automaton = %r\n"
                "recognize = automaton.make_lexing_code()\n" % (self,))

    def get_runner(self):
        return DFARunner(self)

    def make_nondeterministic(self):
        result = NFA()
        result.num_states = self.num_states
        result.names = list(self.names)
        result.start_states = set([0])
        result.final_states = set(self.final_states)
        result.unmergeable_states = set(self.unmergeable_states)
        for (state, char), following in self.transitions.items():
            result.add_transition(state, following, char)
        return result


class DFARunner(object):
    def __init__(self, automaton):
        self.automaton = automaton
        self.state = 0

    def nextstate(self, char):
        self.state = self.automaton[self.state, char]
        return self.state

    def recognize(self, s):
        self.state = 0
        try:
            for char in s:
                self.nextstate(char)
        except KeyError:
            return False
        return self.state in self.automaton.final_states


class NFA(object):
    """transitions[state][char] is the set of next states; char None for a move without
    input."""

    def __init__(self):
        self.num_states = 0
        self.names = []
        self.transitions = {}
        self.start_states = set()
        self.final_states = set()
        self.unmergeable_states = set()

    def add_state(self, name=None, start=False, final=False, unmergeable=False):
        state = self.num_states
        self.num_states += 1
        self.names.append(str(state) if name is None else name)
        if start:
            self.start_states.add(state)
        if final:
            self.final_states.add(state)
        if unmergeable:
            self.unmergeable_states.add(state)
        return state

    def add_transition(self, state, next_state, input=None):
        self.transitions.setdefault(state, {}).setdefault(input, set()).add(next_state)

    def get_next_states(self, state, char):
        return self.transitions.get(state, {}).get(char, set())

    def epsilon_closure(self, states):
        """The states that are reached without input."""
        result = set(states)
        waiting = list(states)
        while waiting:
            for state in self.get_next_states(waiting.pop(), None):
                if state not in result:
                    result.add(state)
                    waiting.append(state)
        return result

    def make_deterministic(self, name_precedence=None):
        """The subset construction. A final state gets the name that comes first in
        name_precedence."""
        result = DFA()
        known = {}
        waiting = []

        def state_of(states):
            key = frozenset(states)
            if key not in known:
                known[key] = self._add_subset(result, key, name_precedence)
                waiting.append(key)
            return known[key]

        state_of(self.epsilon_closure(self.start_states))
        while waiting:
            states = waiting.pop(0)
            following = {}
            for state in sorted(states):
                for char, targets in self.transitions.get(state, {}).items():
                    if char is not None:
                        following.setdefault(char, set()).update(targets)
            for char in sorted(following):
                result[known[states], char] = state_of(self.epsilon_closure(following[char]))
        return result

    def _add_subset(self, dfa, states, name_precedence):
        finals = sorted(states & self.final_states)
        names = sorted([self.names[state] for state in finals])
        if finals and name_precedence is not None:
            names = [min(names, key=name_precedence.index)]
        elif not finals:
            names = sorted([self.names[state] for state in states])
        unmergeable = len(states & self.unmergeable_states) > 0
        return dfa.add_state(', '.join(names), len(finals) > 0, unmergeable)

    def update(self, other):
        """Adds the states of another automaton; their new numbers."""
        mapping = {}
        for state in range(other.num_states):
            mapping[state] = self.add_state(other.names[state])
        for state, moves in other.transitions.items():
            for char, targets in moves.items():
                for target in targets:
                    self.add_transition(mapping[state], mapping[target], char)
        self.unmergeable_states.update([mapping[s] for s in other.unmergeable_states])
        return mapping


class SetNFARunner(object):
    """Follows all ways at once."""

    def __init__(self, automaton):
        self.automaton = automaton

    def recognize(self, s):
        nfa = self.automaton
        states = nfa.epsilon_closure(nfa.start_states)
        for char in s:
            reached = set()
            for state in states:
                reached.update(nfa.get_next_states(state, char))
            states = nfa.epsilon_closure(reached)
        return len(states & nfa.final_states) > 0
