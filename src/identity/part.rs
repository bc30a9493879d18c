//! Checks of the parts of a URL. Must not know sites.

use std::str::FromStr;

/// Returns a number that consists of digits only, if it fits.
pub(super) fn number<N: FromStr>(text: &str) -> Option<N> {
    // On its own, `parse` would accept a leading plus.
    is_digits(text).then(|| text.parse().ok())?
}

/// Returns a year of four digits.
pub(super) fn year(text: &str) -> Option<u16> {
    is_four_digits(text).then(|| number(text))?
}

/// True if a text consists of four digits, as a year does.
#[must_use]
pub fn is_four_digits(text: &str) -> bool {
    text.len() == 4 && is_digits(text)
}

/// True if a text consists of digits.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// True if a text consists of hexadecimal digits.
pub(super) fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The characters in names of users, repositories, models and data besides letters and digits.
pub(super) const NAME_CHARACTERS: &str = "-_.";

/// True if a text consists of ASCII letters, ASCII digits and characters of `others`.
pub(super) fn is_name(text: &str, others: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || others.as_bytes().contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// True if a text can be a part of a path without escapes.
pub(super) fn is_word(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_graphic() && !b"/?#<>\"".contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

/// Strips a label such as `doi` and its colon from a text, in upper or lower case.
pub(super) fn strip_label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    // `arXiv:`, `arxiv:`, `DOI: ` and `doi:` are all common.
    let (found, rest) = text.split_once(':')?;
    found.eq_ignore_ascii_case(label).then(|| rest.trim_start())
}
