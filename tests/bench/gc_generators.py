"""Generators, most of them abandoned before their end."""


def count_from(start):
    while True:
        yield start
        start += 1


def pairs(limit):
    for i in range(limit):
        yield i * i


def entry_point(argv):
    rounds = int(argv[1]) if len(argv) > 1 else 5000000
    total = 0
    for number in range(rounds):
        for value in count_from(number):
            total += value
            if value >= number + 3:
                break
        for square in pairs(3):
            total += square
    print total
    return 0


def target(driver, args):
    return entry_point, None
