"""Compiles the trees of sre_parse to code."""
from rpython.rlib.rsre import rsre_char
from rpython.rlib.rsre.rpy import sre_parse
from rpython.rlib.rsre.rpy.sre_parse import error
from rpython.rlib.rsre.rsre_constants import *

MAXREPEAT = rsre_char.MAXREPEAT


def width_of(node):
    """Least and greatest length of what the node matches."""
    kind = node[0]
    if kind in ('literal', 'not_literal', 'any', 'in'):
        return 1, 1
    if kind in ('at', 'assert'):
        return 0, 0
    if kind == 'sequence':
        widths = [width_of(child) for child in node[1]]
        return sum([low for low, _ in widths]), min(sum([high for _, high in widths]), MAXREPEAT)
    if kind == 'group':
        return width_of(node[2])
    if kind == 'branch':
        widths = [width_of(child) for child in node[1]]
        return min([low for low, _ in widths]), max([high for _, high in widths])
    if kind == 'repeat':
        low, high = width_of(node[4])
        return low * node[1], min(high * node[2], MAXREPEAT)
    if kind == 'if':
        yes = width_of(node[2])
        no = (0, 0) if node[3] is None else width_of(node[3])
        return min(yes[0], no[0]), max(yes[1], no[1])
    return 0, MAXREPEAT         # a reference


class Compiler(object):
    def __init__(self, flags):
        self.flags = flags
        self.code = []

    def emit(self, *words):
        self.code.extend(words)

    def skip(self):
        """Room for the distance to what follows; see land()."""
        self.code.append(0)
        return len(self.code) - 1

    def land(self, skip):
        self.code[skip] = len(self.code) - skip

    def node(self, node):
        getattr(self, 'emit_' + node[0])(*node[1:])

    def emit_sequence(self, nodes):
        for node in nodes:
            self.node(node)

    # ---- characters -------------------------------------------------------------

    def lower(self, code):
        return rsre_char.getlower(code, self.flags)

    def emit_literal(self, code):
        if self.flags & SRE_FLAG_IGNORECASE:
            self.emit(OPCODE_LITERAL_IGNORE, self.lower(code))
        else:
            self.emit(OPCODE_LITERAL, code)

    def emit_not_literal(self, code):
        if self.flags & SRE_FLAG_IGNORECASE:
            self.emit(OPCODE_NOT_LITERAL_IGNORE, self.lower(code))
        else:
            self.emit(OPCODE_NOT_LITERAL, code)

    def emit_any(self):
        self.emit(OPCODE_ANY_ALL if self.flags & SRE_FLAG_DOTALL else OPCODE_ANY)

    def emit_in(self, negated, items):
        self.emit(OPCODE_IN_IGNORE if self.flags & SRE_FLAG_IGNORECASE else OPCODE_IN)
        skip = self.skip()
        self.set(negated, items)
        self.land(skip)

    def set(self, negated, items):
        if negated:
            self.emit(OPCODE_NEGATE)
        bitmap = self.bitmap(items)
        if bitmap is not None:
            self.emit(OPCODE_CHARSET, *bitmap)
            items = [item for item in items if item[0] == 'category']
        for item in items:
            self.set_item(item)
        self.emit(OPCODE_FAILURE)

    def bitmap(self, items):
        """The words for all but the categories, if that is worth it and possible."""
        ranges = [item for item in items if item[0] != 'category']
        if len(ranges) < 2 or max([item[-1] for item in ranges]) > 255:
            return None
        words = [0] * 8
        for item in ranges:
            for code in range(item[1], item[-1] + 1):
                if self.flags & SRE_FLAG_IGNORECASE:
                    code = self.lower(code)
                    if code > 255:
                        return None
                words[code >> 5] |= 1 << (code & 31)
        return words

    def set_item(self, item):
        fold = self.flags & SRE_FLAG_IGNORECASE
        if item[0] == 'literal':
            self.emit(OPCODE_LITERAL, self.lower(item[1]) if fold else item[1])
        elif item[0] == 'range':
            self.emit(OPCODE27_RANGE_IGNORE if fold else OPCODE_RANGE, item[1], item[2])
        else:
            self.emit(OPCODE_CATEGORY, self.category(item[1]))

    def category(self, name):
        if self.flags & SRE_FLAG_LOCALE and name.endswith('WORD'):
            name = 'LOC_' + name
        elif self.flags & SRE_FLAG_UNICODE and not self.flags & SRE_FLAG_LOCALE:
            name = 'UNI_' + name
        return CHCODES['CATEGORY_' + name]

    def emit_at(self, name):
        if self.flags & SRE_FLAG_MULTILINE and name in ('BEGINNING', 'END'):
            name += '_LINE'
        if name.endswith('BOUNDARY'):
            if self.flags & SRE_FLAG_LOCALE:
                name = 'LOC_' + name
            elif self.flags & SRE_FLAG_UNICODE:
                name = 'UNI_' + name
        self.emit(OPCODE_AT, ATCODES['AT_' + name])

    # ---- structure --------------------------------------------------------------

    def emit_group(self, number, node):
        if number is None:
            self.node(node)
            return
        self.emit(OPCODE_MARK, 2 * (number - 1))
        self.node(node)
        self.emit(OPCODE_MARK, 2 * (number - 1) + 1)

    def emit_ref(self, number):
        fold = self.flags & SRE_FLAG_IGNORECASE
        self.emit(OPCODE_GROUPREF_IGNORE if fold else OPCODE_GROUPREF, number - 1)

    def emit_branch(self, nodes):
        self.emit(OPCODE_BRANCH)
        ends = []
        for node in nodes:
            skip = self.skip()
            self.node(node)
            self.emit(OPCODE_JUMP)
            ends.append(self.skip())
            self.land(skip)
        self.emit(OPCODE_FAILURE)
        for end in ends:
            self.land(end)

    def emit_repeat(self, least, most, greedy, node):
        if node[0] in ('literal', 'not_literal', 'any', 'in'):
            self.emit(OPCODE_REPEAT_ONE if greedy else OPCODE_MIN_REPEAT_ONE)
            skip = self.skip()
            self.emit(least, most)
            self.node(node)
            self.emit(OPCODE_SUCCESS)
            self.land(skip)
            return
        self.emit(OPCODE_REPEAT)
        skip = self.skip()
        self.emit(least, most)
        self.node(node)
        self.land(skip)
        self.emit(OPCODE_MAX_UNTIL if greedy else OPCODE_MIN_UNTIL)

    def emit_assert(self, behind, wanted, node):
        self.emit(OPCODE_ASSERT if wanted else OPCODE_ASSERT_NOT)
        skip = self.skip()
        back = 0
        if behind:
            back, most = width_of(node)
            if back != most:
                raise error("look-behind requires fixed-width pattern")
        self.emit(back)
        self.node(node)
        self.emit(OPCODE_SUCCESS)
        self.land(skip)

    def emit_if(self, number, yes, no):
        self.emit(OPCODE_GROUPREF_EXISTS, number - 1)
        skip = self.skip()
        self.node(yes)
        if no is not None:
            self.emit(OPCODE_JUMP)
            end = self.skip()
            self.land(skip)
            self.node(no)
            self.land(end)
        else:
            self.land(skip)

    # ---- the start --------------------------------------------------------------

    def info(self, tree):
        """A set that the first character is in, for searching."""
        first = first_characters(tree)
        if self.flags & SRE_FLAG_IGNORECASE or first is None:
            return
        low, high = width_of(tree)
        self.emit(OPCODE_INFO)
        skip = self.skip()
        self.emit(SRE_INFO_CHARSET, low, high)
        self.set(first[0], first[1])
        self.land(skip)


