"""Constants of character classes, and the old function forms of methods."""

whitespace = ' \t\n\r\v\f'
lowercase = ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
uppercase = ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
letters = ascii_letters = lowercase + uppercase
digits = '0123456789'
hexdigits = digits + 'abcdefABCDEF'
octdigits = '01234567'
punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
printable = digits + letters + punctuation + whitespace


def _method(name):
    def function(s, *args):
        return getattr(s, name)(*args)
    function.__name__ = name
    return function


for _name in ('lower', 'upper', 'swapcase', 'strip', 'lstrip', 'rstrip', 'split',
              'rsplit', 'find', 'rfind', 'index', 'rindex', 'count', 'replace',
              'ljust', 'rjust', 'center', 'zfill', 'expandtabs', 'capitalize',
              'translate'):
    globals()[_name] = _method(_name)
splitfields = split
atoi = int
atol = long
atof = float


def join(words, sep=' '):
    return sep.join(words)


joinfields = join


def capwords(s, sep=None):
    return (sep or ' ').join(word.capitalize() for word in s.split(sep))


def maketrans(source, target):
    if len(source) != len(target):
        raise ValueError("maketrans arguments must have same length")
    table = [chr(i) for i in range(256)]
    for a, b in zip(source, target):
        table[ord(a)] = b
    return ''.join(table)


class Template(object):
    """$name and ${name} substitution."""

    def __init__(self, template):
        self.template = template

    def _expand(self, values, strict):
        out, text, i = [], self.template, 0
        while i < len(text):
            if text[i] != '$':
                out.append(text[i])
                i += 1
                continue
            if text[i + 1:i + 2] == '$':
                out.append('$')
                i += 2
                continue
            start = i + 1
            braced = text[start:start + 1] == '{'
            start += braced
            end = start
            while end < len(text) and (text[end].isalnum() or text[end] == '_'):
                end += 1
            name = text[start:end]
            end += braced
            if name in values:
                out.append(str(values[name]))
            elif strict:
                raise KeyError(name)
            else:
                out.append(text[i:end])
            i = end
        return ''.join(out)

    def substitute(self, *mapping, **keywords):
        return self._expand(dict(*mapping, **keywords), True)

    def safe_substitute(self, *mapping, **keywords):
        return self._expand(dict(*mapping, **keywords), False)
