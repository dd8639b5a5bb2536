"""Executes the code of a pattern.

A matcher goes along one path through the code. Where there is another way it leaves a
Choice, with everything that the path needs there; when the path fails, the last choice
is tried. Marks (positions of groups), repetitions and choices are linked lists whose
items never change, so a choice holds them by pointers and nothing must be undone. The
machine's stack grows for assertions and atomic groups alone.
"""
from rpython.rlib.rsre import rsre_char, rsre_constants as consts
from rpython.rlib.rsre.rsre_constants import (
    OPCODE_ANY, OPCODE_ANY_ALL, OPCODE_ASSERT, OPCODE_ASSERT_NOT, OPCODE_AT, OPCODE_ATOMIC_GROUP,
    OPCODE_BRANCH, OPCODE_CATEGORY, OPCODE_FAILURE, OPCODE_GROUPREF, OPCODE_GROUPREF_EXISTS,
    OPCODE_GROUPREF_IGNORE, OPCODE_IN, OPCODE_IN_IGNORE, OPCODE_INFO, OPCODE_JUMP, OPCODE_LITERAL,
    OPCODE_LITERAL_IGNORE, OPCODE_MARK, OPCODE_MAX_UNTIL, OPCODE_MIN_REPEAT_ONE, OPCODE_MIN_UNTIL,
    OPCODE_NOT_LITERAL, OPCODE_NOT_LITERAL_IGNORE, OPCODE_POSSESSIVE_REPEAT,
    OPCODE_POSSESSIVE_REPEAT_ONE, OPCODE_REPEAT, OPCODE_REPEAT_ONE, OPCODE_SUCCESS,
    OPCODE_UNICODE_GENERAL_CATEGORY)

MAXREPEAT = rsre_char.MAXREPEAT


class Error(Exception):
    def __init__(self, msg):
        self.msg = msg


class Mark(object):
    """A position: before group gid // 2 + 1 if gid is even, else behind it."""
    _immutable_ = True

    def __init__(self, gid, position, prev):
        self.gid = gid
        self.position = position
        self.prev = prev


def find_mark(mark, gid):
    """The last position of a mark, or -1."""
    while mark is not None:
        if mark.gid == gid:
            return mark.position
        mark = mark.prev
    return -1


class Repeat(object):
    """A REPEAT whose body is executed: at pattern[ppos], for the count-th time, since
    `start`; outside of it is `outer`."""
    _immutable_ = True

    def __init__(self, ppos, count, start, outer):
        self.ppos = ppos
        self.count = count
        self.start = start
        self.outer = outer

# What to do with a Choice: go on there; go on there after one character less, down to
# `limit`; match one character more of the REPEAT_ONE there, the limit-th; try the next
# branch there.
GO_ON, ONE_LESS, ONE_MORE, NEXT_BRANCH = range(4)


class Choice(object):
    _immutable_ = True

    def __init__(self, kind, ppos, ptr, limit, marks, repeat, prev):
        self.kind = kind
        self.ppos = ppos
        self.ptr = ptr
        self.limit = limit
        self.marks = marks
        self.repeat = repeat
        self.prev = prev


class AbstractMatcher(object):
    ptr = 0
    marks = None

    def run(self, ppos, ptr, marks, whole):
        """Matches from pattern[ppos] at ptr. Then self.ptr is the end and self.marks has
        the groups. `whole`: the context says what counts as a match."""
        raise NotImplementedError


