"""What a log says, independent of its syntax: loops, guards, memory over time, phases."""
import re
from collections import Counter, defaultdict

_LOOP_HEAD = re.compile(r"# Loop (\d+) \((.*)\) : (\S+)(?: with (\d+) ops)?")
_BRIDGE_HEAD = re.compile(r"# bridge out of Guard (0x[0-9a-f]+|\d+) with (\d+) ops")
_GUARD = re.compile(r"descr=<(?:Guard)?(0x[0-9a-fA-F]+)>|descr=<Guard(\d+)>")
_MERGE_POINT = re.compile(r"debug_merge_point\((.*?)'(.*)'\)")
_ALLOCATING = re.compile(r"allocating Loop # ?(\d+)")
_FREEING = re.compile(r"freeing Loop # ?(\d+) with (\d+) attached bridges")
_NUMBER_AFTER = re.compile(r"([A-Za-z][A-Za-z -]*?):\s*([0-9]+)")
_BEFORE_AFTER = re.compile(r"memory before: (\d+) after: (\d+)")
_TOTAL = re.compile(r"total memory used: (\d+)")


class Loop:
    """A compiled loop or bridge."""

    def __init__(self, number, kind, location, time):
        self.number = number        # of a loop; for a bridge, the guard it leaves from
        self.kind = kind            # 'loop', 'entry bridge', 'bridge', ...
        self.location = location
        self.time = time
        self.operations = []        # (source location, text)
        self.guards = []            # their names
        self.runs = None            # from jit-backend-counts

    @property
    def is_bridge(self):
        return self.kind == "bridge"

    @property
    def title(self):
        if self.is_bridge:
            return "bridge out of guard %s" % self.number
        return "loop %s (%s) %s" % (self.number, self.kind, self.location)


class Log:
    """Series are lists of (time, value); times are ticks since the log's start."""

    def __init__(self, top):
        self.start, self.end = top.start, max(top.end, top.start + 1)
        self.loops = []
        self.summary = []
        self.aborts = Counter()
        self.phases = []            # (name, start, end)
        self.ticks = defaultdict(int)
        self.series = defaultdict(list)
        self._alive = 0
        self._bridges = 0
        for child in top.children:
            for section in child.walk():
                self._read(section)
        if "loops alive" not in self.series and self.loops:
            self._count_compiled()

    def _read(self, section):
        self.ticks[section.name] += section.own_time()
        reader = getattr(self, "_read_" + section.name.replace("-", "_"), None)
        if reader:
            reader(section)
        elif section.name.endswith("-phase"):
            name = section.lines[0].strip() if section.lines else ""
            self.phases.append((name, section.start - self.start, section.end - self.start))

    def _add(self, name, section, value):
        self.series[name].append((section.end - self.start, value))

    # ---- traces

    def _read_jit_log_opt_loop(self, section):
        self._read_trace(section)

    def _read_jit_log_opt_bridge(self, section):
        self._read_trace(section)

    def _read_trace(self, section):
        loop = None
        location = ""
        for line in section.lines:
            head = _LOOP_HEAD.match(line)
            bridge = _BRIDGE_HEAD.match(line)
            if head:
                kind = "loop" if head.group(3) == "loop" else head.group(3)
                loop = Loop(head.group(1), kind, head.group(2), section.start - self.start)
            elif bridge:
                loop = Loop(bridge.group(1), "bridge", "", section.start - self.start)
            elif loop is not None and line and line[0] not in "#[":
                text = re.sub(r"^\+\d+: ", "", line)
                merge_point = _MERGE_POINT.match(text)
                if merge_point:
                    location = merge_point.group(2)
                    loop.location = loop.location or location
                    continue
                loop.operations.append((location, text))
                if text.startswith("guard_") or " = guard_" in text:
                    guard = _GUARD.search(text)
                    if guard:
                        loop.guards.append((guard.group(1) or guard.group(2)).lower())
        if loop is not None:
            self.loops.append(loop)

    def _count_compiled(self):
        """A log without memory sections: what was compiled, as nothing tells of freeing."""
        loops = bridges = 0
        for loop in self.loops:
            if loop.is_bridge:
                bridges += 1
            else:
                loops += 1
            self.series["loops alive"].append((loop.time, loops))
            self.series["bridges alive"].append((loop.time, bridges))

    def _read_jit_abort(self, section):
        for line in section.lines:
            text = line.strip()
            if text:
                self.aborts[text] += 1
                return

    def _read_jit_summary(self, section):
        for line in section.lines:
            name, _, rest = line.partition(":")
            if rest:
                self.summary.append((name.strip(), rest.strip()))

    def _read_jit_backend_counts(self, section):
        runs = {}
        for line in section.lines:
            match = re.match(r"(?:entry|TargetToken\(\d+\)|bridge|.*?)\s*(\d+):(\d+)$", line.strip())
            if match:
                runs[match.group(1)] = int(match.group(2))
        for loop in self.loops:
            if loop.number in runs:
                loop.runs = runs[loop.number]

    # ---- memory

    def _read_jit_mem_looptoken_alloc(self, section):
        if any(_ALLOCATING.search(line) for line in section.lines):
            self._alive += 1
            self._add("loops alive", section, self._alive)

    def _read_jit_mem_looptoken_free(self, section):
        for line in section.lines:
            match = _FREEING.search(line)
            if match:
                self._alive -= 1
                self._bridges -= int(match.group(2))
                self._add("loops alive", section, self._alive)

    def _read_jit_mem_usage(self, section):
        """Ours: the state of the JIT's memory."""
        names = {"loops": "loops alive", "bridges": "bridges alive", "data": "JIT data",
                 "code": "machine code", "rss": "VmRSS"}
        for line in section.lines:
            for name, value in _NUMBER_AFTER.findall(line):
                if name.strip() in names:
                    self._add(names[name.strip()], section, int(value))

    def _read_gc_minor(self, section):
        for line in section.lines:
            match = _TOTAL.search(line)
            if match:
                self._add("heap", section, int(match.group(1)))

    def _read_gc_collect_done(self, section):
        for line in section.lines:
            match = _BEFORE_AFTER.search(line)
            if match:
                self._add("gc before", section, int(match.group(1)))
                self._add("gc after", section, int(match.group(2)))
