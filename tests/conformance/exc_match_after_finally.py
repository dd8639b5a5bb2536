# What an except clause knows of an exception that went through a finally block,
# where paths meet that bring exceptions of several classes.


class Broken(Exception):
    def __init__(self, reason):
        self.reason = reason


class Refused(Exception):
    def __init__(self, reason):
        self.reason = reason


class Log(object):
    def __init__(self):
        self.lines = []

    def add(self, line):
        self.lines.append(line)


log = Log()


def refusal(reason):
    return Refused('refused: ' + reason)


def parse(text):
    if text == '':
        raise Broken('empty')
    if text == '0':
        raise ZeroDivisionError
    return text, len(text)


def run(text):
    try:
        try:
            text, length = parse(text)
        except ZeroDivisionError:
            raise refusal('zero')
        try:
            if length == 3:
                raise Broken('three')
            if length == 4:
                raise KeyError
            result, _ = parse(text[1:])
        finally:
            log.add('left')
    except Broken as e:
        raise refusal(e.reason)
    return result


def show(text):
    try:
        print 'result', run(text)
    except Refused as e:
        print e.reason
    except KeyError:
        print 'key'


def entry_point(argv):
    for text in ['', '0', 'a', 'ab', 'abc', 'abcd', 'abcde']:
        show(text)
    print len(log.lines)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
