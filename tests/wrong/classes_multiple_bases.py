class Readable(object):
    def read(self):
        return "data"


class Writable(object):
    def write(self, text):
        print text


class File(Readable, Writable):
    pass


def entry_point(argv):
    f = File()
    f.write(f.read())
    return 0


def target(driver, args):
    return entry_point, None
