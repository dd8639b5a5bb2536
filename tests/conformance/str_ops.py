# Strings: indexing, slicing, searching, joining, formatting, characters.


def caesar(text, shift):
    out = []
    for c in text:
        if 'a' <= c <= 'z':
            out.append(chr((ord(c) - ord('a') + shift) % 26 + ord('a')))
        elif c.isupper():
            out.append(chr((ord(c) - ord('A') + shift) % 26 + ord('A')))
        else:
            out.append(c)
    return ''.join(out)


def words(text):
    result = []
    start = 0
    while True:
        end = text.find(' ', start)
        if end < 0:
            break
        if end > start:
            result.append(text[start:end])
        start = end + 1
    result.append(text[start:])
    return result


def palindrome(s):
    i = 0
    j = len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1
        j -= 1
    return True


def compare(a, b):
    if a == b:
        return "="
    if a < b:
        return "<"
    return ">"


def alphabet(n):
    s = ""
    for i in range(n):
        s += chr(ord('a') + i)
    return s


def entry_point(argv):
    text = "The quick brown fox jumps over the lazy dog"
    print caesar(text, 3), caesar(caesar(text, 3), 23)
    for w in words(text):
        print "%s/%d" % (w, len(w)),
    print
    print text[4:9], text[4:], text[:3], text[:-4], text[-3:]
    print text.find("fox"), text.find("cat"), text.rfind("o"), text.count("o")
    print int(text.startswith("The")), int(text.endswith("cat"))
    print text.upper(), text.lower()
    print text.split(" ")[2], len(text.split(" "))
    print text.replace("o", "0")
    print "-".join(["a", "bc", "", "def"])
    print "[%s] [%d] [%x] [%c]" % ("s", 42, 255, 'z')
    print compare("abc", "abd"), compare("abc", "abc"), compare("abc", "ab")
    if palindrome("rotator") and not palindrome("rotators"):
        print "palindromes"
    if "own" in text and "nwo" not in text:
        print "contains"
    print "ab" * 3 + "c", str(12) + str(-7), ord("A"), chr(98)
    print "  strip me ".strip() + "|", "xxyxx".strip("x")
    s = alphabet(20)
    print s, len(s), s[5], s[-2]
    return 0


def target(driver, args):
    return entry_point, None
