"""The tables of docs/benchmarks.md, between its markers, from the measurements of run.py; the charts beside it."""
import statistics

import chart

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
LIBRARIES = ("NumPy", "SciPy", "OpenTURNS", "R", "QuantLib", "C++")
EVENTS = (("p1", "band", "P1, band"), ("p2", "band", "P2, band"), ("p3", "one_year", "P3, one year"),
          ("p3", "five_years", "P3, five-year average"), ("p3", "every_year", "P3, every year at least 8"))
SE = 1e-5
NUMPY_WHERE_GOALS_WERE_SET = 52  # ns for a draw of P1


class Measurements:
    def __init__(self, results, reference):
        self.rounds, self.rows, self.reference = results["rounds"], results["rows"], reference

    def select(self, library, problem, method, **more):
        wanted = dict(more, library=library, problem=problem, method=method)
        return [row for row in self.rows if all(row.get(key) == value for key, value in wanted.items())]

    def per_draw(self, library, problem, threads=None):
        """Nanoseconds of CPU per draw or path, one for each round; empty if the library does not do the problem."""
        rows = self.select(library, problem, "plain")
        if library == "grdp" and threads is None:  # the first of a round: the long ones measure threads
            rows = list({row["round"]: row for row in reversed(rows)}.values())[::-1]
        return [row["seconds"] / row["draws"] * 1e9 for row in rows]

    def ratios(self, library, problem):
        return [peer / own for peer, own in zip(self.per_draw(library, problem), self.per_draw("grdp", problem))]

    def plain_seconds(self, library, problem, event, error=SE):
        """Square-root law from the known variance of a count."""
        p = self.reference[problem][event][0]
        return [p * (1 - p) / error**2 * ns * 1e-9 for ns in self.per_draw(library, problem)]

    def quasi_seconds(self, library, problem, event):
        """Square-root law from the error that was reached, with its square averaged over the rounds: 16 means each say little."""
        rows = self.select(library, problem, "quasi")
        square = statistics.fmean(row["errors"][event] ** 2 for row in rows) if rows else 0
        return [row["seconds"] * square / SE**2 for row in rows]

    def smoothed_seconds(self, problem, event):
        return [row.get("event_seconds", {}).get(event, row["seconds"]) for row in self.select("SciPy", problem, "smoothed")]

    def until(self, problem, event):
        return [row["seconds"] for row in self.select("grdp", problem, "until", event=event)]


def number(x):
    return f"{x:,.0f}" if x >= 99.5 else f"{x:.0f}" if x >= 9.95 else f"{x:.1f}" if x >= 0.995 else f"{x:.2f}"


def spread(values, text=number):
    """median (least-greatest)"""
    return f"{text(statistics.median(values))} ({text(min(values))}-{text(max(values))})" if values else "-"


