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

/// The defect of a URL, and the URL that was meant if that is sure.
#[derive(Debug, PartialEq, Eq)]
struct Defect {
    cause: &'static str,
    meant: Option<String>,
}

fn report(cx: &mut Context<'_>, link: &Link, Defect { cause, meant }: Defect) {
    // A URL that leads to something else would be as wrong as one that leads nowhere.
    let meant = meant.filter(|meant| !contradicts_label(cx.document, link, meant));
    cx.report(
        link.destination,
        format!("{} is not a valid URL: {cause}", quote(&link.url)),
    )
    .fix(meant.and_then(|meant| write_instead(link, meant, Applicability::Unsafe)));
}

/// True if a URL, written into this link, would lead elsewhere than its label promises.
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
type Check = fn(&str) -> Option<Defect>;

fn defect(url: &str) -> Option<Defect> {
    const START: [Check; 3] = [wrapped, broken_scheme, missing_scheme];
    const REST: [Check; 4] = [bad_host, misspelled_host, names_no_paper, loose_end];
    // Nearly all URLs start as they should.
    let is_right = after_scheme(url).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    let start = if is_right { &[][..] } else { &START };
    start.iter().chain(&REST).find_map(|check| check(url))
}

/// `"https://a"`, `(https://a)` and `[https://a`: in Markdown only the parentheses of the link are around a URL.
fn wrapped(url: &str) -> Option<Defect> {
    let first = url.chars().next()?;
    let cause = match first {
        '(' => "a second pair of parentheses stands around it",
        '[' => "a bracket stands before it",
        '"' | '\'' | '“' | '‘' | '`' => "quotation marks stand around it",
        _ => return None,
    };
    let meant = url[first.len_utf8()..].trim_end_matches([')', ']', '"', '\'', '”', '’', '`']);
    Some(Defect {
        cause,
        meant: (!meant.is_empty()).then(|| meant.to_owned()),
    })
}

/// `ttps://a`, `hhttps://a`, `https:/a`, `https//a`, `https:a`.
fn broken_scheme(url: &str) -> Option<Defect> {
    let rest = after_misspelled_scheme(url).or_else(|| after_scheme_without_slashes(url))?;
    Some(Defect {
        cause: "its scheme is misspelled",
        meant: Some(format!("https://{}", rest.trim_start_matches('/'))),
    })
}

/// The rest of a URL from `//` on, if the text before that was meant for `https:` or `http:`.
fn after_misspelled_scheme(url: &str) -> Option<&str> {
    /// A longer text before `//` is a path; the full-width colon of `https：` takes three bytes.
    const LONGEST: usize = 10;
    let at = url.find("//").filter(|at| (3..=LONGEST).contains(at))?;
    let scheme = url[..at].to_ascii_lowercase();
    // Three slashes are an empty host, and as wrong as a misspelled scheme.
    let is_right = matches!(&*scheme, "https:" | "http:") && !url[at..].starts_with("///");
    // `ftp:` and `sftp:` are further away from both.
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
fn missing_scheme(url: &str) -> Option<Defect> {
    let id = match url.split_at_checked(6) {
        Some((start, rest)) if start.eq_ignore_ascii_case("arxiv:") => rest,
        _ => url,
    };
    if is_arxiv_id(id) {
        return Some(Defect {
            cause: "it is only the identifier of a paper",
            meant: Some(format!("https://arxiv.org/abs/{id}")),
        });
    }
    starts_with_host(url).then(|| Defect {
        cause: "without `https://` it is a file of this name",
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

/// True if a URL starts with the name of a host, and not with that of a file or a folder.
fn starts_with_host(url: &str) -> bool {
    /// The ends of names that no file has.
    const DOMAINS: [&str; 5] = ["com", "org", "net", "edu", "gov"];
    /// The ends of names that files may have, but no folder with something in it.
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

/// True for a part of the name of a host, without characters that need a closer look.
fn is_host_label(label: &str) -> bool {
    !label.is_empty()
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn bad_host(url: &str) -> Option<Defect> {
    let (host, _) = split_host(url)?;
    // Nearly all hosts are plain, and need not be parsed as browsers parse them.
    if is_plain_host(host) {
        return None;
    }
    match Url::parse(url) {
        Ok(parsed) if !is_nowhere(&parsed.host()?) => None,
        _ => Some(Defect {
            cause: "it has no valid host",
            meant: None,
        }),
    }
}

/// True if a host is made of labels that every reader of URLs takes alike.
fn is_plain_host(host: &str) -> bool {
    let Some((_, domain)) = host.rsplit_once('.') else {
        return false;
    };
    // Two hyphens may be those of an encoded name, `xn--…`, which has to be decoded first.
    domain.len() > 1
        && domain.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !host.contains("--")
        && host.split('.').all(is_host_label)
}

/// True for a host that is on no network.
fn is_nowhere(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            // A name without a dot is one of the author's own network, or half a name: `https://github/a`.
            let (_, top) = name.trim_end_matches('.').rsplit_once('.').unwrap_or_default();
            top.len() < 2 || name.contains("..") || name.contains(['%', ',', '(', ')', '|', ']', '['])
        }
        Host::Ipv4(address) => IpAddr::from(*address).is_unspecified(),
        Host::Ipv6(_) => false,
    }
}

/// The host of a URL of the web, without `www.`, and the rest after it.
fn split_host(url: &str) -> Option<(&str, &str)> {
    let rest = without_www(after_scheme(url)?);
    Some(rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len())))
}

/// `https://gihub.com/a`: a letter more, less or other than in the name of a host that half of all links lead to.
fn misspelled_host(url: &str) -> Option<Defect> {
    const KNOWN: [&str; 5] = [
        "github.com",
        "arxiv.org",
        "openreview.net",
        "huggingface.co",
        "aclanthology.org",
    ];
    /// Hosts that exist and mean to look like one of those.
    const OTHERS: [&str; 4] = ["ar5iv.org", "uithub.com", "huggingface.com", "arxiv.org."];
    let (host, rest) = split_host(url)?;
    let host = host.to_ascii_lowercase();
    if KNOWN.contains(&&*host) || OTHERS.contains(&&*host) {
        return None;
    }
    let known = KNOWN.iter().find(|known| is_one_typo(&host, known))?;
    Some(Defect {
        cause: "its host is misspelt",
        meant: Some(format!("https://{known}{rest}")),
    })
}

/// `https://arxiv.org/abs/` and `https://openreview.net/forum?id=`: nothing follows where the paper should be named.
fn names_no_paper(url: &str) -> Option<Defect> {
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
                cause: "it ends before it names a paper",
                meant: None,
            });
        }
    }
    None
}

