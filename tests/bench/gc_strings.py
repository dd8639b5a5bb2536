"""Strings: pieces, joins, builders, slices and splits."""
from rpython.rlib.rstring import StringBuilder


def words(number):
    pieces = []
    for i in range(50):
        pieces.append("word" + str(number + i))
    return " ".join(pieces)


def build(text, times):
    builder = StringBuilder()
    for i in range(times):
        builder.append(text)
        builder.append_slice(text, 3, 20)
        builder.append(",")
    return builder.build()


def entry_point(argv):
    rounds = int(argv[1]) if len(argv) > 1 else 40000
    total = 0
    for number in range(rounds):
        line = words(number)
        total += len(line.split(" "))
        if number % 20 == 0:
            text = build(line, 200)
            total += len(text) + text.count("word1")
        total += len(line[5:40] + line[40:] + "!")
    print total
    return 0


def target(driver, args):
    return entry_point, None
