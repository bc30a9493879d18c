//! The difference of two texts as a unified diff for `git apply` and `patch`. Must not read files.

use std::fmt::Write;

use similar::TextDiff;

/// The number of unchanged lines around each change.
const CONTEXT: usize = 3;

/// The unified diff of a file before and after a change, with Git's names for it; empty without a change.
#[must_use]
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    // For Git, only a line feed ends a line.
    let (before, after) = (lines(before), lines(after));
    let mut config = TextDiff::configure();
    let diff = config.newline_terminated(true).diff_slices(&before, &after);
    let mut unified = diff.unified_diff();
    unified
        .context_radius(CONTEXT)
        .header(&name("a", path), &name("b", path))
        .to_string()
}

/// A name as Git writes it: quoted if it contains a character that would end the name or the line.
fn name(side: &str, path: &str) -> String {
    let name = format!("{side}/{path}");
    let is_plain = |c: char| !c.is_control() && !matches!(c, '"' | '\\');
    if name.chars().all(is_plain) {
        // The text after a tab is not part of the name.
        return if name.contains(' ') { name + "\t" } else { name };
    }
    let mut quoted = String::new();
    for byte in name.bytes() {
        match byte {
            b'"' | b'\\' => quoted.extend(['\\', char::from(byte)]),
            b' '..=b'~' => quoted.push(char::from(byte)),
            _ => _ = write!(quoted, "\\{byte:03o}"),
        }
    }
    format!("\"{quoted}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_lines_with_their_ends() {
        assert_eq!(unified("x.md", "a\n", "a\n"), "");
        assert_eq!(
            unified("x.md", "a\r\nb\rc\n", "a\r\nB\rc"),
            "--- a/x.md\n+++ b/x.md\n@@ -1,2 +1,2 @@\n a\r\n-b\rc\n+B\rc\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn names_are_written_as_git_reads_them() {
        assert_eq!(name("a", "docs/x.md"), "a/docs/x.md");
        assert_eq!(name("a", "a b.md"), "a/a b.md\t");
        assert_eq!(name("a", "x\n\".md"), "\"a/x\\012\\\".md\"");
    }
}
