"""Regular expressions of Python 2.7 in translated programs: the patterns are compiled
while translating, to the code that CPython's module _sre executes."""
