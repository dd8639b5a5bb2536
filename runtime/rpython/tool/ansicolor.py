"""Escape sequences of terminals."""


def _color(code):
    return lambda text: '\x1b[%dm%s\x1b[00m' % (code, text)

red, green, yellow, blue = _color(31), _color(32), _color(33), _color(34)
magenta, turquoise = _color(35), _color(36)
bold, invert, underline, bg_red = _color(1), _color(7), _color(4), _color(41)
