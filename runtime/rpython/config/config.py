"""Trees of options with their values.

An OptionDescription names a group of options and groups; a Config holds the values
of such a tree and remembers who set them: 'default', 'suggested', 'required' or
'user'. A value that the user set is not overridden by a suggestion.
"""
import optparse
from optparse import SUPPRESS_USAGE, SUPPRESS_HELP

DEFAULT_OPTION_NAME = object()


class AmbigousOptionError(Exception):
    pass


class NoMatchingOptionFound(AttributeError):
    pass


class ConfigError(Exception):
    pass


class ConflictConfigError(ConfigError):
    pass


class Config(object):
    """The values of the options of one group; groups below are Configs, too."""
    _cfgimpl_frozen = False

    def __init__(self, descr, parent=None, **overrides):
        values, owners = {}, {}
        state = self.__dict__
        state['_cfgimpl_descr'] = descr
        state['_cfgimpl_parent'] = parent
        state['_cfgimpl_values'] = values
        state['_cfgimpl_value_owners'] = owners
        state['_cfgimpl_warnings'] = []
        for child in descr._children:
            if isinstance(child, Option):
                values[child._name] = child.getdefault()
                owners[child._name] = 'default'
            else:
                values[child._name] = Config(child, parent=self)
        self.override(overrides)

    def override(self, overrides):
        """Sets what {'group.option': value} says, as defaults."""
        for path in overrides:
            home, name = self._cfgimpl_get_home_by_path(path)
            home.setoption(name, overrides[path], 'default')

    def copy(self, as_default=False, parent=None):
        result = Config(self._cfgimpl_descr, parent=parent)
        for child in self._cfgimpl_descr._children:
            name = child._name
            if isinstance(child, Option):
                result._cfgimpl_values[name] = self._cfgimpl_values[name]
                if not as_default:
                    result._cfgimpl_value_owners[name] = self._cfgimpl_value_owners[name]
            else:
                result._cfgimpl_values[name] = self._cfgimpl_values[name].copy(as_default, result)
        return result

    def __getattr__(self, name):
        if '.' in name:
            home, name = self._cfgimpl_get_home_by_path(name)
            return getattr(home, name)
        values = self.__dict__['_cfgimpl_values']
        if name not in values:
            raise AttributeError("%s object has no attribute %s" % (
                self.__dict__['_cfgimpl_descr']._name, name))
        return values[name]

    def __setattr__(self, name, value):
        if self._cfgimpl_frozen and getattr(self, name) != value:
            raise TypeError("trying to change a frozen option object")
        if name.startswith('_cfgimpl_'):
            self.__dict__[name] = value
            return
        self.setoption(name, value, 'user')

    def __delattr__(self, name):
        if name.startswith('_cfgimpl_'):
            del self.__dict__[name]
            return
        option = getattr(self._cfgimpl_descr, name)
        self._cfgimpl_values[name] = option.getdefault()
        self._cfgimpl_value_owners[name] = 'default'

    def __dir__(self):
        return [child._name for child in self._cfgimpl_descr._children]

    def setoption(self, name, value, who):
        if name not in self._cfgimpl_values:
            raise AttributeError('unknown option %s' % (name,))
        child = getattr(self._cfgimpl_descr, name)
        owner = self._cfgimpl_value_owners[name]
        if self._cfgimpl_values[name] == value and who != 'user':
            return
        if owner not in ('default', 'suggested'):
            if who in ('default', 'suggested'):
                return
            if self._cfgimpl_values[name] != value:
                raise ConflictConfigError('cannot override value to %s for option %s' % (
                    value, name))
        child.setoption(self, value, who)
        self._cfgimpl_value_owners[name] = who

    def suggest(self, **kwargs):
        for name in kwargs:
            self.suggestoption(name, kwargs[name])

    def suggestoption(self, name, value):
        """An option that does not exist cannot be preferred: older targets suggest such."""
        if name not in self._cfgimpl_values:
            self.add_warning('unknown option %s' % (name,))
            return
        try:
            self.setoption(name, value, 'suggested')
        except ConflictConfigError:
            pass

    def set(self, **kwargs):
        """Sets options by the ends of their paths, if those are unambiguous."""
        paths = [path.split('.') for path in self.getpaths()]
        for key in kwargs:
            parts = key.split('.')
            found = [path for path in paths if path[-len(parts):] == parts]
            if not found:
                raise NoMatchingOptionFound('there is no option that matches %s' % key)
            if len(found) > 1:
                raise AmbigousOptionError('more than one option that ends with %s' % key)
            home, name = self._cfgimpl_get_home_by_path('.'.join(found[0]))
            home.setoption(name, kwargs[key], 'user')

    def _cfgimpl_get_home_by_path(self, path):
        parts = path.split('.')
        home = self
        for part in parts[:-1]:
            home = getattr(home, part)
        return home, parts[-1]

    def _cfgimpl_get_toplevel(self):
        config = self
        while config._cfgimpl_parent is not None:
            config = config._cfgimpl_parent
        return config

    def add_warning(self, warning):
        self._cfgimpl_get_toplevel()._cfgimpl_warnings.append(warning)

    def get_warnings(self):
        return self._cfgimpl_get_toplevel()._cfgimpl_warnings

    def _freeze_(self):
        self.__dict__['_cfgimpl_frozen'] = True
        return True

    def getkey(self):
        return self._cfgimpl_descr.getkey(self)

    def __hash__(self):
        return hash(self.getkey())

    def __eq__(self, other):
        return isinstance(other, Config) and self.getkey() == other.getkey()

    def __ne__(self, other):
        return not self == other

    def __iter__(self):
        for child in self._cfgimpl_descr._children:
            if isinstance(child, Option):
                yield child._name, getattr(self, child._name)

    def __str__(self, indent=""):
        lines = ['%s[%s]' % (indent, self._cfgimpl_descr._name)]
        for child in sorted(self._cfgimpl_descr._children, key=lambda child: child._name):
            value = getattr(self, child._name)
            if isinstance(child, Option):
                if self._cfgimpl_value_owners[child._name] != 'default':
                    lines.append('%s    %s = %s' % (indent, child._name, value))
            else:
                text = value.__str__(indent + '    ')
                if '=' in text:
                    lines.append(text)
        return '\n'.join(lines)

    def getpaths(self, include_groups=False):
        return self._cfgimpl_descr.getpaths(include_groups=include_groups)


