//! `copied-link`: one link under two titles, mostly copied from the row above.

use std::collections::BTreeSet;

use super::{
    ownership::{Copied, Judge, Proof},
    shared::{heading, label, quoted},
};
use crate::{
    config::Role,
    document::Link,
    identity::{Identity, is_four_digits},
    list::{Entry, Target, Use, beginning},
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
/// Shorter titles have no words that a repository could have.
const SHORT_TITLE: usize = 10;
/// Shorter names may be in any URL.
const SHORTEST_NAME: usize = 4;
/// A paper that more entries link to is shared on purpose: three data sets of one paper.
const MAX_TITLES: usize = 3;

impl Rule for CopiedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let judge = Judge::new(cx.list);
        for target in cx.list.index().targets() {
            if target.uses.len() < 2 {
                continue;
            }
            for copied in copies(cx, &judge, target) {
                report(cx, &copied);
            }
        }
        for entry in cx.list.entries() {
            check_labels(cx, entry);
        }
    }
}

/// The labels of files that a paper has beside it: each is a file of its own.
const FILES: [&str; 6] = ["paper", "supplement", "supp", "slides", "poster", "video"];

fn is_file(url: &str) -> bool {
    const ENDS: [&str; 5] = [".pdf", ".pptx", ".ppt", ".mp4", ".zip"];
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    ENDS.iter().any(|end| path.ends_with(end))
}

