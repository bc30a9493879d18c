"""Compares GitHub's view of lists before and after `paperlint fix`: it may differ only at the edits.

Usage: rendered.py PAPERLINT LIST...

Needs cmarkgfm, GitHub's renderer, from PyPI. Exit status 1 if a page differs elsewhere.
"""

import difflib
import pathlib
import re
import subprocess
import sys
import tempfile

import cmarkgfm
from cmarkgfm.cmark import Options

PLACE = re.compile(r'<(\w+)([^<>]*?) data-sourcepos="(\d+):\d+-(\d+):\d+"([^<>]*)>')
# The end of a block means nothing: the end of the table follows its last row.
ENDS = re.compile(r"</(?:table|thead|tbody|tr|td|th|ul|ol|li|blockquote|p|h\d|div|pre|section)>|</?(?:thead|tbody)>|\s+")
# These contain other blocks, which are compared by themselves.
HOLDERS = {"table", "ul", "ol", "blockquote", "section"}


def render(text):
    options = Options.CMARK_OPT_SOURCEPOS | Options.CMARK_OPT_UNSAFE
    return cmarkgfm.markdown_to_html_with_extensions(
        text, options, extensions=["table", "strikethrough", "autolink", "tasklist", "tagfilter"]
    )


def pieces(text):
    """Yields each block as first line, last line, and its rendered HTML up to the next block.

    HTML blocks have no positions of their own, so they belong to the block before them.
    """
    html = render(text)
    found = list(PLACE.finditer(html))
    ends = [(match.start(), int(match[3])) for match in found[1:]] + [(len(html), text.count("\n") + 2)]
    for match, (end, next_line) in zip(found, ends):
        tag, first, last = match[1], int(match[3]), int(match[4])
        shown = tag + match[2] + match[5] + ENDS.sub("", html[match.end() : end])
        yield first, first if tag in HOLDERS else max(last, next_line - 1), shown


def lines(text):
    """The lines of a text with their ends; only a line feed ends a line."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def changed(before, after):
    """The ranges of edited lines, before and after."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [(i, j, k, m) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]


def widened(edits, before, after):
    """Extends each edit to the next blank lines on both sides: a fix may turn these lines into other blocks."""
    for i, j, k, m in edits:
        while i > 0 and before[i - 1].strip():
            i, k = i - 1, k - 1
        while j < len(before) and before[j].strip():
            j, m = j + 1, m + 1
        yield i, j, k, m


def elsewhere(before, after, edits, free):
    """The differences outside the lines that may differ."""
    old_free = [(i + 1, j) for i, j, _, _ in free]
    new_free = [(k + 1, m) for _, _, k, m in free]

    def is_free(first, last, lines):
        return any(first <= max(end, start) and start <= last for start, end in lines)

    def moved(line):
        shift = 0
        for i, j, k, m in edits:
            if line > i:
                shift = (m - k) - (j - i) + shift
        return line + shift

    old = [((moved(first), shown), is_free(first, last, old_free)) for first, last, shown in pieces("".join(before))]
    new = [((first, shown), is_free(first, last, new_free)) for first, last, shown in pieces("".join(after))]
    old_all, new_all = {piece for piece, _ in old}, {piece for piece, _ in new}
    gone = {piece for piece, may_go in old if not may_go} - new_all
    come = {piece for piece, may_come in new if not may_come} - old_all
    return sorted(gone | come)


def fixed(paperlint, path, flags):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "README.md"
        copy.write_bytes(path.read_bytes())
        run = subprocess.run([paperlint, "fix", *flags, copy], capture_output=True)
        if run.returncode not in (0, 1):
            sys.exit(f"{path}: {run.stderr.decode()}")
        return copy.read_bytes().decode()


def main():
    paperlint, *lists = sys.argv[1:]
    edited = wide = wrong = 0
    for path in map(pathlib.Path, lists):
        before = lines(path.read_bytes().decode())
        for flags in [[], ["--unsafe"]]:
            after = lines(fixed(paperlint, path, flags))
            edits = changed(before, after)
            edited += len(edits)
            differs = elsewhere(before, after, edits, edits)
            if differs:
                wide += 1
                differs = elsewhere(before, after, edits, list(widened(edits, before, after)))
            for line, shown in differs:
                wrong += 1
                print(f"{path.name}{' '.join([''] + flags)}:{line}: {shown[:160]}")
    print(f"{len(lists)} lists, {edited} edits, {wide} repairs make other blocks, {wrong} differences elsewhere")
    sys.exit(wrong > 0)


main()
