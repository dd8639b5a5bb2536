class Token(object):
    def __init__(self, value):
        self.value = value


def number(text):
    return Token(int(text))


def word(text):
    return Token(text)


def entry_point(argv):
    print number("1").value
    print word("one").value
    return 0


def target(driver, args):
    return entry_point, None
