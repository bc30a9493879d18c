//! Checks of the parts of a URL. Must not know sites.

use std::str::FromStr;

/// Returns a number that is written in digits alone, if it fits.
pub(super) fn number<N: FromStr>(text: &str) -> Option<N> {
    // By itself, `parse` would take a plus in front.
    is_digits(text).then(|| text.parse().ok())?
}

/// Returns a year of four digits.
pub(super) fn year(text: &str) -> Option<u16> {
    is_four_digits(text).then(|| number(text))?
}

/// True if there are four digits and nothing else, as in a year.
#[must_use]
pub fn is_four_digits(text: &str) -> bool {
    text.len() == 4 && is_digits(text)
}

/// True if there are digits and nothing else.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// True if there are digits to the base 16 and nothing else.
pub(super) fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The characters that names of users and of their repositories, models and data have beside letters and digits.
pub(super) const NAME_CHARACTERS: &str = "-_.";

/// True if there are letters and digits of ASCII or characters of `others`, and nothing else.
pub(super) fn is_name(text: &str, others: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || others.as_bytes().contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// True if a text can be a part of a path as it is.
pub(super) fn is_word(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_graphic() && !b"/?#<>\"".contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// Strips a label such as `doi` and its colon from a text, in any case.
pub(super) fn strip_label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    // `arXiv:`, `arxiv:`, `DOI: ` and `doi:` are all common.
    let (found, rest) = text.split_once(':')?;
    found.eq_ignore_ascii_case(label).then(|| rest.trim_start())
}
