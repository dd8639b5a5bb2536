def split(text):
    if text == "":
        return ()
    return text.split(" ")


def entry_point(argv):
    print len(split(argv[0]))
    return 0


def target(driver, args):
    return entry_point, None
