//! `doubled-address`: a URL with a doubled start, or two URLs joined in one link.

use super::shared::{first_of, write_instead};
use crate::{
    document::Link,
    finding::Applicability,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct DoubledAddress;

static META: Meta = meta!("doubled-address", Links, Error, Page)
    .with_help("keep the right one of the two")
    .with_safe_fix();

impl Rule for DoubledAddress {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for link in cx.document.links() {
            if link.is_written()
                && let Some(doubled) = doubled(&link.url)
            {
                report(cx, link, doubled);
            }
        }
    }
}

/// The doubled part of a URL.
#[derive(Debug, PartialEq, Eq)]
enum Doubled<'u> {
    /// `https://https://a`: the URL with the second scheme only.
    Scheme(String),
    /// `https://a.org/https://a.org/b`: the second URL, which is complete.
    Start(&'u str),
    /// `https://a.org/a.org/b`: the URL with the host once.
    Host(String),
    /// `https://ahttps://a`: the URL once.
    Same(&'u str),
    /// `https://ahttps://b`: either URL may be meant.
    Url,
}

fn report(cx: &mut Context<'_>, link: &Link, doubled: Doubled<'_>) {
    let url = quote(&link.url);
    let (part, meant, certainty) = match doubled {
        Doubled::Scheme(meant) => ("the scheme", meant, Applicability::Safe),
        // A host may have a page of that name, so the fix should be reviewed.
        Doubled::Start(meant) => ("the start", meant.to_owned(), Applicability::Unsafe),
        Doubled::Host(meant) => ("the host", meant, Applicability::Unsafe),
        Doubled::Same(meant) => {
            cx.report(link.destination, format!("{url} is one URL twice"))
                .fix(write_instead(link, meant.to_owned(), Applicability::Unsafe));
            return;
        }
        Doubled::Url => {
            cx.report(link.destination, format!("{url} contains two URLs"));
            return;
        }
    };
    cx.report(link.destination, format!("{part} of {url} is doubled"))
        .fix(write_instead(link, meant, certainty));
}

fn doubled(url: &str) -> Option<Doubled<'_>> {
    let (scheme @ ("https" | "http"), rest) = url.split_once("://")? else {
        return None;
    };
    // Maintainers of 46 in 151 lists removed one of two URLs in a link: an editor typed the start of a URL, and pasted
    // the whole URL after it.
    twice(url)
        .or_else(|| doubled_scheme(scheme, rest))
        .or_else(|| doubled_host(scheme, rest))
        .or_else(|| second_url(rest))
}

/// `https://ahttps://a`, where the halves may differ in their scheme and in a slash at the end.
fn twice(url: &str) -> Option<Doubled<'_>> {
    // The second half starts behind the first scheme.
    let (second, _) = first_of(&url[1..], ["https://", "http://"])?;
    let (first, second) = url.split_at(second + 1);
    let bare = |half: &str| {
        let (_, rest) = half.split_once("://")?;
        Some(rest.trim_end_matches('/').to_owned())
    };
    let is_same = bare(first).is_some_and(|rest| rest.contains('/') && Some(rest) == bare(second));
    is_same.then_some(Doubled::Same(second))
}

/// `https://https://a` and `https://https//a`.
fn doubled_scheme<'u>(scheme: &str, rest: &str) -> Option<Doubled<'u>> {
    for again in ["https://", "http://", "https//", "http//", "https:/", "http:/"] {
        if let Some(rest) = rest.strip_prefix(again) {
            return Some(Doubled::Scheme(format!(
                "{scheme}://{}",
                rest.trim_start_matches('/')
            )));
        }
    }
    None
}

/// The host and the path of a URL without its scheme, and the rest from `?` or `#` on.
fn split(rest: &str) -> Option<(&str, &str, &str)> {
    let (before, query) = rest.split_at(rest.find(['?', '#']).unwrap_or(rest.len()));
    let (host, path) = before.split_once('/')?;
    Some((host, path, query))
}

/// `https://a.org/a.org/b`.
fn doubled_host<'u>(scheme: &str, rest: &str) -> Option<Doubled<'u>> {
    let (host, path, query) = split(rest)?;
    let after = path.strip_prefix(host)?;
    // On a local machine, `http://docs/docs/x` may be right.
    (host.contains('.') && after.starts_with('/'))
        .then(|| Doubled::Host(format!("{scheme}://{host}{after}{query}")))
}

/// A second URL in the path.
fn second_url(rest: &str) -> Option<Doubled<'_>> {
    /// Hosts without pages whose path is a URL. Archives have such pages: their URLs end with the URL of the original.
    const PLAIN: [&str; 4] = ["github.com", "arxiv.org", "openreview.net", "huggingface.co"];
    // A URL after `?` is a parameter of the page, for example of a login or a viewer.
    let (host, path, _) = split(rest)?;
    if !path.contains(':') {
        return None;
    }
    let (start, _) = first_of(path, ["https://", "http://"])?;
    let second = &rest[host.len() + 1 + start..];
    match path[..start].chars().next_back() {
        None | Some('/') if second.split('/').nth(2) == Some(host) => Some(Doubled::Start(second)),
        None | Some('/') if PLAIN.contains(&host) => Some(Doubled::Url),
        Some(c) if c.is_ascii_alphanumeric() || "(),;".contains(c) => Some(Doubled::Url),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn the_doubled_part_is_named() {
        check(
            &DoubledAddress,
            "
[a](https://https://x.org/y)
    ^^^^^^^^^^^^^^^^^^^^^^^ the scheme of “https://https://x.org/y” is doubled
[a](https://https//x.org/y)
    ^^^^^^^^^^^^^^^^^^^^^^ the scheme of “https://https//x.org/y” is doubled
[a](https://x.org/pdf/https://x.org/pdf/y)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the start of “https://x.org/pdf/https://x.org/pdf/y” is doubled
[a](https://x.org/x.org/y)
    ^^^^^^^^^^^^^^^^^^^^^ the host of “https://x.org/x.org/y” is doubled
[a](https://x.org/yhttps://z.org)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “https://x.org/yhttps://z.org” contains two URLs
[a](https://github.com/a/https://z.org)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “https://github.com/a/https://z.org” contains two URLs
",
        );
    }

    #[test]
    fn the_meant_url_is_offered() {
        assert_eq!(
            doubled("http://https://x.org/y"),
            Some(Doubled::Scheme("http://x.org/y".to_owned()))
        );
        assert_eq!(
            doubled("https://x.org/a/https://x.org/y"),
            Some(Doubled::Start("https://x.org/y"))
        );
        assert_eq!(
            doubled("https://x.org/x.org/y?a#b"),
            Some(Doubled::Host("https://x.org/y?a#b".to_owned()))
        );
    }

    #[test]
    fn archives_and_parameters_are_left_alone() {
        check(
            &DoubledAddress,
            "
[a](https://web.archive.org/web/2020id_/https://x.org)
[a](https://a.org/?url=https://a.org/b)
[a](https://a.org/#https://a.org/b)
[a](https://x.org/http/https)
",
        );
    }
}
