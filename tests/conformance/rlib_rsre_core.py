# rsre_core: contexts, code made by hand and by get_code, modes, sets, repeats.
from rpython.rlib.rsre import rsre_core, rsre_char, rsre_constants as c
from rpython.rlib.rsre.rpy import get_code
from rpython.rlib.rsre.rsre_core import StrMatchContext, UnicodeMatchContext, CompiledPattern
from rpython.rlib.rsre.rsre_char import MAXREPEAT
from rpython.rlib.rsre.rsre_utf8 import utf8search, utf8match

WORDS = get_code(r"(\w+)\s+(\w+)?")
NESTED = get_code(r"((a|bc)*d)+")
LAZY = get_code(r"x.*?y")
SETS = get_code(r"[a-z0-9_]+|[^\s\d]")
UNI = get_code(u"[\u0391-\u03a9]+")
# a(b|c)*d by hand
MADE = CompiledPattern([
    c.OPCODE_LITERAL, ord('a'),
    c.OPCODE_REPEAT, 15, 0, MAXREPEAT,
    c.OPCODE_MARK, 0,
    c.OPCODE_BRANCH, 5, c.OPCODE_LITERAL, ord('b'), c.OPCODE_JUMP, 7, 5, c.OPCODE_LITERAL, ord('c'),
    c.OPCODE_JUMP, 2, 0,
    c.OPCODE_MARK, 1,
    c.OPCODE_MAX_UNTIL,
    c.OPCODE_LITERAL, ord('d'), c.OPCODE_SUCCESS], 0)
ANY = CompiledPattern([c.OPCODE_REPEAT_ONE, 5, 1, MAXREPEAT, c.OPCODE_ANY, c.OPCODE_SUCCESS, c.OPCODE_SUCCESS], 0)
AT = CompiledPattern([c.OPCODE_AT, c.AT_BOUNDARY, c.OPCODE_IN, 4, c.OPCODE_NEGATE, c.OPCODE_LITERAL, ord('z'), c.OPCODE_FAILURE, c.OPCODE_SUCCESS], 0)
AT.pattern[3] = 5
MADE.pattern[3] = 19


def show(name, ctx):
    if ctx is None:
        print name, "no match"
        return
    marks = ctx.flatten_marks()
    print name, ctx.match_start, ctx.match_end, " ".join([str(m) for m in marks])


def entry_point(argv):
    show("words", rsre_core.match(WORDS, "hello  world"))
    show("words2", rsre_core.search(WORDS, "!! hello  "))
    show("words3", rsre_core.match(WORDS, "hello"))
    show("start", rsre_core.search(WORDS, "a b c d", 2))
    show("end", rsre_core.search(WORDS, "a b c d", 2, 4))
    show("nested", rsre_core.match(NESTED, "abcdadx"))
    show("full", rsre_core.fullmatch(NESTED, "abcdad"))
    show("notfull", rsre_core.fullmatch(NESTED, "abcdadx"))
    show("lazy", rsre_core.search(LAZY, "axbbyby"))
    show("lazyfull", rsre_core.fullmatch(LAZY, "xbbyby"))
    show("sets", rsre_core.search(SETS, "  A9"))
    show("made", rsre_core.match(MADE, "abcbd"))
    show("made0", rsre_core.match(MADE, "ad"))
    show("made-", rsre_core.match(MADE, "abcb"))
    ctx = StrMatchContext("one two", 0, 7)
    print int(rsre_core.match_context(ctx, ANY)), ctx.match_end
    ctx = StrMatchContext("one two", 0, 3)
    print int(rsre_core.search_context(ctx, WORDS))
    ctx = StrMatchContext("..zone", 0, 6)
    print int(rsre_core.search_context(ctx, AT)), ctx.match_start, ctx.group(0)
    ctx = StrMatchContext("one two", 0, 7)
    rsre_core.search_context(ctx, WORDS)
    print ctx.get_mark(0), ctx.get_mark(1), ctx.get_mark(2), ctx.get_mark(3)
    print ctx.span(1)[0], ctx.span(1)[1], ctx.group(2), ctx.group(1)
    u = UnicodeMatchContext(u"xx\u0391\u0392\u03c9", 0, 5)
    print int(rsre_core.search_context(u, UNI)), u.match_start, u.match_end
    ctx = utf8search(UNI, "xx\xce\x91\xce\x92\xcf\x89")
    print ctx.match_start, ctx.match_end
    print int(utf8match(UNI, "xx") is None)
    for n in [48, 65, 95, 32, 10, 200]:
        print int(rsre_char.is_digit(n)), int(rsre_char.is_word(n)), int(rsre_char.is_space(n)),
    print
    print c.OPCODE_IN, c.OPCODE_REPEAT, c.OPCODE_MAX_UNTIL, c.AT_END_STRING, int(c.V37), MAXREPEAT
    start, end = rsre_core._adjust(-3, 100, 10)
    print start, end
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
