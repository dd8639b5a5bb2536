# Exceptions: classes, matching, attributes, finally, else, re-raise, nesting.


class Error(Exception):
    def __init__(self, code):
        self.code = code


class Worse(Error):
    def __init__(self, code, reason):
        Error.__init__(self, code)
        self.reason = reason


class Unrelated(Exception):
    pass


def fail(n):
    if n == 1:
        raise Error(10)
    if n == 2:
        raise Worse(20, "worse")
    if n == 3:
        raise Unrelated
    if n == 4:
        raise ValueError
    return n * 100


def attempt(n):
    try:
        value = fail(n)
    except Worse as e:
        return "worse %d %s" % (e.code, e.reason)
    except Error as e:
        return "error %d" % e.code
    except (Unrelated, ValueError):
        return "other"
    else:
        return "value %d" % value


def with_finally(n, trace):
    try:
        trace.append("try")
        if n == 0:
            return "returned"
        fail(n)
        trace.append("after")
    finally:
        trace.append("finally")
    return "end"


def loop_finally(trace):
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            trace.append("body%d" % i)
        finally:
            trace.append("f%d" % i)


def reraise(n):
    try:
        return fail(n)
    except Error as e:
        e.code += 1
        raise


def nested(n):
    try:
        try:
            return reraise(n)
        except Unrelated:
            raise Error(77)
    except Error as e:
        return e.code


def deep(n):
    if n == 0:
        raise Error(5)
    return deep(n - 1) + 1


def entry_point(argv):
    for n in range(6):
        print attempt(n)
    for n in [0, 1, 5]:
        trace = []
        try:
            print with_finally(n, trace),
        except Error:
            print "raised",
        print " ".join(trace)
    trace = []
    loop_finally(trace)
    print " ".join(trace)
    for n in [1, 2, 3, 5]:
        print nested(n)
    try:
        deep(50)
    except Error as e:
        print "deep", e.code
    d = {1: 2}
    for key in [1, 2]:
        try:
            print d[key]
        except KeyError:
            print "no key"
    try:
        print int(argv[1]) // (len(argv) - 2)
    except ZeroDivisionError:
        print "division"
    try:
        print int("twelve")
    except ValueError:
        print "not a number"
    return 3


def target(driver, args):
    return entry_point, None
