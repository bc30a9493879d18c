//! Pages that list all papers of a volume: one request for many papers of one conference. Must not send.
//!
//! Where the page was cut, what it lists is known all the same.

use std::collections::BTreeMap;

use url::Url;

use super::protocol::{Found, Reading, Registry, endpoint, get, line};
use crate::document::{HtmlPiece, html_attribute, html_pieces, html_text};
use crate::facts::{PaperRecord, Record};
use crate::identity::{Cvf, Identity};
use crate::net::answer::Answer;
use crate::net::plan::Link;
use crate::net::request::Request;
use crate::source::Span;

/// With fewer papers of a volume, their own pages are smaller than the list of all its papers.
const FEWEST: usize = 5;

/// How many bytes of a list are read: the largest conferences list three thousand papers with all authors.
const LONGEST_LIST: usize = 16 << 20;

/// Words on links that lead to a paper and are no title.
const NO_TITLES: [&str; 10] = [
    "abs",
    "pdf",
    "bib",
    "supp",
    "arxiv",
    "openreview",
    "software",
    "code",
    "video",
    "download pdf",
];

/// The lists of CVF, ECVA, PMLR, NeurIPS and the ACL Anthology.
#[derive(Debug)]
pub(super) struct Listings;

/// The address of the list of the volume that holds a paper.
fn volume(identity: &Identity) -> Option<String> {
    match identity {
        // Lists of earlier conferences are parted by days.
        Identity::Cvf(Cvf {
            conference,
            workshop: None,
            year,
            ..
        }) if *year >= 2021 => Some(format!(
            "https://openaccess.thecvf.com/{conference}{year}?day=all"
        )),
        Identity::Ecva(_) => Some("https://www.ecva.net/papers.php".to_owned()),
        Identity::Pmlr(paper) => Some(format!("https://proceedings.mlr.press/v{}/", paper.volume)),
        Identity::Neurips(paper) => Some(format!("https://papers.nips.cc/paper_files/paper/{}", paper.year)),
        Identity::Acl(id) => {
            let (volume, _) = id.rsplit_once('.')?;
            Some(format!("https://aclanthology.org/volumes/{volume}/"))
        }
        _ => None,
    }
}

/// Who has the list at this address, and the venue and year of all its papers where the address says them.
fn owner(identity: &Identity) -> (String, Option<String>, Option<u16>) {
    let (venue, year) = match identity {
        Identity::Cvf(paper) => (Some(paper.conference.clone()), Some(paper.year)),
        Identity::Ecva(paper) => (Some("ECCV".to_owned()), Some(paper.year)),
        Identity::Neurips(paper) => (Some("NeurIPS".to_owned()), Some(paper.year)),
        _ => (None, None),
    };
    (identity.site().to_owned(), venue, year)
}

impl Registry for Listings {
    fn name(&self) -> &'static str {
        "proceedings"
    }

    /// The address of the list and the key of the paper.
    fn name_of(&self, link: &Link) -> Option<String> {
        let identity = link.identity.as_ref()?;
        Some(format!("{} {}", volume(identity)?, identity.key()))
    }

    fn most(&self) -> usize {
        usize::MAX
    }

    fn fewest(&self) -> usize {
        FEWEST
    }

    fn shelf<'n>(&self, name: &'n str) -> &'n str {
        name.split_once(' ').map_or(name, |(list, _)| list)
    }

    fn request(&self, names: &[&str]) -> Request {
        let list = names.first().map_or("", |name| self.shelf(name));
        let mut request = get(endpoint(list));
        request.most = LONGEST_LIST;
        request
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Reading {
        let list = names.first().map_or("", |name| self.shelf(name));
        let html = String::from_utf8_lossy(&answer.body);
        if answer.status != 200 || !html.contains("<a") {
            return Reading::Strange;
        }
        let titles = titles(&html, &endpoint(list));
        let found = names.iter().filter_map(|name| {
            let (_, key) = name.split_once(' ')?;
            let (identity, title) = titles.get(key)?;
            Some(((*name).to_owned(), Found::Record(record(identity, title))))
        });
        Reading::Told(found.collect())
    }
}

fn record(identity: &Identity, title: &str) -> Record {
    let (source, journal, year) = owner(identity);
    Record::Paper(PaperRecord {
        source,
        title: title.to_owned(),
        year,
        journal,
        ..PaperRecord::default()
    })
}

