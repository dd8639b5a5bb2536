"""The options of a translation as a Config, for targets that make one themselves.

The driver's own config is the one that target(driver, args) gets; what is set on a
Config made here has no influence on the translation, unless it goes back to the driver.
"""
import optparse

from rpython.config.config import (
    BoolOption, ChoiceOption, Config, ConfigError, FloatOption, IntOption, OptionDescription,
    StrOption, to_optparse)

DEFL_INLINE_THRESHOLD = 32.4
DEFL_PROF_BASED_INLINE_THRESHOLD = 32.4
DEFL_CLEVER_MALLOC_REMOVAL_INLINE_THRESHOLD = 32.4
DEFL_LOW_INLINE_THRESHOLD = DEFL_INLINE_THRESHOLD / 2.0
DEFL_GC = 'incminimark'
DEFL_ROOTFINDER_WITHJIT = 'shadowstack'
SUPPORT__THREAD = True
OPT_LEVELS = ['0', '1', 'size', 'mem', '2', '3', 'jit']
DEFAULT_OPT_LEVEL = '2'
IS_64_BITS = True
MAINDIR = None
CACHE_DIR = None
PLATFORMS = ['host']

translation_optiondescription = OptionDescription("translation", "Translation Options", [
    BoolOption("continuation", "enable single-shot continuations", default=False,
               cmdline="--continuation"),
    ChoiceOption("type_system", "Type system to use when RTyping", ["lltype"], cmdline=None,
                 default="lltype"),
    ChoiceOption("backend", "Backend to use for code generation", ["c"], default="c",
                 cmdline="-b --backend"),
    BoolOption("shared", "Build as a shared library", default=False, cmdline="--shared"),
    BoolOption("log", "Include debug prints in the translation", default=True,
               cmdline="--log"),
    ChoiceOption("gc", "Garbage Collection Strategy",
                 ["boehm", "ref", "semispace", "statistics", "generation", "hybrid",
                  "minimark", "incminimark", "none"], DEFL_GC, cmdline="--gc"),
    ChoiceOption("gctransformer", "GC transformer that is used", ["boehm", "ref", "framework",
                                                                  "none"],
                 default="framework", cmdline=None),
    BoolOption("gcremovetypeptr", "Remove the typeptr from every object", default=False,
               cmdline="--gcremovetypeptr"),
    ChoiceOption("gcrootfinder", "Strategy for finding GC Roots", ["n/a", "shadowstack"],
                 "shadowstack", cmdline="--gcrootfinder"),
    BoolOption("taggedpointers", "Enable tagging of pointers", default=False,
               cmdline="--taggedpointers"),
    BoolOption("keepgoing", "Continue with errors", default=False, cmdline="--keepgoing"),
    BoolOption("thread", "enable use of threading primitives", default=False,
               cmdline="--thread"),
    BoolOption("sandbox", "Produce a fully-sandboxed executable", default=False,
               cmdline="--sandbox"),
    BoolOption("rweakref", "The backend supports RPython-level weakrefs", default=True),
    BoolOption("jit", "generate a JIT", default=False, cmdline="--jit"),
    ChoiceOption("jit_backend", "choose the backend for the JIT",
                 ["auto", "x86", "x86-without-sse2", "arm"], default="auto",
                 cmdline="--jit-backend"),
    ChoiceOption("jit_profiler", "integrate profiler support into the JIT",
                 ["off", "oprofile"], default="off"),
    BoolOption("check_str_without_nul", "Forbid NUL chars in strings in some external calls",
               default=False, cmdline=None),
    BoolOption("verbose", "Print extra information", default=False, cmdline="--verbose"),
    StrOption("cc", "Specify compiler to use for compiling generated C", cmdline="--cc"),
    StrOption("profopt", "Specify profile based optimization script", cmdline="--profopt"),
    BoolOption("instrument", "internal: turn instrumentation on", default=False, cmdline=None),
    BoolOption("countmallocs", "Count mallocs and frees", default=False, cmdline=None),
    BoolOption("countfieldaccess", "Count field access for C structs", default=False,
               cmdline=None),
    BoolOption("fork_before", "fork", default=False, cmdline=None),
    BoolOption("dont_write_c_files", "Make the C backend write everything to /dev/null",
               default=False, cmdline="--dont-write-c-files"),
    StrOption("output", "Output file name", cmdline="--output"),
    IntOption("make_jobs", "Specify -j argument to make", default=1, cmdline="--make-jobs"),
    IntOption("withsmallfuncsets", "Represent groups of less funtions than this as indices",
              default=0),
    BoolOption("simplifying", "Simplify flow graphs", default=True),
    BoolOption("builtins_can_raise_exceptions", "When true, assume any call may raise",
               default=False),
    BoolOption("list_comprehension_operations",
               "When true, look for and special-case the sequence of operations",
               default=False),
    OptionDescription("backendopt", "Backend Optimization Options", [
        BoolOption("inline", "Do basic inlining and malloc removal", default=None),
        FloatOption("inline_threshold", "Threshold when to inline functions",
                    default=DEFL_INLINE_THRESHOLD, cmdline="--inline-threshold"),
        StrOption("inline_heuristic", "Dotted name of an heuristic function for inlining",
                  default="rpython.translator.backendopt.inline.inlining_heuristic",
                  cmdline="--inline-heuristic"),
        BoolOption("print_statistics", "Print statistics while optimizing", default=False),
        BoolOption("merge_if_blocks", "Merge if ... elif chains", default=None,
                   cmdline="--if-block-merge"),
        BoolOption("mallocs", "Remove mallocs", default=None),
        BoolOption("constfold", "Constant propagation", default=True),
        BoolOption("profile_based_inline", "Use call count profiling to drive inlining",
                   default=False),
        BoolOption("clever_malloc_removal", "Drives inlining to remove mallocs in a clever way",
                   default=False),
        BoolOption("remove_asserts", "Remove operations that look like 'raise AssertionError'",
                   default=False),
        BoolOption("really_remove_asserts", "Really remove operations like that", default=False),
        BoolOption("storesink", "Perform store sinking", default=True),
        BoolOption("replace_we_are_jitted", "Replace we_are_jitted() calls by False",
                   default=False, cmdline=None),
        BoolOption("none", "Do not run any backend optimizations", default=False),
    ]),
    ChoiceOption("platform", "target platform", PLATFORMS, default='host',
                 cmdline='--platform', suggests={}),
    BoolOption("split_gcc_safe", "split", default=False, cmdline=None),
    BoolOption("lldebug", "If true, makes an lldebug build", default=False,
               cmdline="--lldebug"),
    BoolOption("lldebug0", "If true, makes an lldebug0 build", default=False,
               cmdline="--lldebug0"),
    BoolOption("reverse_debugger", "Give an executable that writes a log file", default=False,
               cmdline="--revdb"),
])


