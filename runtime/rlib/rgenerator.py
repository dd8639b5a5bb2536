"""What the class of a generator has besides its state.

The flow builder makes a class for each generator function, with copies of
these functions as methods; the body of the generator takes the place of the
body of next().
"""


def __iter__(self):
    return self


def next(self):
    raise StopIteration
