class Version(object):
    def __init__(self, n):
        self.n = n


def entry_point(argv):
    versions = [Version(2), Version(1)]
    versions.sort()
    return versions[0].n


def target(driver, args):
    return entry_point, None
