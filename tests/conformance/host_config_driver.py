# A target with options of its own: driver.config has them beside the translation's.
from rpython.config.config import BoolOption, IntOption, OptionDescription, to_optparse


class Chosen(object):
    fast = ""
    depth = 0
    thread = ""


chosen = Chosen()


def get_additional_config_options():
    return OptionDescription('interp', 'Options of the interpreter', [
        BoolOption('fast', 'faster', default=False, cmdline='--fast'),
        IntOption('depth', 'how deep', default=10, cmdline='--depth')])


def entry_point(argv):
    print chosen.fast, chosen.depth, chosen.thread
    return 0


def target(driver, args):
    config = driver.config
    parser = to_optparse(config, useoptions=['interp.*'])
    parser.parse_args(['--fast', '--depth=3'])
    config.translation.suggest(check_str_without_nul=True)
    config.translation.thread = True
    chosen.fast = 'fast' if config.interp.fast else 'slow'
    chosen.depth = config.interp.depth
    chosen.thread = 'threads' if config.translation.thread else 'no threads'
    return entry_point, None
