//! A key for comparing any two URLs, with or without a known identity. Must not know particular sites.

use super::{
    address::{Address, trim},
    leftover::is_superfluous,
    table::Identity,
};

/// Returns the identity in a URL, and a key that is equal for all URLs of one page.
///
/// If the URL has an [`Identity`], the key is the identity's key, followed by the path within a repository.
/// For any other URL: host in lower case without `www.` and default port, path and query without scheme, fragment,
/// tracking parameters, trailing slash, and leftover Markdown punctuation.
/// A fragment that starts with `/` or `!/` stays, because some sites have the path there.
#[must_use]
pub fn identify(url: &str) -> (Option<Identity>, String) {
    let address = Address::new(url);
    let identity = Identity::read(url, address.as_ref());
    let key = key(url, identity.as_ref(), address.as_ref());
    (identity, key)
}

fn key(url: &str, identity: Option<&Identity>, address: Option<&Address<'_>>) -> String {
    match (identity, address) {
        (Some(identity), None) => identity.key(),
        (Some(identity), Some(address)) if !identity.is_part(address) => {
            // Lists link to many folders of one repository, each for a different paper.
            match identity.repository().and_then(|it| it.path.as_deref()) {
                Some(path) => format!("{}/{path}", identity.key()),
                None => identity.key(),
            }
        }
        (_, Some(address)) => plain_key(address),
        (None, None) => trim(url).to_owned(),
    }
}

fn plain_key(address: &Address<'_>) -> String {
    let mut key = address.host.to_string();
    // Most servers treat doubled slashes as one.
    for part in address.path.split('/').filter(|part| !part.is_empty()) {
        key.push('/');
        push_decoded(&mut key, part);
    }
    let mut separator = '?';
    for parameter in address.query.split('&') {
        if !parameter.is_empty() && !is_superfluous(&address.host, parameter) {
            key.push(separator);
            push_decoded(&mut key, parameter);
            separator = '&';
        }
    }
    if address.fragment.starts_with('/') || address.fragment.starts_with("!/") {
        key.push('#');
        key.push_str(address.fragment.trim_end_matches('/'));
    }
    key
}

/// Appends a text with the escapes of unreserved characters decoded and all others in capitals, which RFC 3986 (6.2.2)
/// treats as equal.
fn push_decoded(key: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        key.push_str(before);
        rest = behind;
        let Some((digits, byte)) = escaped(behind) else {
            key.push('%');
            continue;
        };
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            key.push(char::from(byte));
        } else {
            key.push('%');
            key.push_str(&digits.to_ascii_uppercase());
        }
        rest = &behind[digits.len()..];
    }
    key.push_str(rest);
}

/// Returns the two digits at the start of a text and the byte that they encode.
fn escaped(text: &str) -> Option<(&str, u8)> {
    let digits = text.get(..2)?;
    Some((digits, u8::from_str_radix(digits, 16).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(url: &str) -> String {
        identify(url).1
    }

    #[test]
    fn urls_of_one_page_have_one_key() {
        let expected = "example.org/a/b";
        for url in [
            "https://example.org/a/b",
            "http://www.Example.org:80/a/b/",
            "//example.org/a//b#top",
            "example.org/a/%62?utm_source=x&fbclid=1",
            "<https://example.org/a/b>.",
            "https://example.org/a/b).",
        ] {
            assert_eq!(key(url), expected, "{url}");
        }
    }

    #[test]
    fn parts_that_distinguish_pages_stay() {
        assert_eq!(key("https://a.org/P?x=1&utm_medium=m&y=%2f"), "a.org/P?x=1&y=%2F");
        assert_eq!(key("https://a.org/#/paper/3/"), "a.org#/paper/3");
        assert_eq!(key("https://a.org:8080/x"), "a.org:8080/x");
        assert_eq!(key("https://a.org/x_(y)"), "a.org/x_(y)");
        assert_eq!(key("https://a.org/100%"), "a.org/100%");
        assert_eq!(key("mailto:a@b"), "mailto:a@b");
        assert_ne!(
            key("https://github.com/a/b/tree/main/x"),
            key("https://github.com/a/b/tree/main/y")
        );
    }
}
