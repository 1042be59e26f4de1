#!/usr/bin/env python3
"""Draws a picture of the terminal from a log of "grader demo".

usage: docs/terminal_picture.py LOG > docs/demo.svg

The lines are the log's own, chosen and shortened; nothing is made up. Where epochs, steps or tests are left out, a dim "⋮" says so; the
line that a step begins is left out where it says when it was done. Only the standard library is needed.
"""
import re
import sys
from xml.sax.saxutils import escape

WIDTH_COLUMNS = 100
COLUMN = 7.8  # width of a letter of the font size below, in the monospace fonts that browsers have
LINE = 19
FONT_SIZE = 13
PADDING = 20
TITLE = 36

COLOURS = {
    "plain": "#d5dae3",
    "dim": "#7d8799",
    "bold": "#ffffff",
    "prompt": "#8ab4f8",
    "green": "#7ee787",
    "yellow": "#f2cc60",
    "red": "#ff8b81",
    "bar": "#56d4bc",
}
GAP = "⋮"

COMMAND = re.compile(r"^(\S+) \$ (grader .*)$")
VERDICT = re.compile(r"^(.* )(\d+(?:\.\d+)?/\d+ +)(\w[\w ]*)$")
EPOCH = re.compile(r"^(\s+epoch +(\d+)/(\d+) .*?)([█░]+)$")


def tidy(line):
    """Shortens what is long and tells nothing: the student's run number, folders of one machine, the digest."""
    line = re.sub(r"\b(student|second|third)-\d{4}-\d{6}\b", r"\1", line)
    line = re.sub(r"(?<= )/\S*/(fixtures/\S+)", r"\1", line)
    line = re.sub(r"\.\d+Z", "Z", line)
    return re.sub(r", SHA-256 ([0-9a-f]{8})[0-9a-f]+", r", SHA-256 \1…", line)


def submission(lines, solution):
    """The lines from the command that submits a solution to its receipt."""
    begins = [n for n, line in enumerate(lines) if COMMAND.match(line) and f"/{solution} " in line + " "]
    if not begins:
        raise SystemExit(f"the log has no submission of {solution}")
    begin = begins[0]
    for end in range(begin, len(lines)):
        if lines[end].startswith("Receipt: "):
            return lines[begin : end + 1]
    raise SystemExit(f"the submission of {solution} has no receipt in the log")


def shortened(lines):
    """A graded submission with one training, of which the first and last epochs stay."""
    chosen = []
    trainings = 0
    for line in lines:
        epoch = EPOCH.match(line)
        step = line.startswith("  ") and (line.endswith("…") or re.search(r" done in \S+ s$", line)) and not epoch
        if line.startswith("  train ") and line.endswith("…"):
            trainings += 1
        if trainings > 1 and (epoch or step):
            keep = False
        elif epoch:
            keep = int(epoch[2]) in (1, 2, 3, 4, int(epoch[3]))
        elif step:
            keep = line.startswith("  train ") or line.endswith(" s")
        else:
            keep = True
        if keep:
            chosen.append(line)
        elif chosen[-1] != GAP and (epoch or trainings > 1):
            chosen.append(GAP)
    return chosen


def table_of(lines):
    """What is left of a graded submission without its progress."""
    begin = next(n for n, line in enumerate(lines) if line.startswith("TEST "))
    return [lines[0], GAP] + lines[begin:]


def lost_only(lines):
    """Without the tests that were passed and without what the first submission has shown before."""
    kept = []
    for line in lines:
        if not line.endswith(" passed") and not re.match(r"Receipt: |\d+ h late|Raw score", line):
            kept.append(line)
        elif kept[-1] != GAP:
            kept.append(GAP)
    return kept


def refusal(lines):
    """The broken upload with its answer."""
    for number, line in enumerate(lines):
        if COMMAND.match(line) and "without-model.zip" in line:
            answer = next(text for text in lines[number:] if "REQUIRED_FILE_MISSING" in text)
            return [re.sub(r"(?<= )/\S*/", "", line), answer]
    return []


