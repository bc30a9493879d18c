//! Secret tokens for registries. Must not print them.

use std::fmt;

use reqwest::header::HeaderValue;

/// A token for a registry. It cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The token in `text`, without white space around it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The header with the token after a prefix; `None` if it does not fit into a header.
    pub(super) fn header(&self, prefix: &str) -> Option<HeaderValue> {
        let mut header = HeaderValue::try_from(format!("{prefix}{}", self.0)).ok()?;
        // Otherwise HTTP/2 would keep it in a table of the connection, and debug output would show it.
        header.set_sensitive(true);
        (!self.0.is_empty()).then_some(header)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}
