class Base(object):
    def run(self):
        return 1


class Derived(Base):
    def run(self):
        return super(Derived, self).run() + 1


def entry_point(argv):
    return Derived().run()


def target(driver, args):
    return entry_point, None
