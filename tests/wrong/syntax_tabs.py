def entry_point(argv):
    if len(argv) > 1:
      count = 1
	count = 2
    return 0


def target(driver, args):
    return entry_point, None
