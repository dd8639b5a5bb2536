from rpython.rlib.objectmodel import r_dict


def same_length(a, b):
    return len(a) == len(b)


def entry_point(argv):
    d = r_dict(same_length, len)
    d[argv[0]] = 1
    return d[argv[0]]


def target(driver, args):
    return entry_point, None
