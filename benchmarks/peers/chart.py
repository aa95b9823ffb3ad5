"""A chart of dots on logarithmic axes as SVG: kinds differ by shape and filling, so that it reads in grey."""
import math
import statistics
from xml.sax.saxutils import escape

NAMES = {"plain": "plain sampling", "quasi": "the library's quasi-Monte Carlo", "smoothed": "the estimator written by hand",
         "chosen": "the estimator grdp chooses"}
LEFT, PANEL, GAP, ROW, TOP, BOTTOM = 92, 172, 16, 30, 92, 40


def marker(kind, x, y):
    if kind == "plain":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="#fff" stroke="#222" stroke-width="1.6"/>'
    if kind == "quasi":
        return f'<path d="M{x:.1f} {y - 5.5:.1f}l5 9.5h-10z" fill="#aaa" stroke="#222" stroke-width="1.2"/>'
    if kind == "smoothed":
        return f'<rect x="{x - 4.2:.1f}" y="{y - 4.2:.1f}" width="8.4" height="8.4" fill="#777" stroke="#222" stroke-width="1.2"/>'
    return f'<path d="M{x:.1f} {y - 6.5:.1f}l6.5 6.5l-6.5 6.5l-6.5 -6.5z" fill="#000"/>'


def tick_text(power, unit):
    if unit == "ns":
        return f"{10**power:,} ns" if power < 3 else f"{10**(power - 3):,} µs"
    return {-4: "0.1 ms", -3: "1 ms", -2: "10 ms", -1: "0.1 s", 0: "1 s", 1: "10 s", 2: "100 s", 3: "1,000 s", 4: "3 h", 5: "28 h", 6: "12 days"}.get(power, "")


def text(x, y, words, anchor="middle", size=12, weight="normal"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}">{escape(words)}</text>'


def dots(title, panels, rows, unit):
    """rows: [(name, for each panel [(kind, values)])]; a dot at the median, a line from the least to the greatest."""
    width, height = LEFT + len(panels) * (PANEL + GAP) + 8, TOP + ROW * len(rows) + BOTTOM
    every = [value for _, cells in rows for cell in cells for _, values in cell for value in values]
    lowest, highest = math.floor(math.log10(min(every))), math.ceil(math.log10(max(every)))
    step = 1 if highest - lowest <= 4 else 2 if highest - lowest <= 8 else 3
    body = [text(8, 22, title, "start", 15, "bold")]
    place = 14
    for kind in NAMES:
        if any(k == kind for _, cells in rows for cell in cells for k, _ in cell):
            body += [marker(kind, place, 42), text(place + 11, 46, NAMES[kind], "start", 11)]
            place += 24 + 6.2 * len(NAMES[kind])
    for row, (name, _) in enumerate(rows):
        body.append(text(LEFT - 10, TOP + ROW * (row + 0.5) + 4, name, "end", 12, "bold" if name == "grdp" else "normal"))
    for column, label in enumerate(panels):
        start = LEFT + column * (PANEL + GAP)
        at = lambda value: start + 8 + (PANEL - 16) * (math.log10(value) - lowest) / (highest - lowest)
        body.append(text(start + PANEL / 2, TOP - 12, label, size=12, weight="bold"))
        body.append(f'<rect x="{start}" y="{TOP}" width="{PANEL}" height="{ROW * len(rows)}" fill="none" stroke="#999"/>')
        for power in range(lowest, highest + 1):
            body.append(f'<line x1="{at(10.0**power):.1f}" x2="{at(10.0**power):.1f}" y1="{TOP}" y2="{TOP + ROW * len(rows)}" stroke="#ddd"/>')
            if (power - lowest) % step == 0 and power < highest:
                body.append(text(at(10.0**power), TOP + ROW * len(rows) + 16, tick_text(power, unit), size=10))
        for row, (_, cells) in enumerate(rows):
            y = TOP + ROW * (row + 0.5)
            for kind, values in cells[column]:
                body.append(f'<line x1="{at(min(values)):.1f}" x2="{at(max(values)):.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="#222" stroke-width="1.6"/>')
                body.append(marker(kind, at(statistics.median(values)), y))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'font-family="Liberation Sans, DejaVu Sans, sans-serif" fill="#111">\n<title>{escape(title)}</title>\n'
            f'<rect width="{width}" height="{height}" fill="#fff"/>\n' + "\n".join(body) + "\n</svg>\n")
