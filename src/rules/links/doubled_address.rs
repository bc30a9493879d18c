//! `doubled-address`: two addresses, or two beginnings of one, where a link has room for one.

use crate::{
    document::{Link, LinkSyntax},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
};

pub(super) struct DoubledAddress;

static META: Meta = meta!("doubled-address", Links, Error, Page).with_safe_fix();

impl Rule for DoubledAddress {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        for link in document.links().iter().filter(|link| link.is_written()) {
            if let Some(doubled) = doubled(&link.url) {
                report(cx, link, doubled);
            }
        }
    }
}

/// What stands twice in an address.
#[derive(Debug, PartialEq, Eq)]
enum Doubled<'u> {
    /// `https://https://a`: the address behind the second scheme, with it.
    Scheme(String),
    /// `https://a.org/https://a.org/b`: the second address says all.
    Start(&'u str),
    /// `https://a.org/a.org/b`: the address without the second host.
    Host(String),
    /// `https://ahttps://b`: which of the two was meant is not known.
    Address,
}

fn report(cx: &mut Context<'_>, link: &Link, doubled: Doubled<'_>) {
    let (what, meant) = match doubled {
        Doubled::Scheme(meant) => ("the scheme", Some((meant, true))),
        Doubled::Start(meant) => ("the start of the address", Some((meant.to_owned(), false))),
        Doubled::Host(meant) => ("the host", Some((meant, false))),
        Doubled::Address => ("the address of a link", None),
    };
    let message = match meant {
        Some(_) => format!("{what} stands twice in {}", quote(&link.url)),
        None => format!("{} is two addresses in one", quote(&link.url)),
    };
    let is_inline = link.syntax == LinkSyntax::Inline;
    let finding = cx.report(link.destination, message);
    if let Some((meant, is_safe)) = meant.filter(|_| is_inline) {
        let title = format!("write {}", quote(&meant));
        let edits = vec![Edit::replace(link.destination, meant)];
        finding.fix(if is_safe {
            Fix::safe(title, edits)
        } else {
            Fix::unsafe_(title, edits)
        });
    }
}

fn doubled(url: &str) -> Option<Doubled<'_>> {
    let (scheme, rest) = ["https", "http"].into_iter().find_map(|scheme| {
        let rest = url.strip_prefix(scheme)?;
        Some((scheme, rest.strip_prefix("://")?))
    })?;
    doubled_scheme(scheme, rest).or_else(|| second_address(scheme, rest))
}

/// `https://https://a` and `https://https//a`.
fn doubled_scheme<'u>(scheme: &str, rest: &str) -> Option<Doubled<'u>> {
    const AGAIN: [&str; 6] = ["https://", "http://", "https//", "http//", "https:/", "http:/"];
    let again = AGAIN.iter().find(|again| rest.starts_with(**again))?;
    let address = rest[again.len()..].trim_start_matches('/');
    Some(Doubled::Scheme(format!("{scheme}://{address}")))
}

/// A second host or address in the path. What stands behind `?` is handed on, and archives keep the address of the
/// page behind their own.
fn second_address<'u>(scheme: &str, rest: &'u str) -> Option<Doubled<'u>> {
    /// Hosts that have no page whose name is an address.
    const PLAIN: [&str; 4] = ["github.com", "arxiv.org", "openreview.net", "huggingface.co"];
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let (host, path) = rest[..end].split_once('/')?;
    let behind_host = path.strip_prefix(host).filter(|rest| rest.starts_with('/'));
    if let Some(behind) = behind_host.filter(|_| host.contains('.')) {
        let query = &rest[end..];
        return Some(Doubled::Host(format!("{scheme}://{host}{behind}{query}")));
    }
    if !path.contains(':') {
        return None;
    }
    let start = ["https://", "http://"]
        .into_iter()
        .filter_map(|scheme| path.find(scheme))
        .min()?;
    let before = path[..start].chars().next_back();
    let second = &rest[host.len() + 1 + start..];
    let second_host = second
        .split_once("://")
        .map_or("", |(_, rest)| rest.split('/').next().unwrap_or(rest));
    match before {
        None | Some('/') if second_host == host => Some(Doubled::Start(second)),
        None | Some('/') if PLAIN.contains(&host) => Some(Doubled::Address),
        Some(c) if c.is_ascii_alphanumeric() || matches!(c, ')' | '(' | ',' | ';') => Some(Doubled::Address),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn what_stands_twice_is_named() {
        check(
            &DoubledAddress,
            "
[a](https://https://x.org/y)
    ^^^^^^^^^^^^^^^^^^^^^^^ the scheme stands twice in “https://https://x.org/y”
[a](https://https//x.org/y)
    ^^^^^^^^^^^^^^^^^^^^^^ the scheme stands twice in “https://https//x.org/y”
[a](https://x.org/pdf/https://x.org/pdf/y)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the start of the address stands twice in “https://x.org/pdf/https://x.org/pdf/y”
[a](https://x.org/x.org/y)
    ^^^^^^^^^^^^^^^^^^^^^ the host stands twice in “https://x.org/x.org/y”
[a](https://x.org/yhttps://z.org)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “https://x.org/yhttps://z.org” is two addresses in one
[a](https://github.com/a/https://z.org)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “https://github.com/a/https://z.org” is two addresses in one
",
        );
    }

    #[test]
    fn the_address_that_was_meant_is_offered() {
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
