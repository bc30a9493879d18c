//! The parts of a URL. Must not know sites.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// How many parts of a path are looked at; no known form has more before its free text.
const PARTS: usize = 8;

/// A URL cut into what the known forms ask for. Borrows from the URL; only a host in capitals is copied.
#[derive(Debug)]
pub(super) struct Address<'a> {
    /// Lower case, without `www.`, user and default port.
    pub(super) host: Cow<'a, str>,
    /// What follows the host, with its slash, up to the query.
    pub(super) path: &'a str,
    /// What stands between `?` and `#`.
    pub(super) query: &'a str,
    /// What follows `#`.
    pub(super) fragment: &'a str,
}

impl<'a> Address<'a> {
    /// Cuts `https://host/path?query#fragment`, also without a scheme, and `git@host:path`.
    pub(super) fn new(url: &'a str) -> Option<Self> {
        let url = trim(url);
        let rest = match url.strip_prefix("https://") {
            Some(rest) => rest,
            None => without_scheme(url)?,
        };
        let host_end = rest.bytes().position(|byte| b"/?#".contains(&byte));
        let (authority, tail) = rest.split_at(host_end.unwrap_or(rest.len()));
        let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (host, tail) = match host.split_once(':') {
            Some((host, "" | "80" | "443")) => (host, tail),
            Some((host, _)) if user == "git" => (host, &rest[rest.find(':')? + 1..]),
            _ => (host, tail),
        };
        let (tail, fragment) = tail.split_once('#').unwrap_or((tail, ""));
        let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
        let host = strip_www(lower(host));
        (host.contains('.') && !host.contains(char::is_whitespace)).then_some(Self {
            host,
            path,
            query,
            fragment,
        })
    }

    /// The parts of the path that are not empty, the first few of them.
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

    /// What follows so many parts of the path, without slashes around it; empty if there are not as many.
    pub(super) fn after(&self, parts: usize) -> &'a str {
        let mut rest = self.path.trim_matches('/');
        for _ in 0..parts {
            rest = rest
                .split_once('/')
                .map_or("", |(_, rest)| rest.trim_start_matches('/'));
        }
        rest
    }

    /// True if the path leads below a branch in one of these folders, as `/tree/main/x` does and `/tree/main` does not.
    pub(super) fn is_below(&self, folders: &[&str]) -> bool {
        let parts = self.parts();
        let mut before_branches = parts.as_slice().iter().rev().skip(2);
        before_branches.any(|part| folders.contains(part))
    }

    /// The value of the first parameter with this name, if it is not empty.
    pub(super) fn parameter(&self, name: &str) -> Option<&'a str> {
        self.query.split('&').find_map(|parameter| {
            let (found, value) = parameter
                .strip_prefix("amp;")
                .unwrap_or(parameter)
                .split_once('=')?;
            (found.eq_ignore_ascii_case(name) && !value.is_empty()).then_some(value)
        })
    }
}

/// The first parts of a path.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    parts: [&'a str; PARTS],
    count: usize,
}

impl<'a> Parts<'a> {
    pub(super) fn as_slice(&self) -> &[&'a str] {
        &self.parts[..self.count]
    }
}

/// Whether the host of a URL may be this one or one below it: a quick look that spares cutting all other addresses.
pub(super) fn may_be_on(url: &str, host: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else { return true };
    let end = rest.bytes().position(|byte| b"/?#:".contains(&byte));
    let start = end.unwrap_or(rest.len()).checked_sub(host.len());
    let found = start.and_then(|start| rest.as_bytes().get(start..start + host.len()));
    found.is_some_and(|found| found.eq_ignore_ascii_case(host.as_bytes()))
}

/// What follows the scheme of a URL, if that is one of the web or of Git, or there is none.
fn without_scheme(url: &str) -> Option<&str> {
    match url.split_once("://") {
        Some((scheme, rest)) => is_web(scheme).then_some(rest),
        None => Some(url.strip_prefix("//").unwrap_or(url)),
    }
}

fn is_web(scheme: &str) -> bool {
    let known = ["https", "http", "ftp", "git", "ssh", "git+https", "git+ssh"];
    known.iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

fn strip_www(host: Cow<'_, str>) -> Cow<'_, str> {
    match host {
        Cow::Borrowed(host) => Cow::Borrowed(host.strip_prefix("www.").unwrap_or(host)),
        Cow::Owned(host) => Cow::Owned(host.strip_prefix("www.").map_or(host.clone(), str::to_owned)),
    }
}

/// Takes off what Markdown leaves around an address: space, `<>`, and closing punctuation that nothing opened.
pub(super) fn trim(url: &str) -> &str {
    let url = url.trim().trim_start_matches('<').trim_start();
    if url.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/') {
        return url;
    }
    // How many more brackets of each kind are closed than opened.
    let mut loose = [('(', ')'), ('[', ']'), ('{', '}')].map(|(open, close)| {
        let count = |wanted: char| url.matches(wanted).count();
        (close, count(close).saturating_sub(count(open)))
    });
    url.trim_end_matches(|c: char| {
        if c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '>' | '"' | '\'') {
            return true;
        }
        let Some((_, count)) = loose.iter_mut().find(|(close, _)| *close == c) else {
            return false;
        };
        let is_loose = *count > 0;
        *count = count.saturating_sub(1);
        is_loose
    })
}

/// The text with all percent escapes resolved, if they make UTF-8.
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quick_look_turns_away_other_hosts_only() {
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
    fn an_address_is_cut_into_its_parts() {
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
