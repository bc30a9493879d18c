//! The syntax of comments that silence rules. Must not know the findings that they cover.

use crate::source::Span;

/// The scope of a suppression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// `paperlint-ignore`: the row, list item or heading that holds the comment, else the block after it.
    Here,
    /// `paperlint-ignore-next`: the entry after the row or list item that holds the comment, else the first entry of
    /// the block after it.
    NextEntry,
    /// `paperlint-ignore-file`: the whole file.
    File,
}

/// A comment that silences rules.
#[derive(Debug)]
pub struct Suppression {
    /// The comment.
    pub span: Span,
    /// The scope.
    pub scope: Scope,
    /// The names of the rules, each in its place.
    pub rules: Vec<Span>,
    /// The bytes whose findings it silences.
    pub target: Span,
}

const KEYWORD: &str = "paperlint-ignore";

/// Reads a comment; `None` when it is not for paperlint.
///
/// `<!-- paperlint-ignore RULE RULE: reason -->`: names are separated by spaces or commas; a colon starts the reason.
pub(super) fn read(text: &str, comment: Span) -> Option<Suppression> {
    let inner = text[comment.range()].strip_prefix("<!--")?.trim_start();
    let rest = inner.strip_prefix(KEYWORD)?;
    let (scope, rest) = if let Some(rest) = rest.strip_prefix("-file") {
        (Scope::File, rest)
    } else if let Some(rest) = rest.strip_prefix("-next") {
        (Scope::NextEntry, rest)
    } else {
        (Scope::Here, rest)
    };
    // Without a reason, the end of the comment ends the names.
    let names = rest.split(':').next()?.trim_end().trim_end_matches("-->");
    let mut rules = Vec::new();
    for name in names.split(|c: char| c.is_whitespace() || c == ',') {
        if !name.is_empty() {
            rules.push(Span::of_part(text, name));
        }
    }
    Some(Suppression {
        span: comment,
        scope,
        rules,
        // The block that holds the comment is known only when the page has been read.
        target: Span::at(comment.end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(comment: &str, scope: Scope, rules: &[&str]) {
        let found = read(comment, Span::new(0, comment.len())).expect("the comment is a suppression");
        let names: Vec<_> = found.rules.iter().map(|span| &comment[span.range()]).collect();
        assert_eq!((found.scope, names), (scope, rules.to_vec()));
    }

    #[test]
    fn names_scope_and_reason_are_told_apart() {
        check("<!-- paperlint-ignore short-row -->", Scope::Here, &["short-row"]);
        check(
            "<!--paperlint-ignore short-row, dead-link: robots-->",
            Scope::Here,
            &["short-row", "dead-link"],
        );
        check(
            "<!-- paperlint-ignore-next dead-link -->",
            Scope::NextEntry,
            &["dead-link"],
        );
        check(
            "<!-- paperlint-ignore-file dead-link moved-link -->",
            Scope::File,
            &["dead-link", "moved-link"],
        );
        check("<!-- paperlint-ignore -->", Scope::Here, &[]);
    }

    #[test]
    fn other_comments_are_left_alone() {
        let read = |text: &str| read(text, Span::new(0, text.len()));
        assert!(read("<!-- TODO: paperlint-ignore x -->").is_none());
        assert!(read("<!-- lint disable -->").is_none());
    }
}
