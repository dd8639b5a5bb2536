def entry_point(argv):
    return 0


def target(driver, args):
    driver.config.continuations = True
    return entry_point, None
