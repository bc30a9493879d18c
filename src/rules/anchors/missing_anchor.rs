//! `missing-anchor`: a link to a section that is not there.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::shared::{LostLinks, fix, lost_links};
use crate::{
    document::{ContentsEntry, Document, Link, Target, decode_fragment, slugify},
    facts::{FileFact, LocalTarget},
    finding::Applicability,
    list::letters,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{report_links, shorten},
    },
};

pub(super) struct MissingAnchor;

static META: Meta = meta!("missing-anchor", Anchors, Error, Files).with_safe_fix();

impl Rule for MissingAnchor {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        in_other_files(cx);
        let document = cx.document;
        let nearest = Nearest::new(document);
        let lost = lost_links(document).into_iter();
        let lost = lost.filter(|lost| lost.target == Target::Missing);
        for (place, LostLinks { fragment, links, .. }) in lost.enumerate() {
            let anchor = decode_fragment(fragment);
            let guess = nearest.guess(&anchor, links[0]);
            let guess = guess.or_else(|| nearest.slip(&anchor).filter(|_| place < MOST_COMPARED));
            let guess = guess.filter(|guess| !nearest.is_listed_elsewhere(guess, links[0]));
            let message = format!(
                "no heading or element has the anchor `#{}`",
                shorten(&anchor, 120)
            );
            let finding = report_links(cx, &links, message);
            if let Some(Guess { anchor, certainty }) = guess {
                finding.fix = fix(&links, &anchor, certainty);
            }
        }
    }
}

/// Anchors in other files of the repository, as far as facts about them were gathered.
fn in_other_files(cx: &mut Context<'_>) {
    let Some(files) = cx.files else { return };
    let mut lost: BTreeMap<LocalTarget, Vec<&Link>> = BTreeMap::new();
    for link in cx.document.links().iter().filter(|link| link.is_checked()) {
        let target = LocalTarget::of(&link.url);
        if let Some(target) = target.filter(|target| files.get(target) == Some(&FileFact::NoAnchor)) {
            lost.entry(target).or_default().push(link);
        }
    }
    for (LocalTarget { path, fragment }, links) in lost {
        let anchor = decode_fragment(&fragment.unwrap_or_default());
        let (path, anchor) = (shorten(&path, 120), shorten(&anchor, 120));
        let message = format!("no heading or element of `{path}` has the anchor `#{anchor}`");
        report_links(cx, &links, message);
    }
}

/// The headings of a page, by what links to them may get wrong.
struct Nearest<'d> {
    document: &'d Document<'d>,
    by_letters: HashMap<String, Vec<&'d str>>,
    slugs: HashSet<&'d str>,
}

/// The anchor that a link may mean.
struct Guess {
    anchor: String,
    /// Whether nobody need look at it.
    certainty: Applicability,
}

/// How many headings are compared with an anchor letter by letter, and for how many anchors.
const MOST_COMPARED: usize = 300;

/// The share of letters that an anchor has in common with the one that is meant.
const ALIKE: f64 = 0.85;

impl<'d> Nearest<'d> {
    fn new(document: &'d Document<'d>) -> Self {
        let slugs = || document.headings().iter().map(|heading| heading.slug.as_str());
        let mut by_letters: HashMap<_, Vec<_>> = HashMap::new();
        for slug in slugs() {
            by_letters.entry(letters(slug)).or_default().push(slug);
        }
        Self {
            document,
            by_letters,
            slugs: slugs().collect(),
        }
    }

    /// An anchor that differs in nothing but punctuation is meant for sure; the heading with the link's text may be.
    fn guess(&self, anchor: &str, link: &Link) -> Option<Guess> {
        let wanted = letters(anchor);
        let same = self.by_letters.get(&wanted).filter(|_| !wanted.is_empty());
        if let Some([first, others @ ..]) = same.map(Vec::as_slice) {
            return Some(Guess {
                anchor: (*first).to_owned(),
                certainty: if others.is_empty() {
                    Applicability::Safe
                } else {
                    Applicability::Unsafe
                },
            });
        }
        let anchor = slugify(&self.document.visible_text(link.label));
        let is_heading = !anchor.is_empty() && self.slugs.contains(anchor.as_str());
        is_heading.then_some(Guess {
            anchor,
            certainty: Applicability::Unsafe,
        })
    }

    /// Whether a link of a table of contents would lead where another entry leads already.
    fn is_listed_elsewhere(&self, guess: &Guess, link: &Link) -> bool {
        let heading = self.document.heading_at(&guess.anchor);
        let contents = self.document.contents().iter();
        let mut contents = contents.filter(|contents| contents.span.contains(link.span));
        let leads_there = |entry: &ContentsEntry| entry.heading.is_some() && entry.heading == heading;
        guess.certainty == Applicability::Unsafe
            && contents.any(|contents| contents.entries.iter().any(leads_there))
    }

    /// The one anchor that differs in a few letters.
    fn slip(&self, anchor: &str) -> Option<Guess> {
        let anchor = anchor.to_lowercase();
        let headings = self.document.headings().iter().take(MOST_COMPARED);
        let slugs = headings.map(|heading| heading.slug.as_str());
        let mut alike = slugs.filter(|slug| strsim::normalized_damerau_levenshtein(slug, &anchor) >= ALIKE);
        let first = alike.next().filter(|_| alike.next().is_none())?;
        Some(Guess {
            anchor: first.to_owned(),
            certainty: Applicability::Unsafe,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::FileFacts,
        rules::support::testing::{check, check_among},
    };

    #[test]
    fn links_to_nowhere_are_reported_once_for_each_anchor() {
        check(
            &MissingAnchor,
            "
- [Models](#models)
- [Data](#data)
         ^^^^^ no heading or element has the anchor `#data` (2 links)
- [Data again](#data)
- <a href=\"#nothing\">x</a>
           ^^^^^^^^ no heading or element has the anchor `#nothing`

## Models
",
        );
    }

    #[test]
    fn anchors_of_every_make_are_found() {
        check(
            &MissingAnchor,
            "
[a](#) [b](#top) [c](#readme) [d](#L10-L12) [e](#user-content-x) [f](#%E6%A8%A1%E5%9E%8B) [g](#named) [h](#ID)

## X
## 模型
<a name=\"named\"></a> <div id=\"ID\">

<!-- [gone](#gone) -->
",
        );
    }

    #[test]
    fn anchors_of_headings_with_entities_are_found() {
        check(
            &MissingAnchor,
            "
[a](#schrödinger-bridges) [b](#vision--language) [c](#ü)

<h2>Schr&ouml;dinger Bridges</h2>
<h2>Vision &mdash; Language</h2>
<a id=\"&uuml;\"></a>
",
        );
    }

    #[test]
    fn anchors_in_other_files_are_known_by_facts() {
        let mut files = FileFacts::default();
        let target = |url| LocalTarget::of(url).expect("it is a path");
        files.insert(target("docs/a.md#x"), FileFact::NoAnchor);
        files.insert(target("docs/a.md#y"), FileFact::Found);
        check_among(
            &MissingAnchor,
            "
[x](docs/a.md#x) [y](docs/a.md#y) [z](docs/b.md#z) [again](./docs/a.md#x)
    ^^^^^^^^^^^ no heading or element of `docs/a.md` has the anchor `#x` (2 links)
",
            &files,
        );
    }

    #[test]
    fn wrong_case_is_another_rule() {
        check(&MissingAnchor, "[a](#Models)\n\n## Models\n");
    }
}
