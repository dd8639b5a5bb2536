class Node(object):
    def __init__(self, value):
        self.value = value


def leaf(text):
    return Node(parse(text))


def parse(text):
    return int(text)


def rename(node, name):
    node.value = name


def entry_point(argv):
    node = leaf("12")
    rename(node, argv[0])
    print node.value
    return 0


def target(driver, args):
    return entry_point, None
