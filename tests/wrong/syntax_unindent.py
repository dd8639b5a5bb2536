def entry_point(argv):
    total = 0
    for word in argv:
        total += len(word)
      print total
    return 0


def target(driver, args):
    return entry_point, None
