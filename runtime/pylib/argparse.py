"""Arguments of a command line: options and positional arguments, converted and checked."""
import os
import sys

OPTIONAL = '?'
ZERO_OR_MORE = '*'
ONE_OR_MORE = '+'
REMAINDER = '...'
SUPPRESS = '==SUPPRESS=='


class ArgumentError(Exception):
    def __init__(self, argument, message):
        Exception.__init__(self, message)
        self.argument_name = argument.display_name() if argument is not None else None
        self.message = message

    def __str__(self):
        if self.argument_name is None:
            return self.message
        return 'argument %s: %s' % (self.argument_name, self.message)


class ArgumentTypeError(Exception):
    pass


class Namespace(object):
    def __init__(self, **values):
        for name in values:
            setattr(self, name, values[name])

    def __eq__(self, other):
        return vars(self) == vars(other)

    def __ne__(self, other):
        return not self == other

    def __contains__(self, name):
        return name in self.__dict__

    def __repr__(self):
        items = ['%s=%r' % item for item in sorted(self.__dict__.items())]
        return 'Namespace(%s)' % ', '.join(items)


class RawDescriptionHelpFormatter(object):
    pass

HelpFormatter = RawTextHelpFormatter = ArgumentDefaultsHelpFormatter = RawDescriptionHelpFormatter


class _Argument(object):
    """One option, or one positional argument (without option strings)."""
    _WITHOUT_VALUE = ('store_const', 'store_true', 'store_false', 'append_const', 'count', 'help',
                      'version')

    def __init__(self, flags, dest=None, action='store', nargs=None, const=None, default=None,
                 type=None, choices=None, required=False, help=None, metavar=None, version=None):
        self.option_strings = [flag for flag in flags if flag.startswith('-')]
        self.action = action
        self.nargs = 0 if action in self._WITHOUT_VALUE else nargs
        self.const = {'store_true': True, 'store_false': False}.get(action, const)
        if action in ('store_true', 'store_false') and default is None:
            default = not self.const
        self.default = SUPPRESS if action in ('help', 'version') else default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar
        self.version = version
        self.dest = dest or self._name(flags)

    def _name(self, flags):
        if not self.option_strings:
            return flags[0]
        long_ones = [flag for flag in self.option_strings if flag.startswith('--')]
        return (long_ones or self.option_strings)[0].lstrip('-').replace('-', '_')

    def display_name(self):
        return '/'.join(self.option_strings) or self.metavar or self.dest

    def minimum(self):
        """How many values it takes at least."""
        if self.nargs is None or self.nargs == ONE_OR_MORE:
            return 1
        return self.nargs if isinstance(self.nargs, int) else 0

    def maximum(self):
        if self.nargs is None or self.nargs == OPTIONAL:
            return 1
        return self.nargs if isinstance(self.nargs, int) else sys.maxint

    def usage(self):
        name = self.metavar or (self.dest.upper() if self.option_strings else self.dest)
        values = {None: name, OPTIONAL: '[%s]' % name, ZERO_OR_MORE: '[%s [%s ...]]' % (name, name),
                  ONE_OR_MORE: '%s [%s ...]' % (name, name), REMAINDER: '...'}
        text = values.get(self.nargs)
        if text is None:
            text = ' '.join([name] * self.nargs)
        if self.option_strings:
            text = (self.option_strings[0] + ' ' + text).strip()
            if not self.required:
                text = '[%s]' % text
        return text

    def convert(self, text):
        value = text
        if self.type is not None:
            try:
                value = self.type(text)
            except ArgumentTypeError as e:
                raise ArgumentError(self, str(e))
            except (TypeError, ValueError):
                name = getattr(self.type, '__name__', repr(self.type))
                raise ArgumentError(self, 'invalid %s value: %r' % (name, text))
        if self.choices is not None and value not in self.choices:
            choices = ', '.join([repr(choice) for choice in self.choices])
            raise ArgumentError(self, 'invalid choice: %r (choose from %s)' % (value, choices))
        return value

    def value_of(self, texts):
        """What the texts after the option, or in the place of the argument, mean."""
        if not texts and self.nargs == OPTIONAL:
            return self.const if self.option_strings else self.default
        if not texts and self.nargs == ZERO_OR_MORE and not self.option_strings and self.default:
            return self.default
        values = [self.convert(text) for text in texts]
        return values[0] if self.nargs in (None, OPTIONAL) else values

    def store(self, parser, namespace, texts):
        if self.action == 'help':
            parser.print_help()
            parser.exit()
        if self.action == 'version':
            parser.exit(message=self.version + '\n')
        if self.action == 'count':
            value = (getattr(namespace, self.dest, None) or 0) + 1
        elif self.action in ('append', 'append_const'):
            value = list(getattr(namespace, self.dest, None) or [])
            value.append(self.const if self.action == 'append_const' else self.value_of(texts))
        elif self.action == 'store':
            value = self.value_of(texts)
        else:
            value = self.const
        setattr(namespace, self.dest, value)


