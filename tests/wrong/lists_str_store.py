def entry_point(argv):
    text = argv[0]
    text[0] = "x"
    print text
    return 0


def target(driver, args):
    return entry_point, None
