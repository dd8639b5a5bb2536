#!/usr/bin/env python3
"""Follows docs/tutorial.md: writes its files, runs its commands, compares their output.

Blocks: ```python NAME and ```text NAME are files; ```patch OLD NEW derives a file from
another (hunks between --- lines: lines with + are added, with - removed, others are
context that must be there); ```console holds commands behind $ and what they print on
standard output.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def blocks(text):
    for match in re.finditer(r"^```(\w+)([^\n]*)\n(.*?)^```$", text, re.M | re.S):
        yield match.group(1), match.group(2).split(), match.group(3)


def apply_patch(source, patch):
    for hunk in patch.split("---\n"):
        lines = hunk.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if not line.startswith("+"))
        new = "".join(line[1:] for line in lines if not line.startswith("-"))
        if old.strip() == "" or source.count(old) != 1:
            sys.exit("the tutorial's patch does not apply:\n" + hunk)
        source = source.replace(old, new)
    return source


def run_commands(text, directory, environment):
    parts = re.split(r"^\$ ", text, flags=re.M)[1:]
    for part in parts:
        command, _, expected = part.partition("\n")
        done = subprocess.run(command, shell=True, cwd=directory, env=environment,
                              capture_output=True, text=True, timeout=300)
        if done.stdout != expected:
            sys.exit("$ %s\nexpected:\n%sprinted:\n%s%s" % (command, expected, done.stdout,
                                                             done.stderr))
        print("ok: " + command)


def main():
    tracewright = pathlib.Path(sys.argv[1]).resolve()
    environment = dict(os.environ, PATH="%s:%s" % (tracewright.parent, os.environ["PATH"]))
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        for kind, words, text in blocks((ROOT / "docs" / "tutorial.md").read_text()):
            if kind in ("python", "text"):
                (directory / words[0]).write_text(text)
            elif kind == "patch":
                source = (directory / words[0]).read_text()
                (directory / words[1]).write_text(apply_patch(source, text))
            elif kind == "console":
                run_commands(text, directory, environment)


main()
