"""Matching and searching: match(), fullmatch() and search() of strings, match_context()
and search_context() of anything that has a context."""
import sys

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rsre import rsre_char, rsre_constants as consts
from rpython.rlib.rsre.rsre_constants import *
from rpython.rlib.rsre.rsre_context import (
    AbstractMatchContext, BufMatchContext, EndOfString, FixedMatchContext, MODE_ANY, MODE_FULL,
    MODE_NONEMPTY, StrMatchContext, UnicodeMatchContext)
from rpython.rlib.rsre.rsre_matcher import Error, Mark, find_mark

specializectx = specialize.argtype(0)


class CompiledPattern(object):
    _immutable_fields_ = ['pattern[*]', 'flags']

    def __init__(self, pattern, flags=0):
        self.pattern = pattern
        self.flags = flags

    def pat(self, index):
        """A word of the code."""
        return self.pattern[index]

    def lowa(self, char_ord):
        """The character in lower case, by the pattern's rules."""
        return rsre_char.getlower(char_ord, self.flags)


# ---- strings ----------------------------------------------------------------

def _adjust(start, end, length):
    """The bounds cut to 0 .. length."""
    if start < 0:
        start = 0
    elif start > length:
        start = length
    if end < 0:
        end = 0
    elif end > length:
        end = length
    return start, end


@specialize.argtype(1)
def _context(pattern, string, start, end):
    start, end = _adjust(start, end, len(string))
    if isinstance(string, unicode):
        return UnicodeMatchContext(string, start, end)
    return StrMatchContext(string, start, end)


@specialize.argtype(1)
def match(pattern, string, start=0, end=sys.maxint, fullmatch=False):
    """The context if the pattern matches at start, else None."""
    ctx = _context(pattern, string, start, end)
    if fullmatch:
        ctx.match_mode = MODE_FULL
    if match_context(ctx, pattern):
        return ctx
    return None


@specialize.argtype(1)
def fullmatch(pattern, string, start=0, end=sys.maxint):
    return match(pattern, string, start, end, True)


@specialize.argtype(1)
def search(pattern, string, start=0, end=sys.maxint):
    """The context of the first match at start or later, else None."""
    ctx = _context(pattern, string, start, end)
    if search_context(ctx, pattern):
        return ctx
    return None


# ---- contexts ---------------------------------------------------------------

@specialize.argtype(0)
def match_context(ctx, pattern):
    ctx.match_marks_flat = None
    if ctx.match_start > ctx.end:
        return False
    return _match_at(ctx, pattern, 0, ctx.match_start)


@specialize.argtype(0)
def _match_at(ctx, pattern, base, start):
    matcher = ctx.matcher_class(ctx, pattern)
    if not matcher.run(base, start, None, True):
        return False
    ctx.match_start = start
    ctx.match_end = matcher.ptr
    ctx.match_marks = matcher.marks
    return True


@specialize.argtype(0)
def search_context(ctx, pattern):
    ctx.match_marks_flat = None
    base = 0
    charset = 0                 # of the first character
    if pattern.pat(0) == OPCODE_INFO:
        mask = pattern.pat(2)
        if mask & consts.SRE_INFO_CHARSET and not mask & consts.SRE_INFO_PREFIX:
            charset = 5
        base = 1 + pattern.pat(1)
    first = ctx.match_start
    if _search_from(ctx, pattern, base, charset, first):
        return True
    ctx.match_start = first
    return False


@specialize.argtype(0)
def _search_from(ctx, pattern, base, charset, start):
    while start <= ctx.end:
        start = _next_start(ctx, pattern, base, charset, start)
        if start < 0:
            return False
        ctx.match_start = start
        if _match_at(ctx, pattern, base, start):
            return True
        if ctx.match_mode == MODE_NONEMPTY:
            ctx.match_mode = MODE_ANY
        if start == ctx.end:
            return False
        start = ctx.next(start)
    return False


@specialize.argtype(0)
def _next_start(ctx, pattern, base, charset, start):
    """The next position where a match can start, or -1, by its first character."""
    if pattern.pat(base) == OPCODE_LITERAL:
        wanted = pattern.pat(base + 1)
        while start < ctx.end:
            if ctx.str(start) == wanted:
                return start
            start = ctx.next(start)
        return -1
    if charset:
        while start < ctx.end:
            if rsre_char.check_charset(ctx, pattern, charset, ctx.str(start)):
                return start
            start = ctx.next(start)
        return -1
    return start
