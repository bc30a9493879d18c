//! HTML entities, such as `&eacute;` and `&#233;`, read as browsers read them. Must not know tags.

use std::borrow::Cow;

/// Resolves the entities in a text.
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    htmlize::unescape(text)
}

/// Resolves the entities in the value of an attribute.
///
/// An entity without its semicolon counts only if nothing follows it: `?id=1&noteId=2` does not contain `&not`.
#[must_use]
pub fn decode_attribute(value: &str) -> Cow<'_, str> {
    htmlize::unescape_attribute(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_kinds_of_entities_are_resolved_once() {
        for (text, expected) in [
            (
                "Schr&ouml;dinger &mdash; D&eacute;j&agrave; Vu",
                "Schrödinger — Déjà Vu",
            ),
            ("&#233;&#xE9;&#150;", "éé–"),
            ("C&amp;lt; &#38;gt;", "C&lt; &gt;"),
            ("&nbsp&nbsp;", "\u{a0}\u{a0}"),
            ("&CounterClockwiseContourIntegral;&fjlig;", "∳fj"),
            ("R&D &unknown; AT&T &", "R&D &unknown; AT&T &"),
        ] {
            assert_eq!(decode(text), expected);
        }
    }

    #[test]
    fn parameters_of_urls_are_not_entities() {
        let url = "https://openreview.net/forum?id=x&noteId=y&copy=1";
        assert_eq!(decode_attribute(url), url);
        assert_eq!(decode_attribute("?a=1&amp;b=2&lt;"), "?a=1&b=2<");
    }
}
