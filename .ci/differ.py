#!/usr/bin/env python3
"""Compares how GitHub's renderer and paperlint read pages: tables, links, headings and list items.

Usage: differ.py OUTLINE [--pages NUMBER] [--seed SEED] [LIST...]

OUTLINE is the program of `examples/outline.rs`. Random pages of fragments that matter for paper lists come from the
seed, so the same seed gives the same pages. A page that differs is printed without the lines that do not matter. Needs
cmarkgfm, GitHub's renderer, from PyPI. Exit status 1 if a page is read differently without a reason in CHOICES.
"""

import argparse
import collections
import html.parser
import json
import pathlib
import random
import re
import subprocess
import sys
import urllib.parse

import cmarkgfm
from cmarkgfm.cmark import Options

# What paperlint reads differently on purpose, or cannot read as GitHub does: a name, the compared part ("" is any of
# them), a pattern that the page has, and the reason.
CHOICES = [
    ("email", "links", r"@", "bare email addresses are not links that paperlint checks"),
    ("HTML", "tables headings", r"</?\w", "the texts of HTML are read as people see them"),
    ("tag below a table", "tables", r"^<", "the parser takes a line with one tag below a table as its row"),
]
BATCH = 2000


class Page(html.parser.HTMLParser):
    """Collects the parts of a rendered page."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.links, self.headings, self.items = [], [], [], 0
        self.heading = self.cell = None
        options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
        extensions = ["table", "strikethrough", "autolink", "tasklist", "tagfilter"]
        self.feed(cmarkgfm.markdown_to_html_with_extensions(text, options, extensions=extensions))
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        classes = attributes.get("class") or ""
        if tag == "a" and "href" in attributes and "footnote" not in classes:
            self.links.append([False, attributes["href"] or ""])
        elif tag == "img" and "src" in attributes:
            self.links.append([True, attributes["src"] or ""])
            self.data_of_image = attributes.get("alt") or ""
        elif re.fullmatch("h[1-6]", tag):
            self.heading = [int(tag[1]), ""]
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
            self.cell = True
        elif tag == "li":
            self.items += 1

    def handle_endtag(self, tag):
        if self.heading and tag == f"h{self.heading[0]}":
            self.headings.append(self.heading)
            self.heading = None
        elif tag in ("td", "th"):
            self.cell = None

    def handle_data(self, data):
        if self.heading:
            self.heading[1] += data
        if self.cell:
            self.tables[-1][-1][-1] += data

    def outline(self):
        return {"tables": self.tables, "links": self.links, "headings": self.headings, "items": self.items}


def same_url(url):
    """A URL as GitHub writes it: encoded, except where it is already."""
    return urllib.parse.quote(url, safe="-_.+!*'(),%#@?=;:/,+&$~")


def same_text(text):
    return "".join(text.split())


def comparable(outline):
    """An outline without differences that no reader sees; empty cells at the end are cells that a row misses."""
    return {
        "tables": [[len(table[0])] + [trimmed(row) for row in table] for table in outline["tables"] if table],
        "links": [[image, same_url(url)] for image, url in outline["links"] if not url.startswith("mailto:")],
        "headings": [[level, same_text(text)] for level, text in outline["headings"]],
        "items": outline["items"],
    }


def trimmed(row):
    cells = [same_text(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def outlines(program, pages):
    run = subprocess.run([program], input=json.dumps(pages), capture_output=True, check=True, text=True)
    return json.loads(run.stdout)


def differences(page, outline):
    """The parts that both read differently, with both readings."""
    ours, theirs = comparable(outline), comparable(Page(page).outline())
    return {part: (theirs[part], ours[part]) for part in ours if ours[part] != theirs[part]}


def choice(page, part):
    """The documented choice that explains a difference."""
    return next((name for name, parts, has, _ in CHOICES if part in parts and re.search(has, page, re.MULTILINE)), None)


def unexplained(page, outline):
    return {part: both for part, both in differences(page, outline).items() if not choice(page, part)}


def shrunk(program, page, part):
    """The page without lines, and then without words, that the difference does not need."""
    for pattern in (r"(?<=\n)", r"(\s+|\|)"):
        pieces = re.split(pattern, page)
        for at in range(len(pieces) - 1, -1, -1):
            shorter = "".join(pieces[:at] + pieces[at + 1 :])
            if part in unexplained(shorter, outlines(program, [shorter])[0]):
                del pieces[at]
        page = "".join(pieces)
    return page


URLS = ["https://x.org/a", "http://y.io", "www.z.com/b_c", "https://github.com/a/b", "https://x.org/a_(b)", "https://a_b.org"]
AFTER = ["", ".", ",", ")", "]", "。", "，", "；", "）", "*", "**", "_", ";", "&amp;", "\\_d", "|", "\\|", "[x](u)", "`c`", "<br>", "\u3000k"]
WORDS = ["Echo", "**Bells**", "*Walls*", "`a`", "`a|b`", "a \\| b", "[P](https://p.org)", "![i](i.png)", "<b>x</b>", "<br>",
         "<!-- c -->", "论文", "[", "]", "(", "**", "&amp;", "\\", "`", "~~old~~", "<a href=\"h.org\">h</a>", "_", ":", "<https://q.org>"]
BEFORE = ["", "", "", "(", "[", "**", "*", "_", "论文：", "<b>", "：", "x"]
MARKS = ["", "", "", "", "- ", "  ", "> ", "1. ", "* ", "    ", "\t", "# ", "## ", "### "]
DASHES = ["|---|---|", "---|---", "|:-:|-|", "|---|", "| - | - | - |", "|---|--- |", ":--|--:", "---", "- - -", "|-|-|-"]


def phrase(random):
    if random.random() < 0.35:
        return random.choice(BEFORE) + random.choice(URLS) + random.choice(AFTER)
    return random.choice(WORDS)


def line(random):
    kind = random.random()
    words = [random.choice(["", " ", " "]).join(phrase(random) for _ in range(random.randint(1, 3)))
             for _ in range(random.randint(1, 4))]
    if kind < 0.3:
        row = random.choice(["|", " | ", " |"]).join(words)
        return random.choice(["", "|", "| "]) + row + random.choice(["", "|", " |"])
    if kind < 0.5:
        return random.choice(DASHES)
    if kind < 0.65:
        return ""
    return " ".join(words)


def random_page(seed):
    chosen = random.Random(seed)
    end = chosen.choice(["\n", "\n", "\n", "\r\n"])
    mark, lines = "", []
    for _ in range(chosen.randint(1, 8)):
        if chosen.random() < 0.3:
            mark = chosen.choice(MARKS)
        lines.append(mark + line(chosen) + end)
        if chosen.random() < 0.5:
            mark = {"- ": "  ", "* ": "  ", "1. ": "   "}.get(mark, "" if "#" in mark else mark)
    return "".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("outline")
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="the most pages that are printed")
    parser.add_argument("lists", nargs="*", type=pathlib.Path)
    options = parser.parse_intermixed_args()
    pages = [(f"page {number}", random_page(f"{options.seed}-{number}")) for number in range(options.pages)]
    # A byte order mark is not part of the page.
    pages += [(str(file), file.read_bytes().decode("utf-8-sig", errors="replace")) for file in options.lists]
    counts, excused, shown = collections.Counter(), collections.Counter(), 0
    for start in range(0, len(pages), BATCH):
        batch = pages[start : start + BATCH]
        for (name, page), outline in zip(batch, outlines(options.outline, [page for _, page in batch])):
            found = differences(page, outline)
            for part in found:
                excused[choice(page, part)] += 1
            for part, (theirs, ours) in unexplained(page, outline).items():
                counts[part] += 1
                shown += 1
                if shown <= options.show:
                    report(options.outline, name, page, part, theirs, ours)
    del excused[None]
    print(f"{len(pages)} pages: {sum(counts.values())} differences {dict(counts)}; explained: {dict(excused)}")
    sys.exit(1 if counts else 0)


def report(program, name, page, part, theirs, ours):
    if len(page) < 3000:
        page = shrunk(program, page, part)
        theirs, ours = unexplained(page, outlines(program, [page])[0])[part]
        print(f"== {name}: {part}\n{page!r}\n  GitHub:    {theirs}\n  paperlint: {ours}")
        return
    print(f"== {name}: {part}")
    if isinstance(theirs, list):
        for mark, those, others in (("GitHub:   ", theirs, ours), ("paperlint:", ours, theirs)):
            print(*[f"  {mark} {item}"[:600] for item in those if item not in others][:8], sep="\n")
    else:
        print(f"  GitHub:    {theirs}\n  paperlint: {ours}")


if __name__ == "__main__":
    main()
