"""Configurations, command lines and other modules of the toolchain, at import time."""
from rpython.annotator.bookkeeper import getbookkeeper
from rpython.annotator.model import SomeInteger, SomeString, s_Bool
from rpython.annotator.policy import AnnotatorPolicy
from rpython.config.config import (
    BoolOption, ChoiceOption, Config, ConflictConfigError, IntOption, OptionDescription,
    StrOption, SUPPRESS_USAGE, to_optparse)
from rpython.config.translationoption import get_combined_translation_config, set_opt_level
from rpython.rtyper.extregistry import ExtRegistryEntry
from rpython.tool.sourcetools import compile2, func_renamer
from rpython.tool.udir import udir
from rpython.translator.driver import TranslationDriver
from rpython.translator.platform import host_factory, platform
from rpython.translator.tool.make_dot import DotGen

description = OptionDescription('interp', 'Options of the interpreter', [
    BoolOption('objects', 'objects', default=False, requires=[('spaces.name', 'std')]),
    IntOption('depth', 'depth', default=10, cmdline='--depth -d'),
    StrOption('path', 'path', default='.'),
    OptionDescription('spaces', 'object spaces', [
        ChoiceOption('name', 'which', ['std', 'thunk'], default='thunk',
                     suggests={'std': [('depth', 20)]})]),
])
lines = []
config = Config(description)
lines.append(str(config.depth) + ' ' + config.spaces.name)
config.objects = True
lines.append(config.spaces.name + ' ' + str(config.depth))
try:
    config.spaces.name = 'thunk'
except ConflictConfigError as e:
    lines.append(str(e))
parser = to_optparse(config, useoptions=['*', 'spaces.*'], parserkwargs={'usage': SUPPRESS_USAGE})
options, rest = parser.parse_args(['-d', '30', '--path=/tmp', 'file', '--objects'])
lines.append('%d %s %s %s' % (config.depth, config.path, config.objects, rest))
lines.append(' '.join(sorted(config.getpaths())))
combined = get_combined_translation_config(description, overrides={'translation.gc': 'none'},
                                           translating=True)
set_opt_level(combined, '3')
lines.append('%s %s %s %d' % (combined.translation.gc, combined.translating,
                              combined.translation.backendopt.remove_asserts,
                              combined.interp.depth))


@func_renamer('renamed')
def original():
    return 1

namespace = {}
exec compile2('''
    def triple(x):
        return 3 * x
''') in namespace
triple = namespace['triple']
lines.append('%s %d %s' % (original.__name__, triple(5), platform.name))
lines.append('%s %s' % (getbookkeeper(), SomeInteger(nonneg=True) == SomeInteger(nonneg=True)))
dot = DotGen('g')
dot.emit_edge('a', 'b')
lines.append(str(len(dot.generate().split('\n'))))


def entry_point(argv):
    for line in lines:
        print line
    print triple(len(argv) + 1)
    return 0


def target(driver, args):
    return entry_point, None
