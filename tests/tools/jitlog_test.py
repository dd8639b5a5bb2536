#!/usr/bin/env python3
"""tools/jitlog: sections, loops, series, phases, aborts, and the page they become."""
import html.parser
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from jitloglib import model, report, sections, svg  # noqa: E402

LOG = """\
[100] {jit-mem-looptoken-alloc
allocating Loop # 0
[110] jit-mem-looptoken-alloc}
[120] {jit-log-opt-loop
# Loop 0 (main:3 JUMP_BACK) : loop with 4 ops
[p0, i1]
debug_merge_point(0, 0, 'main:3 LOAD')
+12: i3 = int_add(i1, 1)
guard_true(i3, descr=<Guard0x2>) [p0]
jump(p0, i3, descr=TargetToken(1))
[130] jit-log-opt-loop}
[200] {pebble-phase
seven
[210] {jit-log-opt-bridge
# bridge out of Guard 0x2 with 1 ops
[p0]
finish(p0)
[220] jit-log-opt-bridge}
[300] pebble-phase}
[310] {gc-collect-done
memory before: 1000000 after: 500000
[320] gc-collect-done}
[330] {jit-abort
~~~ ABORTING TRACING trace too long
[335] jit-abort}
[336] {jit-mem-usage
loops: 3 bridges: 2 data: 4096 code: 8192 rss: 1048576
[338] jit-mem-usage}
[340] {jit-mem-looptoken-free
freeing Loop # 0 with 1 attached bridges
[350] jit-mem-looptoken-free}
"""


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
        self.assertEqual(phase.own_time(), 0x100 - 0x10)

    def test_loops_and_bridges(self):
        loop, bridge = self.log.loops
        self.assertEqual((loop.number, loop.kind, loop.location),
                         ("0", "loop", "main:3 JUMP_BACK"))
        self.assertEqual(loop.operations[0], ("main:3 LOAD", "i3 = int_add(i1, 1)"))
        self.assertTrue(bridge.is_bridge)
        self.assertEqual(bridge.number, loop.guards[0])

    def test_series(self):
        self.assertEqual([value for _, value in self.log.series["loops alive"]], [1, 3, 0])
        self.assertEqual(self.log.series["gc after"], [(0x220, 500000)])
        self.assertEqual(self.log.series["machine code"], [(0x238, 8192)])

    def test_phases_and_aborts(self):
        self.assertEqual(self.log.phases, [("seven", 0x100, 0x200)])
        self.assertEqual(list(self.log.aborts), ["~~~ ABORTING TRACING trace too long"])

    def test_a_log_that_was_cut_off(self):
        log = model.Log(sections.parse(LOG[:400]))
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
