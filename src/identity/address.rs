//! The parts of a URL, and a key by which any two addresses compare. Must not know papers or code.

use std::{borrow::Cow, ops::Range};

use percent_encoding::percent_decode_str;

use super::Identity;

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
        let rest = match url.split_once("://") {
            Some((scheme, rest)) if is_web(scheme) => rest,
            Some(_) => return None,
            None => url.strip_prefix("//").unwrap_or(url),
        };
        let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(host_end);
        let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (host, tail) = match host.split_once(':') {
            Some((host, port)) if matches!(port, "" | "80" | "443") => (host, tail),
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
    let mut closed = [(')', '('), (']', '['), ('}', '{')].map(|(close, open)| {
        let count = |wanted: char| url.chars().filter(|c| *c == wanted).count();
        // Only an address that ends so needs the count.
        match url.contains(close) {
            true => (close, count(close), count(open)),
            false => (close, 0, 0),
        }
    });
    url.trim_end_matches(|c: char| {
        if c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '>' | '"' | '\'') {
            return true;
        }
        let Some((_, closes, opens)) = closed.iter_mut().find(|(close, ..)| *close == c) else {
            return false;
        };
        let is_loose = closes > opens;
        *closes -= usize::from(is_loose);
        is_loose
    })
}

/// The text with all percent escapes resolved, if they make UTF-8.
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// A key under which two addresses of one thing are equal.
///
/// The key of its [`Identity`] where it has one, followed by the path within a repository.
/// For any other address: host in lower case without `www.` and default port, path and query without scheme, fragment,
/// parameters that only track, trailing slash, and punctuation that Markdown left.
/// A fragment that starts with `/` or `!/` stays: it is where some sites keep the path.
#[must_use]
pub fn address_key(url: &str) -> String {
    let identity = Identity::parse(url);
    let address = Address::new(url);
    match (identity, address) {
        (Some(identity), Some(address)) if !is_part(&identity, &address) => {
            let path = identity
                .repository()
                .and_then(|repository| repository.path.as_deref());
            path.map_or_else(|| identity.key(), |path| format!("{}/{path}", identity.key()))
        }
        (_, Some(address)) => plain_key(&address),
        (Some(identity), None) => identity.key(),
        (None, None) => trim(url).to_owned(),
    }
}

/// Whether an address leads to one of several things under an identity: a page of a site, a file of a data set.
fn is_part(identity: &Identity, address: &Address<'_>) -> bool {
    let parts = address.parts();
    let behind = |folder: &str| parts.as_slice().iter().rev().position(|part| *part == folder);
    match identity {
        Identity::GitHubPages(_) => true,
        Identity::GitLab(_) => ["tree", "blob", "raw"]
            .iter()
            .any(|folder| behind(folder) > Some(1)),
        Identity::HuggingFace { .. } | Identity::ModelScope { .. } => ["tree", "blob", "resolve", "raw"]
            .iter()
            .any(|folder| behind(folder) > Some(1)),
        Identity::Zenodo(_) => behind("files").is_some(),
        _ => false,
    }
}

fn plain_key(address: &Address<'_>) -> String {
    let mut key = address.host.to_string();
    for part in address.path.split('/').filter(|part| !part.is_empty()) {
        key.push('/');
        push_decoded(&mut key, part);
    }
    let kept = address
        .query
        .split('&')
        .filter(|parameter| !parameter.is_empty() && !is_tracking(&address.host, parameter));
    for (at, parameter) in kept.enumerate() {
        key.push(if at == 0 { '?' } else { '&' });
        push_decoded(&mut key, parameter);
    }
    if address.fragment.starts_with('/') || address.fragment.starts_with("!/") {
        key.push('#');
        key.push_str(address.fragment.trim_end_matches('/'));
    }
    key
}

/// Appends a text with the escapes of unreserved characters resolved and all others in capitals.
fn push_decoded(key: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        key.push_str(&rest[..at]);
        let code = rest.get(at + 1..at + 3);
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                key.push(char::from(byte));
            }
            Some(_) => {
                key.push('%');
                key.push_str(&code.unwrap_or_default().to_ascii_uppercase());
            }
            None => {
                key.push('%');
                rest = &rest[at + 1..];
                continue;
            }
        }
        rest = &rest[at + 3..];
    }
    key.push_str(rest);
}

