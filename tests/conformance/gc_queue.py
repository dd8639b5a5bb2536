# rgc.FinalizerQueue, and what else rgc offers.
from rpython.rlib import rgc

# compiled-only: nothing dies, and there is one thread, elsewhere


class Resource(object):
    def __init__(self, number):
        self.number = number


class State(object):
    triggered = 0
    others = 0


state = State()


class Queue(rgc.FinalizerQueue):
    Class = Resource

    def finalizer_trigger(self):
        state.triggered += 1


class OtherQueue(rgc.FinalizerQueue):
    Class = Resource

    def finalizer_trigger(self):
        state.others += 1


queue = Queue()
other_queue = OtherQueue()


def make(count):
    for i in range(count):
        queue.register_finalizer(Resource(i))
    other_queue.register_finalizer(Resource(1000))
    ignored = Resource(2000)
    queue.register_finalizer(ignored)
    rgc.may_ignore_finalizer(ignored)


def drain():
    count = 0
    total = 0
    while True:
        resource = queue.next_dead()
        if resource is None:
            break
        count += 1
        total += resource.number
    return count, total


def clear_stack(depth):
    if depth:
        return clear_stack(depth - 1) + depth
    return 0


def entry_point(argv):
    print queue.next_dead() is None
    make(100)
    clear_stack(50)
    rgc.collect()
    rgc.collect()
    count, total = drain()
    print count > 95, count <= 100, total <= 4950
    print state.triggered > 0, state.others
    other = other_queue.next_dead()
    if other is not None:
        print other.number
    print other_queue.next_dead() is None

    before = rgc.get_stats(rgc.TOTAL_MEMORY)
    kept = [Resource(i) for i in range(100000)]
    rgc.collect()
    print rgc.get_stats(rgc.TOTAL_MEMORY) - before >= 1600000, len(kept)
    print rgc.get_stats(rgc.PEAK_MEMORY) >= rgc.get_stats(rgc.TOTAL_MEMORY)
    print rgc.get_stats(rgc.NURSERY_SIZE) > 0

    rgc.disable()
    print rgc.isenabled()
    rgc.enable()
    print rgc.isenabled()
    steps = 0
    while True:
        states = rgc.collect_step()
        steps += 1
        if rgc.is_done(states):
            break
    print steps > 1, rgc.new_state(states)
    rgc.add_memory_pressure(1000000)
    rgc.add_memory_pressure(1000, kept[0])

    fresh = Resource(5)
    if rgc.pin(fresh):
        print rgc._is_pinned(fresh), rgc.pin(fresh)
        rgc.collect()
        rgc.unpin(fresh)
    print fresh.number
    text = "abc" + str(len(kept))
    moved = rgc.move_out_of_nursery(text)
    print moved, rgc.can_move(moved)
    return 0


def target(driver, args):
    return entry_point, None
