class Main(object):
    def run(self, argv):
        return 0


def target(driver, args):
    return Main().run, None
