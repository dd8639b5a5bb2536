#!/usr/bin/env python3
"""Random mutations of programs: whatever is wrong with a program, the translator must say so.

    mutants.py --tracewright build/release/bin/tracewright [--count 1000] [--seed 1] [--compile] [--keep DIR]
               [PROGRAM.py ...]

Takes programs (the conformance suite by default), changes a few tokens or lines of each, and translates to C
source; with --compile, the C compiler runs, too. Exit status 0 (still a right program) and 1 with a diagnostic
are fine; a signal, another status, an internal error, C that does not compile, or no end within --seconds is a
fault, and the program is kept.
"""
import argparse
import pathlib
import random
import re
import subprocess
import sys
import tempfile

SUITE = pathlib.Path(__file__).resolve().parent.parent / "conformance"
TOKEN = re.compile(r"[A-Za-z_]\w*|\d+\.?\d*|'[^'\n]*'|\"[^\"\n]*\"|[^\s\w]")
VALUES = ["None", "0", "-1", "1.5", "'text'", "u'text'", "[]", "[None]", "{}", "()", "(1, 'a')", "object()", "True",
          "10**30", "lambda: 0", "len", "int", "Exception", "xrange(3)", "r_uint(3)", "set()", "iter([])"]
LINES = ["raise", "return", "return None", "return 1", "pass", "yield 1", "del x", "global entry_point", "break",
         "continue", "assert False", "import nowhere", "x = x", "print", "exec 'a = 1'", "try: pass\n{0}except: pass",
         "for i in 3: pass", "lambda", "class A: pass", "def f(*args, **kw): return f",
         "with open('f') as g: pass"]


def change_token(generator, text):
    tokens = list(TOKEN.finditer(text))
    if not tokens:
        return text
    victim = generator.choice(tokens)
    kind = generator.randrange(4)
    if kind == 0:
        replacement = ""
    elif kind == 1:
        replacement = generator.choice(tokens)[0]
    elif kind == 2:
        replacement = generator.choice(VALUES)
    else:
        replacement = victim[0] + " " + victim[0]
    return text[:victim.start()] + replacement + text[victim.end():]


def change_line(generator, text):
    lines = text.split("\n")
    at = generator.randrange(len(lines))
    indentation = re.match(r"\s*", lines[at])[0]
    kind = generator.randrange(4)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, indentation + generator.choice(LINES).format(indentation))
    elif kind == 2:
        other = generator.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines.insert(at, lines[generator.randrange(len(lines))])
    return "\n".join(lines)


def mutant(generator, text):
    for _ in range(generator.choice([1, 1, 1, 2, 3])):
        text = generator.choice([change_token, change_token, change_line])(generator, text)
    return text


def fault(options, program, folder):
    """What is wrong with the translator's answer; None if nothing is."""
    goal = ["-O0"] if options.compile else ["-O2", "--source"]
    command = [options.tracewright, *goal, "--quiet", "--output", str(folder / "out"), str(program)]
    try:
        done = subprocess.run(command, capture_output=True, cwd=folder, timeout=options.seconds)
    except subprocess.TimeoutExpired:
        return "no end"
    message = done.stderr.decode("utf-8", "replace")
    if done.returncode not in (0, 1):
        return "status %d\n%s" % (done.returncode, message)
    if "internal error" in message or re.search(r"\.c:\d+:", message):
        return message
    if done.returncode == 1 and not re.search(r"^(.*: )?error: ", message, re.MULTILINE):
        return "no diagnostic\n" + message
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tracewright", required=True)
    parser.add_argument("--count", type=int, default=1000, help="mutants to try")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20, help="for one translation")
    parser.add_argument("--compile", action="store_true", help="compile the C, at -O0")
    parser.add_argument("--keep", type=pathlib.Path, help="where programs with faults go")
    parser.add_argument("programs", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    options.tracewright = str(pathlib.Path(options.tracewright).resolve())
    programs = options.programs or sorted(SUITE.glob("*.py"))
    faults = 0
    for seed in range(options.seed, options.seed + options.count):
        generator = random.Random(seed)
        original = generator.choice(programs)
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder, original.name)
            program.write_text(mutant(generator, original.read_text(errors="replace")), errors="replace")
            found = fault(options, program, pathlib.Path(folder))
            if not found:
                continue
            faults += 1
            print("seed %d (%s): %s" % (seed, original.name, found.strip()[:600]), flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / ("%d_%s" % (seed, original.name))).write_text(program.read_text())
    print("%d mutants, %d faults" % (options.count, faults))
    return 1 if faults else 0


sys.exit(main())
