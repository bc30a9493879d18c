//! `copied-link`: one link under two titles, mostly copied from the row above.

use std::collections::BTreeSet;

use super::shared::{heading, label, quoted};
use crate::{
    config::Role,
    handle::Handle,
    identity::{
        Identity, is_four_digits,
        title::{self, TitleKey},
    },
    list::{
        Entry, List, Target, Use, alike, beginning,
        evidence::{self, Trends},
    },
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::contains_any,
    },
    source::Span,
};

pub(super) struct CopiedLink;

static META: Meta = meta!("copied-link", Entries, Warning, List);

/// Shorter titles may be names or labels.
const SHORTEST_TITLE: usize = 15;
/// A paper that more entries link to is shared on purpose: three data sets of one paper.
const MAX_TITLES: usize = 3;

impl Rule for CopiedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let judge = Judge {
            list: cx.list,
            trends: Trends::new(cx.list),
        };
        for target in cx.list.index().targets() {
            let uses = differently_titled(cx, target);
            if uses.len() < 2 || are_versions(cx, &uses) {
                continue;
            }
            if is_of_one_entry(cx, target, &uses) {
                for copied in judge.copies_of_paper(target, &uses) {
                    report(cx, &copied);
                }
            } else if let Some(copied) = judge.copy_of_code(target, &uses) {
                report(cx, &copied);
            }
        }
    }
}

/// True if each use names a different version of a preprint: then the list lists the versions.
fn are_versions(cx: &View<'_>, uses: &[Use]) -> bool {
    let mut versions = BTreeSet::new();
    uses.iter()
        .all(|link| match Identity::parse(&cx.link(link.link).url) {
            Some(Identity::Arxiv(arxiv)) => versions.insert(arxiv.version),
            _ => false,
        })
}

/// A link of an entry to something that belongs to another entry.
struct Copied {
    copy: Use,
    origin: Use,
}

fn report(cx: &mut Context<'_>, copied: &Copied) {
    let origin = cx.link(copied.origin.link).destination;
    let other = quoted(cx.list.entry(copied.origin.entry));
    let message = format!("same link as {other}");
    cx.report(cx.link(copied.copy.link).destination, message)
        .related(origin, "the same link under another title")
        .help("probably a copy-and-paste mistake; if both entries are the same paper, delete one");
}

/// The uses of a target, one for each title; none where the target is shared on purpose.
fn differently_titled(cx: &View<'_>, target: &Target) -> Vec<Use> {
    let (mut papers, mut data_sets) = (Vec::new(), Vec::new());
    // Most targets have one use, which is not worth a look at its title.
    if target.uses.len() < 2 {
        return papers;
    }
    let mut titles = BTreeSet::new();
    for &link in &target.uses {
        let (entry, key) = (cx.list.entry(link.entry), cx.list.index().title(link.entry));
        if key.as_str().len() < SHORTEST_TITLE
            || !names_paper(cx, entry)
            || !is_own(cx, target, link)
            || !titles.insert(key)
        {
            continue;
        }
        if titles.len() > MAX_TITLES {
            return Vec::new();
        }
        if is_among_data(cx, entry) {
            data_sets.push(link);
        } else {
            papers.push(link);
        }
    }
    // A data set links to the paper that it comes from, which the list may have elsewhere.
    if papers.is_empty() { data_sets } else { papers }
}

/// True if an entry is in a section of data sets.
fn is_among_data(cx: &View<'_>, entry: &Entry<'_>) -> bool {
    contains_any(&heading(cx, entry), &["dataset", "benchmark", "corpus"])
}

/// True if an entry is about a paper: not a news item, not a venue and not a data set.
fn names_paper(cx: &View<'_>, entry: &Entry<'_>) -> bool {
    /// Names of data sets are shorter.
    const SHORTEST_AMONG_DATA: usize = 40;
    let text = label(entry).to_lowercase();
    if is_news(&text) || ends_in_year(&text) {
        return false;
    }
    text.len() >= SHORTEST_AMONG_DATA && !text.contains("dataset") || !is_among_data(cx, entry)
}

/// True for news such as `We have released the code of ShipNet`, which link to a paper that has an entry of its own.
fn is_news(text: &str) -> bool {
    const STARTS: [&str; 5] = ["we ", "our ", "this ", "released", "introducing "];
    STARTS.iter().any(|start| text.starts_with(start)) || contains_any(text, &[" released", " our "])
}

