"""Line charts and bars as SVG text."""
from html import escape

COLORS = ["#1f6fb4", "#d1611f", "#2c8a3d", "#8a3fa0", "#a07a1f", "#b02a3a"]
WIDTH, HEIGHT = 900, 300
LEFT, RIGHT, TOP, BOTTOM = 80, 20, 30, 40


def human(value):
    for unit, size in (("G", 1 << 30), ("M", 1 << 20), ("k", 1 << 10)):
        if abs(value) >= size:
            return "%.1f%s" % (value / size, unit)
    return "%d" % value


def _ticks(limit):
    step = 1
    while limit / step > 6:
        step *= 10
        for factor in (5, 2):
            if limit / (step / factor) <= 6 and step % factor == 0:
                step //= factor
                break
    return list(range(0, int(limit) + 1, max(1, int(step))))


def thinned(points, most=2000):
    """At most that many points; each bucket keeps its greatest value, so peaks stay."""
    if len(points) <= most:
        return points
    size = len(points) / most
    return [max(points[int(i * size):max(int((i + 1) * size), int(i * size) + 1)],
                key=lambda point: point[1]) for i in range(most)]


def line_chart(title, series, duration, phases=(), unit=human):
    """series: (name, [(time, value)], dashed) each; times up to `duration`."""
    top = max([value for _, points, _ in series for _, value in points] or [1]) or 1
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(time):
        return LEFT + width * time / duration

    def y(value):
        return TOP + height * (1 - value / top)

    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" class="chart" role="img" '
           'aria-label="%s" font-family="sans-serif" font-size="12">' % (WIDTH, HEIGHT,
                                                                        escape(title, True))]
    out.append('<rect width="%d" height="%d" fill="white"/>' % (WIDTH, HEIGHT))
    for index, (name, start, end) in enumerate(phases):
        shade = "#ececec" if index % 2 == 0 else "#f7f7f7"
        out.append('<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"><title>%s</title>'
                   '</rect>' % (x(start), TOP, max(x(end) - x(start), 0.5), height, shade,
                                escape(name)))
    for tick in _ticks(top):
        out.append('<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#ccc"/>'
                   % (LEFT, WIDTH - RIGHT, y(tick), y(tick)))
        out.append('<text x="%d" y="%.1f" text-anchor="end">%s</text>'
                   % (LEFT - 6, y(tick) + 4, unit(tick)))
    for index, (name, points, dashed) in enumerate(series):
        color = COLORS[index % len(COLORS)]
        path = " ".join("%.1f,%.1f" % (x(time), y(value)) for time, value in thinned(points))
        out.append('<polyline fill="none" stroke="%s" stroke-width="1.5"%s points="%s"/>'
                   % (color, ' stroke-dasharray="5 3"' if dashed else "", path))
        out.append('<text x="%d" y="%d" fill="%s">%s</text>'
                   % (LEFT + 10 + 150 * (index % 5), TOP - 12 + 14 * (index // 5), color,
                      escape(name)))
    out.append('<line x1="%d" x2="%d" y1="%d" y2="%d" stroke="black"/>'
               % (LEFT, WIDTH - RIGHT, TOP + height, TOP + height))
    out.append('<text x="%d" y="%d" text-anchor="middle">%s, against the time-stamp counter</text>'
               % (LEFT + width // 2, HEIGHT - 10, escape(title)))
    out.append("</svg>")
    return "\n".join(out)
