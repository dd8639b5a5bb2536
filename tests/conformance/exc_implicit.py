# Exceptions that operations raise by themselves.


import os


def t(n):
    try:
        if n == 0: return [1][n + 5]
        if n == 1: return {1: 2}[n + 5]
        if n == 2: return 1 // (n - 2)
        if n == 3: return int("x" * n)
        if n == 4: return ord("abc"[n])
        if n == 5: return [1].index(n)
        if n == 6: os.open("/nonexistent/x", os.O_RDONLY, 0)
        if n == 7: return [3][-n]
    except IndexError: return -1
    except KeyError: return -2
    except ZeroDivisionError: return -3
    except ValueError: return -4
    except OSError as e: return e.errno
    return 0


def entry_point(argv):
    for i in range(9): print t(i),
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
