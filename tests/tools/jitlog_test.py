#!/usr/bin/env python3
"""tools/jitlog: sections, loops, series, phases, aborts, and the page they become."""
import html.parser
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from jitlog_test_data import LOG, REFERENCE  # noqa: E402
from jitloglib import machine_code, model, png, report, sections, svg  # noqa: E402

class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.targets, self.ids = set(), set()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            self.ids.add(attrs["id"])
        if attrs.get("href", "").startswith("#"):
            self.targets.add(attrs["href"][1:])


class JitLogTest(unittest.TestCase):
    def setUp(self):
        self.log = model.Log(sections.parse(LOG))

    def test_inner_sections_do_not_count_twice(self):
        top = sections.parse(LOG)
        phase = next(s for s in top.children if s.name == "pebble-phase")
        self.assertEqual(phase.own_time(), 0x100 - 0x10 - 0x1)

    def test_loops_and_bridges(self):
        loop, bridge = self.log.loops
        self.assertEqual((loop.number, loop.kind, loop.location), (0, "loop", "main:3 JUMP_BACK"))
        add = loop.operations[1]
        self.assertEqual((add.location, add.offset, add.text),
                         ("main:3 LOAD", 12, "i3 = int_add(i1, 1)"))
        self.assertTrue(bridge.is_bridge)
        self.assertEqual(loop.guards, [bridge.number])

    def test_runs_are_those_of_the_busiest_label(self):
        self.assertEqual([loop.runs for loop in self.log.loops], [1234, 6])

    def test_machine_code(self):
        self.assertEqual((self.log.loops[0].address, self.log.loops[0].code),
                         (0x5000, b"\x31\xc0\xeb\xfe"))
        lines, = machine_code.disassemble([(0x5000, b"\x31\xc0\xeb\xfe")])
        self.assertTrue(lines[0].startswith("5000: "))
        if shutil.which("objdump"):
            self.assertEqual([line.split() for line in lines],
                             [["5000:", "xor", "%eax,%eax"], ["5002:", "jmp", "0x5002"]])

    def test_logs_of_the_reference(self):
        log = model.Log(sections.parse(REFERENCE))
        self.assertEqual([value for _, value in log.series["gc before"]], [900])
        self.assertEqual([value for _, value in log.series["gc after"]], [330])
        self.assertEqual([value for _, value in log.series["loops alive"]], [1, 0])
        bridge, = log.loops
        self.assertEqual((bridge.number, bridge.address, bridge.code), (0x7f05, 0x6000, b"\0\x11"))

    def test_series(self):
        self.assertEqual([value for _, value in self.log.series["loops alive"]], [1, 3, 0])
        self.assertEqual([value for _, value in self.log.series["bridges alive"]], [1, 2, 0, 0])
        self.assertEqual([value for _, value in self.log.series["resume data"]], [77])
        self.assertEqual(self.log.series["gc after"], [(0x220, 500000)])
        self.assertEqual(self.log.series["machine code"], [(0x238, 8192)])

    def test_phases_and_aborts(self):
        self.assertEqual(self.log.phases, [("seven", 0x100, 0x200)])
        self.assertEqual(list(self.log.aborts), ["~~~ ABORTING TRACING trace too long"])

    def test_a_log_that_was_cut_off(self):
        log = model.Log(sections.parse(LOG[:LOG.index("{pebble-phase")]))
        self.assertEqual(len(log.loops), 1)

    def test_links_of_the_page_lead_somewhere(self):
        links = Links()
        links.feed(report.page(self.log, "log", self.log))
        self.assertIn("bridge-0x2", links.targets)
        self.assertLessEqual(links.targets, links.ids)

    def test_thinning_keeps_peaks(self):
        points = [(i, 0) for i in range(10000)]
        points[7777] = (7777, 99)
        thin = svg.thinned(points, 100)
        self.assertEqual(len(thin), 100)
        self.assertIn((7777, 99), thin)

    def test_ticks_are_round(self):
        self.assertEqual(svg.ticks(10), [0, 2, 4, 6, 8, 10])
        self.assertEqual(svg.ticks(1234), [0, 500, 1000])
        self.assertEqual(svg.ticks(5 << 20, 2), [n << 20 for n in range(6)])

    def test_a_missing_converter_is_explained(self):
        path = os.environ["PATH"]
        os.environ["PATH"] = ""
        try:
            with self.assertRaisesRegex(png.NoConverter, "librsvg2-bin"):
                png.write("<svg/>", "unused.png", 1, 1)
        finally:
            os.environ["PATH"] = path

    @unittest.skipUnless(shutil.which("rsvg-convert") or shutil.which("chromium"), "no converter")
    def test_figures_as_png(self):
        with tempfile.TemporaryDirectory() as name:
            path = pathlib.Path(name, "figure.png")
            png.write(report.figures(self.log)[0][1], path, svg.WIDTH, svg.HEIGHT)
            head = path.read_bytes()[:24]
        self.assertEqual(head[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual((int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")),
                         (svg.WIDTH, svg.HEIGHT))

    def test_command_line(self):
        with tempfile.TemporaryDirectory() as name:
            log = pathlib.Path(name, "log")
            log.write_text(LOG)
            page = pathlib.Path(name, "page.html")
            subprocess.run([str(ROOT / "tools" / "jitlog"), str(log), "-o", str(page),
                            "--compare", str(log)], check=True)
            text = page.read_text()
        self.assertEqual(text.count("<svg"), 2)
        self.assertIn("loops alive (other)", text)


unittest.main()
