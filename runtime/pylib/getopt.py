"""Options of command lines, as getopt of C reads them."""


class GetoptError(Exception):
    def __init__(self, msg, opt=''):
        Exception.__init__(self, msg, opt)
        self.msg = msg
        self.opt = opt

    def __str__(self):
        return self.msg

error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """([(option, value)], the other arguments); options end at the first of these."""
    options = []
    args = list(args)
    while args and args[0].startswith('-') and args[0] != '-':
        argument = args.pop(0)
        if argument == '--':
            break
        if argument.startswith('--'):
            options.append(_long(argument[2:], longopts, args))
        else:
            options.extend(_short(argument[1:], shortopts, args))
    return options, args


def _long(argument, longopts, args):
    name, equals, value = argument.partition('=')
    matching = [option for option in longopts if option.rstrip('=').startswith(name)]
    exact = [option for option in matching if option.rstrip('=') == name]
    if not matching:
        raise GetoptError('option --%s not recognized' % name, name)
    if not exact and len(matching) > 1:
        raise GetoptError('option --%s not a unique prefix' % name, name)
    option = (exact or matching)[0]
    name = option.rstrip('=')
    if not option.endswith('='):
        if equals:
            raise GetoptError('option --%s must not have an argument' % name, name)
        return '--' + name, ''
    if not equals:
        if not args:
            raise GetoptError('option --%s requires argument' % name, name)
        value = args.pop(0)
    return '--' + name, value


def _short(letters, shortopts, args):
    options = []
    while letters:
        letter, letters = letters[0], letters[1:]
        place = shortopts.find(letter)
        if place < 0 or letter == ':':
            raise GetoptError('option -%s not recognized' % letter, letter)
        value = ''
        if shortopts[place + 1:place + 2] == ':':
            if not letters and not args:
                raise GetoptError('option -%s requires argument' % letter, letter)
            value = letters or args.pop(0)
            letters = ''
        options.append(('-' + letter, value))
    return options