# ---- options ------------------------------------------------------------------------

class Option(object):
    def __init__(self, name, doc, cmdline=DEFAULT_OPTION_NAME):
        self._name = name
        self.doc = doc
        self.cmdline = cmdline

    def validate(self, value):
        raise NotImplementedError('abstract base class')

    def getdefault(self):
        return self.default

    def setoption(self, config, value, who):
        if who == 'default' and value is None:
            pass
        elif not self.validate(value):
            raise ConfigError('invalid value %s for option %s' % (value, self._name))
        config._cfgimpl_values[self._name] = value

    def getkey(self, value):
        return value

    def convert_from_cmdline(self, value):
        return value

    def add_optparse_option(self, argnames, parser, config):
        def update(option, opt_str, value, parser):
            _set_from_command_line(self, config, value)
        parser.add_option(help=_help(self, config), action='callback', type=self.opt_type,
                          callback=update, metavar=self._name.upper(), *argnames)


def _help(option, config):
    text = option.doc
    default = getattr(config, option._name)
    if default is not None:
        text += ' [default: %s]' % default
    return text


def _set_from_command_line(option, config, value):
    try:
        config.setoption(option._name, option.convert_from_cmdline(value), 'user')
    except (ConfigError, ValueError) as e:
        raise optparse.OptionValueError(e.args[0])


def _require(config, requirements, method):
    toplevel = config._cfgimpl_get_toplevel()
    for path, value in requirements:
        home, name = toplevel._cfgimpl_get_home_by_path(path)
        if method == 'suggest':
            home.suggestoption(name, value)
        else:
            home.setoption(name, value, 'required')


class ChoiceOption(Option):
    opt_type = 'string'

    def __init__(self, name, doc, values, default=None, requires=None, suggests=None,
                 cmdline=DEFAULT_OPTION_NAME):
        Option.__init__(self, name, doc, cmdline)
        self.values = values
        self.default = default
        self._requires = requires or {}
        self._suggests = suggests or {}

    def setoption(self, config, value, who):
        Option.setoption(self, config, value, who)
        _require(config, self._requires.get(value, []), 'require')
        _require(config, self._suggests.get(value, []), 'suggest')

    def validate(self, value):
        return value is None or value in self.values

    def convert_from_cmdline(self, value):
        return value.strip()


class BoolOption(Option):
    def __init__(self, name, doc, default=None, requires=None, suggests=None, validator=None,
                 cmdline=DEFAULT_OPTION_NAME, negation=True):
        Option.__init__(self, name, doc, cmdline)
        self._requires = requires
        self._suggests = suggests
        self.default = default
        self.negation = negation
        self._validator = validator

    def validate(self, value):
        return isinstance(value, bool)

    def setoption(self, config, value, who):
        if value and self._validator is not None:
            self._validator(config._cfgimpl_get_toplevel())
        Option.setoption(self, config, value, who)
        if value:
            _require(config, self._requires or [], 'require')
            _require(config, self._suggests or [], 'suggest')

    def add_optparse_option(self, argnames, parser, config):
        def setter(which):
            def update(option, opt_str, value, parser):
                _set_from_command_line(self, config, which)
            return update
        parser.add_option(help=_help(self, config), action='callback', callback=setter(True),
                          *argnames)
        if not self.negation:
            return
        opposites = ['--' + _negation(name.lstrip('-')) for name in argnames
                     if name.startswith('--')]
        if opposites:
            parser.add_option(help='unset option set by %s' % argnames[0], action='callback',
                              callback=setter(False), *opposites)


