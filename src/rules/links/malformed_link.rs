//! `malformed-link`: an address that cannot lead anywhere as it is written.

use std::net::IpAddr;

use url::{Host, Url};

use super::misplaced_link;
use crate::{
    document::{Link, LinkSyntax},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{is_one_slip, quote},
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
        let document = cx.document;
        for link in document.links().iter().filter(|link| link.is_written()) {
            if let Some(defect) = defect(&link.url) {
                report(cx, link, defect);
            }
        }
    }
}

/// What is wrong with an address, and the address that was meant where that is sure.
#[derive(Debug, PartialEq, Eq)]
struct Defect {
    cause: &'static str,
    meant: Option<String>,
}

fn report(cx: &mut Context<'_>, link: &Link, defect: Defect) {
    // An address that leads to something else would be as wrong as one that leads nowhere.
    let document = cx.document;
    let is_meant = |meant: &String| {
        link.syntax == LinkSyntax::Inline && !misplaced_link::contradicts_label(document, link, meant)
    };
    let finding = cx.report(
        link.destination,
        format!("{} is no address: {}", quote(&link.url), defect.cause),
    );
    if let Some(meant) = defect.meant.filter(is_meant) {
        let title = format!("write {}", quote(&meant));
        finding.fix(Fix::unsafe_(title, vec![Edit::replace(link.destination, meant)]));
    }
}

fn defect(url: &str) -> Option<Defect> {
    let of_start = [wrapped, broken_scheme, missing_scheme];
    let of_rest = [bad_host, misspelt_host, names_no_paper, loose_end];
    // Nearly all addresses start as they should.
    let of_start = if starts_well(url) { &[][..] } else { &of_start };
    of_start.iter().chain(&of_rest).find_map(|check| check(url))
}

/// Whether an address starts with a scheme of the web and something behind it.
fn starts_well(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c != '/'))
}

/// The defect with this cause, if it `holds`; what was meant is not sure.
fn defect_if(holds: bool, cause: &'static str) -> Option<Defect> {
    holds.then_some(Defect { cause, meant: None })
}

/// `"https://a"`, `(https://a)` and `[https://a`: in Markdown nothing but the parentheses of the link stands around an address.
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
    let slashes = url.find("//").filter(|at| (3..=LONGEST_SCHEME).contains(at));
    let rest = slashes.and_then(|at| {
        let scheme = url[..at].to_ascii_lowercase();
        let is_right = matches!(scheme.as_str(), "https:" | "http:") && !url[at..].starts_with("///");
        (!is_right && is_like_http(&scheme)).then(|| url[at..].trim_start_matches('/'))
    });
    let one_slash = || {
        let rest = url.strip_prefix("https:").or_else(|| url.strip_prefix("http:"))?;
        (!rest.starts_with("//")).then(|| rest.trim_start_matches('/'))
    };
    let rest = rest.or_else(one_slash)?;
    Some(Defect {
        cause: "its scheme is misspelt",
        meant: Some(format!("https://{rest}")),
    })
}

/// What stands before `//` is no misspelt scheme if it is longer; the full-width colon takes three bytes.
const LONGEST_SCHEME: usize = 10;

/// Whether a scheme was meant for `https:` or `http:`. `ftp:` and `sftp:` are further away from both.
fn is_like_http(scheme: &str) -> bool {
    strsim::osa_distance(scheme, "https:") <= 2 && scheme.contains('t')
        || strsim::osa_distance(scheme, "http:") <= 1
}

/// `www.a.org`, `github.com/a` and `2401.00001`: without a scheme, GitHub looks for a file of that name.
fn missing_scheme(url: &str) -> Option<Defect> {
    let id = url
        .get(..6)
        .filter(|start| start.eq_ignore_ascii_case("arxiv:"))
        .map_or(url, |_| &url[6..]);
    let (cause, meant) = if is_arxiv_id(id) {
        (
            "it is only the identifier of a paper",
            format!("https://arxiv.org/abs/{id}"),
        )
    } else if starts_with_host(url) {
        (
            "without `https://` it is a file of this name",
            format!("https://{url}"),
        )
    } else {
        return None;
    };
    Some(Defect {
        cause,
        meant: Some(meant),
    })
}

