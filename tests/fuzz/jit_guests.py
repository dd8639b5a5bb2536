#!/usr/bin/env python3
"""Compares random guest programs between host, -O2 and -Ojit under many settings of the JIT.

  jit_guests.py --tracewright build/release/bin/tracewright --minutes 30
  jit_guests.py --kind pebble --seeds 1000-1100

Two kinds of programs: of Pebble (pebble_programs.py), run by one interpreter that is translated once,
and interpreters in RPython with a program inside (interpreter_programs.py), each translated. A setting
is a choice of the JIT's parameters (enable_opts among them) and of the collector's stress; the JIT's own
checks (TRACEWRIGHT_JIT_CHECK) are always on. Programs that disagree are kept in --keep with what to
run. Exit status: 0 if all agree, else 1.
"""
import argparse
import os
import pathlib
import random
import resource
import shlex
import signal
import subprocess
import sys
import time

import interpreter_programs
import pebble_programs

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PEBBLE = ROOT / "examples/pebble/pebble.py"
PASSES = ["intbounds", "rewrite", "virtualize", "string", "pure", "earlyforce", "heap", "unroll"]
LONGEST_OUTPUT = 1 << 20
WALL_PER_CPU = 30


def random_passes(pick):
    kind = pick.randrange(4)
    if kind == 0:
        return "all"
    if kind == 1:  # all but one
        left_out = pick.choice(PASSES)
        return ":".join(name for name in PASSES if name != left_out)
    if kind == 2:
        return pick.choice(PASSES)
    return ":".join(name for name in PASSES if pick.random() < 0.5)


def random_setting(pick):
    """Environment variables."""
    parameters = {
        "threshold": pick.choice([2, 2, 2, 3, 7]),
        "function_threshold": pick.choice([2, 2, 3, 5, 1000]),
        "trace_eagerness": pick.choice([1, 1, 1, 2, 5]),
        "enable_opts": random_passes(pick),
    }
    optional = {
        "loop_longevity": [1, 2, 5], "trace_limit": [20, 60, 200, 1000], "inlining": [0],
        "max_unroll_loops": [1, 3], "retrace_limit": [1, 5], "max_retrace_guards": [0, 100],
        "max_unroll_recursion": [1, 2], "decay": [0, 1000], "max_loops": [1, 4], "disable_unrolling": [10],
        "max_code_bytes": [1000],
    }
    for name, values in optional.items():
        if pick.random() < 0.15:
            parameters[name] = pick.choice(values)
    environment = {"TRACEWRIGHT_JIT": ",".join("%s=%s" % item for item in parameters.items()),
                   "TRACEWRIGHT_JIT_CHECK": "1", "MALLOC_PERTURB_": "165",
                   "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"}
    collector = pick.choice([{}, {}, {"PYPY_GC_STRESS": "13"}, {"PYPY_GC_STRESS": "100"},
                             {"PYPY_GC_STRESS": "400", "PYPY_GC_DEBUG": "1"}, {"PYPY_GC_NURSERY": "8K"},
                             {"PYPY_GC_NURSERY": "32K", "PYPY_GC_DEBUG": "1"}])
    environment.update(collector)
    return environment


class TooSlow(Exception):
    pass


class NotTranslated(Exception):
    pass


def run(command, environment=None, timeout=10):
    """(status, stdout, stderr). `timeout`: seconds of CPU time, so that a loaded machine is no reason."""
    variables = dict(os.environ)
    variables.update(environment or {})
    try:
        done = subprocess.run(
            command, env=variables, capture_output=True, timeout=timeout * WALL_PER_CPU,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (timeout, timeout + 1)))
    except subprocess.TimeoutExpired:
        raise TooSlow
    if done.returncode == -signal.SIGXCPU:
        raise TooSlow
    return done.returncode, done.stdout, done.stderr


def translate(tracewright, source, level, output):
    status, _, errors = run([tracewright, "--quiet", "-" + level, "--output=%s" % output, str(source)],
                            timeout=600)
    if status != 0:
        raise NotTranslated("%s does not translate %s:\n%s" % (tracewright, source, errors.decode()))
    return str(output)


class Case:
    """One program: how to run it in the host, and the commands of its two executables."""

    def __init__(self, name, files, host, plain, jit):
        self.name, self.files, self.host, self.plain, self.jit = name, files, host, plain, jit


