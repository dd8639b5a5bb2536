"""Where a pattern is matched: a context has the text, what is matched, and after a
match its end and the positions of the groups."""
from rpython.rlib.debug import check_nonneg
from rpython.rlib.rsre.rsre_matcher import find_mark, make_matcher_class

MODE_ANY = '\x00'               # an empty match is fine
MODE_NONEMPTY = '\x01'          # the match must not be empty
MODE_FULL = '\x02'              # it must reach the end


class EndOfString(Exception):
    pass


class AbstractMatchContext(object):
    """Subclasses have str(index), the number of the character there."""
    _immutable_fields_ = ['end']
    match_start = 0
    match_end = 0
    match_marks = None
    match_marks_flat = None
    match_lastindex = -1
    match_mode = MODE_ANY
    ZERO = 0

    def __init__(self, match_start, end):
        # Neither may be negative or beyond the text.
        check_nonneg(match_start)
        check_nonneg(end)
        self.match_start = match_start
        self.end = end

    def reset(self, start, must_advance=False):
        """Matching starts anew, elsewhere."""
        self.match_start = start
        self.match_marks = None
        self.match_marks_flat = None
        self.match_mode = MODE_NONEMPTY if must_advance else MODE_ANY

    def str(self, index):
        raise NotImplementedError

    def fresh_copy(self, start):
        raise NotImplementedError

    # ---- positions --------------------------------------------------------------

    def next(self, position):
        return position + 1

    def prev(self, position):
        """The position before; EndOfString at the start."""
        position -= 1
        if position < 0:
            raise EndOfString
        return position

    def next_n(self, position, n, end_position):
        position += n
        if position > end_position:
            raise EndOfString
        return position

    def prev_n(self, position, n, start_position):
        position -= n
        if position < start_position:
            raise EndOfString
        return position

    def next_indirect(self, position):
        return self.next(position)

    def prev_indirect(self, position):
        return self.prev(position)

    def debug_check_pos(self, position):
        pass

    def maximum_distance(self, position_low, position_high):
        return position_high - position_low

    def bytes_difference(self, position1, position2):
        return position1 - position2

    def go_forward_by_bytes(self, base_position, index):
        return base_position + index

    # ---- groups -----------------------------------------------------------------

    def get_mark(self, gid):
        """The position of a mark: 2 * n before group n + 1, 2 * n + 1 behind it; or -1."""
        return find_mark(self.match_marks, gid)

    def flatten_marks(self):
        """[start, end] of the match and of each group; -1 for no position."""
        if self.match_marks_flat is None:
            self._compute_flattened_marks()
        return self.match_marks_flat

    def _compute_flattened_marks(self):
        flat = [self.match_start, self.match_end]
        mark = self.match_marks
        self.match_lastindex = -1
        if mark is not None:
            self.match_lastindex = mark.gid
        while mark is not None:
            index = mark.gid + 2
            while index >= len(flat):
                flat.append(-1)
            if flat[index] == -1:
                flat[index] = mark.position
            mark = mark.prev
        self.match_marks_flat = flat
        self.match_marks = None

    def span(self, groupnum=0):
        flat = self.flatten_marks()
        index = 2 * groupnum
        if index + 1 >= len(flat):
            return (-1, -1)
        return (flat[index], flat[index + 1])


class FixedMatchContext(AbstractMatchContext):
    """Each character takes one position."""


class BufMatchContext(FixedMatchContext):
    """A buffer, or whatever has getitem()."""
    _immutable_fields_ = ['_buffer']
    matcher_class = make_matcher_class('BufMatcher')

    def __init__(self, buf, match_start, end):
        FixedMatchContext.__init__(self, match_start, end)
        self._buffer = buf

    def str(self, index):
        check_nonneg(index)
        return ord(self._buffer.getitem(index)[0])

    def fresh_copy(self, start):
        return BufMatchContext(self._buffer, start, self.end)


class StrMatchContext(FixedMatchContext):
    _immutable_fields_ = ['_string']
    matcher_class = make_matcher_class('StrMatcher')

    def __init__(self, string, match_start, end):
        FixedMatchContext.__init__(self, match_start, end)
        self._string = string

    def str(self, index):
        check_nonneg(index)
        return ord(self._string[index])

    def fresh_copy(self, start):
        return StrMatchContext(self._string, start, self.end)

    def get_single_byte(self, base_position, index):
        return self.str(base_position + index)

    def group(self, groupnum=0):
        """The text of a group, or None."""
        start, end = self.span(groupnum)
        if 0 <= start <= end:
            return self._string[start:end]
        return None


class UnicodeMatchContext(FixedMatchContext):
    _immutable_fields_ = ['_unicodestr']
    matcher_class = make_matcher_class('UnicodeMatcher')

    def __init__(self, unicodestr, match_start, end):
        FixedMatchContext.__init__(self, match_start, end)
        self._unicodestr = unicodestr

    def str(self, index):
        check_nonneg(index)
        return ord(self._unicodestr[index])

    def fresh_copy(self, start):
        return UnicodeMatchContext(self._unicodestr, start, self.end)

    def get_single_byte(self, base_position, index):
        return self.str(base_position + index)

    def group(self, groupnum=0):
        start, end = self.span(groupnum)
        if 0 <= start <= end:
            return self._unicodestr[start:end]
        return None