/// `2401.00001` and `2401.00001v2`.
fn is_arxiv_id(text: &str) -> bool {
    let Some((month, rest)) = text.split_once('.') else {
        return false;
    };
    let (number, version) = rest.split_once('v').unwrap_or((rest, "1"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    month.len() == 4 && matches!(number.len(), 4 | 5) && [month, number, version].into_iter().all(is_number)
}

/// Whether an address starts with the name of a host, and not with that of a file or a folder.
fn starts_with_host(url: &str) -> bool {
    /// The ends of names that no file has.
    const DOMAINS: [&str; 5] = ["com", "org", "net", "edu", "gov"];
    /// The ends of names that files may have, but no folder with something in it.
    const OTHERS: [&str; 21] = [
        "io", "ai", "cn", "de", "uk", "jp", "fr", "eu", "co", "ch", "tw", "hk", "kr", "nl", "ca", "au", "me",
        "dev", "app", "info", "cc",
    ];
    let end = url.find(['/', '?', '#', ':']).unwrap_or(url.len());
    let host = url[..end].to_ascii_lowercase();
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let Some((name, domain)) = host.rsplit_once('.') else {
        return false;
    };
    let has_path = url[end..].starts_with('/') && url.len() > end + 1;
    let is_domain =
        DOMAINS.contains(&domain) || has_path && OTHERS.contains(&domain) || host.starts_with("www.");
    is_domain && name.split('.').all(is_label)
}

fn bad_host(url: &str) -> Option<Defect> {
    let (host, _) = split_host(url)?;
    if is_plain_host(host) {
        return None;
    }
    let Ok(parsed) = Url::parse(url) else {
        return defect_if(true, "it has no valid host");
    };
    let is_bad = match parsed.host()? {
        Host::Domain(name) => {
            let last = name
                .trim_end_matches('.')
                .rsplit_once('.')
                .map_or("", |(_, last)| last);
            last.len() < 2 || name.contains("..") || name.contains(['%', ',', '(', ')', '|', ']', '['])
        }
        Host::Ipv4(address) => IpAddr::from(address).is_unspecified(),
        Host::Ipv6(_) => false,
    };
    defect_if(is_bad, "it has no valid host")
}

/// Whether a host is made of labels that no reader of addresses minds; all others are read with care.
fn is_plain_host(host: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let is_domain = |last: &str| last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    host.bytes().all(is_plain)
        && !host.starts_with('.')
        && host.rsplit_once('.').is_some_and(|(_, last)| is_domain(last))
        && !host.as_bytes().windows(2).any(|two| two == b".." || two == b"--")
}

/// The host of an address on the web, without `www.`, and what follows it.
fn split_host(url: &str) -> Option<(&str, &str)> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let end = rest.bytes().position(|byte| b"/?#".contains(&byte));
    Some(rest.split_at(end.unwrap_or(rest.len())))
}

/// `https://gihub.com/a`: a letter more, less or other than in the name of a host that half of all links lead to.
fn misspelt_host(url: &str) -> Option<Defect> {
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
    let is = |known: &&str| host.eq_ignore_ascii_case(known);
    if KNOWN.iter().any(is) || OTHERS.iter().any(is) {
        return None;
    }
    let host = host.to_ascii_lowercase();
    let known = KNOWN.iter().find(|known| is_one_slip(&host, known))?;
    Some(Defect {
        cause: "its host is misspelt",
        meant: Some(format!("https://{known}{rest}")),
    })
}

/// `https://arxiv.org/abs/` and `https://openreview.net/forum?id=`: where the paper should be named, nothing follows.
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
    let path = path.strip_suffix(".pdf").unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    defect_if(STARTS.contains(&(host, path)), "it ends before it names a paper")
}

/// `https://a/b)` and `https://a/b.`: the sentence's punctuation got into the address.
fn loose_end(url: &str) -> Option<Defect> {
    let path = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let closes_more = |open: char, close: char| path.matches(close).count() > path.matches(open).count();
    let is_quote = || path.contains(":~:text=");
    let is_loose = match path.chars().next_back()? {
        ')' => closes_more('(', ')'),
        ']' => closes_more('[', ']'),
        // A single dot for a folder and the abbreviations of encyclopaedia pages do work.
        '.' => !path.ends_with("/.") && !path.contains("wiki") && !is_quote(),
        '*' => path.ends_with("**"),
        ',' | '"' | '”' | '，' | '。' | '；' | '、' | '）' | '】' | '》' | '>' => !is_quote(),
        _ => path.ends_with("%5D") && !path.contains("%5B"),
    };
    let meant = || {
        let ends = [
            '.', ',', '"', ')', ']', '*', '>', '”', '，', '。', '；', '、', '）', '】', '》',
        ];
        url.trim_end_matches("%5D").trim_end_matches(ends).to_owned()
    };
    is_loose.then(|| Defect {
        cause: "its last character does not belong to it",
        meant: Some(meant()),
    })
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
            "its scheme is misspelt",
            Some("https://github.com/a"),
        );
        is_bad(
            "[https://x.org/a",
            "a bracket stands before it",
            Some("https://x.org/a"),
        );
        is_bad(
            "https：//github.com/a",
            "its scheme is misspelt",
            Some("https://github.com/a"),
        );
        is_bad(
            "https//github.com/a",
            "its scheme is misspelt",
            Some("https://github.com/a"),
        );
        is_bad(
            "https:/github.com/a",
            "its scheme is misspelt",
            Some("https://github.com/a"),
        );
        is_bad(
            "https:github.com/a",
            "its scheme is misspelt",
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
    ^^^^^^^^^^^^^^ “ttps://x.org/y” is no address: its scheme is misspelt
",
        );
    }
}