/// The titles of the papers that a list links to, by the keys of their identities. A title is the text of a link, or it
/// stands before links that say `abs` and `pdf`.
fn titles(html: &str, list: &Url) -> BTreeMap<String, (Identity, String)> {
    let mut titles: BTreeMap<String, (Identity, String)> = BTreeMap::new();
    let mut before = String::new();
    for (piece, text) in elements(html) {
        let HtmlPiece::Open { name, attributes, .. } = piece else {
            continue;
        };
        let attribute = |wanted| html_attribute(html, attributes, wanted).map(|span| &html[span.range()]);
        if attribute("class") == Some("title") {
            before = line(&text).unwrap_or_default();
        }
        let target = attribute("href").filter(|_| name.eq_ignore_ascii_case("a"));
        let target = target.and_then(|target| list.join(target).ok());
        let Some(identity) = target.and_then(|target| Identity::parse(target.as_str())) else {
            continue;
        };
        let label = line(&text).unwrap_or_default();
        let is_title = !NO_TITLES.contains(&&*label.to_lowercase());
        let title = if is_title { label } else { before.clone() };
        let known = titles.entry(identity.key()).or_insert((identity, String::new()));
        if title.len() > known.1.len() {
            known.1 = title;
        }
    }
    titles
}

/// Each tag with the text from its end to the next closing tag of its name.
fn elements(html: &str) -> impl Iterator<Item = (HtmlPiece<'_>, String)> {
    let pieces = html_pieces(html, Span::new(0, html.len()));
    pieces.filter_map(move |piece| {
        let HtmlPiece::Open {
            name,
            attributes,
            span,
        } = piece
        else {
            return None;
        };
        let is_wanted = name.eq_ignore_ascii_case("a") || html_attribute(html, attributes, "class").is_some();
        if !is_wanted {
            return None;
        }
        let last = html.ceil_char_boundary(span.end.saturating_add(LONGEST_LABEL));
        let rest = &html[span.end..last];
        let end = rest.find(&format!("</{name}"));
        let text = end.map_or(String::new(), |end| {
            html_text(html, Span::new(span.end, span.end + end))
        });
        Some((piece, text))
    })
}

/// Longer elements are no titles but parts of the page, so no end is looked for beyond: a list has thousands of tags.
const LONGEST_LABEL: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    fn titles_of(list: &str, html: &str) -> Vec<(String, String)> {
        let titles = titles(html, &endpoint(list));
        titles.into_iter().map(|(key, (_, title))| (key, title)).collect()
    }

    fn one(key: &str, title: &str) -> Vec<(String, String)> {
        vec![(key.to_owned(), title.to_owned())]
    }

    #[test]
    fn tags_without_an_end_are_read_in_bounded_time() {
        let html = "<a href=x>é".repeat(400_000);
        let titles = titles_of("https://proceedings.mlr.press/v202/", &html);
        assert!(titles.iter().all(|(_, title)| title.is_empty()));
    }

    #[test]
    fn lists_are_read_as_their_sites_write_them() {
        let cvf = r#"<dt class="ptitle"><br><a href="/content/CVPR2024/html/Wu_Reading_Maps_CVPR_2024_paper.html">Reading Maps &amp; More</a></dt>
            <dd>[<a href="/content/CVPR2024/papers/Wu_Reading_Maps_CVPR_2024_paper.pdf">pdf</a>]</dd>"#;
        assert_eq!(
            titles_of("https://openaccess.thecvf.com/CVPR2024?day=all", cvf),
            one("cvf:cvpr2024/wu_reading_maps_cvpr_2024", "Reading Maps & More")
        );
        let pmlr = r#"<div class="paper"><p class="title">Counting Trees</p><p class="links">
            [<a href="https://proceedings.mlr.press/v202/mai23a.html">abs</a>][<a href="https://proceedings.mlr.press/v202/mai23a/mai23a.pdf">Download PDF</a>]</p></div>"#;
        assert_eq!(
            titles_of("https://proceedings.mlr.press/v202/", pmlr),
            one("pmlr:202/mai23a", "Counting Trees")
        );
        let acl = "<strong><a class=align-middle href=/2023.acl-long.1/>Talking <i>Maps</i></a></strong><a href=/2023.acl-long.1.pdf>pdf</a>";
        assert_eq!(
            titles_of("https://aclanthology.org/volumes/2023.acl-long/", acl),
            one("acl:2023.acl-long.1", "Talking Maps")
        );
    }
}
