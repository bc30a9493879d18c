//! What is left in an address from the way it was copied. Must not judge whether that does harm.

use std::ops::Range;

use super::address::{Address, may_be_on};

/// Where in a URL parameters stand that only track who followed the link.
///
/// Each range takes along the `?` or `&` that goes with its parameter, so deleting all of them leaves a right address.
pub fn tracking_parameters(url: &str) -> impl Iterator<Item = Range<usize>> + use<> {
    parameters(url, is_tracking)
}

/// Where in a URL stands what only chooses a view of a page: the text that a search engine marks, `#:~:text=`; the tab
/// of a repository, `?tab=readme-ov-file`; and the tab of an article at IEEE, `/document/N/authors#authors`.
///
/// The ranges are in order, and deleting all of them leaves the address of the page.
#[must_use]
pub fn copied_view(url: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<_> = parameters(url, is_view).collect();
    let hash = url.find('#').unwrap_or(url.len());
    if let Some(at) = url[hash..].find(":~:text=") {
        // The `#` goes as well where nothing else follows it.
        let start = if at == 1 { hash } else { hash + at };
        ranges.push(start..url.len());
    } else if let Some(tab) = ieee_tab(url, hash) {
        ranges = vec![tab];
    }
    ranges
}

/// What follows the number of an article, given where the fragment starts.
fn ieee_tab(url: &str, hash: usize) -> Option<Range<usize>> {
    const TABS: [&str; 8] = [
        "authors",
        "citations",
        "figures",
        "footnotes",
        "keywords",
        "metrics",
        "references",
        "similar",
    ];
    const HOST: &str = "ieeexplore.ieee.org";
    let url = Some(url).filter(|url| may_be_on(url, HOST))?;
    let address = Address::new(url).filter(|address| address.host == HOST)?;
    let parts = address.parts();
    let (["document", _, tab] | ["abstract", "document", _, tab]) = parts.as_slice() else {
        return None;
    };
    let is_tab = address.query.is_empty() && TABS.contains(tab);
    let slash = url[..hash].trim_end_matches('/').rfind('/')?;
    is_tab.then_some(slash..url.len())
}

/// The ranges of the parameters that `is_wanted`, given the host and `name=value`.
fn parameters(url: &str, is_wanted: fn(&str, &str) -> bool) -> impl Iterator<Item = Range<usize>> + use<> {
    let end = url.find('#').unwrap_or(url.len());
    let question = url[..end].find('?');
    let found = question.and_then(|question| {
        let address = Address::new(url)?;
        Some(within(url, question..end, |name| is_wanted(&address.host, name)))
    });
    found.unwrap_or_default().into_iter()
}

/// The ranges within a query, which starts with its `?`.
fn within(url: &str, query: Range<usize>, is_wanted: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = query.start + 1;
    let mut keeps = false;
    for parameter in url[start..query.end].split('&') {
        let end = start + parameter.len();
        if !is_wanted(parameter.strip_prefix("amp;").unwrap_or(parameter)) {
            keeps = true;
        } else if keeps {
            ranges.push(start - 1..end);
        } else {
            ranges.push(start..(end + 1).min(query.end));
        }
        start = end + 1;
    }
    if !keeps && !ranges.is_empty() {
        ranges.clear();
        ranges.push(query);
    }
    ranges
}

/// Whether `name=value` only tells who followed the link, or how.
fn is_tracking(host: &str, parameter: &str) -> bool {
    let (name, _) = parameter.split_once('=').unwrap_or((parameter, ""));
    let known = [
        "fbclid",
        "gclid",
        "msclkid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "spm",
        "casa_token",
        "_gl",
    ];
    name.starts_with("utm_")
        || name.starts_with("share_")
        || known.contains(&name)
        || match host {
            "arxiv.org" => matches!(name, "context" | "ref" | "source" | "trk"),
            "bilibili.com" => matches!(name, "vd_source" | "spm_id_from"),
            "linkedin.com" => matches!(name, "trk" | "trackingId" | "lipi"),
            _ => false,
        }
}

/// Whether `name=value` only chooses a tab of a page that is shown without it.
fn is_view(host: &str, parameter: &str) -> bool {
    host == "github.com" && matches!(parameter, "tab=readme-ov-file" | "tab=readme")
}

/// Whether `name=value` makes no difference to what is shown; too common and harmless to speak of, some of them.
pub(super) fn is_superfluous(host: &str, parameter: &str) -> bool {
    let (name, _) = parameter.split_once('=').unwrap_or((parameter, ""));
    is_tracking(host, parameter)
        || is_view(host, parameter)
        || match host {
            "huggingface.co" | "openreview.net" | "doi.org" => {
                matches!(name, "ref" | "source" | "context" | "trk" | "referrer")
            }
            "youtu.be" | "youtube.com" => name == "si" || parameter == "feature=youtu.be",
            "drive.google.com" | "docs.google.com" => name == "usp",
            "tandfonline.com" => name == "needAccess",
            "sciencedirect.com" => matches!(parameter, "via%3Dihub" | "via=ihub"),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(url: &str, ranges: impl DoubleEndedIterator<Item = Range<usize>>) -> String {
        let mut url = url.to_owned();
        ranges.rev().for_each(|range| url.replace_range(range, ""));
        url
    }

    #[test]
    fn tracking_goes_with_its_separator() {
        for (url, expected) in [
            ("https://a.org/?utm_source=x", "https://a.org/"),
            ("https://a.org/?utm_source=x&utm_medium=y#z", "https://a.org/#z"),
            (
                "https://a.org/?fbclid=1&k=2&gclid=3&l=4&spm=5",
                "https://a.org/?k=2&l=4",
            ),
            (
                "https://arxiv.org/abs/2401.00001?context=cs",
                "https://arxiv.org/abs/2401.00001",
            ),
            ("https://a.org/x?ref=b", "https://a.org/x?ref=b"),
            ("https://a.org/?", "https://a.org/?"),
        ] {
            let ranges: Vec<_> = tracking_parameters(url).collect();
            assert_eq!(without(url, ranges.into_iter()), expected);
        }
    }

    #[test]
    fn views_go_and_pages_stay() {
        for (url, expected) in [
            (
                "https://github.com/a/b?tab=readme-ov-file#x",
                "https://github.com/a/b#x",
            ),
            (
                "https://github.com/a?tab=repositories",
                "https://github.com/a?tab=repositories",
            ),
            ("https://a.org/x#:~:text=y", "https://a.org/x"),
            ("https://a.org/x#s:~:text=y", "https://a.org/x#s"),
            (
                "https://ieeexplore.ieee.org/document/1/keywords#full-text-header",
                "https://ieeexplore.ieee.org/document/1",
            ),
            (
                "https://ieeexplore.ieee.org/abstract/document/1/authors",
                "https://ieeexplore.ieee.org/abstract/document/1",
            ),
            (
                "https://ieeexplore.ieee.org/document/1/",
                "https://ieeexplore.ieee.org/document/1/",
            ),
        ] {
            assert_eq!(without(url, copied_view(url).into_iter()), expected);
        }
    }
}
