//! Secrets that registries want to be asked with. Must not print them.

use std::fmt;

use reqwest::header::HeaderValue;

/// A token for a registry. It cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The token in `text`; white space around it is dropped.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The header that holds it behind a word; `None` when no header can hold it.
    pub(super) fn header(&self, word: &str) -> Option<HeaderValue> {
        let mut header = HeaderValue::try_from(format!("{word}{}", self.0)).ok()?;
        // HTTP/2 would keep it in a table of the connection, and debug output would show it.
        header.set_sensitive(true);
        (!self.0.is_empty()).then_some(header)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}