class Fuzzer:
    def __init__(self, options):
        self.options = options
        self.keep = pathlib.Path(options.keep)
        self.keep.mkdir(parents=True, exist_ok=True)
        self.compared = self.programs = self.slow = self.failures = 0
        self.pebble = None

    def pebble_case(self, seed):
        if not self.pebble:
            self.pebble = [translate(self.options.tracewright, PEBBLE, level, self.keep / ("pebble-" + level))
                           for level in ("O2", "Ojit")]
        source = self.keep / ("%d.peb" % seed)
        source.write_text(pebble_programs.generate(seed))
        return Case("pebble-%d" % seed, [source],
                    [self.options.tracewright, "run", str(PEBBLE), str(source)],
                    [self.pebble[0], str(source)], [self.pebble[1], str(source)])

    def interpreter_case(self, seed):
        source = self.keep / ("interpreter%d.py" % seed)
        source.write_text(interpreter_programs.generate(seed))
        executables = [self.keep / ("interpreter%d-%s" % (seed, level)) for level in ("O2", "Ojit")]
        for level, executable in zip(("O2", "Ojit"), executables):
            translate(self.options.tracewright, source, level, executable)
        return Case("interpreter-%d" % seed, [source] + executables,
                    [self.options.tracewright, "run", str(source)], [str(executables[0])],
                    [str(executables[1])])

    def report(self, case, environment, command, expected, found):
        self.failures += 1
        variables = " ".join("%s=%s" % (name, shlex.quote(value)) for name, value in environment.items())
        print("DISAGREES %s\n  %s %s\n  status %d, expected %d\n  %s" % (
            case.name, variables, shlex.join(command), found[0], expected[0],
            found[2][-400:].decode("utf-8", "replace")), flush=True)

    def compare(self, case, seed):
        """True if all agree."""
        self.programs += 1
        pick = random.Random(seed * 7919 + self.options.salt)
        expected = run(case.plain, timeout=5)
        if len(expected[1]) > LONGEST_OUTPUT:
            raise TooSlow
        agrees = True
        if pick.random() < self.options.host:
            try:
                found = run(case.host, timeout=60)
                if found[:2] != expected[:2]:
                    self.report(case, {}, case.host, expected, found)
                    agrees = False
            except TooSlow:
                self.slow += 1
        for _ in range(self.options.settings):
            environment = random_setting(pick)
            try:
                found = run(case.jit, environment, timeout=120)
            except TooSlow:
                found = (-1, b"", b"no end")
            self.compared += 1
            if found[:2] != expected[:2]:
                self.report(case, environment, case.jit, expected, found)
                agrees = False
        return agrees

    def case(self, kind, seed):
        try:
            case = self.pebble_case(seed) if kind == "pebble" else self.interpreter_case(seed)
        except NotTranslated as error:
            self.failures += 1
            print(error, flush=True)
            return
        try:
            agrees = self.compare(case, seed)
        except TooSlow:
            self.slow += 1
            agrees = True
        if agrees:
            for path in case.files:
                path.unlink()

    def run(self):
        first, last = self.options.seeds
        end = time.time() + self.options.minutes * 60 if self.options.minutes else None
        for seed in range(first, last + 1):
            kinds = [self.options.kind] if self.options.kind else (
                ["pebble"] * 20 + ["interpreter"] if seed % 20 == 0 else ["pebble"])
            for kind in dict.fromkeys(kinds):
                if end and time.time() > end:
                    return
                self.case(kind, seed)


def seed_range(text):
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tracewright", default=str(ROOT / "build/release/bin/tracewright"))
    parser.add_argument("--kind", choices=["pebble", "interpreter"], help="default: both")
    parser.add_argument("--seeds", type=seed_range, default=(1, 1 << 40), help="FIRST-LAST")
    parser.add_argument("--minutes", type=float, help="stop after that time")
    parser.add_argument("--settings", type=int, default=8, help="settings for each program")
    parser.add_argument("--salt", type=int, default=0, help="other settings for the same programs")
    parser.add_argument("--host", type=float, default=0.1, help="part of the programs that the host runs, too")
    parser.add_argument("--keep", default="jit_guests", help="directory of the programs that disagree")
    fuzzer = Fuzzer(parser.parse_args())
    fuzzer.run()
    print("%d programs, %d runs compared, %d too slow, %d disagree" % (
        fuzzer.programs, fuzzer.compared, fuzzer.slow, fuzzer.failures))
    return 1 if fuzzer.failures else 0


if __name__ == "__main__":
    sys.exit(main())
