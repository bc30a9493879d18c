//! Tells hosts of papers from hosts of code. Must not know more of a URL than its host.

const CODE: [&str; 8] = [
    "github.com",
    "gitlab.com",
    "gitee.com",
    "bitbucket.org",
    "codeberg.org",
    "huggingface.co",
    "github.io",
    "modelscope.cn",
];

const PAPERS: [&str; 22] = [
    "arxiv.org",
    "openreview.net",
    "thecvf.com",
    "ieee.org",
    "acm.org",
    "aclanthology.org",
    "aclweb.org",
    "springer.com",
    "nature.com",
    "sciencedirect.com",
    "doi.org",
    "neurips.cc",
    "nips.cc",
    "mlr.press",
    "aaai.org",
    "ijcai.org",
    "ecva.net",
    "biorxiv.org",
    "mdpi.com",
    "wiley.com",
    "semanticscholar.org",
    "isca-archive.org",
];

/// Whether a URL leads to a place where code is kept.
pub(super) fn holds_code(url: &str) -> bool {
    is_on(url, &CODE)
}

/// Whether a URL leads to a place where papers are published.
pub(super) fn holds_papers(url: &str) -> bool {
    is_on(url, &PAPERS)
}

fn is_on(url: &str, hosts: &[&str]) -> bool {
    let rest = url.strip_prefix("https://").unwrap_or_else(|| {
        let rest = url.split_once("://");
        rest.map_or(url, |(_, rest)| rest)
    });
    let end = rest.bytes().position(|byte| b"/?#:".contains(&byte));
    let host = &rest[..end.unwrap_or(rest.len())];
    hosts.iter().any(|known| {
        host.strip_suffix(known)
            .is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subdomains_count_and_lookalikes_do_not() {
        assert!(holds_papers("https://ieeexplore.ieee.org/document/1"));
        assert!(holds_papers("http://arxiv.org/abs/1"));
        assert!(!holds_papers("https://notarxiv.org/abs/1"));
        assert!(holds_code("https://github.com/a/b"));
        assert!(!holds_code("https://example.com/github.com"));
    }
}
