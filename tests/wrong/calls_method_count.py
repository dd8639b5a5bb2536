class Stack(object):
    def __init__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)


def entry_point(argv):
    stack = Stack()
    stack.push(1, 2)
    return 0


def target(driver, args):
    return entry_point, None
