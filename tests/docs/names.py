#!/usr/bin/env python3
"""Checks that the guides name what programs and users can set, and name nothing else.

docs/running.md has each variable of the environment and each section of the log;
docs/jit.md each hint of rlib.jit and each parameter of the JIT, whose defaults rlib.jit
has, too; the modules in the library table of docs/language.md exist.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def read(path):
    return (ROOT / path).read_text()


def sources(*folders):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".cpp", ".c", ".h"):
                yield path.read_text()


def variables():
    found = set(re.findall(r'^TW_GC_OPTION\(\w+, "(\w+)"', read("gc/incminimark/options.def"), re.M))
    for text in sources("gc", "jit", "runtime"):
        found.update(re.findall(r'getenv\("(\w+)"\)', text))
    return found


def sections():
    found = set()
    for text in sources("gc", "jit"):
        found.update(re.findall(r'Section \w+\("([\w-]+)"\)', text))
    return found


def hints():
    """The functions of rlib.jit, without names of earlier versions."""
    text = read("runtime/rlib/jit.py")
    found = set()
    for name, doc in re.findall(r'^def ([a-z]\w*)\(.*\):\n(?: +"""([^\n]*))?', text, re.M):
        if not doc.startswith("The former name"):
            found.add(name)
    native = re.search(r"^from __tw_jit__ import \((.*?)\)", text, re.M | re.S).group(1)
    found.update(name for name in re.split(r",\s*", native.strip()) if " as " not in name)
    return found


def parameters():
    """{name: default} of the JIT."""
    return dict(re.findall(r"^TW_PARAMETER\((\w+), (\d+),", read("jit/warm/parameters.def"), re.M))


def unlike_parameters():
    """Parameters whose defaults in rlib.jit are others."""
    table = re.search(r"^PARAMETERS = \{(.*?)^\}", read("runtime/rlib/jit.py"), re.M | re.S)[1]
    named = dict(re.findall(r"'(\w+)': (\d+),", table))
    return sorted(name for name, _ in named.items() ^ parameters().items())


def missing_modules():
    library = read("docs/language.md").partition("## The library")[2].partition("\n## ")[0]
    for row in re.findall(r"^\| [^|]+ \| (`[^|]+) \|$", library, re.M):
        for name in re.findall(r"`(\w+)`", row):
            path = ROOT / "runtime/rlib" / name
            if not path.is_dir() and not path.with_suffix(".py").exists():
                yield name


def absent(names, *documents):
    """The names that the documents do not have in code."""
    spans = " ".join(re.findall(r"`[^`]+`", "\n".join(map(read, documents))))
    tables = " ".join(row for document in documents
                      for row in re.findall(r"^\| ([^|]+)\|", read(document), re.M))
    return [name for name in sorted(names)
            if not re.search(r"(?<![\w-])%s(?![\w-])" % re.escape(name), spans + tables)]


CHECKS = [
    ("variable", variables(), ["docs/running.md"]),
    ("log section", sections(), ["docs/running.md", "docs/jit-memory.md"]),
    ("hint of rlib.jit", hints(), ["docs/jit.md"]),
    ("parameter of the JIT", parameters(), ["docs/jit.md"]),
]

problems = ["there is no module rpython.rlib.%s" % name for name in missing_modules()]
problems += ["rlib.jit has another default of %s" % name for name in unlike_parameters()]
for kind, names, documents in CHECKS:
    if len(names) < 3:
        problems.append("%s: found only %d" % (kind, len(names)))
    problems += ["%s lacks the %s %s" % (documents[0], kind, name)
                 for name in absent(names, *documents)]
print("\n".join(problems))
sys.exit(1 if problems else 0)
