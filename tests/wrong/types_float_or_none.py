class Sample(object):
    def __init__(self):
        self.mean = None

    def update(self, value):
        self.mean = value * 0.5


def entry_point(argv):
    sample = Sample()
    sample.update(float(len(argv)))
    if sample.mean is not None:
        print sample.mean
    return 0


def target(driver, args):
    return entry_point, None
