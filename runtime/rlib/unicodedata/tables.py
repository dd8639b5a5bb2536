"""Numbers in texts: digits in base 32, where the last digit of a number is one of
']'..'|' and the others are '#'..'B'."""


class NumberReader(object):
    """Reads the numbers of a text one by one."""

    def __init__(self, text):
        self.text = text
        self.pos = 0

    def more(self):
        return self.pos < len(self.text)

    def next(self):
        text = self.text
        pos = self.pos
        result = 0
        while True:
            digit = ord(text[pos])
            pos += 1
            if digit >= 0x5d:
                self.pos = pos
                return result * 32 + digit - 0x5d
            result = result * 32 + digit - 0x23

    def next_list(self):
        """A list that follows its length."""
        return [self.next() for _ in range(self.next())]


def decode(text):
    reader = NumberReader(text)
    result = []
    while reader.more():
        result.append(reader.next())
    return result
