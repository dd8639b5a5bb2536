"""Lists of unicode characters take characters of byte strings."""


def collect(text, n):
    acc = []
    for i in range(len(text)):
        c = text[i]
        if c == u"'":
            acc.append("\"")
        elif ord(c) > 1000:
            acc.append("?!"[n])
        else:
            acc.append(c)
    return acc


def padded(text):
    acc = [c for c in text]
    acc += u" "
    acc += u"ab"
    acc.extend("!")
    return u"".join(acc)


def entry_point(argv):
    chars = collect(u"a'\u1234z", len(argv) % 2)
    print len(chars)
    for c in chars:
        print ord(c)
    print len(u"".join(chars))
    print len(padded(u"x\u1234")), ord(padded(u"x")[4])
    return 0


def target(driver, args):
    return entry_point, None
