"""Lexers from regular expressions, and packrat parsers from grammars in EBNF."""
