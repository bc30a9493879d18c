//! The parts of a URL. Must not know sites.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The number of parts of a path that are read; no known form has more before its free text.
const PARTS: usize = 8;

/// A URL split into the parts of forms. Borrows from the URL; only a host in capitals is copied.
#[derive(Debug)]
pub(super) struct Address<'a> {
    /// Lower case, without `www.`, user and default port.
    pub(super) host: Cow<'a, str>,
    /// From the slash after the host to the query.
    pub(super) path: &'a str,
    /// The text between the `?` and the `#`.
    pub(super) query: &'a str,
    /// The text after the `#`.
    pub(super) fragment: &'a str,
}

impl<'a> Address<'a> {
    /// Splits `https://host/path?query#fragment`, with or without a scheme, and `git@host:path`.
    pub(super) fn new(url: &'a str) -> Option<Self> {
        let url = trim(url);
        // Nearly all links start like this, which saves the search for `://`.
        let rest = match url.strip_prefix("https://") {
            Some(rest) => rest,
            None => without_scheme(url)?,
        };
        let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(host_end);
        let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (host, tail) = match host.split_once(':') {
            Some((host, "" | "80" | "443")) => (host, tail),
            // Git has a path where URLs have a port.
            Some((host, _)) if user == "git" => (host, &rest[rest.find(':')? + 1..]),
            _ => (host, tail),
        };
        // A `?` after the `#` belongs to the fragment.
        let (tail, fragment) = tail.split_once('#').unwrap_or((tail, ""));
        let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
        let host = without_www(host);
        // A host without a dot is a word, a file or a machine in a private network.
        (host.contains('.') && !host.contains(char::is_whitespace)).then_some(Self {
            host,
            path,
            query,
            fragment,
        })
    }

    /// Returns the first few non-empty parts of the path.
    pub(super) fn parts(&self) -> Parts<'a> {
        let mut parts = Parts {
            parts: [""; PARTS],
            count: 0,
        };
        for part in self.path.split('/').filter(|part| !part.is_empty()).take(PARTS) {
            parts.parts[parts.count] = part;
            parts.count += 1;
        }
        parts
    }

    /// Returns the path after this number of parts, without slashes around it; empty if there are fewer parts.
    pub(super) fn after(&self, parts: usize) -> &'a str {
        let mut rest = self.path.trim_matches('/');
        for _ in 0..parts {
            let (_, behind) = rest.split_once('/').unwrap_or_default();
            // Empty parts between doubled slashes do not count.
            rest = behind.trim_start_matches('/');
        }
        rest
    }

    /// True if the path continues after a branch in one of these folders: `/tree/main/x`, but not `/tree/main`.
    pub(super) fn is_below(&self, folders: &[&str]) -> bool {
        let parts = self.parts();
        let mut before_branches = parts.as_slice().iter().rev().skip(2);
        before_branches.any(|part| folders.contains(part))
    }

    /// Returns the value of the first parameter with this name, if it is not empty.
    pub(super) fn parameter(&self, name: &str) -> Option<&'a str> {
        for parameter in self.query.split('&') {
            // Some links are copied from the source code of a page.
            let parameter = parameter.strip_prefix("amp;").unwrap_or(parameter);
            let (found, value) = parameter.split_once('=').unwrap_or_default();
            if found.eq_ignore_ascii_case(name) && !value.is_empty() {
                return Some(value);
            }
        }
        None
    }
}

/// The first parts of a path; in an array, because each link of a list is split several times.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    parts: [&'a str; PARTS],
    count: usize,
}

impl<'a> Parts<'a> {
    /// The parts, for slice patterns.
    pub(super) fn as_slice(&self) -> &[&'a str] {
        &self.parts[..self.count]
    }
}

/// True if the host of a URL may be `host` or one of its subdomains: a quick test that saves splitting all other URLs.
pub(super) fn may_be_on(url: &str, host: &str) -> bool {
    let Some(rest) = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
    else {
        return true;
    };
    let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    // As bytes, because `start` may be inside a character.
    let start = end.saturating_sub(host.len());
    rest.as_bytes()[start..end].eq_ignore_ascii_case(host.as_bytes())
}

/// Strips the scheme of a URL; `None` if it is a scheme of neither the web nor Git.
fn without_scheme(url: &str) -> Option<&str> {
    const SCHEMES: [&str; 7] = ["https", "http", "ftp", "git", "ssh", "git+https", "git+ssh"];
    let Some((scheme, rest)) = url.split_once("://") else {
        return Some(url.strip_prefix("//").unwrap_or(url));
    };
    SCHEMES
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
        .then_some(rest)
}

/// Returns a host in lower case without `www.`, which makes no difference on any known site.
fn without_www(host: &str) -> Cow<'_, str> {
    if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        let lower = host.to_ascii_lowercase();
        return match lower.strip_prefix("www.") {
            Some(bare) => Cow::Owned(bare.to_owned()),
            None => Cow::Owned(lower),
        };
    }
    Cow::Borrowed(host.strip_prefix("www.").unwrap_or(host))
}

/// Strips leftover Markdown around a URL: space, `<>`, and closing punctuation without an opening one.
pub(super) fn trim(url: &str) -> &str {
    let url = url.trim().trim_start_matches('<').trim_start();
    // Nearly all URLs end like this; counting brackets is only worthwhile for the others.
    if url.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/') {
        return url;
    }
    // Brackets that the URL opens itself, as in `/wiki/Transformer_(model)`, belong to it.
    let mut loose = BRACKETS.map(|(open, close)| {
        url.matches(close)
            .count()
            .saturating_sub(url.matches(open).count())
    });
    url.trim_end_matches(|c: char| {
        if let Some(kind) = BRACKETS.iter().position(|(_, close)| *close == c) {
            let is_loose = loose[kind] > 0;
            loose[kind] = loose[kind].saturating_sub(1);
            return is_loose;
        }
        c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '>' | '"' | '\'')
    })
}

const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// Returns the text with all percent escapes decoded, if the result is UTF-8.
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_test_rejects_only_other_hosts() {
        for url in [
            "https://arxiv.org/abs/1",
            "http://www.arXiv.org",
            "arxiv.org/abs/1",
            "https://export.arxiv.org:80/x",
        ] {
            assert!(may_be_on(url, "arxiv.org"), "{url}");
        }
        for url in ["https://a.org/arxiv.org", "https://org", "http://arxiv.org.a/"] {
            assert!(!may_be_on(url, "arxiv.org"), "{url}");
        }
    }

    #[test]
    fn many_brackets_at_the_end_are_counted_once() {
        let url = format!("https://a.org/{}", ")".repeat(100_000));
        assert_eq!(trim(&url), "https://a.org/");
    }

    #[test]
    fn a_url_is_split_into_its_parts() {
        let address = Address::new("git@GitHub.com:a/b.git").expect("it has a host");
        assert_eq!((&*address.host, address.path), ("github.com", "a/b.git"));
        let address = Address::new("https://u:p@a.org/x//y/z?k=&amp;l=1").expect("it has a host");
        assert_eq!(address.parts().as_slice(), ["x", "y", "z"]);
        assert_eq!((address.after(1), address.after(9)), ("y/z", ""));
        assert_eq!(
            (address.parameter("k"), address.parameter("L")),
            (None, Some("1"))
        );
    }
}
