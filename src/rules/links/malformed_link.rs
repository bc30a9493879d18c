//! `malformed-link`: a URL that cannot lead anywhere as it is written.

use std::net::IpAddr;

use url::{Host, Url};

use super::shared::{
    after_scheme, is_whole_repository, label_word, role_of_word, without_www, write_instead,
};
use crate::{
    config::Role,
    document::{Document, Link},
    finding::Applicability,
    identity::{Identity, is_four_digits},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{is_one_typo, quote},
    },
};

pub(super) struct MalformedLink;

static META: Meta = meta!("malformed-link", Links, Error, Page)
    .with_unsafe_fix()
    .yields_to(&["doubled-address", "nested-link"]);

impl Rule for MalformedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for link in cx.document.links() {
            if link.is_written()
                && let Some(defect) = defect(&link.url)
            {
                report(cx, link, defect);
            }
        }
    }
}

/// The defect of a URL, and the meant URL if that is certain.
#[derive(Debug, PartialEq, Eq)]
struct Defect<'u> {
    cause: Cause<'u>,
    meant: Option<String>,
}

/// The reason why a URL is malformed.
#[derive(Debug, PartialEq, Eq)]
enum Cause<'u> {
    Parentheses,
    Bracket,
    Quotation,
    Scheme,
    NoScheme,
    OnlyIdentifier,
    NoHost,
    /// The misspelled host, and the known host.
    Host(&'u str, &'static str),
    NoPaper,
    /// The characters at the end.
    End(&'u str),
}

impl Cause<'_> {
    fn message(&self, url: &str) -> String {
        let cause = match self {
            Self::Parentheses => "it is in a second pair of parentheses",
            Self::Bracket => "it starts with a bracket",
            Self::Quotation => "it is in quotation marks",
            Self::Scheme => "its scheme should be `https://`",
            Self::NoScheme => "without `https://` it is the name of a file",
            Self::OnlyIdentifier => "it is only the identifier of a paper",
            Self::NoHost => "it has no valid host",
            Self::Host(found, known) => &format!("its host `{found}` should be `{known}`"),
            Self::NoPaper => "it ends before the identifier of the paper",
            Self::End(end) => &format!("the `{end}` at its end does not belong to it"),
        };
        format!("{} is not a valid URL: {cause}", quote(url))
    }
}

fn report(cx: &mut Context<'_>, link: &Link, Defect { cause, meant }: Defect<'_>) {
    // A wrong destination would be as bad as none.
    let meant = meant.filter(|meant| !contradicts_label(cx.document, link, meant));
    cx.report(link.destination, cause.message(&link.url))
        .fix(meant.and_then(|meant| write_instead(link, meant, Applicability::Unsafe)));
}

/// True if a new URL would break the promise of the link's label.
fn contradicts_label(document: &Document<'_>, link: &Link, url: &str) -> bool {
    let Some(identity) = Identity::parse(url) else {
        return false;
    };
    match role_of_word(&label_word(document, link)) {
        Some(Role::Paper) => is_whole_repository(&identity),
        Some(Role::Code) => identity.is_paper(),
        _ => false,
    }
}

/// A check for one kind of defect.
type Check = fn(&str) -> Option<Defect<'_>>;

fn defect(url: &str) -> Option<Defect<'_>> {
    const START: [Check; 3] = [wrapped, broken_scheme, missing_scheme];
    const REST: [Check; 4] = [bad_host, misspelled_host, names_no_paper, loose_end];
    // Nearly all URLs start correctly.
    let is_right = after_scheme(url).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    let start = if is_right { &[][..] } else { &START };
    start.iter().chain(&REST).find_map(|check| check(url))
}

/// `"https://a"`, `(https://a)` and `[https://a`: Markdown has only the parentheses of the link around a URL.
fn wrapped(url: &str) -> Option<Defect<'_>> {
    let first = url.chars().next()?;
    let cause = match first {
        '(' => Cause::Parentheses,
        '[' => Cause::Bracket,
        '"' | '\'' | '“' | '‘' | '`' => Cause::Quotation,
        _ => return None,
    };
    let meant = url[first.len_utf8()..].trim_end_matches([')', ']', '"', '\'', '”', '’', '`']);
    Some(Defect {
        cause,
        meant: (!meant.is_empty()).then(|| meant.to_owned()),
    })
}