class _Group(object):
    """Arguments that the help shows together."""

    def __init__(self, parser):
        self._parser = parser

    def add_argument(self, *flags, **settings):
        return self._parser.add_argument(*flags, **settings)


class ArgumentParser(object):
    def __init__(self, prog=None, usage=None, description=None, epilog=None, version=None,
                 parents=(), formatter_class=None, prefix_chars='-', argument_default=None,
                 add_help=True):
        self.prog = prog or os.path.basename(sys.argv[0])
        self.usage = usage
        self.description = description
        self.epilog = epilog
        self._arguments = []
        self._defaults = {}
        if add_help:
            self.add_argument('-h', '--help', action='help', help='show this help message and exit')
        if version:
            self.add_argument('-v', '--version', action='version', version=version,
                              help="show program's version number and exit")
        for parent in parents:
            self._arguments += [a for a in parent._arguments if a.action != 'help']

    def add_argument(self, *flags, **settings):
        argument = _Argument(flags or (settings['dest'],), **settings)
        self._arguments.append(argument)
        return argument

    def add_argument_group(self, title=None, description=None):
        return _Group(self)

    def set_defaults(self, **values):
        self._defaults.update(values)
        for argument in self._arguments:
            if argument.dest in values:
                argument.default = values[argument.dest]

    def get_default(self, dest):
        for argument in self._arguments:
            if argument.dest == dest and argument.default is not None:
                return argument.default
        return self._defaults.get(dest)

    # ---- Parsing ----------------------------------------------------------------------------

    def parse_args(self, args=None, namespace=None):
        namespace, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error('unrecognized arguments: ' + ' '.join(rest))
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        if namespace is None:
            namespace = Namespace()
        for argument in self._arguments:
            if argument.default is not SUPPRESS and not hasattr(namespace, argument.dest):
                setattr(namespace, argument.dest, argument.default)
        for name in self._defaults:
            if not hasattr(namespace, name):
                setattr(namespace, name, self._defaults[name])
        try:
            return namespace, self._parse(sys.argv[1:] if args is None else list(args), namespace)
        except ArgumentError as e:
            self.error(str(e))

    def _parse(self, args, namespace):
        """Stores what is known; the other arguments."""
        seen = []
        plain = []
        unknown = []
        while args:
            text = args.pop(0)
            if text == '--':
                plain += args
                break
            if not text.startswith('-') or text == '-' or self._is_number(text):
                plain.append(text)
                continue
            argument, given = self._find(text)
            if argument is None:
                unknown.append(text)
                continue
            argument.store(self, namespace, self._values(argument, given, args))
            seen.append(argument)
        unknown = self._store_positional(plain, namespace) + unknown
        for argument in self._arguments:
            if argument.option_strings and argument.required and argument not in seen:
                raise ArgumentError(None, 'argument %s is required' % argument.display_name())
        return unknown

    def _is_number(self, text):
        try:
            float(text)
        except ValueError:
            return False
        return not [a for a in self._arguments if text in a.option_strings]

    def _find(self, text):
        """(option, the value that is part of the text or None)"""
        options = [a for a in self._arguments if a.option_strings]
        name, equals, value = text.partition('=')
        for argument in options:
            if text in argument.option_strings:
                return argument, None
            if equals and name in argument.option_strings:
                return argument, value
        if text.startswith('--'):
            found = [(a, s) for a in options for s in a.option_strings if s.startswith(name)]
            if len(found) > 1:
                raise ArgumentError(None, 'ambiguous option: %s could match %s' %
                                    (text, ', '.join([s for _, s in found])))
            return (found[0][0], value if equals else None) if found else (None, None)
        for argument in options:
            if text[:2] in argument.option_strings:
                return argument, text[2:]
        return None, None

    def _values(self, argument, given, args):
        if argument.maximum() == 0:
            if given is not None:
                if given and argument.option_strings[0][1] != '-' and self._find('-' + given)[0]:
                    args.insert(0, '-' + given)  # -xy is -x -y
                else:
                    raise ArgumentError(argument, 'ignored explicit argument %r' % given)
            return []
        if given is not None:
            return [given]
        values = []
        while args and len(values) < argument.maximum():
            if args[0].startswith('-') and args[0] != '-' and not self._is_number(args[0]):
                break
            values.append(args.pop(0))
        if len(values) < argument.minimum():
            if argument.nargs is None:
                raise ArgumentError(argument, 'expected one argument')
            if argument.nargs == ONE_OR_MORE:
                raise ArgumentError(argument, 'expected at least one argument')
            raise ArgumentError(argument, 'expected %s argument(s)' % argument.nargs)
        return values

    def _store_positional(self, texts, namespace):
        """Each takes as many as leave enough for those after it; what is left over."""
        arguments = [a for a in self._arguments if not a.option_strings]
        for i, argument in enumerate(arguments):
            needed = sum([later.minimum() for later in arguments[i + 1:]])
            count = max(0, min(argument.maximum(), len(texts) - needed))
            if count < argument.minimum():
                raise ArgumentError(None, 'too few arguments')
            argument.store(self, namespace, texts[:count])
            texts = texts[count:]
        return texts

    # ---- Messages ---------------------------------------------------------------------------

    def format_usage(self):
        if self.usage:
            return 'usage: %s\n' % self.usage.replace('%(prog)s', self.prog)
        options = [a for a in self._arguments if a.option_strings]
        positional = [a for a in self._arguments if not a.option_strings]
        shown = [a.usage() for a in options + positional if a.help is not SUPPRESS]
        return 'usage: %s\n' % ' '.join([self.prog] + shown)

    def format_help(self):
        parts = [self.format_usage()]
        if self.description:
            parts.append('\n%s\n' % self.description)
        for title, optional in (('positional arguments', False), ('optional arguments', True)):
            lines = [self._help_line(a) for a in self._arguments
                     if bool(a.option_strings) == optional and a.help is not SUPPRESS]
            if lines:
                parts.append('\n%s:\n%s' % (title, ''.join(lines)))
        if self.epilog:
            parts.append('\n%s\n' % self.epilog)
        return ''.join(parts)

    def _help_line(self, argument):
        if argument.option_strings:
            value = '' if argument.nargs == 0 else ' ' + (argument.metavar or argument.dest.upper())
            name = ', '.join([flag + value for flag in argument.option_strings])
        else:
            name = argument.metavar or argument.dest
        if not argument.help:
            return '  %s\n' % name
        text = argument.help % dict(vars(argument), prog=self.prog)
        if len(name) > 20:
            return '  %s\n%s%s\n' % (name, ' ' * 24, text)
        return '  %-20s  %s\n' % (name, text)

    def print_usage(self, file=None):
        (file or sys.stdout).write(self.format_usage())

    def print_help(self, file=None):
        (file or sys.stdout).write(self.format_help())

    def exit(self, status=0, message=None):
        if message:
            sys.stderr.write(message)
        sys.exit(status)

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(2, '%s: error: %s\n' % (self.prog, message))
