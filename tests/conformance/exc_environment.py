# OSError, IOError and the other standard exceptions.


def f(n):
    if n == 1: raise OSError(2, "no such")
    if n == 2: raise IOError(5, "io")
    if n == 3: raise EnvironmentError(7, "env")
    if n == 4: raise MemoryError
    if n == 5: raise OverflowError
    if n == 6: raise RuntimeError("x")
    if n == 7: raise TypeError
    if n == 8: raise LookupError
    if n == 9: raise ArithmeticError
    if n == 10: raise AttributeError
    if n == 11: raise StopIteration
    if n == 12: raise NotImplementedError
    if n == 13: raise SystemExit
    if n == 14: raise KeyboardInterrupt


def entry_point(argv):
    for i in range(12):
        try:
            f(i)
            print "none"
        except OSError as e: print "OS", e.errno
        except IOError as e: print "IO", e.errno
        except EnvironmentError as e: print "Env", e.errno
        except MemoryError: print "Mem"
        except OverflowError: print "Ovf"
        except RuntimeError: print "RT"
        except TypeError: print "TE"
        except LookupError: print "LE"
        except ArithmeticError: print "AE"
        except AttributeError: print "AttrE"
        except StopIteration: print "SI"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