/// `https://a/b)` and `https://a/b.`: the sentence's punctuation got into the URL.
fn loose_end(url: &str) -> Option<Defect> {
    const ENDS: [char; 15] = [
        '.', ',', '"', ')', ']', '*', '>', '”', '，', '。', '；', '、', '）', '】', '》',
    ];
    let path = after_scheme(url)?;
    // Of 26 URLs with punctuation at their end in 181 lists, the seven that were right ended with words that a search
    // engine had marked. A single dot for a folder and the abbreviations of encyclopaedia pages do work as well.
    let is_loose = match path.chars().next_back()? {
        ')' => closes_more(path, '(', ')'),
        ']' => closes_more(path, '[', ']'),
        '.' => !path.ends_with("/.") && !path.contains("wiki") && !marks_words(path),
        '*' => path.ends_with("**"),
        ',' | '"' | '”' | '，' | '。' | '；' | '、' | '）' | '】' | '》' | '>' => !marks_words(path),
        _ => path.ends_with("%5D") && !path.contains("%5B"),
    };
    is_loose.then(|| Defect {
        cause: "its last character does not belong to it",
        meant: Some(url.trim_end_matches("%5D").trim_end_matches(ENDS).to_owned()),
    })
}

fn closes_more(path: &str, open: char, close: char) -> bool {
    path.matches(close).count() > path.matches(open).count()
}

/// True for a URL with the words that a search engine marks on the page.
fn marks_words(path: &str) -> bool {
    path.contains(":~:text=")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[track_caller]
    fn is_bad(url: &str, cause: &str, meant: Option<&str>) {
        let found = defect(url).map(|defect| (defect.cause, defect.meant));
        assert_eq!(found, Some((cause, meant.map(str::to_owned))), "{url}");
    }

    #[test]
    fn every_defect_is_named_and_repaired_where_sure() {
        is_bad(
            "\"./Papers.md\"",
            "quotation marks stand around it",
            Some("./Papers.md"),
        );
        is_bad(
            "(https://x.org/a)",
            "a second pair of parentheses stands around it",
            Some("https://x.org/a"),
        );
        is_bad(
            "hhttps://github.com/a",
            "its scheme is misspelled",
            Some("https://github.com/a"),
        );
        is_bad(
            "[https://x.org/a",
            "a bracket stands before it",
            Some("https://x.org/a"),
        );
        is_bad(
            "https：//github.com/a",
            "its scheme is misspelled",
            Some("https://github.com/a"),
        );
        is_bad(
            "https//github.com/a",
            "its scheme is misspelled",
            Some("https://github.com/a"),
        );
        is_bad(
            "https:/github.com/a",
            "its scheme is misspelled",
            Some("https://github.com/a"),
        );
        is_bad(
            "https:github.com/a",
            "its scheme is misspelled",
            Some("https://github.com/a"),
        );
        is_bad(
            "www.x.org",
            "without `https://` it is a file of this name",
            Some("https://www.x.org"),
        );
        is_bad(
            "github.com/a/b",
            "without `https://` it is a file of this name",
            Some("https://github.com/a/b"),
        );
        is_bad(
            "vision.example.edu/pdf/a.pdf",
            "without `https://` it is a file of this name",
            Some("https://vision.example.edu/pdf/a.pdf"),
        );
        is_bad(
            "lab.github.io/project/",
            "without `https://` it is a file of this name",
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
            "its host is misspelt",
            Some("https://github.com/a/b"),
        );
        is_bad(
            "https://arxiv.org/pdf/.pdf",
            "it ends before it names a paper",
            None,
        );
        is_bad(
            "https://openreview.net/forum?id=",
            "it ends before it names a paper",
            None,
        );
        is_bad(
            "https://x.org/a)",
            "its last character does not belong to it",
            Some("https://x.org/a"),
        );
        is_bad(
            "https://x.org/a.",
            "its last character does not belong to it",
            Some("https://x.org/a"),
        );
    }

    #[test]
    fn odd_addresses_that_work_are_left_alone() {
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
    ^^^^^^^^^^^^^^ “ttps://x.org/y” is not a valid URL: its scheme is misspelled
",
        );
    }
}