def wrap(line):
    """Lines of at most the width, broken between words."""
    indent = " " * (len(line) - len(line.lstrip()))
    rows = []
    while len(line) > WIDTH_COLUMNS:
        cut = line.rfind(" ", 0, WIDTH_COLUMNS + 1)
        if cut <= len(indent):
            break
        rows.append(line[:cut])
        line = indent + line[cut + 1 :]
    return rows + [line]


def verdict_colour(words):
    return {"passed": "green", "partial": "yellow", "skipped": "yellow"}.get(words, "red")


def spans(line, state):
    """Colours of a line: a list of (colour, text)."""
    if line == GAP:
        return [("dim", "    " + GAP)]
    command = COMMAND.match(line)
    if command:
        return [("prompt", command[1] + " $ "), ("bold", command[2])]
    epoch = EPOCH.match(line)
    if epoch:
        return [("plain", epoch[1]), ("bar", epoch[4])]
    verdict = VERDICT.match(line)
    if verdict:
        colour = verdict_colour(verdict[3])
        return [("plain", verdict[1]), (colour, verdict[2] + verdict[3])]
    if line.startswith("Final score: ") or line.startswith("TEST "):
        return [("bold", line)]
    if " h late: " in line:
        return [("yellow", line)]
    if state == "refusal":
        return [("red", line)]
    if line.startswith("  ") or line.startswith("Receipt: ") or line.startswith("Files that"):
        return [("dim", line)]
    return [("plain", line)]


def chosen_rows(lines):
    rows = []
    late = shortened(submission(lines, "correct/unfold"))
    wrong = lost_only(table_of(submission(lines, "wrong/backward-sign")))
    for part, state in ((late, "late"), (wrong, "wrong"), (refusal(lines), "refusal")):
        if rows and part:
            rows.append([])
        for line in part:
            for row in wrap(tidy(line)):
                rows.append(spans(row, state))
    return rows


def draw(rows, title):
    width = int(WIDTH_COLUMNS * COLUMN + 2 * PADDING)
    height = TITLE + len(rows) * LINE + 2 * PADDING - 6
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" rx="10" fill="#161b22"/>',
        f'<path d="M0 {TITLE}V10a10 10 0 0 1 10-10H{width - 10}a10 10 0 0 1 10 10V{TITLE}z" fill="#21262d"/>',
    ]
    for number, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        out.append(f'<circle cx="{PADDING + 4 + 20 * number}" cy="{TITLE // 2}" r="6" fill="{colour}"/>')
    out.append(
        f'<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" '
        f'font-size="{FONT_SIZE}">'
    )
    out.append(
        f'<text x="{width // 2}" y="{TITLE // 2 + 5}" text-anchor="middle" fill="{COLOURS["dim"]}">{escape(title)}</text>'
    )
    for number, row in enumerate(rows):
        y = TITLE + PADDING + number * LINE + 6
        column = 0
        for colour, text in row:
            # words between wide gaps have a place and a length each, so that columns stay columns whatever font there is
            for words in re.finditer(r"\S+(?: \S+)*", text):
                weight = ' font-weight="bold"' if colour == "bold" else ""
                out.append(
                    f'<text x="{PADDING + (column + words.start()) * COLUMN:.1f}" y="{y}" '
                    f'textLength="{len(words[0]) * COLUMN:.1f}" fill="{COLOURS[colour]}"{weight}>{escape(words[0])}</text>'
                )
            column += len(text)
    out += ["</g>", "</svg>", ""]
    return "\n".join(out)


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as log:
        text = re.sub(r"\x1b\[[0-9;]*m", "", log.read())
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(draw(chosen_rows(text.splitlines()), "./grader demo"))


if __name__ == "__main__":
    main()
