# Text processing: word wrap, justify, caesar, csv, templates, roman, run-length, palindromes, anagrams.
from rpython.rlib.rstring import StringBuilder, split, rsplit, replace, startswith, endswith

TEXT = """It was the best of times, it was the worst of times, it was the age of wisdom, it was the age
of foolishness, it was the epoch of belief,  it was the epoch of incredulity."""


def wrap(text, width):
    lines = []
    cur = ""
    for w in text.split():
        if not cur:
            cur = w
        elif len(cur) + 1 + len(w) <= width:
            cur += " " + w
        else:
            lines.append(cur)
            cur = w
    if cur:
        lines.append(cur)
    return lines


def justify(line, width):
    words = line.split(" ")
    if len(words) == 1:
        return line
    gaps = len(words) - 1
    spaces = width - len("".join(words))
    b = StringBuilder(width)
    for i in range(len(words)):
        b.append(words[i])
        if i < gaps:
            n = spaces // gaps + (1 if i < spaces % gaps else 0)
            b.append_multiple_char(' ', n)
    return b.build()


def csv_line(line):
    res = []
    cur = []
    quoted = False
    i = 0
    while i < len(line):
        c = line[i]
        if quoted:
            if c == '"':
                if i + 1 < len(line) and line[i + 1] == '"':
                    cur.append('"')
                    i += 1
                else:
                    quoted = False
            else:
                cur.append(c)
        elif c == '"':
            quoted = True
        elif c == ',':
            res.append("".join(cur))
            cur = []
        else:
            cur.append(c)
        i += 1
    res.append("".join(cur))
    return res


def rle(s):
    out = ""
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out += "%d%s" % (j - i, s[i])
        i = j
    return out


def unrle(s):
    out = StringBuilder()
    n = 0
    for c in s:
        if '0' <= c <= '9':
            n = n * 10 + ord(c) - ord('0')
        else:
            out.append(c * n)
            n = 0
    return out.build()


def caesar(s, k):
    return "".join([chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in s])


def template(s, env):
    out = []
    while True:
        k = s.find("{")
        if k < 0:
            out.append(s)
            return "".join(out)
        out.append(s[:k])
        e = s.find("}", k)
        if e < 0:
            raise ValueError("unclosed")
        name = s[k + 1:e]
        out.append(env.get(name, "?" + name + "?"))
        s = s[e + 1:]


def is_pal(s):
    s = "".join([c.lower() for c in s if c.isalpha()])
    for i in range(len(s) // 2):
        if s[i] != s[len(s) - 1 - i]:
            return False
    return True


def key_of(w):
    l = [c for c in w]
    for i in range(len(l)):
        for j in range(len(l) - 1 - i):
            if l[j] > l[j + 1]:
                l[j], l[j + 1] = l[j + 1], l[j]
    return "".join(l)


def entry_point(argv):
    n = int(argv[1])
    for l in wrap(TEXT, 40):
        print "|" + justify(l, 40) + "|"
    for line in ['a,b,c', '"x, y",z', '"he said ""hi""",,end', '']:
        f = csv_line(line)
        print len(f), "<" + "><".join(f) + ">"
    print rle("aaabbbbcd"), rle(""), unrle(rle("zzzzzzzzzzzzyx")), caesar("hello, world", n), caesar(caesar("abc", n), -n)
    env = {"name": argv[2], "n": str(n)}
    print template("Hi {name}, you are {n}{x}", env)
    try:
        template("bad {", env)
    except ValueError:
        print "ValueError"
    print int(is_pal("A man, a plan, a canal: Panama")), int(is_pal("nope")), int(is_pal(""))
    groups = {}
    order = []
    for w in "eat tea tan ate nat bat".split(" "):
        k = key_of(w)
        if k not in groups:
            groups[k] = []
            order.append(k)
        groups[k].append(w)
    print "; ".join([",".join(groups[k]) for k in order])
    print "|".join(split("a.b.c", ".")), "|".join(split("a.b.c", ".", 1)), "|".join(rsplit("a.b.c", ".", 1)), replace("aXbXc", "X", "--"), replace("aaa", "a", "b", 2), int(startswith("abc", "bc", 1)), int(endswith("abc", "b", 0, 2)), "|".join(split(" a  b ")), "|".join(rsplit("a b c", None, 1))
    b = StringBuilder()
    for i in range(n):
        b.append(str(i))
        b.append(',')
        b.append_slice("abcdef", 1, 3)
        b.append_multiple_char('-', i)
    s = b.build()
    print s, len(s), b.getlength()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