/// True for a venue that is linked in the place of a title, such as `npj Digital Medicine, 2023`.
fn ends_in_year(text: &str) -> bool {
    // One more number may follow the year.
    text.ends_with(|c: char| c.is_ascii_digit())
        && text
            .rsplit(|c: char| !c.is_alphanumeric())
            .take(2)
            .any(is_four_digits)
}

/// True if a link is to the entry's own paper or code. Some entries also link other papers, by their names.
fn is_own(cx: &View<'_>, target: &Target, link: Use) -> bool {
    if !target.is_paper() {
        return true;
    }
    let (index, entry) = (cx.list.index(), cx.list.entry(link.entry));
    let label = cx.link(link.link).label;
    let mut targets = index.targets_of(entry);
    targets.all(|id| Some(id) == index.target_of(link.link) || !index.target(id).is_paper())
        || label.is_empty()
        || is_title(entry, label)
        || says_paper(beginning(cx.document.slice(label)))
}

/// True if a label is the title of its entry, or a part of it, or holds it.
fn is_title(entry: &Entry<'_>, label: Span) -> bool {
    match &entry.title {
        Some(title) => label.contains(title.span) || title.span.contains(label),
        None => false,
    }
}

/// True if a label says that a link leads to the paper.
fn says_paper(label: &str) -> bool {
    contains_any(
        &label.to_lowercase(),
        &["paper", "pdf", "arxiv", "pub", "link", "badge"],
    )
}

/// True if a target belongs to one entry alone: a paper, not a repository, a site or a talk about several papers.
fn is_of_one_entry(cx: &View<'_>, target: &Target, uses: &[Use]) -> bool {
    if let Some(identity) = &target.identity {
        return identity.is_paper();
    }
    let first = target.uses[0];
    let label = label_text(cx, first);
    // The slides of a talk have one label everywhere; of two labels, one was meant to lead elsewhere.
    let is_talk = !says_paper(label)
        && !is_title(cx.list.entry(first.entry), cx.link(first.link).label)
        && uses
            .iter()
            .all(|link| label_text(cx, *link).eq_ignore_ascii_case(label));
    first.role == Role::Paper && is_deep(&cx.link(first.link).url) && !is_talk
}

fn label_text<'d>(cx: &View<'d>, link: Use) -> &'d str {
    cx.document.slice(cx.link(link.link).label)
}

/// True for a page deep in a site. The front page of a laboratory or a journal may be linked for several papers.
fn is_deep(url: &str) -> bool {
    let path = url.split_once("://").map_or(url, |(_, path)| path);
    path.split(['/', '?']).filter(|part| !part.is_empty()).count() > 2
}

/// Links are copied from one of the next entries.
const FURTHEST: usize = 4;

/// A list with the order of its sections: the evidence for the owner of a link.
struct Judge<'l, 'r> {
    list: &'l List<'r>,
    trends: Trends,
}

