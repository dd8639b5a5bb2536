def entry_point(argv):
    import json_fast
    return 0


def target(driver, args):
    return entry_point, None
