"""Matching in unicode texts that are encoded as UTF-8; positions count bytes."""
import sys

from rpython.rlib import rutf8
from rpython.rlib.debug import check_nonneg
from rpython.rlib.rsre.rsre_context import AbstractMatchContext, EndOfString, MODE_FULL
from rpython.rlib.rsre.rsre_core import _adjust, match_context, search_context
from rpython.rlib.rsre.rsre_matcher import make_matcher_class


class Utf8MatchContext(AbstractMatchContext):
    matcher_class = make_matcher_class('Utf8Matcher')

    def __init__(self, utf8string, match_start, end):
        AbstractMatchContext.__init__(self, match_start, end)
        self._utf8 = utf8string

    def str(self, index):
        check_nonneg(index)
        return rutf8.codepoint_at_pos(self._utf8, index)

    def fresh_copy(self, start):
        return Utf8MatchContext(self._utf8, start, self.end)

    def get_single_byte(self, base_position, index):
        return self._utf8[base_position + index]

    def next(self, position):
        return rutf8.next_codepoint_pos(self._utf8, position)

    def prev(self, position):
        if position <= 0:
            raise EndOfString
        position = rutf8.prev_codepoint_pos(self._utf8, position)
        assert position >= 0
        return position

    def next_n(self, position, n, end_position):
        for _ in range(n):
            if position >= end_position:
                raise EndOfString
            position = self.next(position)
        return position

    def prev_n(self, position, n, start_position):
        for _ in range(n):
            if position <= start_position:
                raise EndOfString
            position = self.prev(position)
        return position


def make_utf8_ctx(utf8string, bytestart, byteend):
    start, end = _adjust(bytestart, byteend, len(utf8string))
    return Utf8MatchContext(utf8string, start, end)


def utf8search(pattern, utf8string, bytestart=0, byteend=sys.maxint):
    """The bounds must lie between characters."""
    ctx = make_utf8_ctx(utf8string, bytestart, byteend)
    if search_context(ctx, pattern):
        return ctx
    return None


def utf8match(pattern, utf8string, bytestart=0, byteend=sys.maxint, fullmatch=False):
    ctx = make_utf8_ctx(utf8string, bytestart, byteend)
    if fullmatch:
        ctx.match_mode = MODE_FULL
    if match_context(ctx, pattern):
        return ctx
    return None