impl Judge<'_, '_> {
    fn entry(&self, link: Use) -> &Entry<'_> {
        self.list.entry(link.entry)
    }

    /// The margin by which the section of an entry runs from the newest to the oldest; negative for the other way.
    fn trend(&self, link: Use) -> i32 {
        self.trends.of(self.entry(link).section)
    }

    /// The uses of a paper by other entries than its owner.
    fn copies_of_paper(&self, target: &Target, uses: &[Use]) -> Vec<Copied> {
        let mut copies = Vec::new();
        let Some(origin) = self.owner(target, uses) else {
            return copies;
        };
        for &copy in uses {
            // About half of the links that real tables have under two titles lead to one paper, which was renamed.
            if copy != origin && !self.may_be_one(copy, origin) {
                copies.push(Copied { copy, origin });
            }
        }
        copies
    }

    fn may_be_one(&self, a: Use, b: Use) -> bool {
        alike::may_be_one(self.list, a.entry, b.entry)
    }

    /// The use by the entry that the paper probably belongs to.
    fn owner(&self, target: &Target, uses: &[Use]) -> Option<Use> {
        // A new row is made from an old one beside it. Without other evidence the older row owns the link: the upper
        // one, or the lower one in a section that runs from the newest to the oldest. Of equals, `max_by_key` takes
        // the last.
        let mut newest_first = uses.to_vec();
        if !self.is_newest_first(uses) {
            newest_first.reverse();
        }
        newest_first.into_iter().max_by_key(|link| {
            evidence::belongs(self.list, target, link.entry)
                + evidence::fits_place(self.list, target, link.entry, &self.trends)
        })
    }

    /// True if all uses are in one section, which runs from the newest to the oldest.
    fn is_newest_first(&self, uses: &[Use]) -> bool {
        let section = self.entry(uses[0]).section;
        self.trend(uses[0]) > 0 && uses.iter().all(|link| self.entry(*link).section == section)
    }

    /// The copy of two links to code or to another thing that several papers may share.
    ///
    /// In real tables 144 links to code are under two titles, mostly since one repository holds the code of both. It
    /// is a copy where the repository bears the name of the other entry alone, or where the project's page was copied
    /// with it.
    fn copy_of_code(&self, target: &Target, uses: &[Use]) -> Option<Copied> {
        let &[first, second] = uses else { return None };
        if first.entry.distance(second.entry) > FURTHEST {
            return None;
        }
        for (copy, origin) in [(first, second), (second, first)] {
            if self.is_named_after(target, copy, origin) {
                return Some(Copied { copy, origin });
            }
        }
        if !self.is_block_copy(target, first, second) {
            return None;
        }
        self.copies_of_paper(target, uses).pop()
    }

    /// True if a repository bears the name of one entry and nothing of the other's.
    fn is_named_after(&self, target: &Target, copy: Use, origin: Use) -> bool {
        let Some(repository) = target.identity.as_ref().and_then(Identity::repository) else {
            return false;
        };
        let key = title::key(&repository.name);
        let name = alike::acronym(self.entry(copy));
        let title = self.list.index().title(copy.entry);
        if name.contains(&key) || title.contains(&key) || !name.is_empty() && key.contains(&name) {
            return false;
        }
        if alike::acronym(self.entry(origin)) == key && !shares_word(self.entry(origin), title) {
            return true;
        }
        // A repository may be named after the initials and the framework: `PSG-pytorch`.
        let initials = repository.name.split(['-', '_', '.']).next().unwrap_or_default();
        has_initials(self.entry(origin), initials) && !has_initials(self.entry(copy), initials)
    }

    /// True if two entries with papers of their own share this target and one more, and this is the first of them.
    fn is_block_copy(&self, target: &Target, first: Use, second: Use) -> bool {
        let index = self.list.index();
        let mut shared = Vec::new();
        for at in index.targets_of(self.entry(second)) {
            if index.targets_of(self.entry(first)).any(|other| other == at) && !shared.contains(&at) {
                shared.push(at);
            }
        }
        // With a paper in common, both are one paper, or the link to the paper was copied.
        shared.len() > 1
            && shared.first().copied() == index.target_of(target.uses[0].link)
            && !shared.iter().any(|id| index.target(*id).is_paper())
            && evidence::links_to_paper(self.list, first.entry)
            && evidence::links_to_paper(self.list, second.entry)
    }
}

/// True if the words of a title start with the letters of a name: `Scaled Gradient Descent for All` and `SGD`.
fn has_initials(entry: &Entry<'_>, name: &str) -> bool {
    /// Two letters start the words of many titles.
    const MIN: usize = 3;
    let Some(title) = &entry.title else { return false };
    let mut words = beginning(&title.text).split_whitespace();
    for letter in name.chars() {
        match words.next().and_then(|word| word.chars().next()) {
            Some(first) if first.eq_ignore_ascii_case(&letter) => {}
            _ => return false,
        }
    }
    name.len() >= MIN
}

