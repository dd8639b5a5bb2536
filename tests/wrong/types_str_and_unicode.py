def join(argv):
    text = u"arguments:"
    for word in argv:
        text = text + word
    return text


def entry_point(argv):
    print len(join(argv))
    return 0


def target(driver, args):
    return entry_point, None
