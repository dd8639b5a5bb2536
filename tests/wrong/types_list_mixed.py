def collect(n):
    items = []
    for i in range(n):
        items.append(i)
    items.append("end")
    return items


def entry_point(argv):
    print len(collect(len(argv)))
    return 0


def target(driver, args):
    return entry_point, None
