"""What a log says, independent of its syntax: loops, guards, memory over time, phases.

Reads what executables of Tracewright and of the reference write."""
import re
from collections import Counter, defaultdict

_LOOP_HEAD = re.compile(r"# Loop (\d+) \((.*)\) : (.+?)(?: with (\d+) ops)?$")
_BRIDGE_HEAD = re.compile(r"# bridge out of Guard (0x[0-9a-f]+|\d+) with (\d+) ops")
_OFFSET = re.compile(r"\+(\d+): ")
_GUARD = re.compile(r"(?:^|= )guard_\w+\(.*descr=<(?:Guard)?(0x[0-9a-fA-F]+|\d+)>")
_LABEL = re.compile(r"label\(.*descr=TargetToken\((\d+)\)")
_MERGE_POINT = re.compile(r"debug_merge_point\(.*?'(.*)'\)")
_ALLOCATING = re.compile(r"allocating (Loop|Bridge) # ?(\d+)")
_FREEING = re.compile(r"freeing Loop # ?(\d+) with (\d+) attached bridges")
_FREEING_BRIDGES = re.compile(r"freeing (\d+) bridges of Loop # ?(\d+)")
_TOKENS_LEFT = re.compile(r"Loop tokens left: *(\d+)")
_NUMBER_AFTER = re.compile(r"([A-Za-z][A-Za-z -]*?):\s*([0-9]+)")
_BEFORE_AFTER = re.compile(r"memory before: +(\d+) +after: +(\d+)")
_TOTAL = re.compile(r"total memory used: +(\d+)")
_ARENAS = re.compile(r"bytes used in arenas: *(\d+)")
_RAW = re.compile(r"bytes raw-malloced: *(\d+) *=> *(\d+)")
_ADDRESS = re.compile(r"(?:Loop (\d+) |bridge out of Guard (0x[0-9a-f]+|\d+) ).*has address "
                      r"(0x[0-9a-f]+) to ")
_GC_TABLE = re.compile(r"gc table: (0x[0-9a-f]+)")
_DUMP = re.compile(r"CODE_DUMP @(?:0x)?([0-9a-f]+) \+0 +([0-9A-F]+)")
_COUNT = re.compile(r"(entry|bridge|TargetToken\() ?(\d+)\)?:(\d+)")
# The series of jit-mem-usage.
_USAGE = {"loops": "loops alive", "bridges": "bridges alive", "data": "JIT data",
          "code": "machine code", "resident": "executable memory", "resume": "resume data",
          "rss": "VmRSS"}


def guard_number(text):
    """Guards are named by a number, in hexadecimal or in decimal digits."""
    return int(text, 16) if text.startswith("0x") else int(text)


class Operation:
    """location: of the guest program; offset: in the machine code, or None; guard: its number, or
    None."""

    def __init__(self, location, offset, text, guard):
        self.location, self.offset, self.text, self.guard = location, offset, text, guard


