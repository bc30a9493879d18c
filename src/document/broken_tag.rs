//! Finds the place where an opening tag stops being one. Must not know which elements there are.

use crate::source::Span;

/// The reason why browsers cannot read a tag as it was meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TagFault {
    /// A quotation mark opens a value and none closes it: `<a name="x</a>`.
    OpenQuote,
    /// The tag has no `>`: `<td align="left"<a href="#">`.
    NoBracket,
    /// An attribute has no `=` before its value: `<a href"#">`.
    NoEquals,
    /// A URL has no attribute: `<a https://example.org">`.
    NoAttribute,
}

/// A tag that browsers cannot read as it was meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BrokenTag {
    /// From `<` to the fault.
    pub span: Span,
    /// The fault.
    pub fault: TagFault,
    /// The text that repairs the tag.
    pub repair: &'static str,
    /// The bytes that the repair replaces; they may be none.
    pub place: Span,
}

/// The fault in the opening tag that starts at `start`, which is a `<`, and ends before `end`.
#[must_use]
pub fn broken_tag(text: &str, start: usize, end: usize) -> Option<BrokenTag> {
    let mut scanner = Scanner {
        text,
        at: start + 1,
        end,
    };
    let name = scanner.take(|c| c.is_ascii_alphanumeric() || c == '-');
    let fault = |fault, repair, place: Span| {
        Some(BrokenTag {
            span: Span::new(start, place.end.max(start + 1)),
            fault,
            repair,
            place,
        })
    };
    if name.is_empty() {
        return None;
    }
    loop {
        let behind = scanner.at;
        scanner.take(char::is_whitespace);
        let rest = scanner.rest();
        if rest.starts_with('<') && starts_tag(rest) {
            return fault(TagFault::NoBracket, ">", Span::at(behind));
        }
        if rest.is_empty() || rest.starts_with(['>', '<', '/', '"', '\'']) {
            return None;
        }
        let from = scanner.at;
        if is_url(rest) {
            scanner.take(|c| !c.is_whitespace() && !matches!(c, '"' | '\'' | '>' | '<'));
            let is_closed = scanner.rest().starts_with('"');
            let attribute = if name.eq_ignore_ascii_case("img") {
                "src=\""
            } else {
                "href=\""
            };
            return is_closed.then(|| fault(TagFault::NoAttribute, attribute, Span::at(from)))?;
        }
        // Only a name behind a gap is an attribute: `<b.` is none.
        let attribute =
            scanner.take(|c| !c.is_whitespace() && !matches!(c, '=' | '>' | '<' | '"' | '\'' | '/'));
        if from == behind {
            return None;
        }
        if let Some(quote) = scanner.rest().chars().next().filter(|c| matches!(c, '"' | '\'')) {
            // Without the end of its value the quotation mark is the fault, not the missing `=`.
            let value = scanner.rest()[1..].split(quote).next().unwrap_or_default();
            if value.len() + 1 >= scanner.rest().len() || value.contains(['<', '>']) {
                return None;
            }
            let extra = attribute.len() - attribute.trim_end_matches(':').len();
            return fault(TagFault::NoEquals, "=", Span::new(scanner.at - extra, scanner.at));
        }
        scanner.take(char::is_whitespace);
        if !scanner.rest().starts_with('=') {
            continue;
        }
        scanner.at += 1;
        scanner.take(char::is_whitespace);
        let Some(quote) = scanner.rest().chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            scanner.take(|c| !c.is_whitespace() && c != '>');
            continue;
        };
        scanner.at += 1;
        let from = scanner.at;
        let value = scanner.take(|c| c != quote);
        let is_closed = !scanner.rest().is_empty();
        if !is_closed || value.contains("</") {
            let at = from + value.find(['<', '>'])?;
            let repair = match (text.as_bytes()[at], quote) {
                (b'>', '"') => "\"",
                (b'>', _) => "'",
                (_, '"') => "\">",
                _ => "'>",
            };
            return fault(TagFault::OpenQuote, repair, Span::at(at));
        }
        scanner.at += 1;
        // `<font size="2"Small</font>`: browsers read an attribute without a gap before it, if it has a value.
        let rest = scanner.rest();
        let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        if word > 0 && !rest[word..].trim_start().starts_with('=') && rest[word..].contains("</") {
            return fault(TagFault::NoBracket, ">", Span::at(scanner.at));
        }
    }
}

/// A place in a text.
struct Scanner<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    /// Passes all characters that meet a condition.
    fn take(&mut self, condition: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !condition(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }
}

fn is_url(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// True for `<a` and `</a`, and not for `1 < 2`.
fn starts_tag(text: &str) -> bool {
    let name = text[1..].trim_start_matches('/');
    name.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tag after its repair; `None` if it has no fault.
    fn repaired(tag: &str) -> Option<(TagFault, String)> {
        let broken = broken_tag(tag, 0, tag.len())?;
        let mut text = tag.to_owned();
        text.replace_range(broken.place.range(), broken.repair);
        Some((broken.fault, text))
    }

    #[test]
    fn faults_are_named_and_repaired() {
        for (tag, fault, right) in [
            ("<a name=\"x</a> y", TagFault::OpenQuote, "<a name=\"x\"></a> y"),
            ("<a id='x</a> y", TagFault::OpenQuote, "<a id='x'></a> y"),
            ("<a href=\"#x>y</a>", TagFault::OpenQuote, "<a href=\"#x\">y</a>"),
            (
                "<a name=\"x</a> <b class=\"y\">",
                TagFault::OpenQuote,
                "<a name=\"x\"></a> <b class=\"y\">",
            ),
            (
                "<td align=\"left\"<a href=#>",
                TagFault::NoBracket,
                "<td align=\"left\"><a href=#>",
            ),
            ("<td<a href=#>", TagFault::NoBracket, "<td><a href=#>"),
            (
                "<font size=\"2\"y</font>",
                TagFault::NoBracket,
                "<font size=\"2\">y</font>",
            ),
            ("<a href\"#\">", TagFault::NoEquals, "<a href=\"#\">"),
            ("<a href:\"#\">", TagFault::NoEquals, "<a href=\"#\">"),
            (
                "<a https://x.org\">",
                TagFault::NoAttribute,
                "<a href=\"https://x.org\">",
            ),
            (
                "<img https://x.org\">",
                TagFault::NoAttribute,
                "<img src=\"https://x.org\">",
            ),
        ] {
            assert_eq!(repaired(tag), Some((fault, right.to_owned())), "{tag}");
            assert_eq!(repaired(right), None, "{right}");
        }
    }

    #[test]
    fn tags_that_browsers_read_and_comparisons_have_no_fault() {
        for tag in [
            "<a href=x id='y'>",
            "<a href=\"x\"id=\"y\">",
            "<img alt=\"a > b\" src=\"x\"/>",
            "<details open>",
            "<b < c",
            "<i.e. \"x\"",
            "<a \"x\"",
            "<td alignr\">x</td><a href=\"y\">",
            "<br/>",
            "<",
        ] {
            assert_eq!(repaired(tag), None, "{tag}");
        }
    }
}