def first_characters(node):
    """(negated, items) of the set of characters that a match starts with, or None."""
    kind = node[0]
    if kind == 'sequence':
        for child in node[1]:
            if child[0] == 'at' and not child[1].endswith('BOUNDARY'):
                return None
            return first_characters(child)
        return None
    if kind == 'literal':
        return False, [node]
    if kind == 'not_literal':
        return True, [('literal', node[1])]
    if kind == 'in':
        return node[1], node[2]
    if kind == 'group':
        return first_characters(node[2])
    if kind == 'repeat' and node[1] > 0:
        return first_characters(node[4])
    if kind == 'branch':
        items = []
        for child in node[1]:
            first = first_characters(child)
            if first is None or first[0]:
                return None
            items.extend(first[1])
        return False, items
    return None


def get_code(regexp, flags=0, allargs=False):
    """The CompiledPattern; with allargs also the flags and (number of groups, numbers by
    names, names by numbers)."""
    from rpython.rlib.rsre.rsre_core import CompiledPattern
    tree, parser = sre_parse.parse(regexp, flags)
    flags = parser.flags
    if isinstance(regexp, unicode):
        flags |= SRE_FLAG_UNICODE
    compiler = Compiler(flags)
    if not (tree[0] == 'sequence' and tree[1] and tree[1][0][0] == 'literal'):
        compiler.info(tree)
    compiler.node(tree)
    compiler.emit(OPCODE_SUCCESS)
    code = CompiledPattern(compiler.code, flags)
    if not allargs:
        return code
    names = [None] * (parser.groups + 1)
    for name, number in parser.names.items():
        names[number] = name
    return code, flags, (parser.groups, parser.names, names)
