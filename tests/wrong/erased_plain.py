from rpython.rlib.rerased import new_erasing_pair

erase, unerase = new_erasing_pair("list")


def entry_point(argv):
    return len(unerase(argv))


def target(driver, args):
    return entry_point, None
