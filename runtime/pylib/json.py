"""JSON (RFC 8259): loads, load, dumps, dump. Texts become unicode."""

_ESCAPES = {'"': u'"', '\\': u'\\', '/': u'/', 'b': u'\b', 'f': u'\f', 'n': u'\n', 'r': u'\r',
            't': u'\t'}
_WORDS = {'true': True, 'false': False, 'null': None, 'NaN': float('nan'),
          'Infinity': float('inf'), '-Infinity': -float('inf')}


class _Reader(object):
    def __init__(self, text):
        self.text = text
        self.pos = 0

    def fail(self, what):
        line = self.text.count('\n', 0, self.pos) + 1
        column = self.pos - self.text.rfind('\n', 0, self.pos)
        raise ValueError('%s: line %d column %d (char %d)' % (what, line, column, self.pos))

    def space(self):
        while self.pos < len(self.text) and self.text[self.pos] in ' \t\n\r':
            self.pos += 1

    def accept(self, c):
        self.space()
        if self.text[self.pos:self.pos + 1] != c:
            return False
        self.pos += 1
        return True

    def value(self):
        self.space()
        c = self.text[self.pos:self.pos + 1]
        if c == '{':
            return self.object()
        if c == '[':
            return self.array()
        if c == '"':
            return self.string()
        for word in _WORDS:
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return _WORDS[word]
        return self.number()

    def object(self):
        self.pos += 1
        result = {}
        if self.accept('}'):
            return result
        while True:
            self.space()
            if self.text[self.pos:self.pos + 1] != '"':
                self.fail('Expecting property name')
            key = self.string()
            if not self.accept(':'):
                self.fail("Expecting ':' delimiter")
            result[key] = self.value()
            if self.accept('}'):
                return result
            if not self.accept(','):
                self.fail("Expecting ',' delimiter")

    def array(self):
        self.pos += 1
        result = []
        if self.accept(']'):
            return result
        while True:
            result.append(self.value())
            if self.accept(']'):
                return result
            if not self.accept(','):
                self.fail("Expecting ',' delimiter")

    def string(self):
        self.pos += 1
        parts = []
        while True:
            c = self.text[self.pos:self.pos + 1]
            self.pos += 1
            if c == '':
                self.fail('Unterminated string')
            if c == '"':
                return u''.join(parts)
            if c != '\\':
                parts.append(c if isinstance(c, unicode) else self.decoded(c))
                continue
            c = str(self.text[self.pos:self.pos + 1])
            self.pos += 1
            if c == 'u':
                parts.append(self.unit())
            elif c in _ESCAPES:
                parts.append(_ESCAPES[c])
            else:
                self.fail('Invalid \\escape')

    def decoded(self, c):
        """A character of a str, which is UTF-8."""
        if ord(c) < 0x80:
            return unicode(c)
        start = self.pos - 1
        while self.pos < len(self.text) and 0x80 <= ord(self.text[self.pos]) < 0xc0:
            self.pos += 1
        return self.text[start:self.pos].decode('utf-8')

    def unit(self):
        code = int(self.text[self.pos:self.pos + 4], 16)
        self.pos += 4
        if 0xd800 <= code < 0xdc00 and self.text[self.pos:self.pos + 2] == '\\u':
            low = int(self.text[self.pos + 2:self.pos + 6], 16)
            if 0xdc00 <= low < 0xe000:
                self.pos += 6
                code = 0x10000 + ((code - 0xd800) << 10 | low - 0xdc00)
        return unichr(code)

    def number(self):
        start = self.pos
        while self.pos < len(self.text) and self.text[self.pos] in '+-0123456789.eE':
            self.pos += 1
        digits = str(self.text[start:self.pos])
        try:
            if digits.strip('-').isdigit():
                return int(digits)
            return float(digits)
        except ValueError:
            self.pos = start
            self.fail('No JSON object could be decoded')


def loads(s):
    reader = _Reader(s)
    result = reader.value()
    reader.space()
    if reader.pos < len(s):
        reader.fail('Extra data')
    return result


def load(fp):
    return loads(fp.read())


def _quoted(text):
    if isinstance(text, str):
        text = text.decode('utf-8')
    parts = ['"']
    for c in text:
        code = ord(c)
        if c == u'"' or c == u'\\':
            parts.append('\\' + str(c))
        elif c in u'\n\r\t\b\f':
            parts.append('\\' + 'nrtbf'[u'\n\r\t\b\f'.index(c)])
        elif 32 <= code < 127:
            parts.append(str(c))
        elif code < 0x10000:
            parts.append('\\u%04x' % code)
        else:
            code -= 0x10000
            parts.append('\\u%04x\\u%04x' % (0xd800 | code >> 10, 0xdc00 | code & 0x3ff))
    return ''.join(parts) + '"'


def _write(obj, indent, level, sort_keys, separators):
    if obj is None or obj is True or obj is False:
        return {None: 'null', True: 'true', False: 'false'}[obj]
    if isinstance(obj, basestring):
        return _quoted(obj)
    if isinstance(obj, (int, long)):
        return str(obj)
    if isinstance(obj, float):
        return repr(obj)
    if isinstance(obj, dict):
        pairs = sorted(obj.items()) if sort_keys else obj.items()
        items = [_quoted(key if isinstance(key, basestring) else str(key)) + separators[1] +
                 _write(value, indent, level + 1, sort_keys, separators) for key, value in pairs]
        return _joined('{', items, '}', indent, level, separators)
    if isinstance(obj, (list, tuple)):
        items = [_write(value, indent, level + 1, sort_keys, separators) for value in obj]
        return _joined('[', items, ']', indent, level, separators)
    raise TypeError('%r is not JSON serializable' % (obj,))


def _joined(opening, items, closing, indent, level, separators):
    if indent is None or not items:
        return opening + separators[0].join(items) + closing
    line = '\n' + ' ' * (indent * (level + 1))
    return (opening + line + (separators[0] + line).join(items) +
            '\n' + ' ' * (indent * level) + closing)


def dumps(obj, indent=None, sort_keys=False, separators=(', ', ': ')):
    return _write(obj, indent, 0, sort_keys, separators)


def dump(obj, fp, **options):
    fp.write(dumps(obj, **options))
