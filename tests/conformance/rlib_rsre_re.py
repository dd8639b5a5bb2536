# rsre_re: matching, searching, groups, findall, split; all kinds of patterns.
from rpython.rlib.rsre import rsre_re as re


def show(name, m):
    if m is None:
        print name, "-"
        return
    print name, m.start(), m.end(), "[" + (m.group(0) or "") + "]"


def entry_point(argv):
    show("lit", re.match("abc", "abcdef"))
    show("lit2", re.match("abd", "abcdef"))
    show("search", re.search("c.e", "abcdef"))
    show("alt", re.search("foo|bar|baz", "a baz b"))
    show("cls", re.search("[a-c]+[^a-c]", "xxabcabcz"))
    show("neg", re.search("[^x]", "xxxy"))
    show("dig", re.search(r"\d+\.\d*", "pi 3.14159 e"))
    show("word", re.search(r"\b\w+\b", "  hello_1 world"))
    show("nonb", re.search(r"\Bl", "hello"))
    show("space", re.search(r"\s+\S", "ab \t\nc"))
    show("star", re.match("a*b", "aaab"))
    show("plus", re.match("a+b", "b"))
    show("opt", re.match("colou?r", "color"))
    show("cnt", re.match("a{2,3}", "aaaa"))
    show("cnt2", re.match("(ab){2}", "ababab"))
    show("lazy", re.match("<.*?>", "<a><b>"))
    show("greedy", re.match("<.*>", "<a><b>"))
    show("lazygrp", re.match("(?:ab)+?c", "ababc"))
    show("bol", re.search("^b", "a\nb"))
    show("mbol", re.search("^b", "a\nb", re.M))
    show("eol", re.search("a$", "a\n"))
    show("meol", re.search("a$", "a\nb", re.M))
    show("dotall", re.match("a.b", "a\nb", re.S))
    show("nodot", re.match("a.b", "a\nb"))
    show("icase", re.match("HeLLo[a-c]", "hEllOB", re.I))
    show("iset", re.match("[^x]X", "yx", re.I))
    show("A", re.search(r"\Ab", "ab"))
    show("Z", re.search(r"b\Z", "ab"))
    show("look", re.search("foo(?=bar)", "foobaz foobar"))
    show("nlook", re.search("foo(?!bar)", "foobar foobaz"))
    show("behind", re.search("(?<=a)b", "bab"))
    show("nbehind", re.search("(?<!a)b", "abb"))
    show("verbose", re.match(r"""a   # an a
                                 \ b # space b""", "a b", re.X))
    m = re.match(r"(\w+) (\w+)", "hello world")
    print m.group(1), m.group(2), m.span(1), m.span(2), "|".join(m.groups())
    m = re.match(r"(a)|(b)", "b")
    print int(m.group(1) is None), m.group(2), m.start(1), m.lastindex
    m = re.match(r"(?P<key>\w+)=(?P<value>.*)", "x=12")
    d = m.groupdict()
    print d["key"], d["value"], m.lastgroup
    show("backref", re.search(r"(\w)\1", "hello"))
    show("namedref", re.search(r"(?P<q>['\"]).*?(?P=q)", "say 'it \" x' y"))
    show("cond", re.match(r"(<)?a(?(1)>|!)", "<a>"))
    show("cond2", re.match(r"(<)?a(?(1)>|!)", "a!"))
    show("cond3", re.match(r"(<)?a(?(1)>|!)", "<a!"))
    show("nest", re.match(r"((a|b)*c)*d", "abcacbcd"))
    show("empty", re.match("(a*)*b", "aaac"))
    show("empty2", re.match("(a*)+", "aaac"))
    show("hex", re.match(r"\x41\t\101", "A\tA"))
    print " ".join(re.findall("[a-z]+", "ab 12 cd ef3g"))
    print " ".join(re.findall("([a-z])[0-9]", "a1 b c2"))
    print "|".join(re.split("[,;] *", "a, b;c,d"))
    print "|".join(re.split("x*", "axbxc"))
    total = 0
    for m in re.finditer(r"\d+", "1 22 333"):
        total += int(m.group())
    print total
    p = re.compile("b+")
    show("pos", p.search("abbb", 2))
    show("endpos", p.search("abbb", 0, 3))
    show("posm", p.match("abbb", 1))
    print p.pattern, p.groups
    show("long", re.match("(?:a|ab)(?:c|bcd)(?:d*)", "abcd"))
    big = "x" * 5000 + "y"
    show("big", re.match("(?:x|z)*y", big[4990:]))
    print re.match("(?:x|z)*y", big).end(), re.search("y", big).start(), re.match("x*?y", big).end()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
