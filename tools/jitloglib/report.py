"""One self-contained page from one log, or from two side by side."""
from html import escape

from . import svg

STYLE = """
body { font-family: sans-serif; margin: 2em auto; max-width: 960px; color: #222; }
table { border-collapse: collapse; } td, th { padding: 2px 10px; text-align: left; }
td.n { text-align: right; } tr:nth-child(even) { background: #f5f5f5; }
pre { background: #f7f7f7; padding: 0.6em; overflow-x: auto; }
.where { color: #777; } details { margin: 0.3em 0; } h2 { margin-top: 1.6em; }
"""


def figures(log, other=None):
    """(file name, SVG text) of each chart."""
    loops = [(name, log.series[name], False) for name in ("loops alive", "bridges alive")
             if log.series.get(name)]
    memory = [(name, log.series[name], False)
              for name in ("VmRSS", "gc before", "gc after", "heap", "JIT data", "machine code")
              if log.series.get(name)]
    duration = log.end - log.start
    if other is not None:
        scale = duration / (other.end - other.start)

        def stretched(points):
            return [(time * scale, value) for time, value in points]
        loops += [(name + " (other)", stretched(other.series[name]), True)
                  for name in ("loops alive", "bridges alive") if other.series.get(name)]
        memory += [(name + " (other)", stretched(other.series[name]), True)
                   for name in ("VmRSS", "JIT data", "machine code") if other.series.get(name)]
    result = []
    if loops:
        result.append(("loops", svg.line_chart("loops and bridges alive", loops, duration,
                                               log.phases)))
    if memory:
        result.append(("memory", svg.line_chart("bytes", memory, duration, log.phases)))
    return result


def table(rows, head):
    out = ["<table><tr>" + "".join("<th>%s</th>" % escape(cell) for cell in head) + "</tr>"]
    for row in rows:
        cells = []
        for cell in row:
            numeric = isinstance(cell, (int, float))
            text = cell if isinstance(cell, str) and cell.startswith("<a ") else escape(str(cell))
            cells.append('<td%s>%s</td>' % (' class="n"' if numeric else "", text))
        out.append("<tr>" + "".join(cells) + "</tr>")
    out.append("</table>")
    return "\n".join(out)


def anchor(loop):
    return ("bridge-" if loop.is_bridge else "loop-") + str(loop.number).lower()


def link(loop):
    return '<a href="#%s">%s</a>' % (anchor(loop), escape(loop.title))


def trace(loop, bridges):
    """The operations, grouped by source position; guards link to their bridges."""
    out = ['<details id="%s"><summary>%s: %d operations</summary><pre>'
           % (anchor(loop), escape(loop.title), len(loop.operations))]
    previous = None
    for location, text in loop.operations:
        if location != previous:
            out.append('<span class="where"># %s</span>' % escape(location))
            previous = location
        shown = escape(text)
        for guard in loop.guards:
            if guard in text.lower() and guard in bridges:
                shown += ' <a href="#%s">to its bridge</a>' % anchor(bridges[guard])
                break
        out.append(shown)
    out.append("</pre></details>")
    return "\n".join(out)


def page(log, title, other=None):
    out = ['<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%s</title>'
           '<style>%s</style></head><body><h1>%s</h1>' % (escape(title), STYLE, escape(title))]
    for _, chart in figures(log, other):
        out.append(chart)
    if log.summary:
        out.append("<h2>Summary</h2>")
        theirs = dict(other.summary) if other is not None else {}
        head = ["", "this run"] + (["other run"] if theirs else [])
        out.append(table([[name, value] + ([theirs.get(name, "")] if theirs else [])
                          for name, value in log.summary], head))
    out.append("<h2>Loops</h2>")
    hottest = sorted((loop for loop in log.loops if loop.runs), key=lambda loop: -loop.runs)
    if hottest:
        out.append("<h3>Hottest</h3>")
        out.append(table([[link(loop), loop.runs] for loop in hottest[:20]], ["", "runs"]))
    largest = sorted(log.loops, key=lambda loop: -len(loop.operations))
    out.append("<h3>Largest</h3>")
    out.append(table([[link(loop), loop.location, len(loop.operations)] for loop in largest[:20]],
                     ["", "where", "operations"]))
    if log.aborts:
        out.append("<h2>Aborts</h2>")
        out.append(table([[reason, count] for reason, count in log.aborts.most_common()],
                         ["reason", "times"]))
    total = sum(log.ticks.values()) or 1
    out.append("<h2>Time by section</h2>")
    out.append(table([[name, ticks, "%.1f %%" % (100 * ticks / total)]
                      for name, ticks in sorted(log.ticks.items(), key=lambda item: -item[1])],
                     ["section", "ticks", "share of the logged time"]))
    out.append("<h2>Traces</h2>")
    bridges = {str(loop.number).lower(): loop for loop in log.loops if loop.is_bridge}
    for loop in log.loops:
        out.append(trace(loop, bridges))
    out.append("""<script>
function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  if (target) { target.open = true; target.scrollIntoView(); }
}
addEventListener('hashchange', openTarget); openTarget();
</script></body></html>""")
    return "\n".join(out)
