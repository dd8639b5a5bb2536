"""Command-line options, declared on a parser."""
import sys

SUPPRESS_HELP = 'SUPPRESS' + 'HELP'
SUPPRESS_USAGE = 'SUPPRESS' + 'USAGE'
NO_DEFAULT = ('NO', 'DEFAULT')


class OptParseError(Exception):
    def __init__(self, msg):
        Exception.__init__(self, msg)
        self.msg = msg

    def __str__(self):
        return self.msg


class OptionError(OptParseError):
    pass


class OptionConflictError(OptionError):
    pass


class OptionValueError(OptParseError):
    pass


class BadOptionError(OptParseError):
    pass


class Values(object):
    """The options' values as attributes."""

    def __init__(self, defaults=None):
        for key in defaults or {}:
            setattr(self, key, defaults[key])

    def __repr__(self):
        return '<Values %r>' % (self.__dict__,)

    def ensure_value(self, name, value):
        if getattr(self, name, None) is None:
            setattr(self, name, value)
        return getattr(self, name)


_converters = {'string': str, 'int': lambda text: int(text, 0), 'long': lambda text: long(text, 0),
               'float': float, 'choice': str}


class Option(object):
    ACTIONS = ('store', 'store_const', 'store_true', 'store_false', 'append', 'append_const',
               'count', 'callback', 'help', 'version')
    WITH_ARGUMENT = ('store', 'append')

    def __init__(self, *names, **attrs):
        self.names = [name for name in names if name]
        if not self.names:
            raise TypeError("an option needs a name")
        self._short_opts = [name for name in self.names if not name.startswith('--')]
        self._long_opts = [name for name in self.names if name.startswith('--')]
        self.action = attrs.pop('action', None) or 'store'
        if self.action not in self.ACTIONS:
            raise OptionError("invalid action: %r" % (self.action,))
        self.type = attrs.pop('type', None)
        if isinstance(self.type, type):
            self.type = self.type.__name__
        if self.type == 'str':
            self.type = 'string'
        self.dest = attrs.pop('dest', None)
        self.default = attrs.pop('default', NO_DEFAULT)
        self.nargs = attrs.pop('nargs', None) or 1
        self.const = attrs.pop('const', None)
        self.choices = attrs.pop('choices', None)
        self.callback = attrs.pop('callback', None)
        self.callback_args = attrs.pop('callback_args', None) or ()
        self.callback_kwargs = attrs.pop('callback_kwargs', None) or {}
        self.help = attrs.pop('help', None)
        self.metavar = attrs.pop('metavar', None)
        if attrs:
            raise OptionError("invalid keyword arguments: " + ', '.join(sorted(attrs)))
        if self.type is None and self.action in self.WITH_ARGUMENT:
            self.type = 'choice' if self.choices is not None else 'string'
        if self.dest is None and self.action not in ('callback', 'help', 'version'):
            name = (self._long_opts + self._short_opts)[0]
            self.dest = name.lstrip('-').replace('-', '_')

    def takes_value(self):
        return self.type is not None

    def get_opt_string(self):
        return (self._long_opts + self._short_opts)[0]

    def _convert(self, name, text):
        if self.choices is not None and text not in self.choices:
            raise OptionValueError("option %s: invalid choice: %r (choose from %s)" % (
                name, text, ', '.join([repr(choice) for choice in self.choices])))
        try:
            return _converters[self.type](text)
        except ValueError:
            what = {'int': 'integer', 'long': 'long integer',
                    'float': 'floating-point'}.get(self.type, self.type)
            raise OptionValueError("option %s: invalid %s value: %r" % (name, what, text))

    def process(self, name, texts, values, parser):
        value = None
        if texts is not None:
            converted = [self._convert(name, text) for text in texts]
            value = converted[0] if self.nargs == 1 else tuple(converted)
        action = self.action
        if action == 'store':
            setattr(values, self.dest, value)
        elif action == 'store_const':
            setattr(values, self.dest, self.const)
        elif action == 'store_true':
            setattr(values, self.dest, True)
        elif action == 'store_false':
            setattr(values, self.dest, False)
        elif action == 'append':
            values.ensure_value(self.dest, []).append(value)
        elif action == 'append_const':
            values.ensure_value(self.dest, []).append(self.const)
        elif action == 'count':
            setattr(values, self.dest, values.ensure_value(self.dest, 0) + 1)
        elif action == 'callback':
            self.callback(self, name, value, parser, *self.callback_args,
                          **self.callback_kwargs)
        elif action == 'help':
            parser.print_help()
            parser.exit()
        else:
            parser.print_version()
            parser.exit()


