"""A list as a priority queue: no item is below its parent, at (index - 1) // 2."""


def heappush(heap, item):
    heap.append(item)
    index = len(heap) - 1
    while index > 0 and heap[index] < heap[(index - 1) // 2]:
        parent = (index - 1) // 2
        heap[index], heap[parent] = heap[parent], heap[index]
        index = parent


def _sink(heap, index):
    while True:
        child = 2 * index + 1
        if child >= len(heap):
            return
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if not heap[child] < heap[index]:
            return
        heap[index], heap[child] = heap[child], heap[index]
        index = child


def heappop(heap):
    last = heap.pop()
    if not heap:
        return last
    smallest = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return smallest


def heapreplace(heap, item):
    smallest = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return smallest


def heapify(x):
    for index in reversed(range(len(x) // 2)):
        _sink(x, index)


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:n]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:n]
