"""Stable sorting of lists: a merge sort over the runs that the data already
has (Tim Peters, "listsort.txt", CPython).

    class MySort(make_timsort_class()):
        def lt(self, a, b):
            return a.key < b.key
    MySort(mylist).sort()

Runs shorter than a minimum are completed by binary insertion; pending runs
are merged so that their lengths grow like the Fibonacci numbers, which keeps
the stack of runs short. A merge first cuts off what is in place at both ends.
"""
from rpython.rlib.objectmodel import specialize


def make_timsort_class(getitem=None, setitem=None, length=None,
                       getitem_slice=None, lt=None):
    """A class of sorters. The functions replace access to a list."""
    if getitem is None:
        def getitem(list, index):
            return list[index]
    if setitem is None:
        def setitem(list, index, value):
            list[index] = value
    if length is None:
        def length(list):
            return len(list)
    if getitem_slice is None:
        def getitem_slice(list, start, stop):
            return list[start:stop]
    if lt is None:
        def lt(a, b):
            return a < b

    class TimSort(object):
        """TimSort(list).sort() sorts the list in place."""

        MIN_MERGE = 64

        @specialize.argtype(2)
        def __init__(self, list, listlength=None):
            self.list = list
            if listlength is None:
                listlength = length(list)
            self.listlength = listlength
            self.run_starts = []
            self.run_lengths = []

        def lt(self, a, b):
            return lt(a, b)

        def le(self, a, b):
            return not self.lt(b, a)

        def sort(self):
            total = self.listlength
            if total < 2:
                return
            minrun = self._minimal_run(total)
            start = 0
            while start < total:
                run = self._take_run(start)
                if run < minrun:
                    wanted = minrun
                    if wanted > total - start:
                        wanted = total - start
                    self._insert_binary(start, start + run, start + wanted)
                    run = wanted
                self.run_starts.append(start)
                self.run_lengths.append(run)
                self._collapse()
                start += run
            while len(self.run_lengths) > 1:
                n = len(self.run_lengths) - 2
                if n > 0 and self.run_lengths[n - 1] < self.run_lengths[n + 1]:
                    n -= 1
                self._merge_at(n)

        def _minimal_run(self, n):
            rest = 0
            while n >= self.MIN_MERGE:
                rest |= n & 1
                n >>= 1
            return n + rest

        def _take_run(self, start):
            """The length of the run at start, made ascending."""
            a = self.list
            end = start + 1
            if end == self.listlength:
                return 1
            if self.lt(getitem(a, end), getitem(a, start)):
                end += 1
                while end < self.listlength and self.lt(
                        getitem(a, end), getitem(a, end - 1)):
                    end += 1
                self._reverse(start, end)
            else:
                end += 1
                while end < self.listlength and not self.lt(
                        getitem(a, end), getitem(a, end - 1)):
                    end += 1
            return end - start

        def _reverse(self, start, stop):
            a = self.list
            stop -= 1
            while start < stop:
                x = getitem(a, start)
                setitem(a, start, getitem(a, stop))
                setitem(a, stop, x)
                start += 1
                stop -= 1

        def _insert_binary(self, start, sorted_end, stop):
            a = self.list
            for position in range(sorted_end, stop):
                pivot = getitem(a, position)
                left = start
                right = position
                while left < right:
                    middle = (left + right) >> 1
                    if self.lt(pivot, getitem(a, middle)):
                        right = middle
                    else:
                        left = middle + 1
                i = position
                while i > left:
                    setitem(a, i, getitem(a, i - 1))
                    i -= 1
                setitem(a, left, pivot)

        def _collapse(self):
            lengths = self.run_lengths
            while len(lengths) > 1:
                n = len(lengths) - 2
                if ((n > 0 and lengths[n - 1] <= lengths[n] + lengths[n + 1]) or
                        (n > 1 and lengths[n - 2] <= lengths[n - 1] + lengths[n])):
                    if lengths[n - 1] < lengths[n + 1]:
                        n -= 1
                    self._merge_at(n)
                elif lengths[n] <= lengths[n + 1]:
                    self._merge_at(n)
                else:
                    break

        def _merge_at(self, n):
            """Merges the runs n and n + 1."""
            start_a = self.run_starts[n]
            len_a = self.run_lengths[n]
            start_b = self.run_starts[n + 1]
            len_b = self.run_lengths[n + 1]
            self.run_lengths[n] = len_a + len_b
            del self.run_starts[n + 1]
            del self.run_lengths[n + 1]
            skip = self._first_greater(getitem(self.list, start_b), start_a, len_a)
            start_a += skip
            len_a -= skip
            if len_a == 0:
                return
            len_b = self._first_not_less(
                getitem(self.list, start_a + len_a - 1), start_b, len_b)
            if len_b == 0:
                return
            if len_a <= len_b:
                self._merge_low(start_a, len_a, start_b, len_b)
            else:
                self._merge_high(start_a, len_a, start_b, len_b)

        def _first_greater(self, key, start, count):
            """How many of the sorted items are <= key, by galloping."""
            a = self.list
            low = 0
            step = 1
            while low + step <= count and not self.lt(
                    key, getitem(a, start + low + step - 1)):
                low += step
                step <<= 1
            high = low + step - 1
            if high > count:
                high = count
            while low < high:
                middle = (low + high) >> 1
                if self.lt(key, getitem(a, start + middle)):
                    high = middle
                else:
                    low = middle + 1
            return low

        def _first_not_less(self, key, start, count):
            """How many of the sorted items are < key, galloping from the end."""
            a = self.list
            high = count
            step = 1
            while step <= high and not self.lt(getitem(a, start + high - step), key):
                high -= step
                step <<= 1
            low = high - step + 1
            if low < 0:
                low = 0
            while low < high:
                middle = (low + high) >> 1
                if self.lt(getitem(a, start + middle), key):
                    low = middle + 1
                else:
                    high = middle
            return low

        def _merge_low(self, start_a, len_a, start_b, len_b):
            """Left to right; the first run is the shorter one and is copied."""
            a = self.list
            assert start_a >= 0
            stop = start_a + len_a
            assert stop >= 0
            first = getitem_slice(a, start_a, stop)
            i = 0
            j = start_b
            end_b = start_b + len_b
            target = start_a
            while i < len_a and j < end_b:
                if self.lt(getitem(a, j), getitem(first, i)):
                    setitem(a, target, getitem(a, j))
                    j += 1
                else:
                    setitem(a, target, getitem(first, i))
                    i += 1
                target += 1
            while i < len_a:
                setitem(a, target, getitem(first, i))
                i += 1
                target += 1

        def _merge_high(self, start_a, len_a, start_b, len_b):
            """Right to left; the second run is the shorter one and is copied."""
            a = self.list
            assert start_b >= 0
            stop = start_b + len_b
            assert stop >= 0
            second = getitem_slice(a, start_b, stop)
            i = start_a + len_a - 1
            j = len_b - 1
            target = start_b + len_b - 1
            while j >= 0 and i >= start_a:
                if self.lt(getitem(second, j), getitem(a, i)):
                    setitem(a, target, getitem(a, i))
                    i -= 1
                else:
                    setitem(a, target, getitem(second, j))
                    j -= 1
                target -= 1
            while j >= 0:
                setitem(a, target, getitem(second, j))
                j -= 1
                target -= 1

    return TimSort


TimSort = make_timsort_class()