make_option = Option


class OptionContainer(object):
    def __init__(self, description=None):
        self.option_list = []
        self.description = description

    def add_option(self, *args, **kwds):
        option = args[0] if args and isinstance(args[0], Option) else Option(*args, **kwds)
        parser = self._parser()
        for name in option.names:
            if name in parser._options:
                if parser.conflict_handler != 'resolve':
                    raise OptionConflictError("conflicting option string(s): " + name)
                parser._options[name].names.remove(name)
            parser._options[name] = option
        self.option_list.append(option)
        if option.dest is not None:
            if option.default is not NO_DEFAULT:
                parser.defaults[option.dest] = option.default
            elif option.dest not in parser.defaults:
                parser.defaults[option.dest] = None
        return option

    def add_options(self, options):
        for option in options:
            self.add_option(option)

    def has_option(self, name):
        return name in self._parser()._options

    def get_option(self, name):
        return self._parser()._options.get(name)

    def remove_option(self, name):
        option = self._parser()._options[name]
        for other in option.names:
            del self._parser()._options[other]
        self.option_list.remove(option)


class OptionGroup(OptionContainer):
    def __init__(self, parser, title, description=None):
        self.parser = parser
        self.title = title
        OptionContainer.__init__(self, description)

    def _parser(self):
        return self.parser


class HelpFormatter(object):
    def __init__(self, *args, **kwds):
        pass


class IndentedHelpFormatter(HelpFormatter):
    pass


class TitledHelpFormatter(HelpFormatter):
    pass


