#!/usr/bin/env python3
"""Checks docs/features.md: the places and the tests that it names exist.

A row is | feature | where | test |. `where` and `test` name paths in backticks; a
test may also be `tests/unit/MODULE/FILE.cpp:Suite.Name`, which the file must define.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def problem(name):
    """What is wrong with one name in backticks, or None."""
    path, _, case = name.partition(":")
    if not (ROOT / path).exists():
        return "%s does not exist" % path
    if not case:
        return None
    suite, _, test = case.partition(".")
    pattern = r"TEST(_F|_P)?\(%s,\s*%s\)" % (re.escape(suite), re.escape(test))
    if not re.search(pattern, (ROOT / path).read_text()):
        return "%s does not define the test %s" % (path, case)
    return None


def check(text):
    problems = []
    rows = 0
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 3 or set(cells[0]) <= set("-: "):
            continue
        if cells[0] == "feature":
            continue
        rows += 1
        for column, cell in (("where", cells[1]), ("test", cells[2])):
            names = re.findall(r"`([^`]+)`", cell)
            if not names:
                problems.append("line %d: no name in column %s" % (number, column))
            problems += ["line %d: %s" % (number, found) for found in map(problem, names) if found]
    if rows == 0:
        problems.append("no rows")
    return problems


problems = check((ROOT / "docs/features.md").read_text())
print("\n".join("docs/features.md: " + found for found in problems))
sys.exit(1 if problems else 0)
