//! A file's text with a line index. Knows bytes, lines and columns; must not know Markdown.

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

    /// The number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same number of bytes, `offset` bytes further on.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }

    /// The span as the standard library's range, for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The part of the span without white space at either end of `text[span]`.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let inner = &text[self.range()];
        let start = self.start + (inner.len() - inner.trim_start().len());
        Self::new(start, (start + inner.trim().len()).max(start))
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A place in a file, as people and programs count it; both numbers start at 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in the unit of the method that made the position.
    pub column: usize,
}

/// The text of one file and where its lines start.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: String,
    text: String,
    has_bom: bool,
    line_starts: Vec<usize>,
    /// How long the text before each block of bytes is, so that columns in long lines are cheap.
    widths: OnceLock<Vec<Width>>,
}

/// The distance in bytes of the places whose columns are known.
const BLOCK: usize = 4096;

/// The length of a text in the two units that columns have.
#[derive(Clone, Copy, Debug, Default)]
struct Width {
    chars: usize,
    utf16: usize,
}

impl Width {
    /// The length of a text that may start and end within a character: each counts where it starts.
    fn of(bytes: &[u8]) -> Self {
        let starts = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
        let chars = bytes.iter().filter(starts).count();
        let pairs = bytes.iter().filter(|&&byte| byte >= 0b1111_0000).count();
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
    /// Takes the text of the file that people know as `path`.
    ///
    /// A byte order mark is not part of the text: Markdown parsers trip over it, and GitHub hides it.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        let has_bom = text.starts_with('\u{feff}');
        if has_bom {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(newlines.map(|(offset, _)| offset + 1))
            .collect();
        Self {
            path: path.into(),
            text,
            has_bom,
            line_starts,
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

    /// Whether the file started with a byte order mark, which a writer has to put back.
    #[must_use]
    pub fn has_bom(&self) -> bool {
        self.has_bom
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The number of the line that holds `offset`, from 0.
    #[must_use]
    pub fn line_index(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset) - 1
    }

    /// The span of a line, counted from 0, without its line end.
    ///
    /// # Panics
    /// If the file has no such line.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_starts[line];
        let next = self.line_starts.get(line + 1);
        let end = next.map_or(self.text.len(), |&next| next - 1);
        let end = end - usize::from(self.text[start..end].ends_with('\r'));
        Span::new(start, end)
    }

    /// How a line, counted from 0, ends: `\n`, `\r\n`, or nothing at the end of the file.
    ///
    /// # Panics
    /// If the file has no such line.
    #[must_use]
    pub fn line_end(&self, line: usize) -> &str {
        let next = self.line_starts.get(line + 1).copied();
        &self.text[self.line_span(line).end..next.unwrap_or(self.text.len())]
    }

    /// Line and column of a byte offset; the column counts characters.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        self.position_by(offset, |width| width.chars)
    }

    /// Line and column of a byte offset; the column counts UTF-16 code units, as SARIF does by default.
    #[must_use]
    pub fn position_utf16(&self, offset: usize) -> Position {
        self.position_by(offset, |width| width.utf16)
    }

    /// Line and column of a byte offset; the column counts the bytes of the file, in which a byte order mark has three.
    #[must_use]
    pub fn position_utf8(&self, offset: usize) -> Position {
        let line = self.line_index(offset);
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

    fn width_before(&self, offset: usize) -> Width {
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
        assert_eq!(file.slice(file.line_span(0)), "a");
        assert_eq!(file.slice(file.line_span(2)), "");
        assert_eq!(
            [file.line_end(0), file.line_end(1), file.line_end(2)],
            ["\r\n", "\n", ""]
        );
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
    fn trimming_keeps_an_all_blank_span_in_place() {
        assert_eq!(Span::new(1, 4).trimmed("a   b"), Span::new(4, 4));
        assert_eq!(Span::new(0, 5).trimmed(" a b "), Span::new(1, 4));
    }
}