def make_matcher_class(name):
    """A class of matchers for one class of contexts, whose methods it calls directly."""

    class Matcher(AbstractMatcher):
        _immutable_fields_ = ['ctx', 'pattern']

        def __init__(self, ctx, pattern):
            self.ctx = ctx
            self.pattern = pattern
            self.ppos = 0
            self.repeat = None
            self.choice = None

        def run(self, ppos, ptr, marks, whole):
            self.ppos = ppos
            self.ptr = ptr
            self.marks = marks
            self.repeat = None
            self.choice = None
            while True:
                op = self.pattern.pat(self.ppos)
                if op == OPCODE_SUCCESS:
                    if not whole or self._is_enough():
                        return True
                    advanced = False
                elif self._is_for_one(op):
                    advanced = self._one(op)
                else:
                    advanced = self._control(op)
                if not advanced and not self._backtrack():
                    return False

        def _is_enough(self):
            mode = ord(self.ctx.match_mode)
            if mode == 0:
                return True
            if mode == 1:
                return self.ptr != self.ctx.match_start
            return self.ptr == self.ctx.end

        # ---- single characters --------------------------------------------------

        def _is_for_one(self, op):
            return (op == OPCODE_LITERAL or op == OPCODE_IN or op == OPCODE_ANY or
                    op == OPCODE_NOT_LITERAL or op == OPCODE_LITERAL_IGNORE or
                    op == OPCODE_IN_IGNORE or op == OPCODE_ANY_ALL or
                    op == OPCODE_NOT_LITERAL_IGNORE or op == OPCODE_CATEGORY or
                    op == OPCODE_UNICODE_GENERAL_CATEGORY)

        def _one(self, op):
            ptr = self.ptr
            if ptr >= self.ctx.end or not self._accepts(op, self.ppos, self.ctx.str(ptr)):
                return False
            self.ptr = self.ctx.next(ptr)
            if op == OPCODE_ANY or op == OPCODE_ANY_ALL:
                self.ppos += 1
            elif op == OPCODE_IN or op == OPCODE_IN_IGNORE:
                self.ppos += 1 + self.pattern.pat(self.ppos + 1)
            else:
                self.ppos += 2
            return True

        def _accepts(self, op, ppos, char):
            pattern = self.pattern
            if op == OPCODE_ANY:
                return not rsre_char.is_linebreak(char)
            if op == OPCODE_ANY_ALL:
                return True
            if op == OPCODE_LITERAL:
                return char == pattern.pat(ppos + 1)
            if op == OPCODE_NOT_LITERAL:
                return char != pattern.pat(ppos + 1)
            if op == OPCODE_IN:
                return rsre_char.check_charset(self.ctx, pattern, ppos + 2, char)
            if op == OPCODE_CATEGORY:
                return rsre_char.category_dispatch(pattern.pat(ppos + 1), char)
            if op == OPCODE_UNICODE_GENERAL_CATEGORY:
                return rsre_char._has_category(pattern.pat(ppos + 1), char)
            char = pattern.lowa(char)
            if op == OPCODE_LITERAL_IGNORE:
                return char == pattern.pat(ppos + 1)
            if op == OPCODE_NOT_LITERAL_IGNORE:
                return char != pattern.pat(ppos + 1)
            return rsre_char.check_charset(self.ctx, pattern, ppos + 2, char)

        # ---- other codes --------------------------------------------------------

        def _control(self, op):
            """Is the path still open? Then self.ppos is where it goes on."""
            ppos = self.ppos
            pattern = self.pattern
            if op == OPCODE_MARK:
                self.marks = Mark(pattern.pat(ppos + 1), self.ptr, self.marks)
                self.ppos = ppos + 2
                return True
            if op == OPCODE_JUMP or op == OPCODE_INFO:
                self.ppos = ppos + 1 + pattern.pat(ppos + 1)
                return True
            if op == OPCODE_BRANCH:
                return self._branch(ppos + 1)
            if op == OPCODE_AT:
                self.ppos = ppos + 2
                return self._is_at(pattern.pat(ppos + 1))
            if op == OPCODE_REPEAT_ONE:
                return self._repeat_one(True)
            if op == OPCODE_MIN_REPEAT_ONE:
                return self._min_repeat_one()
            if op == OPCODE_REPEAT:
                self.repeat = Repeat(ppos, 0, -1, self.repeat)
                self.ppos = ppos + 1 + pattern.pat(ppos + 1)
                return True
            if op == OPCODE_MAX_UNTIL or op == OPCODE_MIN_UNTIL:
                return self._until(op == OPCODE_MAX_UNTIL)
            if op == OPCODE_GROUPREF or op == OPCODE_GROUPREF_IGNORE:
                self.ppos = ppos + 2
                return self._group_again(pattern.pat(ppos + 1), op == OPCODE_GROUPREF_IGNORE)
            if op == OPCODE_ASSERT or op == OPCODE_ASSERT_NOT:
                return self._assert(op == OPCODE_ASSERT)
            if op == OPCODE_GROUPREF_EXISTS:
                start, end = self._group(pattern.pat(ppos + 1))
                if 0 <= start <= end:
                    self.ppos = ppos + 3
                else:
                    self.ppos = ppos + 2 + pattern.pat(ppos + 2)
                return True
            return self._possessive(op)

        def _possessive(self, op):
            if op == OPCODE_ATOMIC_GROUP:
                at = self.ppos
                self.ppos = at + 1 + self.pattern.pat(at + 1)
                return self._inside(at + 2)
            if op == OPCODE_POSSESSIVE_REPEAT_ONE:
                return self._repeat_one(False)
            if op == OPCODE_POSSESSIVE_REPEAT:
                return self._repeat_possessive()
            if op == OPCODE_FAILURE:
                return False
            raise Error("unknown code in a pattern")

        def _branch(self, at):
            """The alternatives start at `at`, each with the distance to the next one."""
            pattern = self.pattern
            while pattern.pat(at) != 0:
                following = at + pattern.pat(at)
                if self._may_start(at + 1):
                    if pattern.pat(following) != 0:
                        self.choice = Choice(NEXT_BRANCH, following, self.ptr, 0, self.marks,
                                             self.repeat, self.choice)
                    self.ppos = at + 1
                    return True
                at = following
            return False

        def _may_start(self, ppos):
            """False if the character here excludes what starts with a literal."""
            if self.pattern.pat(ppos) != OPCODE_LITERAL:
                return True
            return (self.ptr < self.ctx.end and
                    self.ctx.str(self.ptr) == self.pattern.pat(ppos + 1))

        def _inside(self, ppos):
            """Matches a part by itself: of its ways only the first one counts."""
            inner = Matcher(self.ctx, self.pattern)
            if not inner.run(ppos, self.ptr, self.marks, False):
                return False
            self.ptr = inner.ptr
            self.marks = inner.marks
            return True

        def _assert(self, wanted):
            """<ASSERT> <skip> <characters to go back> <pattern>"""
            ppos = self.ppos
            ptr = self.ptr
            for _ in range(self.pattern.pat(ppos + 2)):
                if ptr <= self.ctx.ZERO:
                    ptr = -1
                    break
                ptr = self.ctx.prev(ptr)
            found = False
            if ptr >= 0:
                inner = Matcher(self.ctx, self.pattern)
                found = inner.run(ppos + 3, ptr, self.marks, False)
                if found and wanted:
                    self.marks = inner.marks
            self.ppos = ppos + 1 + self.pattern.pat(ppos + 1)
            return found == wanted

        # ---- repetitions of one character ---------------------------------------

        def _item(self, ppos, ptr):
            """The position behind an item of one character at ptr, or -1."""
            op = self.pattern.pat(ppos)
            if op == OPCODE_GROUPREF or op == OPCODE_GROUPREF_IGNORE:
                return self._group_end(self.pattern.pat(ppos + 1), ptr,
                                       op == OPCODE_GROUPREF_IGNORE)
            if ptr >= self.ctx.end or not self._accepts(op, ppos, self.ctx.str(ptr)):
                return -1
            return self.ctx.next(ptr)

        def _items(self, ppos, ptr, count):
            """The position behind `count` items, or -1."""
            while count > 0:
                ptr = self._item(ppos, ptr)
                if ptr < 0:
                    return -1
                count -= 1
            return ptr

        def _repeat_one(self, gives_back):
            """<REPEAT_ONE> <skip> <min> <max> item <SUCCESS> tail"""
            at = self.ppos
            minimum = self.pattern.pat(at + 2)
            left = self.pattern.pat(at + 3) - minimum
            ptr = self._items(at + 4, self.ptr, minimum)
            if ptr < 0:
                return False
            limit = ptr
            while left > 0:
                following = self._item(at + 4, ptr)
                if following < 0:
                    break
                ptr = following
                left -= 1
            tail = at + 1 + self.pattern.pat(at + 1)
            if gives_back:
                return self._go_to_tail(tail, ptr, limit)
            self.ptr = ptr
            self.ppos = tail
            return True

        def _go_to_tail(self, tail, ptr, limit):
            """Goes on at the last position in limit .. ptr where the tail may start; the
            ones before it are another choice."""
            self.ptr = ptr
            while not self._may_start(tail):
                if self.ptr <= limit:
                    return False
                self.ptr = self.ctx.prev(self.ptr)
            self.ppos = tail
            if self.ptr > limit:
                self.choice = Choice(ONE_LESS, tail, self.ptr, limit, self.marks, self.repeat,
                                     self.choice)
            return True

        def _min_repeat_one(self):
            at = self.ppos
            minimum = self.pattern.pat(at + 2)
            ptr = self._items(at + 4, self.ptr, minimum)
            if ptr < 0:
                return False
            self.ptr = ptr
            self._lazy_tail(at, minimum)
            return True

        def _lazy_tail(self, at, count):
            """After `count` items; one more is another choice."""
            if count < self.pattern.pat(at + 3):
                self.choice = Choice(ONE_MORE, at, self.ptr, count, self.marks, self.repeat,
                                     self.choice)
            self.ppos = at + 1 + self.pattern.pat(at + 1)

        # ---- repetitions of anything --------------------------------------------

        def _until(self, greedy):
            """<REPEAT> <skip> <min> <max> item <MAX_UNTIL|MIN_UNTIL> tail, at UNTIL."""
            current = self.repeat
            if current is None:
                raise Error("a repetition ends that did not start")
            at = current.ppos
            count = current.count
            tail = self.ppos + 1
            again = Repeat(at, count + 1, self.ptr, current.outer)
            if count < self.pattern.pat(at + 2):
                self.repeat = again
                self.ppos = at + 4
                return True
            maximum = self.pattern.pat(at + 3)
            # An item that matched nothing would do so for ever.
            more = (count < maximum or maximum == MAXREPEAT) and self.ptr != current.start
            if greedy and more:
                self.choice = Choice(GO_ON, tail, self.ptr, 0, self.marks, current.outer,
                                     self.choice)
                self.repeat = again
                self.ppos = at + 4
                return True
            if more:
                self.choice = Choice(GO_ON, at + 4, self.ptr, 0, self.marks, again, self.choice)
            self.repeat = current.outer
            self.ppos = tail
            return True

        def _repeat_possessive(self):
            """<POSSESSIVE_REPEAT> <skip> <min> <max> item <SUCCESS> tail; skip leads to
            SUCCESS."""
            at = self.ppos
            maximum = self.pattern.pat(at + 3)
            count = 0
            while count < maximum:
                before = self.ptr
                if not self._inside(at + 4):
                    break
                count += 1
                if self.ptr == before:
                    break
            self.ppos = at + 2 + self.pattern.pat(at + 1)
            return count >= self.pattern.pat(at + 2)

        # ---- groups -------------------------------------------------------------

        def _group(self, number):
            return (find_mark(self.marks, 2 * number), find_mark(self.marks, 2 * number + 1))

        def _group_end(self, number, ptr, ignore_case):
            """The position behind the group's text at ptr, or -1."""
            start, end = self._group(number)
            if start < 0 or end < start:
                return -1
            while start < end:
                if ptr >= self.ctx.end:
                    return -1
                expected = self.ctx.str(start)
                found = self.ctx.str(ptr)
                if ignore_case:
                    expected = self.pattern.lowa(expected)
                    found = self.pattern.lowa(found)
                if expected != found:
                    return -1
                start = self.ctx.next(start)
                ptr = self.ctx.next(ptr)
            return ptr

        def _group_again(self, number, ignore_case):
            end = self._group_end(number, self.ptr, ignore_case)
            if end < 0:
                return False
            self.ptr = end
            return True

        # ---- places -------------------------------------------------------------

        def _is_at(self, where):
            ptr = self.ptr
            ctx = self.ctx
            if where == consts.AT_BEGINNING or where == consts.AT_BEGINNING_STRING:
                return ptr == ctx.ZERO
            if where == consts.AT_BEGINNING_LINE:
                return ptr <= ctx.ZERO or self._before_is_linebreak()
            if where == consts.AT_END_STRING:
                return ptr == ctx.end
            if where == consts.AT_END:
                return (ptr == ctx.end or (rsre_char.is_linebreak(ctx.str(ptr)) and
                                           ctx.next(ptr) == ctx.end))
            if where == consts.AT_END_LINE:
                return ptr == ctx.end or rsre_char.is_linebreak(ctx.str(ptr))
            return self._is_at_boundary(where)

        def _before_is_linebreak(self):
            return rsre_char.is_linebreak(self.ctx.str(self.ctx.prev(self.ptr)))

        def _is_at_boundary(self, where):
            ctx = self.ctx
            if ctx.end == 0:
                return False
            unicode_rules = where == consts.AT_UNI_BOUNDARY or where == consts.AT_UNI_NON_BOUNDARY
            before = False
            if self.ptr > ctx.ZERO:
                before = _is_word(ctx.str(ctx.prev(self.ptr)), unicode_rules)
            after = self.ptr < ctx.end and _is_word(ctx.str(self.ptr), unicode_rules)
            if (where == consts.AT_BOUNDARY or where == consts.AT_LOC_BOUNDARY or
                    where == consts.AT_UNI_BOUNDARY):
                return before != after
            return before == after

        # ---- another way --------------------------------------------------------

        def _backtrack(self):
            """Goes on at the last choice that leads anywhere."""
            while self.choice is not None:
                choice = self.choice
                self.choice = choice.prev
                self.ppos = choice.ppos
                self.ptr = choice.ptr
                self.marks = choice.marks
                self.repeat = choice.repeat
                if choice.kind == GO_ON:
                    return True
                if choice.kind == NEXT_BRANCH:
                    if self._branch(choice.ppos):
                        return True
                elif choice.kind == ONE_LESS:
                    before = self.ctx.prev(choice.ptr)
                    if self._go_to_tail(choice.ppos, before, choice.limit):
                        return True
                else:
                    following = self._item(choice.ppos + 4, choice.ptr)
                    if following >= 0:
                        self.ptr = following
                        self._lazy_tail(choice.ppos, choice.limit + 1)
                        return True
            return False

    Matcher.__name__ = name
    return Matcher


def _is_word(char, unicode_rules):
    if unicode_rules:
        return rsre_char.is_uni_word(char)
    return rsre_char.is_word(char)