/// `ttps://a`, `hhttps://a`, `https:/a`, `https//a`, `https:a`.
fn broken_scheme(url: &str) -> Option<Defect<'_>> {
    let rest = after_misspelled_scheme(url).or_else(|| after_scheme_without_slashes(url))?;
    Some(Defect {
        cause: Cause::Scheme,
        meant: Some(format!("https://{}", rest.trim_start_matches('/'))),
    })
}

/// The rest of a URL from `//` on, if the text before it is a typo for `https:` or `http:`.
fn after_misspelled_scheme(url: &str) -> Option<&str> {
    /// A longer text before `//` is a path; the full-width colon of `https：` takes three bytes.
    const LONGEST: usize = 10;
    let at = url.find("//").filter(|at| (3..=LONGEST).contains(at))?;
    let scheme = url[..at].to_ascii_lowercase();
    // Three slashes make the host empty, which is as wrong as a misspelled scheme.
    let is_right = matches!(&*scheme, "https:" | "http:") && !url[at..].starts_with("///");
    // `ftp:` and `sftp:` differ more from both.
    let is_meant = strsim::osa_distance(&scheme, "https:") <= 2 && scheme.contains('t')
        || strsim::osa_distance(&scheme, "http:") <= 1;
    (is_meant && !is_right).then(|| &url[at..])
}

/// The rest of `https:a` and `https:/a`.
fn after_scheme_without_slashes(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https:").or_else(|| url.strip_prefix("http:"))?;
    (!rest.starts_with("//")).then_some(rest)
}

/// `www.a.org`, `github.com/a` and `2401.00001`.
fn missing_scheme(url: &str) -> Option<Defect<'_>> {
    let id = match url.split_at_checked(6) {
        Some((start, rest)) if start.eq_ignore_ascii_case("arxiv:") => rest,
        _ => url,
    };
    if is_arxiv_id(id) {
        return Some(Defect {
            cause: Cause::OnlyIdentifier,
            meant: Some(format!("https://arxiv.org/abs/{id}")),
        });
    }
    starts_with_host(url).then(|| Defect {
        cause: Cause::NoScheme,
        meant: Some(format!("https://{url}")),
    })
}

/// `2401.00001` and `2401.00001v2`.
fn is_arxiv_id(text: &str) -> bool {
    let Some((month, rest)) = text.split_once('.') else {
        return false;
    };
    let (number, version) = rest.split_once('v').unwrap_or((rest, "1"));
    // Numbers have had five digits since 2015. `2024.12` is a folder.
    is_four_digits(month) && matches!(number.len(), 4 | 5) && is_number(number) && is_number(version)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// True if a URL starts with the name of a host, not of a file or folder.
fn starts_with_host(url: &str) -> bool {
    /// The ends of host names that are not ends of file names.
    const DOMAINS: [&str; 5] = ["com", "org", "net", "edu", "gov"];
    /// The ends of host names that are also ends of file names, but not of folder names.
    const OTHERS: [&str; 21] = [
        "io", "ai", "cn", "de", "uk", "jp", "fr", "eu", "co", "ch", "tw", "hk", "kr", "nl", "ca", "au", "me",
        "dev", "app", "info", "cc",
    ];
    let (host, rest) = url.split_at(url.find(['/', '?', '#', ':']).unwrap_or(url.len()));
    let host = host.to_ascii_lowercase();
    let Some((name, domain)) = host.rsplit_once('.') else {
        return false;
    };
    let is_domain = DOMAINS.contains(&domain)
        || OTHERS.contains(&domain) && rest.len() > 1 && rest.starts_with('/')
        || host.starts_with("www.");
    is_domain && name.split('.').all(is_host_label)
}

/// True for a part of a host name in plain characters.
fn is_host_label(label: &str) -> bool {
    !label.is_empty()
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn bad_host(url: &str) -> Option<Defect<'_>> {
    let (host, _) = split_host(url)?;
    // Nearly all hosts are plain, so they need no browser's parser.
    if is_plain_host(host) {
        return None;
    }
    match Url::parse(url) {
        Ok(parsed) if !is_nowhere(&parsed.host()?) => None,
        _ => Some(Defect {
            cause: Cause::NoHost,
            meant: None,
        }),
    }
}

/// True if a host consists of labels that every URL parser reads the same way.
fn is_plain_host(host: &str) -> bool {
    let Some((_, domain)) = host.rsplit_once('.') else {
        return false;
    };
    // Two hyphens may belong to an encoded name, `xn--…`, which has to be decoded first.
    domain.len() > 1
        && domain.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !host.contains("--")
        && host.split('.').all(is_host_label)
}

/// True for a host that cannot be on the internet.
fn is_nowhere(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            // A name without a dot is local to the author's network, or half a name: `https://github/a`.
            let (_, top) = name.trim_end_matches('.').rsplit_once('.').unwrap_or_default();
            top.len() < 2 || name.contains("..") || name.contains(['%', ',', '(', ')', '|', ']', '['])
        }
        Host::Ipv4(address) => IpAddr::from(*address).is_unspecified(),
        Host::Ipv6(_) => false,
    }
}