def _negation(name):
    for positive, negative in (('with', 'without'), ('allow', 'disallow'),
                               ('enable', 'disable')):
        if name.startswith(positive + '-'):
            return negative + name[len(positive):]
    return 'no-' + name


class _NumberOption(Option):
    """An option whose values `convert` accepts."""

    def __init__(self, name, doc, default=None, cmdline=DEFAULT_OPTION_NAME):
        Option.__init__(self, name, doc, cmdline)
        self.default = default

    def validate(self, value):
        try:
            self.convert(value)
        except (TypeError, ValueError):
            return False
        return True

    def setoption(self, config, value, who):
        if not self.validate(value) and not (value is None and who == 'default'):
            raise ConfigError('invalid value %s for option %s' % (value, self._name))
        config._cfgimpl_values[self._name] = value if value is None else self.convert(value)


class IntOption(_NumberOption):
    opt_type = 'int'
    convert = int


class FloatOption(_NumberOption):
    opt_type = 'float'
    convert = float


class StrOption(Option):
    opt_type = 'string'

    def __init__(self, name, doc, default=None, cmdline=DEFAULT_OPTION_NAME):
        Option.__init__(self, name, doc, cmdline)
        self.default = default

    def validate(self, value):
        return isinstance(value, str)


class ArbitraryOption(Option):
    def __init__(self, name, doc, default=None, defaultfactory=None):
        Option.__init__(self, name, doc, cmdline=None)
        self.default = default
        self.defaultfactory = defaultfactory

    def validate(self, value):
        return True

    def getdefault(self):
        return self.defaultfactory() if self.defaultfactory is not None else self.default

    def add_optparse_option(self, *args, **kwargs):
        pass


class OptionDescription(object):
    """A group; the options and groups in it are its attributes."""
    cmdline = None

    def __init__(self, name, doc, children):
        self._name = name
        self.doc = doc
        self._children = children
        for child in children:
            if hasattr(self, child._name):
                raise ConfigError('duplicate option name: %s' % child._name)
            setattr(self, child._name, child)

    def getkey(self, config):
        return tuple([child.getkey(getattr(config, child._name)) for child in self._children])

    def add_optparse_option(self, argnames, parser, config):
        for child in self._children:
            if not isinstance(child, BoolOption):
                raise ValueError("a group becomes an option only if all in it are bools")

        def update(option, opt_str, value, parser):
            for name in value.split(','):
                _set_from_command_line(getattr(self, name.strip()), config, True)
        parser.add_option(help=self.doc, action='callback', type='string', callback=update,
                          *argnames)

    def getpaths(self, include_groups=False, currpath=None):
        paths = []
        prefix = currpath or []
        for child in self._children:
            if isinstance(child, OptionDescription):
                if include_groups:
                    paths.append('.'.join(prefix + [child._name]))
                paths += child.getpaths(include_groups, prefix + [child._name])
            else:
                paths.append('.'.join(prefix + [child._name]))
        return paths


# ---- command lines --------------------------------------------------------------------

class OptHelpFormatter(optparse.TitledHelpFormatter):
    extra_useage = None


def to_optparse(config, useoptions=None, parser=None, parserargs=None, parserkwargs=None,
                extra_useage=None):
    """A command-line parser that sets the options of config. useoptions lists paths;
    'group.*' means the options of the group, 'group.**' those of all groups in it."""
    if not isinstance(config, Config):
        from rpython.config.translationoption import parser_of_driver
        return parser_of_driver(config, useoptions, parserargs, parserkwargs)
    if parser is None:
        parser = optparse.OptionParser(*(parserargs or ()), **(parserkwargs or {}))
    descr = config._cfgimpl_descr
    groups = {}
    for path in _expand(descr, useoptions if useoptions is not None else ['**']):
        home, name = config._cfgimpl_get_home_by_path(path)
        option = getattr(home._cfgimpl_descr, name)
        if option.cmdline is None:
            continue
        names = ['--' + path.replace('.', '-')]
        if option.cmdline is not DEFAULT_OPTION_NAME:
            names = option.cmdline.split()
            if not names:
                continue
        prefix = '.'.join(path.split('.')[:-1])
        target = parser
        if prefix:
            if prefix not in groups:
                groups[prefix] = parser.add_option_group(
                    optparse.OptionGroup(parser, home._cfgimpl_descr.doc or prefix))
            target = groups[prefix]
        option.add_optparse_option(names, target, home)
    return parser


def _expand(descr, patterns):
    paths = []
    for pattern in patterns:
        prefix, _, last = pattern.rpartition('.')
        if last not in ('*', '**'):
            found = [pattern]
        else:
            group = descr
            for part in prefix.split('.') if prefix else []:
                group = getattr(group, part)
            found = [prefix + '.' + path if prefix else path for path in group.getpaths()
                     if last == '**' or '.' not in path]
        paths += [path for path in found if path not in paths]
    return paths


def make_dict(config):
    """{'group.option': value} of all options."""
    result = {}
    for path in config.getpaths():
        home, name = config._cfgimpl_get_home_by_path(path)
        result[path] = getattr(home, name)
    return result