/// Where in a URL parameters stand that only track who followed the link.
///
/// Each range takes along the `?` or `&` that goes with its parameter, so deleting all of them leaves a right address.
pub fn tracking_parameters(url: &str) -> impl Iterator<Item = Range<usize>> + use<> {
    let end = url.find('#').unwrap_or(url.len());
    let question = url[..end].find('?').unwrap_or(end);
    let host = Address::new(url).map(|address| address.host.into_owned());
    let mut ranges = Vec::new();
    if let Some(host) = host.filter(|_| question < end) {
        let mut start = question + 1;
        let mut keeps = false;
        for parameter in url[start..end].split('&') {
            let next = (start + parameter.len() + 1).min(end);
            let name = parameter.strip_prefix("amp;").unwrap_or(parameter);
            if !is_tracking(&host, name) {
                keeps = true;
            } else if keeps {
                ranges.push(start - 1..start + parameter.len());
            } else {
                ranges.push(start..next);
            }
            start = next;
        }
        if !keeps && !ranges.is_empty() {
            ranges = vec![question..end];
        }
    }
    ranges.into_iter()
}

/// Whether `name=value` changes nothing about what is shown.
fn is_tracking(host: &str, parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let everywhere = name.starts_with("utm_")
        || name.starts_with("share_")
        || matches!(
            name,
            "fbclid" | "gclid" | "msclkid" | "igshid" | "mc_cid" | "mc_eid" | "spm" | "casa_token"
        );
    everywhere
        || match host {
            "arxiv.org" => matches!(name, "context" | "ref" | "source" | "trk"),
            "github.com" => name == "tab" && matches!(value, "readme-ov-file" | "readme"),
            "huggingface.co" | "openreview.net" | "doi.org" => {
                matches!(name, "ref" | "source" | "context" | "trk" | "referrer")
            }
            "youtu.be" | "youtube.com" => name == "si" || parameter == "feature=youtu.be",
            "bilibili.com" => matches!(name, "vd_source" | "spm_id_from"),
            "drive.google.com" | "docs.google.com" => name == "usp",
            "tandfonline.com" => name == "needAccess",
            "sciencedirect.com" => parameter == "via%3Dihub" || parameter == "via=ihub",
            "linkedin.com" => matches!(name, "trk" | "trackingId" | "lipi"),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_tracking(url: &str) -> String {
        let mut url = url.to_owned();
        let ranges: Vec<_> = tracking_parameters(&url).collect();
        for range in ranges.into_iter().rev() {
            url.replace_range(range, "");
        }
        url
    }

    #[test]
    fn addresses_of_one_page_have_one_key() {
        let key = "example.org/a/b";
        for url in [
            "https://example.org/a/b",
            "http://www.Example.org:80/a/b/",
            "//example.org/a//b#top",
            "example.org/a/%62?utm_source=x&fbclid=1",
            "<https://example.org/a/b>.",
            "https://example.org/a/b).",
        ] {
            assert_eq!(address_key(url), key, "{url}");
        }
    }

    #[test]
    fn what_tells_pages_apart_stays() {
        assert_eq!(
            address_key("https://a.org/P?x=1&utm_medium=m&y=%2f"),
            "a.org/P?x=1&y=%2F"
        );
        assert_eq!(address_key("https://a.org/#/paper/3/"), "a.org#/paper/3");
        assert_eq!(address_key("https://a.org:8080/x"), "a.org:8080/x");
        assert_eq!(address_key("https://a.org/x_(y)"), "a.org/x_(y)");
        assert_eq!(address_key("https://a.org/100%"), "a.org/100%");
        assert_eq!(address_key("mailto:a@b"), "mailto:a@b");
        assert_ne!(
            address_key("https://github.com/a/b/tree/main/x"),
            address_key("https://github.com/a/b/tree/main/y")
        );
    }

    #[test]
    fn tracking_goes_with_its_separator() {
        assert_eq!(without_tracking("https://a.org/?utm_source=x"), "https://a.org/");
        assert_eq!(
            without_tracking("https://a.org/?utm_source=x&utm_medium=y#z"),
            "https://a.org/#z"
        );
        assert_eq!(
            without_tracking("https://a.org/?fbclid=1&k=2&gclid=3&l=4&spm=5"),
            "https://a.org/?k=2&l=4"
        );
        assert_eq!(
            without_tracking("https://github.com/a/b?tab=readme-ov-file#x"),
            "https://github.com/a/b#x"
        );
        assert_eq!(without_tracking("https://a.org/x?ref=b"), "https://a.org/x?ref=b");
        assert_eq!(without_tracking("https://a.org/?"), "https://a.org/?");
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