def get_combined_translation_config(other_optdescr=None, existing_config=None, overrides=None,
                                    translating=False):
    """A Config of the translation's options and of a group of one's own."""
    children = [translation_optiondescription,
                BoolOption("translating", "indicates whether we are translating currently",
                           default=False, cmdline=None)]
    if other_optdescr is not None:
        children.append(other_optdescr)
    if existing_config is not None:
        children += [child for child in existing_config._cfgimpl_descr._children
                     if child._name not in ('translating', 'translation')]
    config = Config(OptionDescription("rpython", "all options", children),
                    **(overrides or {}))
    if translating:
        config.translating = True
    if existing_config is not None:
        for child in existing_config._cfgimpl_descr._children:
            value = getattr(existing_config, child._name)
            config._cfgimpl_values[child._name] = value
    return config


def set_opt_level(config, level):
    if level not in OPT_LEVELS:
        raise ConfigError('unknown optimization level %s' % (level,))
    config.translation.suggest(jit=level == 'jit')
    config.translation.backendopt.suggest(
        inline=level != '0', mallocs=level in ('2', '3', 'jit'),
        merge_if_blocks=level in ('2', '3', 'jit'), remove_asserts=level in ('3', 'jit'),
        none=level == '0')


def set_platform(config):
    from rpython.translator.platform import set_platform
    set_platform(config.translation.platform, config.translation.cc)


def get_platform(config):
    from rpython.translator.platform import pick_platform
    return pick_platform(config.translation.platform, config.translation.cc)


def get_translation_config():
    """None: it is not known while the target is imported."""
    return None


def tweak_config(config):
    pass


# ---- the driver's config, for targets that need a Config -----------------------------------

def config_of_driver(native, other_optdescr=None):
    """What such a target sees as driver.config: its options, and those of the translation
    with the values of the command line, which the driver's own config has."""
    config = get_combined_translation_config(other_optdescr, translating=True)
    for group, source, name in _options_of_both(config, native):
        group._cfgimpl_values[name] = getattr(source, name)
    return config


def give_to_driver(config, native):
    """What the target has changed there goes back to the driver."""
    for group, target, name in _options_of_both(config, native):
        value = getattr(group, name)
        if value != getattr(target, name):
            setattr(target, name, value)


class _DriverParser(optparse.OptionParser):
    """What it parses goes to the driver."""

    def parse_args(self, args=None, values=None):
        result = optparse.OptionParser.parse_args(self, args, values)
        give_to_driver(self.config, self.native)
        return result


def parser_of_driver(native, useoptions, parserargs, parserkwargs):
    """to_optparse() of the driver's own config."""
    parser = _DriverParser(*(parserargs or ()), **(parserkwargs or {}))
    parser.native = native
    parser.config = config_of_driver(native)
    return to_optparse(parser.config, useoptions, parser)


def _options_of_both(config, native):
    for name in dir(config.translation):
        child = getattr(config.translation, name)
        other = getattr(native.translation, name, None)
        if isinstance(child, Config):
            for inner in dir(child):
                if hasattr(other, inner) and not isinstance(getattr(child, inner), Config):
                    yield child, other, inner
        elif hasattr(native.translation, name):
            yield config.translation, native.translation, name
