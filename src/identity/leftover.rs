//! The traces that copying leaves in a URL. Must not judge them.

use std::ops::Range;

use super::address::{Address, may_be_on};

/// Returns the ranges of parameters that only track readers who follow the link.
///
/// Each range includes the `?` or `&` of its parameter, so deleting all ranges leaves a valid URL.
#[must_use]
pub fn tracking_parameters(url: &str) -> Vec<Range<usize>> {
    let ranges = parameters(url, is_tracking);
    if ranges.is_empty() {
        return ranges;
    }
    // These say where a reader came from as well, but only in company: alone they may choose the page.
    parameters(url, |host, parameter| {
        is_tracking(host, parameter) || COMPANIONS.contains(&name(parameter))
    })
}

/// The names of parameters that track in the company of others.
const COMPANIONS: [&str; 6] = ["cid", "ecid", "campaign", "ref", "referrer", "trk"];

/// Returns the ranges that choose a view of a page: the highlighted text of a search result, `#:~:text=`; the tab of a
/// repository, `?tab=readme-ov-file`; and the tab of an IEEE article, `/document/N/authors#authors`.
///
/// The ranges are sorted, and deleting all of them leaves the URL of the page.
#[must_use]
pub fn copied_view(url: &str) -> Vec<Range<usize>> {
    let mut ranges = parameters(url, is_view);
    let hash = url.find('#').unwrap_or(url.len());
    if let Some(at) = url[hash..].find(":~:text=") {
        // The `#` is deleted as well if nothing else follows it.
        let start = if at == 1 { hash } else { hash + at };
        ranges.push(start..url.len());
    } else if let Some(tab) = ieee_tab(url, hash) {
        ranges = vec![tab];
    }
    ranges
}

/// Returns the range after the number of an article; `hash` is the start of the fragment.
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

/// Returns the ranges of the parameters for which `is_leftover` is true, given the host and `name=value`.
fn parameters(url: &str, is_leftover: fn(&str, &str) -> bool) -> Vec<Range<usize>> {
    let end = url.find('#').unwrap_or(url.len());
    // Most URLs have no query and need not be split.
    let Some(question) = url[..end].find('?') else {
        return Vec::new();
    };
    let Some(Address { host, .. }) = Address::new(url) else {
        return Vec::new();
    };
    let mut ranges = Vec::new();
    let mut start = question + 1;
    let mut keeps = false;
    for parameter in url[start..end].split('&') {
        let behind = start + parameter.len();
        if !is_leftover(&host, parameter.strip_prefix("amp;").unwrap_or(parameter)) {
            keeps = true;
        } else if keeps {
            ranges.push(start - 1..behind);
        } else {
            // The `?` stays for the next parameters, so the `&` after this one is deleted.
            ranges.push(start..(behind + 1).min(end));
        }
        start = behind + 1;
    }
    // Without parameters, the `?` is deleted as well.
    if !keeps && !ranges.is_empty() {
        ranges.clear();
        ranges.push(question..end);
    }
    ranges
}

/// The names of tracking parameters on any site.
const TRACKING: [&str; 12] = [
    "_hsenc",
    "_hsmi",
    "mkt_tok",
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

/// True if `name=value` only tracks readers.
fn is_tracking(host: &str, parameter: &str) -> bool {
    let name = name(parameter);
    // On other sites these names may choose the content: `ref` is a branch on GitHub.
    let is_own = match host {
        "arxiv.org" => matches!(name, "context" | "ref" | "source" | "trk" | "rss"),
        "bilibili.com" => matches!(name, "vd_source" | "spm_id_from"),
        "linkedin.com" => matches!(name, "trk" | "trackingId" | "lipi"),
        _ => false,
    };
    is_own || name.starts_with("utm_") || name.starts_with("share_") || TRACKING.contains(&name)
}

/// True if `name=value` only chooses the default tab of a page.
fn is_view(host: &str, parameter: &str) -> bool {
    host == "github.com" && matches!(parameter, "tab=readme-ov-file" | "tab=readme")
}

/// True if `name=value` does not change the content of the page, even if it is too common and harmless to report.
pub(super) fn is_superfluous(host: &str, parameter: &str) -> bool {
    let name = name(parameter);
    let is_own = match host {
        "huggingface.co" | "openreview.net" | "doi.org" => {
            matches!(name, "ref" | "source" | "context" | "trk" | "referrer")
        }
        "youtu.be" | "youtube.com" => name == "si" || parameter == "feature=youtu.be",
        "drive.google.com" | "docs.google.com" => name == "usp",
        "tandfonline.com" => name == "needAccess",
        "sciencedirect.com" => matches!(parameter, "via%3Dihub" | "via=ihub"),
        _ => false,
    };
    is_own || is_tracking(host, parameter) || is_view(host, parameter)
}

fn name(parameter: &str) -> &str {
    parameter.split_once('=').map_or(parameter, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(url: &str, ranges: Vec<Range<usize>>) -> String {
        let mut url = url.to_owned();
        for range in ranges.into_iter().rev() {
            url.replace_range(range, "");
        }
        url
    }

    #[test]
    fn tracking_parameters_are_removed_with_their_separators() {
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
            ("https://a.org/x?ecid=b&utm_source=c&_hsmi=d", "https://a.org/x"),
            ("https://a.org/?id=4471&utm_source=x", "https://a.org/?id=4471"),
            ("https://a.org/?", "https://a.org/?"),
        ] {
            assert_eq!(without(url, tracking_parameters(url)), expected);
        }
    }

    #[test]
    fn views_are_removed_and_pages_stay() {
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
            assert_eq!(without(url, copied_view(url)), expected);
        }
    }
}
