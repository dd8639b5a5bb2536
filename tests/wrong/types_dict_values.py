def entry_point(argv):
    config = {}
    config["name"] = argv[0]
    config["depth"] = 3
    print len(config)
    return 0


def target(driver, args):
    return entry_point, None
