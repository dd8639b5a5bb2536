# Control flow through finally: break/continue/return, nested, loops, else.


class E1(Exception):
    pass


class E2(E1):
    def __init__(self, a, b=5):
        self.a = a
        self.b = b


class E3(Exception):
    code = 42


log = []


def note(s):
    log.append(s)


def flush():
    s = " ".join(log)
    del log[:]
    return s


def f_return_in_finally(n):
    try:
        if n == 1:
            raise E1
        if n == 2:
            return 20
        note("body")
    finally:
        note("fin")
        if n > 1:
            return 99
    return 10


def f_loop(n):
    tot = 0
    for i in range(n):
        try:
            if i == 2:
                continue
            if i == 5:
                break
            try:
                if i % 2:
                    raise E2(i)
                tot += i
            except E2 as e:
                tot += e.a * 100 + e.b
                if i == 3:
                    raise E3
            else:
                note("else%d" % i)
            finally:
                note("in%d" % i)
        except E3 as e:
            tot += e.code
        finally:
            note("out%d" % i)
    else:
        note("loopelse")
    return tot


def g(n):
    try:
        try:
            if n == 0:
                raise E1()
            elif n == 1:
                raise E2(1, b=2)
            elif n == 2:
                raise E3
            elif n == 3:
                raise KeyError
            elif n == 4:
                raise IndexError("foo")
            elif n == 5:
                raise ValueError("val")
        except (E2, KeyError), e:
            note("first")
            raise
        except E1:
            note("second")
            raise E3()
        else:
            note("noexc")
        finally:
            note("fin")
    except LookupError:
        return "lookup"
    except E3, e:
        return "e3 %d" % e.code
    except E2, e:
        return "e2 %d %d" % (e.a, e.b)
    except Exception, e:
        return "other"
    return "none"


def while_else(n, stop):
    i = 0
    while i < n:
        i += 1
        try:
            if i == stop:
                break
        finally:
            note("w%d" % i)
    else:
        return -1
    return i


class Ctx(object):
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        note("enter " + self.name)
        return self

    def __exit__(self, tp, v, tb):
        note("exit " + self.name)


def with_test(n):
    with Ctx("a") as a:
        with Ctx("b"):
            if n == 1:
                return "ret " + a.name
            for i in range(3):
                with Ctx("c%d" % i):
                    if i == n - 2:
                        break
                    if n == 9:
                        raise E2(9)
        note("mid")
    return "end"


def reraise_saved(n):
    saved = None
    for i in range(n):
        try:
            if i % 3 == 1:
                raise E2(i, i * i)
        except E1 as e:
            if saved is None:
                saved = e
    if saved is not None:
        raise saved
    return n


def deep(n):
    if n == 0:
        raise E2(0)
    try:
        deep(n - 1)
    except E2 as e:
        e.a += n
        if n % 3 == 0:
            raise E2(e.a * 2, e.b + 1)
        raise


def entry_point(argv):
    n = int(argv[1])
    for i in range(4):
        try:
            print f_return_in_finally(i), flush()
        except E1:
            print "E1", flush()
    for i in [0, 3, 4, 7]:
        print f_loop(i), flush()
    for i in range(8):
        print g(i), flush()
    print while_else(3, 2), while_else(3, 9), flush()
    for i in [0, 1, 2, 3, 9]:
        try:
            print with_test(i),
        except E1 as e:
            assert isinstance(e, E2)
            print "caught", e.a,
        print flush()
    print reraise_saved(1)
    try:
        reraise_saved(n)
    except E2 as e:
        print e.a, e.b
    try:
        deep(n)
    except E2 as e:
        print e.a, e.b
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