class Loop:
    """A compiled loop or bridge."""

    def __init__(self, number, kind, location, time):
        self.number = number        # of a loop; for a bridge, of the guard it leaves from
        self.kind = kind            # 'loop', 'entry bridge', 'bridge', ...
        self.location = location
        self.time = time
        self.operations = []
        self.labels = []            # numbers of the TargetTokens
        self.runs = None            # from jit-backend-counts
        self.address = None         # of the machine code
        self.code = b""

    @property
    def is_bridge(self):
        return self.kind == "bridge"

    @property
    def title(self):
        if self.is_bridge:
            return "bridge out of guard 0x%x" % self.number
        return "loop %d (%s)" % (self.number, self.kind)

    @property
    def guards(self):
        return [one.guard for one in self.operations if one.guard is not None]


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
        self._addresses = {}        # (is a bridge, number): address
        self._dumps = {}            # address: bytes
        self._counts = {}           # (kind, number): runs
        for child in top.children:
            for section in child.walk():
                self._read(section)
        if "loops alive" not in self.series and self.loops:
            self._count_compiled()
        self._assign_counts()

    @property
    def duration(self):
        return self.end - self.start

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
                loop = Loop(int(head.group(1)), head.group(3), head.group(2),
                            section.start - self.start)
            elif bridge:
                loop = Loop(guard_number(bridge.group(1)), "bridge", "",
                            section.start - self.start)
            elif loop is not None and line and line[0] not in "#[":
                location = self._read_operation(loop, line, location)
        if loop is not None:
            loop.address = self._addresses.get((loop.is_bridge, loop.number))
            loop.code = self._dumps.get(loop.address, b"")
            self.loops.append(loop)

    def _read_operation(self, loop, line, location):
        """Returns the location that holds from here on."""
        offset = _OFFSET.match(line)
        text = line[offset.end():] if offset else line
        merge_point = _MERGE_POINT.match(text)
        if merge_point:
            loop.location = loop.location or merge_point.group(1)
            return merge_point.group(1)
        guard = _GUARD.search(text)
        label = _LABEL.match(text)
        if label:
            loop.labels.append(int(label.group(1)))
        loop.operations.append(Operation(location, int(offset.group(1)) if offset else None, text,
                                         guard_number(guard.group(1)) if guard else None))
        return location

    def _count_compiled(self):
        """A log without memory sections: what was compiled, as nothing tells of freeing."""
        for loop in self.loops:
            if loop.is_bridge:
                self._bridges += 1
            else:
                self._alive += 1
            self.series["loops alive"].append((loop.time, self._alive))
            self.series["bridges alive"].append((loop.time, self._bridges))

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

    def _read_jit_backend_addr(self, section):
        key = None
        for line in section.lines:
            match = _ADDRESS.match(line)
            table = _GC_TABLE.search(line)
            if match:
                key = ((False, int(match.group(1))) if match.group(1)
                       else (True, guard_number(match.group(2))))
                self._addresses[key] = int(match.group(3), 16)
            elif table and key and int(table.group(1), 16) < self._addresses[key]:
                # The reference's pieces begin with a table of constants.
                self._addresses[key] = int(table.group(1), 16)

    def _read_jit_backend_dump(self, section):
        for line in section.lines:
            match = _DUMP.match(line)
            if match:
                self._dumps[int(match.group(1), 16)] = bytes.fromhex(match.group(2))

    def _read_jit_backend_counts(self, section):
        for line in section.lines:
            match = _COUNT.match(line.strip())
            if match:
                kind = {"entry": "loop", "bridge": "bridge"}.get(match.group(1), "label")
                self._counts[kind, int(match.group(2))] = int(match.group(3))

    def _assign_counts(self):
        """A loop's runs are its entries and the passes of its labels but the first, which entries
        pass, too."""
        for loop in self.loops:
            kind = "bridge" if loop.is_bridge else "loop"
            counts = [self._counts.get((kind, loop.number))]
            counts += [self._counts.get(("label", label)) for label in loop.labels]
            known = [count for count in counts if count is not None]
            if known:
                loop.runs = max(known)

    # ---- memory

    def _read_jit_mem_looptoken_alloc(self, section):
        for line in section.lines:
            match = _ALLOCATING.search(line)
            if match and match.group(1) == "Loop":
                self._alive += 1
                self._add("loops alive", section, self._alive)
            elif match:
                self._bridges += 1
                self._add("bridges alive", section, self._bridges)

    def _read_jit_mem_looptoken_free(self, section):
        for line in section.lines:
            match = _FREEING.search(line)
            if match:
                self._alive -= 1
                self._bridges -= int(match.group(2))
                self._add("loops alive", section, self._alive)
                self._add("bridges alive", section, self._bridges)

    def _read_jit_mem_bridges_free(self, section):
        for line in section.lines:
            match = _FREEING_BRIDGES.search(line)
            if match:
                self._bridges -= int(match.group(1))
                self._add("bridges alive", section, self._bridges)

    def _read_jit_mem_collect(self, section):
        """The reference writes no line for a loop that is freed, but how many are left."""
        for line in section.lines:
            match = _TOKENS_LEFT.match(line)
            if match:
                self._alive = int(match.group(1))
                self._add("loops alive", section, self._alive)

    def _read_jit_mem_usage(self, section):
        """Ours: the state of the JIT's memory."""
        for line in section.lines:
            for name, value in _NUMBER_AFTER.findall(line):
                series = _USAGE.get(name.strip())
                if series:
                    self._add(series, section, int(value))

    def _read_gc_minor(self, section):
        for line in section.lines:
            match = _TOTAL.search(line)
            if match:
                self._add("heap", section, int(match.group(1)))

    def _read_gc_collect_done(self, section):
        """The reference tells the bytes afterwards in two parts, and nothing of before, for which
        the last minor collection stands."""
        arenas = raw = None
        for line in section.lines:
            match = _BEFORE_AFTER.search(line)
            if match:
                self._add("gc before", section, int(match.group(1)))
                self._add("gc after", section, int(match.group(2)))
            arenas = _ARENAS.match(line) or arenas
            raw = _RAW.match(line) or raw
        if arenas and raw:
            if self.series.get("heap"):
                self._add("gc before", section, self.series["heap"][-1][1])
            self._add("gc after", section, int(arenas.group(1)) + int(raw.group(2)))
