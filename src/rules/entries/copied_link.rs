//! `copied-link`: one link under two titles, mostly copied from the row above.

use crate::{
    config::Role,
    identity::{Identity, title},
    list::{Entry, Field, List, Target, alike, evidence, head},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::quote,
    },
};

pub(super) struct CopiedLink;

static META: Meta = meta!("copied-link", Entries, Warning, List);

/// Shorter titles may be names or labels.
const SHORTEST_TITLE: usize = 15;
/// What more entries than this link to is shared on purpose: three data sets of one paper.
const MOST_TITLES: usize = 3;

impl Rule for CopiedLink {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let list = cx.list;
        let trends = evidence::trends(list);
        for target in list
            .index()
            .targets()
            .iter()
            .filter(|target| target.uses.len() > 1)
        {
            let uses = differently_titled(cx, target);
            if uses.len() < 2 {
                continue;
            }
            let found = if is_paper(cx, target) {
                copies_of_paper(list, target, &uses, &trends)
            } else {
                copy_of_code(list, target, &uses, &trends).into_iter().collect()
            };
            for (copy, origin) in found {
                report(cx, target, copy, origin);
            }
        }
    }
}

fn report(cx: &mut Context<'_>, target: &Target, copy: usize, origin: usize) {
    let (document, list) = (cx.document, cx.list);
    let destination = |at: usize| document.links()[target.uses[at].link].destination;
    let title = |at: usize| {
        list.entries()[target.uses[at].entry]
            .label()
            .map(|label| quote(&label.text))
    };
    let other = title(origin).unwrap_or_default();
    let finding = cx.report(destination(copy), format!("this is also the link of {other}"));
    finding.related(destination(origin), "the same link under another title");
    finding.help("one of them was copied by mistake, unless both titles are of one paper: then keep one");
}

/// The uses of a target, by index, one for each title. Empty where the target is shared on purpose.
fn differently_titled(cx: &View<'_>, target: &Target) -> Vec<usize> {
    let (entries, index) = (cx.list.entries(), cx.list.index());
    let mut found: Vec<usize> = Vec::new();
    for (at, link) in target.uses.iter().enumerate() {
        let key = index.title(link.entry);
        let is_new = || {
            found
                .iter()
                .all(|&seen| index.title(target.uses[seen].entry) != key)
        };
        let counts = key.as_str().len() >= SHORTEST_TITLE
            && names_paper(cx, &entries[link.entry])
            && is_own(cx, link.entry, link.link);
        if !counts || !is_new() {
            continue;
        }
        if found.len() == MOST_TITLES {
            return Vec::new();
        }
        found.push(at);
    }
    let is_data = |at: &usize| is_among_data(cx, &entries[target.uses[*at].entry]);
    let all_data = found.iter().all(is_data);
    // A data set links to the paper that it comes from.
    found.retain(|at| all_data || !is_data(at));
    found
}

/// Whether an entry stands in a section of data sets.
fn is_among_data(cx: &View<'_>, entry: &Entry<'_>) -> bool {
    let heading = entry.section.map(|section| &cx.document.headings()[section].text);
    let heading = heading.map_or(String::new(), |text| head(text).to_lowercase());
    ["dataset", "benchmark", "corpus"]
        .iter()
        .any(|word| heading.contains(word))
}

/// Whether an entry is about a paper: not news that tell of one, not the name of a data set, and not a venue.
fn names_paper(cx: &View<'_>, entry: &Entry<'_>) -> bool {
    /// Names of data sets are shorter.
    const SHORTEST_AMONG_DATA: usize = 40;
    let text = entry
        .label()
        .map_or(String::new(), |label| head(&label.text).to_lowercase());
    let starts_news = ["we ", "our ", "this ", "released", "introducing "]
        .iter()
        .any(|word| text.starts_with(word));
    let is_news = starts_news || [" released", " our "].iter().any(|word| text.contains(word));
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = text.rsplit(|c: char| !c.is_alphanumeric()).take(2);
    let is_venue = text.ends_with(|c: char| c.is_ascii_digit()) && words.any(is_year);
    let is_name = (text.len() < SHORTEST_AMONG_DATA || text.contains("dataset")) && is_among_data(cx, entry);
    !is_news && !is_venue && !is_name
}