/// The links to a target that belong to other entries.
fn copies(cx: &View<'_>, judge: &Judge<'_, '_>, target: &Target) -> Vec<Copied> {
    let uses = differently_titled(cx, target, SHORTEST_TITLE);
    if uses.len() > 1 && !are_versions(cx, &uses) && is_of_one_entry(cx, target) {
        return judge.copies_of_paper(target, &uses);
    }
    // A repository that has the words of one title is that of this paper, even if the title is short.
    let uses = differently_titled(cx, target, SHORT_TITLE);
    if let Some(copied) = judge.copy_of_code(target, &uses) {
        return vec![copied];
    }
    // A page that is not known to be a paper or a repository may still bear the name of one entry.
    let url = &cx.link(target.uses[0].link).url;
    // Models and data sets are shared on purpose.
    if target.identity.is_some() && !url.contains(".github.io") {
        return Vec::new();
    }
    let uses = differently_titled(cx, target, SHORTEST_NAME);
    judge.copy_by_name(url, &uses).into_iter().collect()
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

/// Reports one file under two labels of an entry that name two things.
fn check_labels(cx: &mut Context<'_>, entry: &Entry<'_>) {
    let mut files: Vec<(&str, &Link)> = Vec::new();
    for link in &entry.links {
        let link = cx.link(link.link);
        let label = cx
            .document
            .slice(link.label)
            .trim_matches(|c: char| !c.is_alphanumeric());
        let Some(kind) = FILES.iter().find(|kind| label.eq_ignore_ascii_case(kind)) else {
            continue;
        };
        let other = files
            .iter()
            .find(|(other, first)| other != kind && first.url == link.url);
        // A site with pages of several papers may show all of it on one of them.
        if let Some((other, first)) = other
            && is_file(&link.url)
        {
            let message = format!("`{label}` is the same file as `{other}`");
            let place = first.destination;
            cx.report(link.destination, message)
                .related(place, "the same file")
                .help("one of the two was probably copied; link each label to its own file");
            return;
        }
        files.push((kind, link));
    }
}

fn report(cx: &mut Context<'_>, Copied { copy, origin, proof }: &Copied) {
    let entry = cx.list.entry(origin.entry);
    let line = cx.document.source().line_index(entry.span.start) + 1;
    let message = format!("same link as {} (line {line})", quoted(entry));
    let help = match proof {
        Proof::Name => "the link has the name of the other entry, so this one was probably copied",
        Proof::Evidence => "the other entry fits the link better, so this one was probably copied",
        Proof::None => "one of the two was probably copied; if both entries are the same paper, delete one",
    };
    let place = cx.link(origin.link).destination;
    cx.report(cx.link(copy.link).destination, message)
        .related(place, "the same link under another title")
        .help(help);
}

/// The uses of a target, one for each title of enough letters; none where the target is shared on purpose.
fn differently_titled(cx: &View<'_>, target: &Target, shortest: usize) -> Vec<Use> {
    let (mut papers, mut data_sets) = (Vec::new(), Vec::new());
    let mut titles = BTreeSet::new();
    for &link in &target.uses {
        let (entry, key) = (cx.list.entry(link.entry), cx.list.index().title(link.entry));
        if key.as_str().len() < shortest
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
fn is_of_one_entry(cx: &View<'_>, target: &Target) -> bool {
    if let Some(identity) = &target.identity {
        return identity.is_paper();
    }
    let first = target.uses[0];
    // A project page, a blog or the slides of a talk may be about several papers.
    let is_called_paper =
        says_paper(label_text(cx, first)) || is_title(cx.list.entry(first.entry), cx.link(first.link).label);
    first.role == Role::Paper && is_deep(&cx.link(first.link).url) && is_called_paper
}

fn label_text<'d>(cx: &View<'d>, link: Use) -> &'d str {
    cx.document.slice(cx.link(link.link).label)
}

/// True for a page deep in a site. The front page of a laboratory or a journal may be linked for several papers.
fn is_deep(url: &str) -> bool {
    let path = url.split_once("://").map_or(url, |(_, path)| path);
    path.split(['/', '?']).filter(|part| !part.is_empty()).count() > 2
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
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “Finding Small Ships in Large Pictures” (line 4)
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
                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “Position-based Scaled Gradient for Networks” (line 5)
| [Position-based Scaled Gradient for Networks](https://a.org/2) | NeurIPS 2020 | [c](https://github.com/x/PSG-pytorch) |
| [ReNet: Towards Precise Small Networks](https://a.org/3) | ECCV 2020 | [c](https://github.com/x/ReNet) |
| [Generative Quantization of Few Bits](https://a.org/4) | ECCV 2020 | [c](https://github.com/x/ReNet) |
                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “ReNet: Towards Precise Small Networks” (line 6)
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
                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “Counting Parked Cars from High Above” (line 5)
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
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “ShipNet: Finding Small Ships in Large Pictures” (line 2)
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
                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “Mapping Forest Fires within an Hour” (line 6)
",
        );
    }

    #[test]
    fn pages_and_repositories_with_the_name_of_one_entry_are_copied() {
        check(
            &CopiedLink,
            "
| Title | Venue | Links |
|---|---|---|
| WellTalk: Asking a Well for Its Depth | CVPR 2024 | [page](https://welltalk-depth.github.io) [code](https://gitee.com/tidebench/WellTalk) |
| PumpSong: Hearing a Pump Grow Tired | ECCV 2024 | [page](https://welltalk-depth.github.io) |
                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “WellTalk: Asking a Well for Its Depth” (line 4)
| RopeMark: Reading Depth from a Wet Rope | ECCV 2024 | [code](https://gitee.com/tidebench/WellTalk) |
                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “WellTalk: Asking a Well for Its Depth” (line 4)
| Mapping a Cellar by Wedge-Grid Blending | CVPR 2023 | [code](https://github.com/lampyard/Wedge-Grid-Blending) |
| Songs of Sailors from One Hum | CVPR 2023 | [code](https://github.com/lampyard/Wedge-Grid-Blending) |
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ same link as “Mapping a Cellar by Wedge-Grid Blending” (line 7)
",
        );
    }

    #[test]
    fn pages_of_groups_blogs_and_families_are_shared_on_purpose() {
        check(
            &CopiedLink,
            "
| Title | Links |
|---|---|
| MirrorHull: Finding Hidden Hulls by Looking Twice | [Proj](https://sites.google.com/view/lensund/research/hulls) |
| A Second Branch for Hulls that Hide | [Code](https://sites.google.com/view/lensund/research/hulls) |
| Gannet 4.x (Large / Tiny / 4.2 Large) | [News](https://blog.millpond.org/technology/ai/) |
| Gannet 3.0 / 3.5 (Large / Tiny) | [News](https://blog.millpond.org/technology/ai/) |
| Gannet-1.5-7B | [Paper](https://storage.millpond.org/media/gannet_v1_5_report.pdf) |
| Gannet-1.5-70B | [Paper](https://storage.millpond.org/media/gannet_v1_5_report.pdf) |
| Ropes are Chains: Shorter Proofs for Long Lines | [Code](https://github.com/chain-lines/viper) |
| Viper: Long Lines in Linear Time with Chosen States | [Code](https://github.com/chain-lines/viper) |
",
        );
    }

    #[test]
    fn one_file_under_two_labels_was_copied() {
        check(
            &CopiedLink,
            "
- Lamps that Lie about the Hour. CVPR 2024. [[paper](https://x.org/lie.pdf)] [[supplement](https://x.org/lie.pdf)]
                                                                                           ^^^^^^^^^^^^^^^^^^^^^ `supplement` is the same file as `paper`
- Lamps that Ask the Hour. CVPR 2024. [[paper](https://x.org/ask.pdf)] [[pdf](https://x.org/ask.pdf)]
- Lamps that Know the Hour. CVPR 2024. [[paper](https://x.org/know)] [[poster](https://x.org/know)]
",
        );
    }
}
