"""One self-contained page from one log, or from two side by side."""
from html import escape

from . import machine_code, svg
from .svg import Series

STYLE = """
body { font-family: sans-serif; margin: 2em auto; max-width: 1100px; color: #222; }
table { border-collapse: collapse; } td, th { padding: 2px 10px; text-align: left; }
td.n { text-align: right; } tr:nth-child(even) { background: #f5f5f5; }
.chart { max-width: 100%; height: auto; }
.trace td { font-family: monospace; font-size: 12px; padding: 0 8px; vertical-align: top; }
.trace td.where { color: #777; white-space: nowrap; } .trace td.op { white-space: pre-wrap; }
pre { background: #f7f7f7; padding: 0.6em; overflow-x: auto; }
details { margin: 0.3em 0; } details.code { margin-left: 2em; } h2 { margin-top: 1.6em; }
"""
SCRIPT = """
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  target.open = true;
  target.scrollIntoView();
}
addEventListener('hashchange', openTarget);
openTarget();
"""
MEMORY = ("VmRSS", "gc before", "gc after", "heap", "JIT data", "machine code",
          "executable memory")
MEMORY_OF_OTHER = ("VmRSS", "heap", "JIT data", "machine code")
COUNTS = ("loops alive", "bridges alive")


def _series(log, names):
    return [Series(name, log.series[name]) for name in names if log.series.get(name)]


def _dashed(log, names):
    return [Series(name + " (other)", log.series[name], True) for name in names
            if log.series.get(name)]


def figures(log, other=None):
    """(file name, SVG text) of each chart. The second run is dashed, on the same scale."""
    counts, memory = _series(log, COUNTS), _series(log, MEMORY)
    duration = log.duration
    if other is not None:
        counts += _dashed(other, COUNTS)
        memory += _dashed(other, MEMORY_OF_OTHER)
        duration = max(duration, other.duration)
    result = []
    if counts:
        result.append(("loops", svg.line_chart("loops and bridges alive", counts, duration,
                                               log.phases)))
    if memory:
        result.append(("memory", svg.line_chart("bytes", memory, duration, log.phases,
                                                in_bytes=True)))
    return result


class Link:
    """A cell that leads to a loop."""

    def __init__(self, loop):
        self.loop = loop

    def __str__(self):
        return '<a href="#%s">%s</a>' % (anchor(self.loop), escape(self.loop.title))


def table(rows, head):
    out = ["<table><tr>" + "".join("<th>%s</th>" % escape(cell) for cell in head) + "</tr>"]
    for row in rows:
        cells = []
        for cell in row:
            style = ' class="n"' if isinstance(cell, (int, float)) else ""
            text = str(cell) if isinstance(cell, Link) else escape(str(cell))
            cells.append("<td%s>%s</td>" % (style, text))
        out.append("<tr>" + "".join(cells) + "</tr>")
    out.append("</table>")
    return "\n".join(out)


def anchor(loop):
    return "bridge-0x%x" % loop.number if loop.is_bridge else "loop-%d" % loop.number


def trace(loop, bridges, owners, code_lines):
    """Operations beside the positions in the guest's source; guards lead to their bridges, bridges
    to where their guard lies."""
    out = ['<details id="%s"><summary>%s %s: %d operations</summary>'
           % (anchor(loop), escape(loop.title), escape(loop.location), len(loop.operations))]
    if loop.is_bridge and loop.number in owners:
        out.append("<p>from %s</p>" % Link(owners[loop.number]))
    out.append('<table class="trace">')
    previous = None
    for operation in loop.operations:
        location = operation.location if operation.location != previous else ""
        previous = operation.location
        shown = escape(operation.text)
        if operation.guard in bridges:
            shown += ' <a class="to-bridge" href="#%s">to its bridge</a>' \
                     % anchor(bridges[operation.guard])
        out.append('<tr><td class="where">%s</td><td class="op">%s</td></tr>'
                   % (escape(location), shown))
    out.append("</table>")
    if code_lines:
        out.append('<details class="code"><summary>machine code: %d bytes</summary><pre>%s</pre>'
                   "</details>" % (len(loop.code), escape("\n".join(code_lines))))
    out.append("</details>")
    return "\n".join(out)


def traces(log):
    bridges = {loop.number: loop for loop in log.loops if loop.is_bridge}
    owners = {guard: loop for loop in log.loops for guard in loop.guards}
    with_code = [loop for loop in log.loops if loop.code]
    lines = dict(zip(map(id, with_code), machine_code.disassemble(
        [(loop.address, loop.code) for loop in with_code]) if with_code else ()))
    return [trace(loop, bridges, owners, lines.get(id(loop))) for loop in log.loops]


def summary(log, other):
    theirs = dict(other.summary) if other is not None else {}
    head = ["", "this run"] + (["other run"] if theirs else [])
    return table([[name, value] + ([theirs.get(name, "")] if theirs else [])
                  for name, value in log.summary], head)


def hottest_and_largest(log):
    out = []
    hottest = sorted((loop for loop in log.loops if loop.runs), key=lambda loop: -loop.runs)
    if hottest:
        out.append("<h3>Hottest</h3>")
        out.append(table([[Link(loop), loop.location, loop.runs] for loop in hottest[:20]],
                         ["", "where", "runs"]))
    largest = sorted(log.loops, key=lambda loop: -len(loop.operations))
    out.append("<h3>Largest</h3>")
    out.append(table([[Link(loop), loop.location, len(loop.operations), len(loop.code) or ""]
                      for loop in largest[:20]], ["", "where", "operations", "bytes of code"]))
    return "\n".join(out)


def page(log, title, other=None):
    out = ['<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%s</title>'
           '<style>%s</style></head><body><h1>%s</h1>' % (escape(title), STYLE, escape(title))]
    out += [chart for _, chart in figures(log, other)]
    if log.summary:
        out += ["<h2>Summary</h2>", summary(log, other)]
    if log.loops:
        out += ["<h2>Loops</h2>", hottest_and_largest(log)]
    if log.aborts:
        out += ["<h2>Aborts</h2>", table([[reason, count] for reason, count
                                          in log.aborts.most_common()], ["reason", "times"])]
    total = sum(log.ticks.values()) or 1
    out += ["<h2>Time by section</h2>", table(
        [[name, ticks, "%.1f %%" % (100 * ticks / total)]
         for name, ticks in sorted(log.ticks.items(), key=lambda item: -item[1])],
        ["section", "ticks", "share of the logged time"])]
    if log.loops:
        out.append("<h2>Traces</h2>")
        out += traces(log)
    out.append("<script>%s</script></body></html>" % SCRIPT)
    return "\n".join(out)