def duration(seconds):
    for unit, size in (("days", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        if seconds >= (2 if size > 1 else 1) * size:
            return f"{number(seconds / size)} {unit}"
    return f"{number(seconds * 1e3)} ms"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def machine_text(results):
    m, packages = results["machine"], results["machine"]["packages"]
    loads = results["loads"]
    when = f"Measured {results['date']}. " if results["date"] else ""
    names = ", ".join(f"{name} {value}" for name, value in packages.items())
    text = (f"{when}{results['rounds']} rounds. Processor: {m['processor']}, {m['cores']} cores, {m['instructions']}; compiler: {m['compiler']}; "
            f"{m['grdp']}. Debian packages: {names}. Load of the machine at the start of the rounds: {min(loads):.1f} to {max(loads):.1f}.")
    return text + (f" {results['note']}" if results["note"] else "")


def per_draw_table(m):
    rows = []
    for library in (*LIBRARIES, "grdp simulate", "grdp"):
        cells = [f"**{library}**" if library.startswith("grdp") else library]
        for problem in ("p1", "p2", "p3"):
            cells.append(spread(m.per_draw(library, problem)))
            cells.append(spread(m.ratios(library, problem)) if library != "grdp" else "1")
        rows.append(cells)
    return table(["CPU ns per draw", "P1", "ratio", "P2", "ratio", "P3, a path", "ratio"], rows)


def accuracy_table(m):
    rows = []
    for library in (*LIBRARIES, "grdp"):
        times = [m.plain_seconds(library, problem, event) for problem, event, _ in EVENTS]
        rows.append([f"{library}, plain"] + [duration(statistics.median(t)) if t else "-" for t in times])
    for library in ("SciPy", "OpenTURNS", "QuantLib"):
        times = [m.quasi_seconds(library, problem, event) for problem, event, _ in EVENTS]
        rows.append([f"{library}, its Sobol' points"] + [duration(statistics.median(t)) for t in times])
    times = [m.smoothed_seconds(problem, event) for problem, event, _ in EVENTS]
    rows.append(["SciPy, smoothed by hand"] + [spread(t, duration) if t else "closed form" for t in times])
    rows.append(["**grdp, the estimator it chooses**"] + [f"**{spread(m.until(problem, event), duration)}**" for problem, event, _ in EVENTS])
    return table(["CPU time to a standard error of 1e-5", *(label for _, _, label in EVENTS)], rows)


def reached_table(m):
    """Standard error after one second of CPU."""
    rows = []
    error = lambda times: f"{SE * statistics.median(times) ** 0.5:.1e}" if times else "-"
    for library in (*LIBRARIES, "grdp"):
        rows.append([f"{library}, plain"] + [error(m.plain_seconds(library, problem, event)) for problem, event, _ in EVENTS])
    return table(["Standard error after one CPU second", *(label for _, _, label in EVENTS)], rows)


def estimators_table(m):
    rows = []
    for problem, event, label in (*EVENTS, ("p3", "every_in_band", "P3, every year in the band, to 0.1 % of it")):
        chosen = m.select("grdp", problem, "until", event=event)
        rows.append([label, chosen[0]["estimator"], f"{statistics.median(r['points'] for r in chosen):,.0f}",
                     f"{statistics.median(r['error'] for r in chosen):.1e}", spread([r["seconds"] for r in chosen], duration)])
    return table(["Event", "estimator", "points", "standard error reached", "CPU time"], rows)


def command_line(m):
    parts = [f"{name.upper()} {spread([row['seconds'] for row in m.select('grdp simulate', name, 'until')], duration)}" for name in ("p1", "p2", "p3")]
    return (f"The whole command `grdp simulate --until-se 1e-5 --draws 8192 --threads 1 --json`, process start, compilation, plain check run and output "
            f"included, all events of the scenario at once: {'; '.join(parts)} of CPU time.")


def goals_table(m):
    """Goals in units of time hold for the machine they were set on; NumPy's time for a draw of P1 tells how fast this one is."""
    rows = []
    pace = statistics.median(m.per_draw("NumPy", "p1")) / NUMPY_WHERE_GOALS_WERE_SET

    def goal(text, aimed, values, at_most=True, unit="", paced=True):
        median = statistics.median(values)
        met = lambda bound: "yes" if (median <= bound if at_most else median >= bound) else "**no**"
        scaled = met(aimed * pace if at_most else aimed / pace) if unit and paced else ""
        rows.append([text, f"{'at most' if at_most else 'at least'} {aimed:g}{unit}", spread(values) + unit, met(aimed), scaled])

    ms = lambda problem, event: [1e3 * s for s in m.until(problem, event)]
    goal("P1, plain, Philox", 6.5, m.per_draw("grdp", "p1"), unit=" ns")
    goal("P2, plain", 11, m.per_draw("grdp", "p2"), unit=" ns")
    goal("P3, plain, a path", 110, m.per_draw("grdp", "p3"), unit=" ns")
    full = [row["draws"] * row["periods"] / row["seconds"] * 1e-6 for row in m.select("grdp", "full", "plain")]
    goal("Can Tho model, path-periods a second", 20, full, False, " million")
    for library, problem, aimed in (("NumPy", "p1", 7.5), ("OpenTURNS", "p1", 28), ("C++", "p1", 9), ("SciPy", "p2", 300), ("OpenTURNS", "p2", 850)):
        goal(f"{problem.upper()}, ratio to {library}", aimed, m.ratios(library, problem), False)
    singles = m.select("grdp", "p1", "plain", threads=1)
    longest = max(row["draws"] for row in singles)
    one = [row["wall"] for row in singles if row["draws"] == longest]
    two = [row["wall"] for row in m.select("grdp", "p1", "plain", threads=2)]
    goal("P1, two threads, wall-clock speed-up", 1.9, [a / b for a, b in zip(one, two)], False)
    for problem, event, label, aimed in (("p1", "band", "P1", 2), ("p2", "band", "P2", 2), ("p3", "five_years", "P3, five-year average", 2),
                                         ("p3", "one_year", "P3, one year", 30), ("p3", "every_year", "P3, every year at least 8", 100)):
        goal(f"{label}: standard error 1e-5", aimed, ms(problem, event), unit=" ms")
    goal("P3, every year in the band: 0.1 % of the value", 10, ms("p3", "every_in_band"), unit=" ms")
    for row in m.select("grdp simulate", "p1", "memory"):
        goal(f"P1, {row['draws']:.0e} draws by the command with exact quantiles: memory".replace("e+0", "e"), 64, [row["mib"]], unit=" MiB", paced=False)
    return (f"The goals in units of time were set on a machine on which NumPy takes {NUMPY_WHERE_GOALS_WERE_SET} ns for a draw of P1; here it takes "
            f"{pace:.2f} times as long. The last column divides by that.\n\n"
            + table(["Goal", "aimed at", "measured", "reached", "at NumPy's pace"], rows))


def charts(m, folder):
    folder.mkdir(exist_ok=True)
    draw_rows = [(library, {problem: m.per_draw(library, problem) for problem in ("p1", "p2", "p3")}) for library in (*LIBRARIES, "grdp")]
    panels = [("p1", "P1, a draw"), ("p2", "P2, a draw"), ("p3", "P3, a path")]
    data = [(name, [[("plain", values[problem])] if values[problem] else [] for problem, _ in panels]) for name, values in draw_rows]
    (folder / "peers_per_draw.svg").write_text(chart.dots("CPU time of plain sampling on one core", [label for _, label in panels], data, "ns"), encoding="utf-8")

    data = []
    for library in LIBRARIES:
        cells = []
        for problem, event, _ in EVENTS:
            cell = [("plain", m.plain_seconds(library, problem, event))]
            cell += [("quasi", m.quasi_seconds(library, problem, event))]
            cell += [("smoothed", m.smoothed_seconds(problem, event))] if library == "SciPy" else []
            cells.append([(kind, values) for kind, values in cell if values])
        data.append((library, cells))
    data.append(("grdp", [[("plain", m.plain_seconds("grdp", problem, event)), ("chosen", m.until(problem, event))] for problem, event, _ in EVENTS]))
    (folder / "peers_accuracy.svg").write_text(chart.dots("CPU time to a standard error of 1e-5 on one core", [label for _, _, label in EVENTS], data, "s"),
                                               encoding="utf-8")


def put_between(path, begin, end, text):
    """Puts the text in the place of what stands between the two markers."""
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[:whole.index(begin)] + begin + "\n" + text + "\n" + whole[whole.index(end):], encoding="utf-8")


def write(results, reference, path):
    m = Measurements(results, reference)
    charts(m, path.parent / "images")
    parts = [machine_text(results), "### Plain sampling: what the kernel brings", "![CPU time per draw](images/peers_per_draw.svg)", per_draw_table(m),
             "### Time to accuracy: what the estimator brings", "![CPU time to a standard error of 1e-5](images/peers_accuracy.svg)", accuracy_table(m),
             estimators_table(m), command_line(m), reached_table(m), "### Goals of the design", goals_table(m)]
    put_between(path, BEGIN, END, "\n" + "\n\n".join(parts) + "\n")
