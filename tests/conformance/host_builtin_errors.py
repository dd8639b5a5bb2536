# What built-in functions raise at import time, for input that they cannot take.
def outcome(function, *args):
    try:
        return repr(function(*args))
    except Exception as error:
        return '%s %s' % (type(error).__name__, error)


OUTCOMES = []
for text in ('\\x41\\101\\n\\\nq\\"\\8\\18\\777', '\\u00e9\\U0001F600\\x', '\\xzz', '\\u12', 'a\\'):
    for codec in ('unicode_escape', 'string_escape'):
        for errors in ('strict', 'ignore', 'replace'):
            OUTCOMES.append(outcome(text.decode, codec, errors))
OUTCOMES.append(outcome('zz'.decode, 'hex'))
OUTCOMES.append(outcome('{99999999999999999999}'.format, 1))
OUTCOMES.append(outcome('{0[99999999999999999999]}'.format, [1]))
OUTCOMES.append(outcome(lambda: [1] * (1 << 62)))
OUTCOMES.append(outcome(lambda: [1, 2, 3, 4] * (1 << 62)))
OUTCOMES.append(outcome(lambda: () * (1 << 62)))
OUTCOMES.append(outcome(lambda: '' * (1 << 62)))
OUTCOMES.append(outcome(lambda: (1, 2) * -1))
OUTCOMES.append(outcome(lambda: range(1 << 62)))


def entry_point(argv):
    for line in OUTCOMES:
        print line
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    entry_point([])