/// The host of a web URL without `www.`, and the rest after it.
fn split_host(url: &str) -> Option<(&str, &str)> {
    let rest = without_www(after_scheme(url)?);
    Some(rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len())))
}

/// `https://gihub.com/a`: one typo away from a popular host. Half of all links lead to one of them.
fn misspelled_host(url: &str) -> Option<Defect<'_>> {
    const KNOWN: [&str; 5] = [
        "github.com",
        "arxiv.org",
        "openreview.net",
        "huggingface.co",
        "aclanthology.org",
    ];
    /// Real hosts with similar names.
    const OTHERS: [&str; 4] = ["ar5iv.org", "uithub.com", "huggingface.com", "arxiv.org."];
    let (host, rest) = split_host(url)?;
    let lower = host.to_ascii_lowercase();
    if KNOWN.contains(&&*lower) || OTHERS.contains(&&*lower) {
        return None;
    }
    let known = KNOWN.iter().find(|known| is_one_typo(&lower, known))?;
    Some(Defect {
        cause: Cause::Host(host, known),
        meant: Some(format!("https://{known}{rest}")),
    })
}

/// `https://arxiv.org/abs/` and `https://openreview.net/forum?id=`: the identifier of the paper is missing.
fn names_no_paper(url: &str) -> Option<Defect<'_>> {
    const STARTS: [(&str, &str); 6] = [
        ("arxiv.org", "/abs"),
        ("arxiv.org", "/pdf"),
        ("arxiv.org", "/html"),
        ("openreview.net", "/forum?id="),
        ("openreview.net", "/pdf?id="),
        ("ieeexplore.ieee.org", "/document"),
    ];
    let (host, path) = split_host(url)?;
    for (known, start) in STARTS {
        if host == known && matches!(path.strip_prefix(start), Some("" | "/" | ".pdf" | "/.pdf")) {
            return Some(Defect {
                cause: Cause::NoPaper,
                meant: None,
            });
        }
    }
    None
}

/// `https://a/b)` and `https://a/b.`: the URL includes punctuation of the sentence.
fn loose_end(url: &str) -> Option<Defect<'_>> {
    const ENDS: [char; 15] = [
        '.', ',', '"', ')', ']', '*', '>', '”', '，', '。', '；', '、', '）', '】', '》',
    ];
    let path = after_scheme(url)?;
    // Of 26 URLs that end with punctuation in 181 lists, only seven were right: they ended with words that a search
    // engine highlights. A single dot for a folder and abbreviations in titles of Wikipedia pages are right as well.
    let is_loose = match path.chars().next_back()? {
        ')' => closes_more(path, '(', ')'),
        ']' => closes_more(path, '[', ']'),
        '.' => !path.ends_with("/.") && !path.contains("wiki") && !marks_words(path),
        '*' => path.ends_with("**"),
        ',' | '"' | '”' | '，' | '。' | '；' | '、' | '）' | '】' | '》' | '>' => !marks_words(path),
        _ => path.ends_with("%5D") && !path.contains("%5B"),
    };
    let meant = url.trim_end_matches("%5D").trim_end_matches(ENDS);
    is_loose.then(|| Defect {
        cause: Cause::End(&url[meant.len()..]),
        meant: Some(meant.to_owned()),
    })
}

