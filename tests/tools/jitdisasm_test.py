#!/usr/bin/env python3
"""tools/jitdisasm: code and its patches from a log, and what llvm-mc makes of them."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent.parent.parent / "tools/jitdisasm"
INSTALLED = any(shutil.which(name) for name in ("llvm-mc-19", "/usr/lib/llvm-19/bin/llvm-mc", "llvm-mc"))

LOG = """\
[100] {jit-backend-addr
Loop 1 (loop) has address 0x7f0000001000 to 0x7f0000001008 (bootstrap 0x7f0000001000)
            end: 0x7f000000100d
[110] jit-backend-addr}
[120] {jit-backend-dump
BACKEND x86_64
SYS_EXECUTABLE ??
CODE_DUMP @7f0000001000 +0  4801D84883F80AE900000000C3
[130] jit-backend-dump}
[140] {jit-backend-dump
BACKEND x86_64
SYS_EXECUTABLE ??
CODE_DUMP @7f0000001008 +0  10000000
[150] jit-backend-dump}
"""

# Prints what it was asked, in the form of llvm-mc.
FAKE = """\
#!/bin/sh
read -r bytes
echo "	bytes $bytes	# encoding: [$(echo $bytes | tr ' ' ',')]"
"""


class DisassemblyTest(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.log = pathlib.Path(self.directory.name) / "log"
        self.log.write_text(LOG)
        self.addCleanup(self.directory.cleanup)

    def run_tool(self, *arguments):
        return subprocess.run([sys.executable, str(TOOL), str(self.log)] + list(arguments),
                              capture_output=True, text=True)

    def test_patches_replace_bytes(self):
        fake = pathlib.Path(self.directory.name) / "fake"
        fake.write_text(FAKE)
        fake.chmod(0o755)
        done = self.run_tool("--llvm-mc", str(fake))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Loop 1 (loop): 13 bytes", done.stdout)
        self.assertIn("0xe9 0x10 0x00 0x00 0x00 0xc3", done.stdout)

    def test_only_what_is_named(self):
        fake = pathlib.Path(self.directory.name) / "fake"
        fake.write_text(FAKE)
        fake.chmod(0o755)
        self.assertEqual(self.run_tool("--llvm-mc", str(fake), "--name", "Loop 2").stdout, "")

    def test_a_missing_llvm_mc_is_named(self):
        done = self.run_tool("--llvm-mc", "/nowhere/llvm-mc")
        self.assertEqual(done.returncode, 1)
        self.assertIn("llvm-mc is not installed", done.stderr)

    def test_a_log_without_code(self):
        self.log.write_text("[100] {jit-summary\n[110] jit-summary}\n")
        done = self.run_tool("--llvm-mc", "true")
        self.assertEqual(done.returncode, 1)
        self.assertIn("has no section jit-backend-dump", done.stderr)

    @unittest.skipUnless(INSTALLED, "llvm-mc is not installed")
    def test_instructions(self):
        done = self.run_tool()
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
        self.assertEqual(lines[1:], ["7f0000001000: add rax, rbx", "7f0000001003: cmp rax, 10",
                                     "7f0000001007: jmp 16", "7f000000100c: ret"])


unittest.main()
