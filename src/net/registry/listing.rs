//! Pages that list all papers of a volume: one request for many papers of one conference. Must not send.
//!
//! If a page was cut, its first papers are still read.

use std::collections::BTreeMap;

use url::Url;

use super::protocol::{Found, Parsed, Registry, endpoint, get, line};
use crate::document::{html_attribute, html_text, open_tags};
use crate::facts::{PaperRecord, Record};
use crate::identity::{Cvf, Identity};
use crate::net::answer::Answer;
use crate::net::plan::PlannedLink;
use crate::net::request::Request;
use crate::source::Span;

/// The fewest papers for which the list of a volume is smaller than their own pages together.
const MIN: usize = 5;

/// The most bytes of a list that are read: the largest conferences list three thousand papers with all authors.
const LONGEST_LIST: usize = 16 << 20;

/// The number of bytes in which the end of an element is searched: longer elements are parts of the page and not
/// titles, and a list has thousands of tags.
const LONGEST_LABEL: usize = 1000;

/// Labels of links that lead to a paper but are not its title.
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

/// The volume pages of CVF, ECVA, PMLR, NeurIPS and the ACL Anthology.
#[derive(Debug)]
pub(super) struct Listings;

/// The URL of the list of the volume that contains a paper.
fn volume(identity: &Identity) -> Option<String> {
    match identity {
        // Lists of earlier conferences are split by day, which links do not name.
        Identity::Cvf(Cvf {
            conference,
            workshop: None,
            year,
            ..
        }) if *year >= 2021 => Some(format!(
            "https://openaccess.thecvf.com/{conference}{year}?day=all"
        )),
        // One page has all years.
        Identity::Ecva(_) => Some("https://www.ecva.net/papers.php".to_owned()),
        Identity::Pmlr(paper) => Some(format!("https://proceedings.mlr.press/v{}/", paper.volume)),
        Identity::Neurips(paper) => Some(format!("https://papers.nips.cc/paper_files/paper/{}", paper.year)),
        // `2023.acl-long.1` is the first paper of the volume `2023.acl-long`; older identifiers do not contain their
        // volume like this.
        Identity::Acl(id) => {
            let (volume, _) = id.rsplit_once('.')?;
            Some(format!("https://aclanthology.org/volumes/{volume}/"))
        }
        _ => None,
    }
}

/// The site of a list, and the venue and year of all its papers if the identity contains them.
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

    /// The URL of the list and the key of the paper.
    fn name_of(&self, link: &PlannedLink) -> Option<String> {
        let identity = link.identity.as_ref()?;
        Some(format!("{} {}", volume(identity)?, identity.key()))
    }

    fn max_batch(&self) -> usize {
        // The list is one request, for any number of papers.
        usize::MAX
    }

    fn min_batch(&self) -> usize {
        MIN
    }

    fn batch_key<'n>(&self, name: &'n str) -> &'n str {
        name.split_once(' ').map_or(name, |(list, _)| list)
    }

    fn request(&self, names: &[&str]) -> Request {
        Request {
            max_body: LONGEST_LIST,
            ..get(self.list(names))
        }
    }

    fn read(&self, names: &[&str], answer: &Answer) -> Parsed {
        let html = String::from_utf8_lossy(&answer.body);
        // A page without links is not a list, whatever its status.
        if answer.status != 200 || !html.contains("<a") {
            return Parsed::Strange;
        }
        let titles = titles(&html, &self.list(names));
        let mut found = BTreeMap::new();
        for name in names {
            // A missing paper may be in the part that was cut, or on a separate list: its own page decides.
            if let Some((identity, title)) = key(name).and_then(|key| titles.get(key)) {
                found.insert((*name).to_owned(), Found::Record(record(identity, title)));
            }
        }
        Parsed::Found(found)
    }
}

impl Listings {
    /// The URL of the list that contains all these names.
    fn list(&self, names: &[&str]) -> Url {
        endpoint(names.first().map_or("", |name| self.batch_key(name)))
    }
}

/// The key of the paper in a name.
fn key(name: &str) -> Option<&str> {
    Some(name.split_once(' ')?.1)
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

/// The titles of the papers that a list links to, by the keys of their identities.
fn titles(html: &str, list: &Url) -> BTreeMap<String, (Identity, String)> {
    let mut titles: BTreeMap<String, (Identity, String)> = BTreeMap::new();
    // PMLR puts the title into a separate element, before links with the labels `abs` and `pdf`.
    let mut heading = String::new();
    for tag in open_tags(html) {
        if attribute(html, tag.attributes, "class") == Some("title") {
            heading = label(html, tag.name, tag.span.end);
        }
        if !tag.name.eq_ignore_ascii_case("a") {
            continue;
        }
        let target = attribute(html, tag.attributes, "href").and_then(|href| list.join(href).ok());
        let Some(identity) = target.and_then(|target| Identity::parse(target.as_str())) else {
            continue;
        };
        let label = label(html, tag.name, tag.span.end);
        let is_title = !NO_TITLES.contains(&&*label.to_lowercase());
        let title = if is_title { label } else { heading.clone() };
        let known = titles.entry(identity.key()).or_insert((identity, String::new()));
        // Of several links to one paper, the longest label is its title: the others name its files.
        if title.len() > known.1.len() {
            known.1 = title;
        }
    }
    titles
}

fn attribute<'h>(html: &'h str, attributes: Span, name: &str) -> Option<&'h str> {
    html_attribute(html, attributes, name).map(|span| &html[span.range()])
}

/// The text from the end of a tag to the next closing tag of its name.
fn label(html: &str, name: &str, start: usize) -> String {
    let last = html.ceil_char_boundary(start.saturating_add(LONGEST_LABEL));
    let end = html[start..last].find(&format!("</{name}"));
    end.and_then(|end| line(&html_text(html, Span::new(start, start + end))))
        .unwrap_or_default()
}

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
        let html = "<a href=x>é".repeat(40_000);
        let titles = titles_of("https://proceedings.mlr.press/v202/", &html);
        assert!(titles.iter().all(|(_, title)| title.is_empty()));
    }

    #[test]
    fn lists_are_read_as_their_sites_write_them() {
        let cvf = r#"<dt class="ptitle"><br><a href="/content/CVPR2024/html/Wu_Reading_Maps_CVPR_2024_paper.html">Parsed Maps &amp; More</a></dt>
            <dd>[<a href="/content/CVPR2024/papers/Wu_Reading_Maps_CVPR_2024_paper.pdf">pdf</a>]</dd>"#;
        assert_eq!(
            titles_of("https://openaccess.thecvf.com/CVPR2024?day=all", cvf),
            one("cvf:cvpr2024/wu_reading_maps_cvpr_2024", "Parsed Maps & More")
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
