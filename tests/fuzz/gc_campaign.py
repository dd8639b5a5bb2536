#!/usr/bin/env python3
"""Runs the collector's fuzzer over many seeds until it has used enough CPU time.

Plain and sanitized builds take turns. Each seed chooses parameters of its own. Prints the
runs that fail, with what they said, and at the end how much was done. Exit status: 0 if
nothing failed.
"""
import argparse
import os
import pathlib
import re
import resource
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=pathlib.Path, default=ROOT / "build/release/bin",
                        help="where gc_fuzz and gc_fuzz_sanitized are")
    parser.add_argument("--cpu-seconds", type=float, default=60)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=200000, help="of a plain run")
    parser.add_argument("--timeout", type=int, default=1800, help="seconds for one run")
    return parser.parse_args()


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Campaign:
    def __init__(self, options):
        self.options = options
        self.environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")
        self.runs = self.steps = self.objects = 0
        self.failed = []

    def run(self, name, seed, steps):
        command = [str(self.options.programs / name), str(seed), str(steps)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace",
                                  env=self.environment, timeout=self.options.timeout)
            output, status = done.stdout + done.stderr, done.returncode
        except subprocess.TimeoutExpired:
            output, status = "no end after %d s" % self.options.timeout, None
        self.runs += 1
        counts = re.search(r"(\d+) steps, (\d+) objects made", output)
        if counts:
            self.steps += int(counts.group(1))
            self.objects += int(counts.group(2))
        if status != 0 or not counts:
            self.failed.append(" ".join(command))
            print("FAILED %s: status %s\n%s" % (self.failed[-1], status, output[-3000:]), flush=True)

    def until(self, seconds):
        seed = self.options.first_seed
        while cpu_seconds() < seconds:
            self.run("gc_fuzz", seed, self.options.steps)
            # Which costs some ten times as much.
            self.run("gc_fuzz_sanitized", seed + 1, self.options.steps // 5)
            seed += 2
            if seed % 40 < 2:
                self.report()

    def report(self):
        print("%d runs, %d steps, %d objects made, %.0f CPU seconds, %d failed" %
              (self.runs, self.steps, self.objects, cpu_seconds(), len(self.failed)), flush=True)


def main():
    options = parse_arguments()
    campaign = Campaign(options)
    campaign.until(options.cpu_seconds)
    campaign.report()
    sys.exit(1 if campaign.failed else 0)


main()
