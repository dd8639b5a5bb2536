#!/usr/bin/env python3
"""The page of tools/jitlog in a headless browser: it is drawn, and links open traces.

Status 77 without a browser (Debian package: chromium)."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from jitlog_test_data import LOG

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")


class BrowserTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        log = self.folder / "log"
        log.write_text(LOG)
        self.page = self.folder / "page.html"
        subprocess.run([sys.executable, str(ROOT / "tools" / "jitlog"), str(log), "-o",
                        str(self.page)], check=True)

    def browse(self, fragment, *options):
        command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu",
                   "--user-data-dir=%s" % (self.folder / "profile"), *options,
                   "file://%s%s" % (self.page, fragment)]
        return subprocess.run(command, check=True, capture_output=True, text=True,
                              timeout=120).stdout

    def opened(self, document):
        return re.findall(r'<details id="([^"]*)" open', document)

    def test_traces_are_closed_until_a_link_leads_to_them(self):
        self.assertEqual(self.opened(self.browse("", "--dump-dom")), [])
        self.assertEqual(self.opened(self.browse("#bridge-0x2", "--dump-dom")), ["bridge-0x2"])

    def test_the_charts_are_drawn(self):
        picture = self.folder / "page.png"
        self.browse("", "--screenshot=%s" % picture, "--window-size=1000,900")
        # A blank page would compress to far less.
        self.assertGreater(picture.stat().st_size, 10000)


if not BROWSER:
    print("no browser")
    sys.exit(77)
unittest.main()
