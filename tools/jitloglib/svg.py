"""Line charts as SVG text."""
from html import escape

COLORS = ["#1f6fb4", "#d1611f", "#2c8a3d", "#8a3fa0", "#a07a1f", "#b02a3a", "#17808a", "#555555"]
WIDTH, HEIGHT = 900, 320
LEFT, RIGHT, BOTTOM = 80, 20, 44
LEGEND_COLUMNS, LEGEND_ROW = 5, 15


def bytes_text(value):
    for unit, size in (("G", 1 << 30), ("M", 1 << 20), ("k", 1 << 10)):
        if abs(value) >= size:
            return ("%.1f" % (value / size)).rstrip("0").rstrip(".") + unit
    return "%d" % value


def count_text(value):
    for unit, size in (("G", 10 ** 9), ("M", 10 ** 6)):
        if abs(value) >= size:
            return ("%.1f" % (value / size)).rstrip("0").rstrip(".") + unit
    return "%d" % value


def ticks(limit, base=10):
    """At most seven round numbers up to the limit: 1, 2 or 5 times a power of the base; with base
    2, powers of two."""
    step = 1
    factors = (1, 2, 5) if base == 10 else (1,)
    while True:
        for factor in factors:
            if limit <= 6 * step * factor:
                step *= factor
                return list(range(0, int(limit) + 1, step))
        step *= base


def thinned(points, most=2000):
    """At most that many points; each bucket keeps its greatest value, so peaks stay."""
    if len(points) <= most:
        return points
    size = len(points) / most
    return [max(points[int(i * size):max(int((i + 1) * size), int(i * size) + 1)],
                key=lambda point: point[1]) for i in range(most)]


class Series:
    """points: (time, value) by rising time."""

    def __init__(self, name, points, dashed=False):
        self.name, self.points, self.dashed = name, points, dashed


def line_chart(title, series, duration, phases=(), in_bytes=False):
    """Values over times up to `duration`, in ticks of the time-stamp counter; `phases`, (name,
    start, end), are grey bars behind them."""
    unit = bytes_text if in_bytes else count_text
    limit = max([value for one in series for _, value in one.points] or [1]) or 1
    top = 14 + LEGEND_ROW * (1 + (len(series) - 1) // LEGEND_COLUMNS)
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - top - BOTTOM

    def x(time):
        return LEFT + width * time / duration

    def y(value):
        return top + height * (1 - value / limit)

    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" '
           'class="chart" role="img" aria-label="%s" font-family="sans-serif" font-size="12">'
           % (WIDTH, HEIGHT, WIDTH, HEIGHT, escape(title, True))]
    out.append('<rect width="%d" height="%d" fill="white"/>' % (WIDTH, HEIGHT))
    for index, (name, start, end) in enumerate(phases):
        shade = "#e4e4e4" if index % 2 == 0 else "#f3f3f3"
        out.append('<rect class="phase" x="%.1f" y="%d" width="%.1f" height="%d" fill="%s">'
                   '<title>%s</title></rect>' % (x(start), top, max(x(end) - x(start), 0.5), height,
                                                 shade, escape(name)))
    for tick in ticks(limit, 2 if in_bytes else 10):
        out.append('<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#ccc"/>'
                   % (LEFT, WIDTH - RIGHT, y(tick), y(tick)))
        out.append('<text x="%d" y="%.1f" text-anchor="end">%s</text>'
                   % (LEFT - 6, y(tick) + 4, unit(tick)))
    for tick in ticks(duration):
        out.append('<text x="%.1f" y="%d" text-anchor="middle">%s</text>'
                   % (x(tick), top + height + 16, count_text(tick)))
    for index, one in enumerate(series):
        color = COLORS[index % len(COLORS)]
        path = " ".join("%.1f,%.1f" % (x(time), y(value)) for time, value in thinned(one.points))
        dash = ' stroke-dasharray="5 3"' if one.dashed else ""
        out.append('<polyline fill="none" stroke="%s" stroke-width="1.5"%s points="%s"/>'
                   % (color, dash, path))
        left = LEFT + (width // LEGEND_COLUMNS) * (index % LEGEND_COLUMNS)
        base = 12 + LEGEND_ROW * (index // LEGEND_COLUMNS)
        out.append('<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="%s" stroke-width="2"%s/>'
                   % (left, left + 18, base - 4, base - 4, color, dash))
        out.append('<text x="%d" y="%d">%s</text>' % (left + 23, base, escape(one.name)))
    out.append('<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="black"/>'
               % (LEFT, WIDTH - RIGHT, top + height, top + height))
    out.append('<text x="%d" y="%d" text-anchor="middle">%s; ticks of the time-stamp counter</text>'
               % (LEFT + width // 2, HEIGHT - 8, escape(title)))
    out.append("</svg>")
    return "\n".join(out)
