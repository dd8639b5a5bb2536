# Stacklets: generators and chains of stacks, with collections while they wait.
from rpython.rlib import rgc
from rpython.rlib.rstacklet import StackletThread

# compiled-only: elsewhere there is one stack


class Channel(object):
    def __init__(self):
        self.thread = None
        self.other = None
        self.value = 0
        self.done = False
        self.log = []


channel = Channel()


class Node(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


def numbers(n):
    node = None
    for i in range(n):
        node = Node(i, node)
    return node


def total(node):
    result = 0
    while node is not None:
        result += node.value
        node = node.next
    return result


def produce(limit, depth):
    """Yields from within a recursion."""
    if depth > 0:
        produce(limit, depth - 1)
        return
    for i in range(limit):
        kept = numbers(i)
        channel.value = i
        channel.other = channel.thread.switch(channel.other)
        channel.log.append(total(kept))


def producer(handle, arg):
    channel.other = handle
    produce(5, 20)
    channel.done = True
    return channel.other


def generate():
    handle = channel.thread.new(producer)
    while not channel.thread.is_empty_handle(handle):
        print channel.value,
        rgc.collect()
        numbers(1000)
        handle = channel.thread.switch(handle)
    print channel.done, channel.log


def fails(handle, arg):
    try:
        raise ValueError('inside')
    except ValueError:
        channel.log.append(-1)
    return handle


def nested(handle, arg):
    inner = channel.thread.new(fails)
    assert channel.thread.is_empty_handle(inner)
    channel.log.append(-2)
    return handle


def entry_point(argv):
    channel.thread = StackletThread()
    generate()
    channel.log = []
    handle = channel.thread.new(nested)
    print channel.thread.is_empty_handle(handle), channel.log
    print channel.thread.is_empty_handle(channel.thread.get_null_handle())
    for i in range(200):
        handle = channel.thread.new(fails)
    print len(channel.log)
    return 0


def target(driver, args):
    return entry_point, None
