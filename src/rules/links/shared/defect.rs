//! Defects of URLs as messages say them. Must not find any.

use super::{after_scheme, without_www};
use crate::rules::support::quote;

/// The defect of a URL, and the meant URL if that is certain.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::rules::links) struct Defect<'u> {
    pub(in crate::rules::links) cause: Cause<'u>,
    pub(in crate::rules::links) meant: Option<String>,
}

/// The reason why a URL is malformed.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::rules::links) enum Cause<'u> {
    Parentheses,
    Bracket,
    Quotation,
    Scheme,
    NoScheme,
    OnlyIdentifier,
    NoHost,
    /// The misspelled host, and the known host.
    Host(&'u str, &'static str),
    NoPaper,
    /// The characters at the end.
    End(&'u str),
    Markdown,
    /// The scheme or host of the maintainer's own machine.
    Local(&'u str),
    /// The owner of a repository on GitHub.
    Owner(&'u str),
    BadgeWithoutRepository,
    BadgeAsRepository,
    /// A word of a template.
    Template(&'u str),
}

impl Cause<'_> {
    /// The message on a URL with this cause.
    pub(in crate::rules::links) fn message(&self, url: &str) -> String {
        let cause = match self {
            Self::Parentheses => "it is in a second pair of parentheses",
            Self::Bracket => "it starts with a bracket",
            Self::Quotation => "it is in quotation marks",
            Self::Scheme => "its scheme should be `https://`",
            Self::NoScheme => "without `https://` it is the name of a file",
            Self::OnlyIdentifier => "it is only the identifier of a paper",
            Self::NoHost => "it has no valid host",
            Self::Host(found, known) => &format!("its host `{found}` should be `{known}`"),
            Self::NoPaper => "it ends before the identifier of the paper",
            Self::Markdown => "it is a whole image in Markdown",
            Self::Local(place) => &format!("`{place}` leads to the reader's own machine"),
            Self::Owner(owner) => &format!("no owner on GitHub can be called `{owner}`"),
            Self::BadgeWithoutRepository => "this badge names no repository",
            Self::BadgeAsRepository => "it is half a badge, half a repository",
            Self::Template(word) => &format!("`{word}` is a placeholder"),
            Self::End(end) => &format!("the `{end}` at its end does not belong to it"),
        };
        format!("{} is not a valid URL: {cause}", quote(url))
    }
}

/// The host of a web URL without `www.`, and the rest after it.
pub(super) fn split_host(url: &str) -> Option<(&str, &str)> {
    let rest = without_www(after_scheme(url)?);
    Some(rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len())))
}
