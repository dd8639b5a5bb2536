from rpython.rlib.streamio import open_file_as_stream


def entry_point(argv):
    stream = open_file_as_stream(argv[0], 5)
    return 0


def target(driver, args):
    return entry_point, None
