//! `malformed-link`: an address that cannot lead anywhere as it is written.

use std::net::IpAddr;

use url::{Host, Url};

use super::{Context, Meta, Rule, quote};
use crate::{
    document::{Link, LinkSyntax},
    finding::{Edit, Fix, Severity},
};

pub(super) struct MalformedLink;

static META: Meta = Meta {
    id: "malformed-link",
    severity: Severity::Error,
    online: false,
    page: include_str!("../../rules/malformed-link.md"),
};

impl Rule for MalformedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for link in document.links().iter().filter(|link| !link.is_image) {
            // Of a bare address GitHub takes what it can, and what it takes is an address.
            if link.syntax != LinkSyntax::Autolink
                && let Some(defect) = defect(&link.url)
            {
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
    let is_inline = link.syntax == LinkSyntax::Inline;
    let finding = cx.report(
        link.destination,
        format!("{} is no address: {}", quote(&link.url), defect.cause),
    );
    if let Some(meant) = defect.meant.filter(|_| is_inline) {
        let title = format!("write {}", quote(&meant));
        finding.fix(Fix::unsafe_(title, vec![Edit::replace(link.destination, meant)]));
    }
}

fn defect(url: &str) -> Option<Defect> {
    let checks = [
        pasted_link,
        doubled_scheme,
        broken_scheme,
        missing_scheme,
        bad_host,
        loose_end,
    ];
    checks.iter().find_map(|check| check(url))
}

/// The defect with this cause, if it `holds`; what was meant is not sure.
fn defect_if(holds: bool, cause: &'static str) -> Option<Defect> {
    holds.then_some(Defect { cause, meant: None })
}

/// `%5Bhttps://a%5D(https://b)`: an editor pasted a whole link into the address.
fn pasted_link(url: &str) -> Option<Defect> {
    let lower = url.to_ascii_lowercase();
    let starts = ["[http", "%5bhttp"].iter().any(|start| lower.contains(start));
    let joins = ["](", "%5d(", "](http", ")("]
        .iter()
        .any(|join| lower.contains(join))
        && lower.contains("http");
    defect_if(starts && joins, "a link was pasted into it")
}

/// `https://https://a` and `https://ahttps://b`.
fn doubled_scheme(url: &str) -> Option<Defect> {
    let (scheme, rest) = url
        .split_once("://")
        .filter(|(scheme, _)| matches!(*scheme, "http" | "https"))?;
    let again = ["https://", "http://", "https//", "http//", "https:/", "http:/"];
    if let Some(again) = again.iter().find(|again| rest.starts_with(**again)) {
        let address = rest[again.len()..].trim_start_matches('/');
        return Some(Defect {
            cause: "the scheme stands twice",
            meant: Some(format!("{scheme}://{address}")),
        });
    }
    let path = rest.split(['?', '#']).next().unwrap_or(rest);
    let glued = path.match_indices("http").any(|(at, _)| {
        let is_scheme = path[at..].starts_with("https://") || path[at..].starts_with("http://");
        is_scheme
            && path[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ')' | '(' | ',' | ';'))
    });
    defect_if(glued, "it is two addresses in one")
}

/// `ttps://a`, `hhttps://a`, `https:/a`, `https//a`, `https:a`.
fn broken_scheme(url: &str) -> Option<Defect> {
    const MISSPELT: [&str; 14] = [
        "ttps://",
        "ttp://",
        "hhttps://",
        "hhttp://",
        "htttps://",
        "htttp://",
        "htpps://",
        "htps://",
        "htp://",
        "httpss://",
        "https//",
        "http//",
        "https:///",
        "http:///",
    ];
    let lower = url.to_ascii_lowercase();
    let rest = MISSPELT
        .iter()
        .find_map(|start| lower.starts_with(start).then(|| &url[start.len()..]));
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

/// `www.a.org` and `github.com/a`: without a scheme, GitHub looks for a file of that name.
fn missing_scheme(url: &str) -> Option<Defect> {
    const HOSTS: [&str; 8] = [
        "www.",
        "github.com/",
        "arxiv.org/",
        "openreview.net/",
        "huggingface.co/",
        "doi.org/",
        "openaccess.thecvf.com/",
        "ieeexplore.ieee.org/",
    ];
    let lower = url.to_ascii_lowercase();
    let starts = HOSTS.iter().any(|host| lower.starts_with(host));
    let meant = starts.then(|| format!("https://{url}"))?;
    Some(Defect {
        cause: "without `https://` it is a file of this name",
        meant: Some(meant),
    })
}

fn bad_host(url: &str) -> Option<Defect> {
    if !url.starts_with("https://") && !url.starts_with("http://") {
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

/// `https://a/b)` and `https://a/b.`: the sentence's punctuation got into the address.
fn loose_end(url: &str) -> Option<Defect> {
    let path = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let is_open = |open: char, close: char| path.matches(close).count() > path.matches(open).count();
    let is_loose = match path.chars().next_back()? {
        ')' => is_open('(', ')'),
        ']' => is_open('[', ']'),
        // A single dot for a folder and the abbreviations of encyclopaedia pages do work.
        '.' => !path.ends_with("/.") && !path.contains("wiki") && !path.contains(":~:text="),
        ',' | '"' | '，' | '。' | '）' => !path.contains(":~:text="),
        _ => false,
    };
    let meant = || {
        url.trim_end_matches(['.', ',', '"', ')', ']', '，', '。', '）'])
            .to_owned()
    };
    is_loose.then(|| Defect {
        cause: "its last character does not belong to it",
        meant: Some(meant()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::check;

    #[track_caller]
    fn is_bad(url: &str, cause: &str, meant: Option<&str>) {
        let found = defect(url).map(|defect| (defect.cause, defect.meant));
        assert_eq!(found, Some((cause, meant.map(str::to_owned))), "{url}");
    }

    #[test]
    fn every_defect_is_named_and_repaired_where_sure() {
        is_bad(
            "%5Bhttps://arxiv.org/abs/1%5D(https://arxiv.org/pdf/2)",
            "a link was pasted into it",
            None,
        );
        is_bad(
            "https://https://github.com/a/b",
            "the scheme stands twice",
            Some("https://github.com/a/b"),
        );
        is_bad(
            "https://https//github.com/a",
            "the scheme stands twice",
            Some("https://github.com/a"),
        );
        is_bad(
            "https://github.com/a/bhttps://github.com/c/d",
            "it is two addresses in one",
            None,
        );
        is_bad(
            "hhttps://github.com/a",
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
        is_bad("https://github/a/b", "it has no valid host", None);
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
            "https://web.archive.org/web/2020/https://x.org",
            "https://a.org/?url=https://b.org",
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
