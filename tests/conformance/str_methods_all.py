# The methods of strings.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def entry_point(argv):
    n = int(argv[1])
    s = "Hello, World" + argv[1]
    print s.upper(), s.lower(), s.find("o"), s.find("o", 5), s.find("o", 5, 7), s.rfind("o"), s.rfind("o", 0, 5), s.find("zz")
    print s.startswith("Hello"), s.endswith("5"), s[1:].startswith("ello"), s.count("o"), s.count("l", 3), s.count("l", 3, 5)
    print s.replace("l", "L"), s.replace("l", "", 2), s.replace(",", "--")
    print "  ab ".strip(), "xxabxx".strip("x"), "|" + "  ab ".lstrip() + "|", "|" + "  ab ".rstrip() + "|", "xyabyx".lstrip("xy"), "abyx".rstrip("xy")
    print "-".join(["a", "b", "c"]), "".join(["x"]), ", ".join([str(i) for i in range(n)])
    for p in "a,b,,c".split(","): print "[" + p + "]",
    for p in "a,b,,c".split(",", 1): print "[" + p + "]",
    for p in " a  b c ".split(): print "[" + p + "]",
    for p in " a  b c ".split(None, 1): print "[" + p + "]",
    for p in "a,b,c".rsplit(",", 1): print "[" + p + "]",
    print
    print "abc".isalpha(), "ab1".isalnum(), "12".isdigit(), " ".isspace(), "AB".isupper(), "ab".islower(), "".isalpha(), "a1".isdigit()
    print "abc".index("b"), "abc" < "abd", "abc" == "ab" + "c", "b" > "abc", "abc" != "abd", "a" <= "a"
    try:
        "abc".index("z")
    except ValueError:
        print "VE"
    for l in "a\nb\r\nc".splitlines(): print l,
    print
    print "title case".capitalize() if n > 100 else "x", "ab" * n, n * "x", "ab" * -1 + "|"
    print s[0], s[-1], s[1:4], s[:3], s[7:], s[:-1], len(s), s[2:100]
    print "y"
    print "abc".rjust(6) + "|", "abc".ljust(6) + "|", "abc".center(7) + "|", "7".zfill(3), "-7".zfill(4)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
