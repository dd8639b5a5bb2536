# A target without options of its own that parses its arguments by the translation's.
from rpython.config.config import SUPPRESS_USAGE, to_optparse


class Chosen(object):
    thread = ""
    before = ""


chosen = Chosen()


def entry_point(argv):
    print chosen.before, chosen.thread
    return 0


def target(driver, args):
    config = driver.config
    chosen.before = 'threads' if config.translation.thread else 'no threads'
    parser = to_optparse(config, parserkwargs={'usage': SUPPRESS_USAGE})
    options, rest = parser.parse_args(['--thread', 'file'])
    assert rest == ['file']
    chosen.thread = 'threads' if config.translation.thread else 'no threads'
    return entry_point, None
