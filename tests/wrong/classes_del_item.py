class Grid(object):
    def __init__(self):
        self.cells = [1, 2]

    def __getitem__(self, i):
        return self.cells[i]


def entry_point(argv):
    grid = Grid()
    del grid[0]
    return 0


def target(driver, args):
    return entry_point, None
