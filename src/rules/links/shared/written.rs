//! The Markdown of links: brackets, schemes, and the link around an image. Must not judge them.

use crate::{
    document::{Link, LinkSyntax},
    finding::{Applicability, Edit, Fix},
    rules::support::quote,
};

/// A web URL without its scheme.
pub(in crate::rules::links) fn after_scheme(url: &str) -> Option<&str> {
    url.strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
}

/// A host without `www.`, which makes no difference on nearly all sites.
pub(in crate::rules::links) fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// The first occurrence of either word in a text: its place, and the word.
pub(in crate::rules::links) fn first_of<'w>(text: &str, words: [&'w str; 2]) -> Option<(usize, &'w str)> {
    let places = words.iter().filter_map(|word| Some((text.find(word)?, *word)));
    places.min()
}

/// The place of the bracket that `close` closes, if it is nearby on the same line.
pub(in crate::rules::links) fn opening_bracket(text: &str, close: usize) -> Option<usize> {
    /// Longer labels are rare, and a line may have many unmatched closing brackets.
    const FARTHEST: usize = 400;
    let bytes = text.as_bytes();
    let mut depth = 0;
    for at in (close.saturating_sub(FARTHEST)..close).rev() {
        match bytes[at] {
            b'\n' => return None,
            // A backslash makes a bracket plain text.
            _ if at > 0 && bytes[at - 1] == b'\\' => {}
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(at),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The link around an image, which is at this index among the links.
pub(in crate::rules::links) fn link_around(links: &[Link], image: usize) -> Option<&Link> {
    // A link comes right before its image.
    let before = &links[image.checked_sub(1)?];
    (!before.is_image && before.span.contains(links[image].span)).then_some(before)
}

/// Replaces the URL of an inline link or of one in HTML.
pub(in crate::rules::links) fn write_instead(
    link: &Link,
    url: String,
    certainty: Applicability,
) -> Option<Fix> {
    // A reference has its URL elsewhere, and HTML writes some characters in another way.
    let is_plain = !url.contains(['"', '\'', '<', '>', '&', ' ']);
    if link.syntax != LinkSyntax::Inline && !(link.syntax == LinkSyntax::Html && is_plain) {
        return None;
    }
    let title = format!("write {}", quote(&url));
    Some(Fix::new(
        certainty,
        title,
        vec![Edit::replace(link.destination, url)],
    ))
}
