//! The text of a file with a line index. Knows bytes, lines and columns; must not know Markdown.

use std::{ops::Range, sync::OnceLock};

/// A range of bytes in a [`SourceFile`], always on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`.
    #[must_use]
    pub const fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The bytes of `part`, a slice of `text`, in this text.
    #[must_use]
    pub fn of_part(text: &str, part: &str) -> Self {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        Self::new(start, start + part.len())
    }

    /// The number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// True if the span is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True if `other` lies within this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span moved by `offset` bytes.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }

    /// The span as the standard library's range, for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The span without the white space at both ends of `text[span]`. If all is white space, only its end remains.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let inner = &text[self.range()];
        let start = self.start + (inner.len() - inner.trim_start().len());
        Self::new(start, start + inner.trim().len())
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A place in a file for people and other programs; both numbers start at 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in the unit of the method that made the position.
    pub column: usize,
}

/// A line of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line<'s> {
    /// The number, from 0.
    pub index: usize,
    /// The text, without the line end.
    pub span: Span,
    /// The line end: `\n`, `\r\n` or `\r`; `None` for the last line.
    pub end: Option<&'s str>,
}

impl Line<'_> {
    /// The text with the line end.
    #[must_use]
    pub fn whole(self) -> Span {
        Span::new(self.span.start, self.span.end + self.end.map_or(0, str::len))
    }
}

/// True if a line ends with this character.
///
/// `CommonMark` (section 2.1), GitHub and the Markdown parser count a lone `\r` as well. With other lines than the
/// parser's, rules would see a text that is not on the page.
#[must_use]
pub const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// The lines of a text, split as in a [`SourceFile`]; a final line end starts another, empty line.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let line = first_line(text);
        let after = &text[line.len()..];
        let end = if after.starts_with("\r\n") { 2 } else { 1 };
        rest = after.get(end..);
        Some(line)
    })
}

/// The first line of a text.
#[must_use]
pub fn first_line(text: &str) -> &str {
    // Line ends are ASCII, so bytes are enough, and files are long.
    let end = memchr::memchr2(b'\n', b'\r', text.as_bytes());
    end.map_or(text, |end| &text[..end])
}

fn line_starts(text: &str) -> Vec<usize> {
    lines(text).map(|line| Span::of_part(text, line).start).collect()
}

/// The text of one file and the starts of its lines.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: String,
    text: String,
    has_bom: bool,
    line_starts: Vec<usize>,
    /// The length of the text before each block of bytes, so that columns in long lines are cheap.
    widths: OnceLock<Vec<Width>>,
}

/// The distance, in bytes, between the places with a known column.
const BLOCK: usize = 4096;

/// The length of a text in the two units of columns.
#[derive(Clone, Copy, Debug, Default)]
struct Width {
    chars: usize,
    utf16: usize,
}

impl Width {
    /// The length of a text that may start and end within a character: each character counts at its start.
    fn of(bytes: &[u8]) -> Self {
        let (mut chars, mut pairs) = (0, 0);
        for &byte in bytes {
            // Continuation bytes in UTF-8 start with the bits 10. A character with a surrogate pair in UTF-16 starts
            // with the bits 1111.
            chars += usize::from(byte & 0b1100_0000 != 0b1000_0000);
            pairs += usize::from(byte >= 0b1111_0000);
        }
        Self {
            chars,
            utf16: chars + pairs,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            chars: self.chars + other.chars,
            utf16: self.utf16 + other.utf16,
        }
    }
}

impl SourceFile {
    /// The file with this text, shown as `path`.
    ///
    /// A byte order mark is not part of the text: Markdown parsers trip over it, and GitHub hides it.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        // Programs on Windows write the mark, and it would hide a heading in the first line.
        let has_bom = text.starts_with('\u{feff}');
        if has_bom {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Self {
            path: path.into(),
            has_bom,
            line_starts: line_starts(&text),
            text,
            widths: OnceLock::new(),
        }
    }

    /// The path as it is shown.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True if the file started with a byte order mark, which a writer must restore.
    #[must_use]
    pub fn has_bom(&self) -> bool {
        self.has_bom
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The number of the line that contains `offset`, from 0.
    #[must_use]
    pub fn line_index(&self, offset: usize) -> usize {
        // The first line starts at 0, so every offset has a line.
        self.line_starts.partition_point(|&start| start <= offset) - 1
    }

    /// The line that contains `offset`; a line end belongs to the line that it ends.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> Line<'_> {
        self.line(self.line_index(offset))
    }

    /// The line below, if there is one.
    #[must_use]
    pub fn line_below(&self, line: Line<'_>) -> Option<Line<'_>> {
        line.end.map(|_| self.line(line.index + 1))
    }

    /// The line above, if there is one.
    #[must_use]
    pub fn line_above(&self, line: Line<'_>) -> Option<Line<'_>> {
        line.index.checked_sub(1).map(|above| self.line(above))
    }

    /// All lines; a line end at the end of the file starts another, empty line.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        (0..self.line_starts.len()).map(|index| self.line(index))
    }

    /// The lines from the first byte of `span` to its end, whose line may contain none of its bytes.
    pub fn lines_in(&self, span: Span) -> impl Iterator<Item = Line<'_>> {
        (self.line_index(span.start)..=self.line_index(span.end)).map(|index| self.line(index))
    }