class OptionParser(OptionContainer):
    def __init__(self, usage=None, option_list=None, option_class=Option, version=None,
                 conflict_handler='error', description=None, formatter=None,
                 add_help_option=True, prog=None, epilog=None):
        OptionContainer.__init__(self, description)
        self.usage = usage
        self.version = version
        self.prog = prog
        self.epilog = epilog
        self.conflict_handler = conflict_handler
        self.formatter = formatter
        self.defaults = {}
        self.option_groups = []
        self._options = {}
        self._interspersed = True
        self.values = None
        self.rargs = self.largs = None
        if add_help_option:
            self.add_option('-h', '--help', action='help', help='show this help message and exit')
        if version:
            self.add_option('--version', action='version',
                            help="show program's version number and exit")
        self.add_options(option_list or [])

    def _parser(self):
        return self

    def set_usage(self, usage):
        self.usage = usage

    def set_defaults(self, **kwds):
        self.defaults.update(kwds)

    def set_default(self, dest, value):
        self.defaults[dest] = value

    def get_default_values(self):
        return Values(self.defaults)

    def disable_interspersed_args(self):
        self._interspersed = False

    def enable_interspersed_args(self):
        self._interspersed = True

    def add_option_group(self, *args, **kwds):
        group = args[0] if isinstance(args[0], OptionGroup) else OptionGroup(self, *args, **kwds)
        self.option_groups.append(group)
        return group

    def get_prog_name(self):
        return self.prog or sys.argv[0].split('/')[-1]

    def get_usage(self):
        if self.usage == SUPPRESS_USAGE:
            return ''
        usage = self.usage if self.usage is not None else '%prog [options]'
        return 'Usage: %s\n' % usage.replace('%prog', self.get_prog_name())

    def print_usage(self, file=None):
        (file or sys.stdout).write(self.get_usage())

    def print_version(self, file=None):
        (file or sys.stdout).write(self.version.replace('%prog', self.get_prog_name()) + '\n')

    def exit(self, status=0, msg=None):
        if msg:
            sys.stderr.write(msg)
        sys.exit(status)

    def error(self, msg):
        self.print_usage(sys.stderr)
        self.exit(2, '%s: error: %s\n' % (self.get_prog_name(), msg))

    def parse_args(self, args=None, values=None):
        """(values, the arguments that are no options)."""
        self.rargs = list(sys.argv[1:] if args is None else args)
        self.largs = []
        self.values = values if values is not None else self.get_default_values()
        try:
            self._process()
        except (BadOptionError, OptionValueError) as e:
            self.error(str(e))
        return self.values, self.largs + self.rargs

    def _process(self):
        while self.rargs:
            arg = self.rargs[0]
            if arg == '--':
                del self.rargs[0]
                return
            if arg.startswith('--'):
                self._long(self.rargs.pop(0))
            elif arg.startswith('-') and len(arg) > 1:
                self._short(self.rargs.pop(0))
            elif self._interspersed:
                self.largs.append(self.rargs.pop(0))
            else:
                return

    def _match(self, name):
        if name in self._options:
            return name
        found = sorted([known for known in self._options if known.startswith(name)])
        if len(found) == 1:
            return found[0]
        if not found:
            raise BadOptionError("no such option: " + name)
        raise BadOptionError("ambiguous option: %s (%s?)" % (name, ', '.join(found)))

    def _take(self, name, option, first):
        """The arguments of the option; `first` is None or was glued to its name."""
        if not option.takes_value():
            return None
        texts = [] if first is None else [first]
        if len(texts) + len(self.rargs) < option.nargs:
            if option.nargs == 1:
                raise BadOptionError("%s option requires an argument" % name)
            raise BadOptionError("%s option requires %d arguments" % (name, option.nargs))
        while len(texts) < option.nargs:
            texts.append(self.rargs.pop(0))
        return texts

    def _long(self, arg):
        name, equals, value = arg.partition('=')
        name = self._match(name)
        option = self._options[name]
        if equals and not option.takes_value():
            raise BadOptionError("%s option does not take a value" % name)
        option.process(name, self._take(name, option, value if equals else None), self.values, self)

    def _short(self, arg):
        position = 1
        while position < len(arg):
            name = '-' + arg[position]
            position += 1
            if name not in self._options:
                raise BadOptionError("no such option: " + name)
            option = self._options[name]
            rest = None
            if option.takes_value() and position < len(arg):
                rest, position = arg[position:], len(arg)
            option.process(name, self._take(name, option, rest), self.values, self)

    def format_option_help(self, formatter=None):
        lines = ['Options:']
        lines += self._option_lines(self.option_list, '  ')
        for group in self.option_groups:
            lines += ['', '  %s:' % group.title]
            if group.description:
                lines.append('    ' + group.description)
            lines += self._option_lines(group.option_list, '    ')
        return '\n'.join(lines) + '\n'

    def _option_lines(self, options, indent):
        lines = []
        for option in options:
            if option.help == SUPPRESS_HELP:
                continue
            names = []
            value = ''
            if option.takes_value():
                value = option.metavar or option.dest.upper() if option.dest else 'ARG'
            for name in option.names:
                if not value:
                    names.append(name)
                else:
                    names.append(name + ('=' if name.startswith('--') else ' ') + value)
            text = option.help or ''
            default = self.defaults.get(option.dest, None)
            text = text.replace('%default', 'none' if default is None else str(default))
            head = indent + ', '.join(names)
            if len(head) < 23 and text:
                lines.append(head.ljust(24) + text)
            else:
                lines.append(head)
                if text:
                    lines.append(' ' * 24 + text)
        return lines

    def format_help(self, formatter=None):
        parts = [self.get_usage()]
        if self.description:
            parts.append(self.description + '\n')
        parts.append(self.format_option_help())
        if self.epilog:
            parts.append(self.epilog + '\n')
        return '\n'.join([part for part in parts if part])

    def print_help(self, file=None):
        (file or sys.stdout).write(self.format_help())