/// True if a title has a word of the name before the colon of another: both may be papers of one group.
fn shares_word(named: &Entry<'_>, other: &TitleKey) -> bool {
    /// Shorter words are in many titles.
    const SHORTEST: usize = 5;
    let name = label(named).split([':', '：']).next().unwrap_or_default();
    for word in name.split_whitespace().map(title::key) {
        if word.as_str().len() >= SHORTEST && other.contains(&word) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_link_under_two_titles_is_reported_at_the_later_one() {
        check(
            &CopiedLink,
            "
| Title | Venue | Paper |
|---|---|---|
| Finding Small Ships in Large Pictures | TGRS 2024 | [p](https://ieeexplore.ieee.org/document/10716520) |
| Counting Parked Cars from High Above | TGRS 2024 | [p](https://ieeexplore.ieee.org/abstract/document/10716520) |
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “Finding Small Ships in Large Pictures”
",
        );
    }

    #[test]
    fn a_repository_is_that_of_the_entry_whose_name_or_initials_it_bears() {
        check(
            &CopiedLink,
            "
| Title | Venue | Code |
|---|---|---|
| [The Generality and Stability of Networks](https://a.org/1) | NeurIPS 2020 | [c](https://github.com/x/PSG-pytorch) |
                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “Position-based Scaled Gradient for Networks”
| [Position-based Scaled Gradient for Networks](https://a.org/2) | NeurIPS 2020 | [c](https://github.com/x/PSG-pytorch) |
| [ReNet: Towards Precise Small Networks](https://a.org/3) | ECCV 2020 | [c](https://github.com/x/ReNet) |
| [Generative Quantization of Few Bits](https://a.org/4) | ECCV 2020 | [c](https://github.com/x/ReNet) |
                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “ReNet: Towards Precise Small Networks”
",
        );
    }

    #[test]
    fn papers_of_one_group_may_share_a_repository() {
        check(
            &CopiedLink,
            "
| Title | Venue | Code |
|---|---|---|
| [Learned Counts: Estimating Joins with Deep Nets](https://a.org/1) | CIDR 2019 | [c](https://github.com/x/learnedcounts) |
| [Estimating Many Counts with Sketches](https://a.org/2) | SIGMOD 2019 | [c](https://github.com/x/learnedcounts) |
",
        );
    }

    #[test]
    fn dates_tell_which_of_two_links_is_the_copy() {
        check(
            &CopiedLink,
            "
| Title | Date | Paper |
|---|---|---|
| Finding Small Ships in Large Pictures | 2024-02 | [p](https://arxiv.org/abs/2309.16585) |
                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “Counting Parked Cars from High Above”
| Counting Parked Cars from High Above | 2023-09 | [p](https://arxiv.org/abs/2309.16585) |
",
        );
    }

    #[test]
    fn a_repository_that_bears_the_name_of_the_next_entry_is_reported() {
        check(
            &CopiedLink,
            "
- **ShipNet: Finding Small Ships in Large Pictures** [[code](https://github.com/a/ShipNet)]
- **CarCount: Counting Parked Cars from High Above** [[code](https://github.com/a/ShipNet)]
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “ShipNet: Finding Small Ships in Large Pictures”
- **FireMap: Mapping Forest Fires within One Hour** [[code](https://github.com/a/remote)]
- **TreeMap: Mapping All Trees within One Hour** [[code](https://github.com/a/remote)]
",
        );
    }

    #[test]
    fn one_paper_under_two_titles_and_shared_papers_are_left_alone() {
        check(
            &CopiedLink,
            "
- **ShipNet: Finding Small Ships in Large Pictures** [[paper](https://arxiv.org/abs/2401.00001)]
- **ShipNet: Ships of All Sizes Found at Once** [[paper](https://arxiv.org/abs/2401.00001)]
- We have released the code of our [new paper](https://arxiv.org/abs/2401.00001) about ships

## Datasets

- **Ships of the North Sea** [[paper](https://arxiv.org/abs/2401.00002)]
- **Boats of Dutch Canals** [[paper](https://arxiv.org/abs/2401.00002)]

## Tasks

- **Knowledge of the Law** [[paper](https://arxiv.org/abs/2401.00003)]
- **Clinical Medicine Exams** [[paper](https://arxiv.org/abs/2401.00003)]
- **Mathematics for College** [[paper](https://arxiv.org/abs/2401.00003)]
- **Questions on Physics** [[paper](https://arxiv.org/abs/2401.00003)]
",
        );
    }

    #[test]
    fn versions_and_talks_are_shared_on_purpose() {
        check(
            &CopiedLink,
            "
| Title | Venue | Paper | Talk |
|---|---|---|---|
| Finding Small Ships in Large Pictures | TGRS 2024 | [p](https://arxiv.org/abs/2404.00821v1) | [Talk](https://youtu.be/abcdefgh) |
| Counting Parked Cars from High Above | TGRS 2024 | [p](https://arxiv.org/abs/2404.00821v3) | [Talk](https://youtu.be/abcdefgh) |
| Mapping Forest Fires within an Hour | TGRS 2024 | [p](https://arxiv.org/abs/2404.00900v2) | |
| Reading Street Signs in Heavy Rain | TGRS 2024 | [p](https://arxiv.org/abs/2404.00900v2) | |
                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “Mapping Forest Fires within an Hour”
",
        );
    }
}
