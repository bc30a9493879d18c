//! Finds brackets that were meant as a link, with the fault that keeps them from being one. Must not report.

use super::{after_scheme, opening_bracket, role_of_word};
use crate::{
    document::{Document, LinkSyntax, Style, TextRun},
    source::Span,
};

/// The reason why brackets are not rendered as a link.
#[derive(Clone, Copy)]
pub(in crate::rules::links) enum Fault {
    /// `[a] (url)`.
    Space,
    /// `[a]（url）`.
    FullWidth,
    /// `[a].(url)`.
    Stop,
    /// `[https://a)`.
    UrlInBrackets,
    /// `[a][url]`.
    Brackets,
    /// `(a)[url]`.
    Swapped,
    /// `[a]url)`.
    NoOpeningParenthesis,
    /// `[a](url`.
    NoClosingParenthesis,
    /// `a](url)`.
    NoOpeningBracket,
    /// `[a(url)`.
    NoClosingBracket,
    /// `[a](url]`.
    WrongEnd,
    /// `[a](old maps)`.
    SpaceInUrl,
    /// `[a](url)(url)`.
    SecondUrl,
    /// `[![a](image)`.
    OpenImage,
    /// Any other brackets.
    Mismatch,
}

/// The faulty joints between label and `http`.
const FAULTY: [(&str, Fault); 8] = [
    // The most frequent fault: maintainers of 16 in 151 lists repaired 269 such links.
    ("] (", Fault::Space),
    ("] \\ (", Fault::Space),
    ("]（", Fault::FullWidth),
    ("].(", Fault::Stop),
    ("]:(", Fault::Stop),
    ("][", Fault::Brackets),
    (")[", Fault::Swapped),
    ("]", Fault::NoOpeningParenthesis),
];

/// Text that was meant as a link.
pub(in crate::rules::links) struct Trace {
    pub(in crate::rules::links) span: Span,
    pub(in crate::rules::links) joint: Joint,
}

/// The bytes between a label and its URL.
pub(in crate::rules::links) struct Joint {
    pub(in crate::rules::links) span: Span,
    pub(in crate::rules::links) fault: Fault,
    /// True if only these bytes are wrong.
    pub(in crate::rules::links) is_wrong: bool,
}

/// The brackets of a text that were meant as links.
pub(in crate::rules::links) fn traces(document: &Document<'_>, run: &TextRun) -> Vec<Trace> {
    let text = document.source().text();
    let mut traces = Vec::new();
    let mut passed = run.span.start;
    for at in memchr::memchr3_iter(b']', b')', b'(', text[run.span.range()].as_bytes()) {
        let at = run.span.start + at;
        if let Some(joint) = joint(document, run, at) {
            // The label is after the joint of the previous link.
            let start = text[passed..at]
                .rfind(['[', '('])
                .map_or(at, |open| passed + open);
            let rest = &text[joint.span.end..run.span.end];
            let length = match joint.fault {
                Fault::SpaceInUrl => rest.find(')').map_or(rest.len(), |close| close + 1),
                Fault::NoClosingParenthesis if after_scheme(rest).is_none() => {
                    rest.find(['\n', '|', '[']).unwrap_or(rest.len())
                }
                _ => length_of_url(rest),
            };
            let span = Span::new(start, joint.span.end + length).trimmed(text);
            traces.push(Trace { span, joint });
            passed = at;
        }
    }
    traces
}

fn joint(document: &Document<'_>, run: &TextRun, at: usize) -> Option<Joint> {
    let text = document.source().text();
    let rest = &text[at..run.span.end];
    if let Some(destination) = rest.strip_prefix("](") {
        if is_remark(destination) {
            return None;
        }
        return Some(Joint {
            span: Span::new(at, at + "](".len()),
            fault: fault(text, at),
            is_wrong: false,
        });
    }
    for (joint, fault) in FAULTY {
        if rest.strip_prefix(joint).and_then(after_scheme).is_some() {
            return Some(Joint {
                span: Span::new(at, at + joint.len()),
                fault,
                is_wrong: true,
            });
        }
    }
    if is_url_in_brackets(document, run, at) {
        return Some(Joint {
            span: Span::new(at, at + 1),
            fault: Fault::UrlInBrackets,
            is_wrong: false,
        });
    }
    rest.strip_prefix('(').filter(|rest| is_target(rest))?;
    if let Some(gap) = gap_in_label(text, at) {
        return Some(Joint {
            span: Span::new(gap, at + "(".len()),
            fault: Fault::NoClosingBracket,
            is_wrong: true,
        });
    }
    Some(Joint {
        span: Span::new(at, at + "(".len()),
        fault: fault_of_parenthesis(document, run, at)?,
        is_wrong: false,
    })
}

