//! Comments that silence rules. Knows their syntax; what they silence is for the engine to say.

use crate::source::Span;

/// What a suppression covers.
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
    /// What it covers.
    pub scope: Scope,
    /// The names of the rules, each where it stands.
    pub rules: Vec<Span>,
    /// The bytes whose findings it silences.
    pub target: Span,
}

const KEYWORD: &str = "paperlint-ignore";

/// Reads a comment; `None` when it does not speak to paperlint.
///
/// `<!-- paperlint-ignore RULE RULE: reason -->`: names are parted by blanks or commas; a colon starts the reason.
pub(super) fn read(text: &str, comment: Span) -> Option<Suppression> {
    let inner = text[comment.range()].strip_prefix("<!--")?.trim_start();
    let rest = inner.strip_prefix(KEYWORD)?;
    let (scope, rest) = [("-file", Scope::File), ("-next", Scope::NextEntry)]
        .into_iter()
        .find_map(|(suffix, scope)| Some((scope, rest.strip_prefix(suffix)?)))
        .unwrap_or((Scope::Here, rest));
    let names = rest.split(':').next()?.trim_end().trim_end_matches("-->");
    let start = comment.end - rest.len();
    Some(Suppression {
        span: comment,
        scope,
        rules: words(names).map(|word| word.shifted(start)).collect(),
        target: Span::at(comment.end),
    })
}

fn words(text: &str) -> impl Iterator<Item = Span> {
    let is_gap = |c: char| c.is_whitespace() || c == ',';
    text.split(is_gap)
        .filter(|word| !word.is_empty())
        .map(move |word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(start, start + word.len())
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