/// Whether a link is to the entry's own paper or code. Next to it some link others, by their names.
fn is_own(cx: &View<'_>, entry: usize, link: usize) -> bool {
    let (index, entry) = (cx.list.index(), &cx.list.entries()[entry]);
    let target = index.target_of(link);
    let is_paper = |at: &usize| {
        index.targets()[*at]
            .identity
            .as_ref()
            .is_some_and(Identity::is_paper)
    };
    if !target.is_some_and(|target| is_paper(&target)) {
        return true;
    }
    let is_only = index
        .targets_of(entry)
        .all(|other| Some(other) == target || !is_paper(&other));
    let found = &cx.document.links()[link];
    let holds = |title: &Field| found.label.contains(title.span) || title.span.contains(found.label);
    let holds_title = entry.title.as_ref().is_some_and(holds);
    is_only || holds_title || found.label.is_empty() || says_paper(head(cx.document.slice(found.label)))
}

/// Whether a label says that a link leads to the paper.
fn says_paper(label: &str) -> bool {
    let lower = label.to_lowercase();
    ["paper", "pdf", "arxiv", "pub", "link", "badge"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Whether a target belongs to one entry alone: a paper or a talk, not a repository or a site.
fn is_paper(cx: &View<'_>, target: &Target) -> bool {
    if let Some(identity) = &target.identity {
        return identity.is_paper();
    }
    let url = &*cx.document.links()[target.uses[0].link].url;
    let is_talk = url.contains("youtu.be/") || url.contains("youtube.com/watch");
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let is_deep = path.split(['/', '?']).filter(|part| !part.is_empty()).count() > 2;
    is_talk || target.uses[0].role == Role::Paper && is_deep
}

/// Pairs of uses, by index: a link that is likely a copy, and the one that it was copied from.
fn copies_of_paper(list: &List<'_>, target: &Target, uses: &[usize], trends: &[i32]) -> Vec<(usize, usize)> {
    let entry = |at: &usize| target.uses[*at].entry;
    let section = |at: &usize| list.entries()[entry(at)].section;
    let is_one_section = uses.iter().all(|at| section(at) == section(&uses[0]));
    let trend = |at: &usize| trends[section(at).map_or(0, |section| section + 1)];
    let is_newest_first = is_one_section && trend(&uses[0]) > 0;
    let rank = |at: &usize| {
        let place = i64::try_from(*at).unwrap_or(i64::MAX);
        (
            evidence::belongs(list, target, entry(at))
                + evidence::fits_place(list, target, entry(at), trend(at)),
            if is_newest_first { place } else { -place },
        )
    };
    let Some(origin) = uses.iter().copied().max_by_key(rank) else {
        return Vec::new();
    };
    let copies = uses.iter().copied().filter(|at| {
        let (copy, origin) = (entry(at), entry(&origin));
        copy != origin && !alike::may_be_one(list.entries(), list.index(), copy, origin)
    });
    copies.map(|copy| (copy, origin)).collect()
}

/// Links are copied from one of the next entries.
const FURTHEST: usize = 4;

/// A repository may hold the code of several papers. It is a copy where it bears the name of a near entry alone, or where
/// the page of the project was copied with it.
fn copy_of_code(list: &List<'_>, target: &Target, uses: &[usize], trends: &[i32]) -> Option<(usize, usize)> {
    let &[first, second] = uses else { return None };
    let entry = |at: usize| target.uses[at].entry;
    (entry(first).abs_diff(entry(second)) <= FURTHEST).then_some(())?;
    let named_after =
        |&(copy, origin): &(usize, usize)| is_named_after(list, target, entry(copy), entry(origin));
    let by_name = [(first, second), (second, first)].into_iter().find(named_after);
    by_name.or_else(|| {
        let is_block = is_block_copy(list, target, entry(first), entry(second));
        is_block.then(|| copies_of_paper(list, target, uses, trends).pop())?
    })
}

/// Whether a repository bears the name of one entry and nothing of the other's.
fn is_named_after(list: &List<'_>, target: &Target, copy: usize, origin: usize) -> bool {
    let Some(repository) = target.identity.as_ref().and_then(Identity::repository) else {
        return false;
    };
    let (named, key) = (&list.entries()[origin], title::key(&repository.name));
    let (own, own_title) = (
        alike::acronym(&list.entries()[copy]),
        list.index().title(copy).as_str(),
    );
    let shares = [own.as_str(), own_title]
        .iter()
        .any(|text| text.contains(key.as_str()))
        || !own.is_empty() && key.as_str().contains(own.as_str());
    let is_named = alike::acronym(named) == key && !shares_word(named, own_title);
    // `PSG` of `PSG-pytorch`.
    let initials = repository.name.split(['-', '_', '.']).next().unwrap_or_default();
    let bears_initials = |at: usize| has_initials(&list.entries()[at], initials);
    !shares && (is_named || bears_initials(origin) && !bears_initials(copy))
}

/// Whether the words of a title start with the letters of a name: `Scaled Gradient Descent for All` and `SGD`.
fn has_initials(entry: &Entry<'_>, name: &str) -> bool {
    /// Two letters start the words of many titles.
    const FEWEST: usize = 3;
    let title = entry.title.as_ref().map_or("", |title| head(&title.text));
    let mut words = title.split_whitespace();
    let mut letters = name.chars();
    let starts = |letter: char| {
        let word = words.next().and_then(|word| word.chars().next());
        word.is_some_and(|first| first.eq_ignore_ascii_case(&letter))
    };
    name.len() >= FEWEST && letters.all(starts)
}

/// Whether a title has a word of the name that stands before the colon of another: both may be of one group.
fn shares_word(named: &Entry<'_>, other: &str) -> bool {
    /// Shorter words stand in many titles.
    const SHORTEST: usize = 5;
    let label = named.label().map_or("", |label| head(&label.text));
    let name = label.split([':', '：']).next().unwrap_or(label);
    let mut words = name.split_whitespace().map(title::key);
    words.any(|word| word.as_str().len() >= SHORTEST && other.contains(word.as_str()))
}

/// Whether two entries with papers of their own share this and one more link, and this is the first of them.
fn is_block_copy(list: &List<'_>, target: &Target, first: usize, second: usize) -> bool {
    let index = list.index();
    let targets = |at: usize| index.targets_of(&list.entries()[at]);
    let mut shared: Vec<usize> = targets(second)
        .filter(|at| targets(first).any(|other| other == *at))
        .collect();
    let is_first = shared.first().copied() == index.target_of(target.uses[0].link);
    shared.sort_unstable();
    shared.dedup();
    let is_paper = |at: &usize| {
        let identity = index.targets()[*at].identity.as_ref();
        identity.is_some_and(Identity::is_paper)
    };
    let has_paper = |at: usize| targets(at).any(|at| is_paper(&at));
    is_first && shared.len() > 1 && !shared.iter().any(is_paper) && has_paper(first) && has_paper(second)
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
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is also the link of “Finding Small Ships in Large Pictures”
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
                                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is also the link of “Position-based Scaled Gradient for Networks”
| [Position-based Scaled Gradient for Networks](https://a.org/2) | NeurIPS 2020 | [c](https://github.com/x/PSG-pytorch) |
| [ReNet: Towards Precise Small Networks](https://a.org/3) | ECCV 2020 | [c](https://github.com/x/ReNet) |
| [Generative Quantization of Few Bits](https://a.org/4) | ECCV 2020 | [c](https://github.com/x/ReNet) |
                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ this is also the link of “ReNet: Towards Precise Small Networks”
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
                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is also the link of “Counting Parked Cars from High Above”
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
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is also the link of “ShipNet: Finding Small Ships in Large Pictures”
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
}
