#!/usr/bin/env python3
"""Draws what a command prints on a terminal as an SVG picture.

Usage: tools/terminal_picture.py OUT.svg [--lines N] [--title TEXT] -- COMMAND [ARGUMENT...]

The command runs on a pseudo-terminal, so it prints as it does for a person; bold and faint text are kept. Talk on
standard error (progress, timing) is left out, so the same results give the same picture.
"""

import argparse
import html
import os
import pty
import re
import subprocess
import sys

SGR = re.compile(r"\x1b\[([0-9;]*)m")
OTHER = re.compile(r"\x1b\[[0-9;?]*[A-Za-ln-z]")
WIDTH, HEIGHT, MARGIN, BAR = 7.8, 17, 16, 30
COLOURS = {"31": "#c0392b", "32": "#1e8449", "33": "#b9770e", "34": "#2471a3", "35": "#7d3c98", "36": "#117a65"}


def output_of(command):
    leader, follower = pty.openpty()
    environment = dict(os.environ, TERM="xterm-256color", COLUMNS="160", LC_ALL="C.UTF-8")
    process = subprocess.Popen(command, stdout=follower, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment)
    os.close(follower)
    data = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # the terminal hangs up when the command has ended
            break
        if not piece:
            break
        data += piece
    if process.wait() != 0:
        sys.exit(f"{command[0]} ended with exit code {process.returncode}")
    return OTHER.sub("", data.decode("utf-8").replace("\r\n", "\n"))


def runs_of(line, style):
    """Pieces of one line with their style; the style lives on over line ends."""
    pieces, position = [], 0
    for code in SGR.finditer(line):
        pieces.append((line[position:code.start()], dict(style)))
        position = code.end()
        for part in (code.group(1) or "0").split(";"):
            if part in ("0", "22", "39"):
                style.clear()
            elif part == "1":
                style["font-weight"] = "bold"
            elif part == "2":
                style["opacity"] = "0.45"
            elif part in COLOURS:
                style["fill"] = COLOURS[part]
    pieces.append((line[position:], dict(style)))
    return [(text, look) for text, look in pieces if text]


def picture(lines, title):
    style, rows, widest = {}, [], len(title) + 8
    for number, line in enumerate(lines):
        column, spans = 0, []
        for text, look in runs_of(line, style):
            attributes = "".join(f' {name}="{value}"' for name, value in look.items())
            # Each cell stands at its own place, since viewers fold blanks; textLength holds it whatever font the reader has.
            for cell in re.finditer(r"\S+(?: \S+)*", text):
                x = MARGIN + (column + cell.start()) * WIDTH
                shown = html.escape(cell.group().replace(" ", "\u00a0"))
                spans.append(f'<tspan x="{x:.1f}" textLength="{len(cell.group()) * WIDTH:.1f}"{attributes}>{shown}</tspan>')
            column += len(text)
        widest = max(widest, column)
        if spans:
            rows.append(f'<text y="{BAR + MARGIN + (number + 1) * HEIGHT}">{"".join(spans)}</text>')
    width, height = 2 * MARGIN + widest * WIDTH, BAR + 2 * MARGIN + (len(lines) + 1) * HEIGHT
    dots = "".join(f'<circle cx="{18 + 18 * i}" cy="{BAR / 2}" r="5.5" fill="{c}"/>' for i, c in enumerate(("#e06c5f", "#e5b454", "#76b369")))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}">\n'
            f'<rect width="100%" height="100%" rx="8" fill="#fbfaf7" stroke="#d5d0c6"/>\n'
            f'<path d="M0 {BAR}h{width:.0f}" stroke="#d5d0c6"/>{dots}\n'
            f'<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13" fill="#22282e">\n'
            f'<text x="{width / 2:.0f}" y="{BAR / 2 + 4.5}" text-anchor="middle" opacity="0.6">{html.escape(title)}</text>\n'
            + "\n".join(rows) + "\n</g>\n</svg>\n")


def main():
    arguments, command = sys.argv[1:], []
    if "--" in arguments:
        cut = arguments.index("--")
        arguments, command = arguments[:cut], arguments[cut + 1:]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--lines", type=int, default=40)
    parser.add_argument("--title", default="")
    options = parser.parse_args(arguments)
    if not command:
        parser.error("no command: put it behind --")
    lines = output_of(command).split("\n")[:options.lines]
    while lines and not lines[-1].strip():
        lines.pop()
    with open(options.out, "w", encoding="utf-8") as file:
        file.write(picture(lines, options.title or " ".join(command)))


if __name__ == "__main__":
    main()