/// True for the start of a URL, or of a path that says that it is one.
fn is_target(text: &str) -> bool {
    after_scheme(text).is_some() || text.starts_with("./") || text.starts_with("../")
}

/// The place of the space in `[[paper (url)`: a label that other links have, in a bracket that nothing closes before it.
fn gap_in_label(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].trim_end_matches(' ');
    let open = opening_bracket(text, at)?;
    let label = before.get(open + 1..)?;
    (before.len() < at && role_of_word(&label.to_lowercase()).is_some()).then_some(before.len())
}

/// True for the parenthesis behind `[https://a`, which is neither a label nor in parentheses.
fn is_url_in_brackets(document: &Document<'_>, run: &TextRun, at: usize) -> bool {
    let text = document.source().text();
    if !text[at..].starts_with(')') || run.style.has(Style::LINK) {
        return false;
    }
    opening_bracket(text, at).is_some_and(|open| {
        let inner = &text[open + 1..at];
        after_scheme(inner).is_some() && !inner.contains([' ', '(', ')', ']'])
    })
}

/// The fault of a URL in parentheses that open at `at`, without a bracket before them.
fn fault_of_parenthesis(document: &Document<'_>, run: &TextRun, at: usize) -> Option<Fault> {
    if follows_link(document, at) {
        return Some(Fault::SecondUrl);
    }
    // After a space or punctuation, and within the label of a link, the URL is in a parenthesis of the sentence.
    let text = document.source().text();
    let is_loose = text[..at].ends_with([' ', '\t', '\n', '(', ']', '，', '、']);
    if is_loose || run.style.has(Style::LINK) || run.style.has(Style::IMAGE) {
        return None;
    }
    let open = opening_bracket(text, at)?;
    // `[a](b)`: a word before a path in parentheses is prose, unless a bracket opens right before it.
    let is_label = after_scheme(&text[at + 1..]).is_some() || !text[open..at].contains(' ');
    is_label.then_some(Fault::NoClosingBracket)
}

/// True if a link ends at `at`, not only a parenthesis.
fn follows_link(document: &Document<'_>, at: usize) -> bool {
    let links = document.links().as_slice();
    let before = &links[..links.partition_point(|link| link.span.start < at)];
    // The image in a link comes after it and ends before it, so the link may be the last but one.
    let mut last = before.iter().rev().take(2);
    last.any(|link| link.syntax == LinkSyntax::Inline && link.span.end == at)
}

/// True for words that no URL starts with, before a link of their own: `[[paper](url)](extends [JETTY](#jetty))`.
fn is_remark(text: &str) -> bool {
    let Some((first, rest)) = text.split_once(' ') else {
        return false;
    };
    // The run of text ends where that link starts.
    !first.contains(['.', '/', '#', ':', ')'])
        && (rest.is_empty() || first_char(rest, &[')', '[', '|']) == Some('['))
}

/// The reason why `](` at `at` does not make a link.
fn fault(text: &str, at: usize) -> Fault {
    /// Handwritten URLs are shorter.
    const LONGEST: usize = 400;
    let line = start_of_line(&text[at + "](".len()..], LONGEST);
    let Some(end) = line.find(|c: char| c.is_whitespace() || ")]|".contains(c)) else {
        return Fault::NoClosingParenthesis;
    };
    match line.as_bytes()[end] {
        b')' if opening_bracket(text, at).is_none() => Fault::NoOpeningBracket,
        b')' => Fault::Mismatch,
        b']' => Fault::WrongEnd,
        b'|' => Fault::NoClosingParenthesis,
        // CommonMark allows no space in a URL. Maintainers of 22 in 151 lists removed it from fragments, of 23 from
        // other URLs.
        _ => match first_char(&line[end..], &[')', '[', '|']) {
            Some(')') => Fault::SpaceInUrl,
            _ => Fault::NoClosingParenthesis,
        },
    }
}

/// The first of these characters in a text.
pub(in crate::rules::links) fn first_char(text: &str, wanted: &[char]) -> Option<char> {
    text.chars().find(|c| wanted.contains(c))
}

/// The start of a text up to the end of its line, at most `longest` bytes: long lines are not read repeatedly.
pub(in crate::rules::links) fn start_of_line(text: &str, longest: usize) -> &str {
    let near = &text[..text.ceil_char_boundary(longest)];
    near.split('\n').next().unwrap_or(near)
}

/// The most bytes to read after a link or of its URL: lines may be very long.
pub(in crate::rules::links) const FARTHEST: usize = 200;

/// The length of the URL at the start of `text`, with the bracket that ends it.
fn length_of_url(text: &str) -> usize {
    for (at, c) in text.char_indices() {
        if matches!(c, ')' | ']' | '）') {
            return at + c.len_utf8();
        }
        // Readers recognize a long URL by its start.
        if c.is_whitespace() || c == '|' || at > FARTHEST {
            return at;
        }
    }
    text.len()
}