fn closes_more(path: &str, open: char, close: char) -> bool {
    path.matches(close).count() > path.matches(open).count()
}

/// True for a URL with words that a search engine highlights on the page.
fn marks_words(path: &str) -> bool {
    path.contains(":~:text=")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[track_caller]
    fn is_bad(url: &str, cause: &str, meant: Option<&str>) {
        let found = defect(url).map(|defect| (defect.cause.message(url), defect.meant));
        let message = format!("{} is not a valid URL: {cause}", quote(url));
        assert_eq!(found, Some((message, meant.map(str::to_owned))));
    }

    #[test]
    fn every_defect_is_named_and_repaired_if_certain() {
        is_bad("\"./Papers.md\"", "it is in quotation marks", Some("./Papers.md"));
        is_bad(
            "(https://x.org/a)",
            "it is in a second pair of parentheses",
            Some("https://x.org/a"),
        );
        is_bad(
            "hhttps://github.com/a",
            "its scheme should be `https://`",
            Some("https://github.com/a"),
        );
        is_bad(
            "[https://x.org/a",
            "it starts with a bracket",
            Some("https://x.org/a"),
        );
        is_bad(
            "https：//github.com/a",
            "its scheme should be `https://`",
            Some("https://github.com/a"),
        );
        is_bad(
            "https//github.com/a",
            "its scheme should be `https://`",
            Some("https://github.com/a"),
        );
        is_bad(
            "https:/github.com/a",
            "its scheme should be `https://`",
            Some("https://github.com/a"),
        );
        is_bad(
            "https:github.com/a",
            "its scheme should be `https://`",
            Some("https://github.com/a"),
        );
        is_bad(
            "www.x.org",
            "without `https://` it is the name of a file",
            Some("https://www.x.org"),
        );
        is_bad(
            "github.com/a/b",
            "without `https://` it is the name of a file",
            Some("https://github.com/a/b"),
        );
        is_bad(
            "vision.example.edu/pdf/a.pdf",
            "without `https://` it is the name of a file",
            Some("https://vision.example.edu/pdf/a.pdf"),
        );
        is_bad(
            "lab.github.io/project/",
            "without `https://` it is the name of a file",
            Some("https://lab.github.io/project/"),
        );
        is_bad(
            "2401.00001v2",
            "it is only the identifier of a paper",
            Some("https://arxiv.org/abs/2401.00001v2"),
        );
        is_bad("https://github/a/b", "it has no valid host", None);
        is_bad(
            "https://gihtub.com/a/b",
            "its host `gihtub.com` should be `github.com`",
            Some("https://github.com/a/b"),
        );
        is_bad(
            "https://arxiv.org/pdf/.pdf",
            "it ends before the identifier of the paper",
            None,
        );
        is_bad(
            "https://openreview.net/forum?id=",
            "it ends before the identifier of the paper",
            None,
        );
        is_bad(
            "https://x.org/a)",
            "the `)` at its end does not belong to it",
            Some("https://x.org/a"),
        );
        is_bad(
            "https://x.org/a.",
            "the `.` at its end does not belong to it",
            Some("https://x.org/a"),
        );
    }

    #[test]
    fn odd_urls_that_work_are_left_alone() {
        for url in [
            "https://ar5iv.org/abs/2401.00001",
            "https://arxiv.org/",
            "ftp://x.org/a",
            "//x.org/a",
            "README.md",
            "papers.ai",
            "v1.0/notes.md",
            "2024.12",
            "https://en.wikipedia.org/wiki/Apple_Inc.",
            "https://en.wikipedia.org/wiki/Set_(mathematics)",
            "https://x.org/a#:~:text=the%20end.",
            "https://openaccess.thecvf.com//content",
            "http://202.118.75.4/paper.pdf",
            "mailto:a@b.org",
            "#anchor",
            "docs/http.md",
            "",
        ] {
            assert_eq!(defect(url), None, "{url}");
        }
    }

    #[test]
    fn the_destination_is_underlined() {
        check(
            &MalformedLink,
            "
[a](ttps://x.org/y)
    ^^^^^^^^^^^^^^ “ttps://x.org/y” is not a valid URL: its scheme should be `https://`
",
        );
    }
}
