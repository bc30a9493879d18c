//! `missing-anchor`: a link to a section that is not there. Groups lost links for `wrong-case-anchor` as well.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Context, Meta, Rule, report_links, shorten};
use crate::{
    document::{Document, Link, LinkSyntax, Target, decode_fragment, slugify},
    facts::{FileFact, LocalTarget},
    finding::{Edit, Fix, Severity},
};

pub(super) struct MissingAnchor;

static META: Meta = Meta {
    id: "missing-anchor",
    severity: Severity::Error,
    online: false,
    page: include_str!("../../rules/missing-anchor.md"),
};

impl Rule for MissingAnchor {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        in_other_files(cx);
        let document = cx.document;
        let nearest = Nearest::new(document);
        for LostLinks {
            fragment,
            target,
            links,
        } in lost_links(document)
        {
            if target != Target::Missing {
                continue;
            }
            let anchor = decode_fragment(fragment);
            let guess = nearest.guess(&anchor, links[0]);
            let message = format!(
                "no heading or element has the anchor `#{}`",
                shorten(&anchor, 120)
            );
            let finding = report_links(cx, &links, message);
            match guess {
                Some(Guess {
                    anchor,
                    is_sure: true,
                }) => finding.fix = fix(&links, &anchor),
                Some(Guess { anchor, .. }) => {
                    finding.help(format!("the heading with this text has the anchor `#{anchor}`"));
                }
                None => {}
            }
        }
    }
}

/// Anchors in other files of the repository, as far as facts about them were gathered.
fn in_other_files(cx: &mut Context<'_>) {
    let Some(files) = &cx.facts.files else { return };
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

/// Links within the page with one fragment that leads to no anchor as it is written.
pub(super) struct LostLinks<'d> {
    pub(super) fragment: &'d str,
    pub(super) target: Target<'d>,
    pub(super) links: Vec<&'d Link>,
}

/// The links within the page that lead to no anchor as they are written, by fragment, in order.
pub(super) fn lost_links<'d>(document: &'d Document<'d>) -> Vec<LostLinks<'d>> {
    let mut groups: Vec<LostLinks<'d>> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for link in document.links().iter().filter(|link| !link.is_dropped) {
        let Some(fragment) = link.local_fragment() else {
            continue;
        };
        let target = document.target(fragment);
        if target == Target::Found {
            continue;
        }
        let group = *index.entry(fragment).or_insert(groups.len());
        if group == groups.len() {
            groups.push(LostLinks {
                fragment,
                target,
                links: Vec::new(),
            });
        }
        groups[group].links.push(link);
    }
    groups
}

/// The edits that lead links to another anchor; `None` where one of them keeps its destination elsewhere.
pub(super) fn fix(links: &[&Link], anchor: &str) -> Option<Fix> {
    let is_written_here = |link: &&Link| matches!(link.syntax, LinkSyntax::Inline | LinkSyntax::Html);
    let edits = links
        .iter()
        .map(|link| Edit::replace(link.destination, format!("#{anchor}")))
        .collect();
    links
        .iter()
        .all(is_written_here)
        .then(|| Fix::safe(format!("link to `#{anchor}`"), edits))
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
    is_sure: bool,
}

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
                is_sure: others.is_empty(),
            });
        }
        let anchor = slugify(&self.document.visible_text(link.label));
        let is_heading = !anchor.is_empty() && self.slugs.contains(anchor.as_str());
        is_heading.then_some(Guess {
            anchor,
            is_sure: false,
        })
    }
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Facts, FileFacts},
        rules::testing::{check, check_with},
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
    fn anchors_in_other_files_are_known_by_facts() {
        let mut files = FileFacts::default();
        let target = |url| LocalTarget::of(url).expect("it is a path");
        files.insert(target("docs/a.md#x"), FileFact::NoAnchor);
        files.insert(target("docs/a.md#y"), FileFact::Found);
        let facts = Facts {
            files: Some(files),
            ..Facts::default()
        };
        check_with(
            &MissingAnchor,
            "
[x](docs/a.md#x) [y](docs/a.md#y) [z](docs/b.md#z) [again](./docs/a.md#x)
    ^^^^^^^^^^^ no heading or element of `docs/a.md` has the anchor `#x` (2 links)
",
            &facts,
        );
    }

    #[test]
    fn wrong_case_is_another_rule() {
        check(&MissingAnchor, "[a](#Models)\n\n## Models\n");
    }
}
