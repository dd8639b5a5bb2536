"""Tests and conversions of single characters (ASCII, as the C locale has it)."""


def ll_char_isdigit(c):
    code = ord(c)
    return 48 <= code and code <= 57


def ll_char_isalpha(c):
    code = ord(c) | 32
    return 97 <= code and code <= 122


def ll_char_isalnum(c):
    return ll_char_isalpha(c) or ll_char_isdigit(c)


def ll_char_isspace(c):
    code = ord(c)
    return code == 32 or (9 <= code and code <= 13)


def ll_char_isupper(c):
    code = ord(c)
    return 65 <= code and code <= 90


def ll_char_islower(c):
    code = ord(c)
    return 97 <= code and code <= 122


def ll_char_lower(c):
    if ll_char_isupper(c):
        return chr(ord(c) + 32)
    return c


def ll_char_upper(c):
    if ll_char_islower(c):
        return chr(ord(c) - 32)
    return c


def ll_char_hash(c):
    return ord(c)


def ll_unichar_hash(c):
    return ord(c)