    fn line(&self, index: usize) -> Line<'_> {
        let start = self.line_starts[index];
        let next = self.line_starts.get(index + 1).copied();
        let whole = &self.text[start..next.unwrap_or(self.text.len())];
        // From the end, because a line may be the whole file and is often looked up.
        let text = whole
            .strip_suffix("\r\n")
            .or_else(|| whole.strip_suffix(is_line_end));
        let text = text.unwrap_or(whole);
        Line {
            index,
            span: Span::new(start, start + text.len()),
            end: next.map(|_| &whole[text.len()..]),
        }
    }

    /// The line and column of a byte offset; the column counts characters.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        self.position_by(offset, |width| width.chars)
    }

    /// The line and column of a byte offset; the column counts UTF-16 code units, as SARIF does by default.
    #[must_use]
    pub fn position_utf16(&self, offset: usize) -> Position {
        self.position_by(offset, |width| width.utf16)
    }

    /// The line and column of a byte offset; the column counts bytes, including the three of a byte order mark.
    #[must_use]
    pub fn position_utf8(&self, offset: usize) -> Position {
        let line = self.line_index(offset);
        // Tools that count bytes read the file itself, which still has its mark.
        let mark = if self.has_bom && line == 0 {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        Position {
            line: line + 1,
            column: mark + offset - self.line_starts[line] + 1,
        }
    }

    fn position_by(&self, offset: usize, unit: impl Fn(Width) -> usize) -> Position {
        let line = self.line_index(offset);
        let start = self.line_starts[line];
        Position {
            line: line + 1,
            column: unit(self.width_before(offset)) - unit(self.width_before(start)) + 1,
        }
    }

    /// The width of the text before an offset.
    fn width_before(&self, offset: usize) -> Width {
        // A list may be one line of a megabyte, with a finding in every kilobyte.
        let bytes = self.text.as_bytes();
        let known = self.widths.get_or_init(|| widths_before_blocks(bytes));
        let block = offset / BLOCK;
        known[block].plus(Width::of(&bytes[block * BLOCK..offset]))
    }
}

fn widths_before_blocks(bytes: &[u8]) -> Vec<Width> {
    let mut before = vec![Width::default()];
    for block in bytes.chunks(BLOCK) {
        before.push(before[before.len() - 1].plus(Width::of(block)));
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_utf16_units() {
        let file = SourceFile::new("x.md", "a\r\n🔥é|\n");
        let pipe = file.text().find('|').expect("the text holds a pipe");
        assert_eq!(file.position(pipe), Position { line: 2, column: 3 });
        assert_eq!(file.position_utf16(pipe), Position { line: 2, column: 4 });
    }

    #[track_caller]
    fn check_lines(text: &str, expected: &[(&str, Option<&str>)]) {
        let file = SourceFile::new("x.md", text);
        let lines = file.lines().map(|line| (file.slice(line.span), line.end));
        assert_eq!(lines.collect::<Vec<_>>(), expected, "{text:?}");
        let texts = expected.iter().map(|(line, _)| *line);
        assert!(super::lines(text).eq(texts), "{text:?}");
    }

    #[test]
    fn lines_end_as_in_commonmark() {
        check_lines("", &[("", None)]);
        check_lines("a", &[("a", None)]);
        check_lines("a\n", &[("a", Some("\n")), ("", None)]);
        check_lines("a\r", &[("a", Some("\r")), ("", None)]);
        check_lines("a\r\nb", &[("a", Some("\r\n")), ("b", None)]);
        check_lines(
            "a\r\r\n\n\rb\n",
            &[
                ("a", Some("\r")),
                ("", Some("\r\n")),
                ("", Some("\n")),
                ("", Some("\r")),
                ("b", Some("\n")),
                ("", None),
            ],
        );
    }

    #[test]
    fn lines_know_their_neighbours() {
        let file = SourceFile::new("x.md", "a\r\nb\r");
        let [first, second, last] = [0, 3, 5].map(|offset| file.line_at(offset));
        assert_eq!(file.line_below(first), Some(second));
        assert_eq!(file.line_below(second), Some(last));
        assert_eq!(file.line_below(last), None);
        assert_eq!(file.line_above(second), Some(first));
        assert_eq!(file.line_above(first), None);
        assert_eq!((first.whole(), last.whole()), (Span::new(0, 3), Span::at(5)));
        let numbers = file.lines_in(Span::new(0, 4)).map(|line| line.index);
        assert_eq!(numbers.collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn columns_in_long_lines_count_every_block() {
        let file = SourceFile::new("x.md", format!("x\n{}|", "🔥é".repeat(BLOCK)));
        let pipe = file.text().len() - 1;
        assert_eq!(
            file.position(pipe),
            Position {
                line: 2,
                column: 2 * BLOCK + 1
            }
        );
        assert_eq!(
            file.position_utf16(pipe),
            Position {
                line: 2,
                column: 3 * BLOCK + 1
            }
        );
        assert_eq!(file.position(pipe + 1).column, 2 * BLOCK + 2);
    }

    #[test]
    fn a_byte_order_mark_is_remembered_and_left_out() {
        let file = SourceFile::new("x.md", "\u{feff}|a|");
        assert!(file.has_bom());
        assert_eq!(file.text(), "|a|");
        assert_eq!(file.position(1), Position { line: 1, column: 2 });
        assert_eq!(file.position_utf8(1), Position { line: 1, column: 5 });
    }

    #[test]
    fn a_column_of_bytes_starts_at_its_line() {
        let file = SourceFile::new("x.md", "文\n文🔥x");
        assert_eq!(file.position_utf8(11), Position { line: 2, column: 8 });
    }

    #[test]
    fn a_part_of_a_text_knows_its_place() {
        let text = "a, bc";
        let part = text.split(", ").nth(1).expect("the text has two parts");
        assert_eq!(Span::of_part(text, part), Span::new(3, 5));
    }

    #[test]
    fn trimming_keeps_a_span_of_spaces_in_place() {
        assert_eq!(Span::new(1, 4).trimmed("a   b"), Span::new(4, 4));
        assert_eq!(Span::new(0, 5).trimmed(" a b "), Span::new(1, 4));
    }
}
