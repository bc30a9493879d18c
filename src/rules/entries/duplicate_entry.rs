//! `duplicate-entry`: a paper that one section holds twice.

use std::collections::{BTreeSet, HashMap};

use super::shared::{
    Twin, are_together, differ_by_name, has_long_title, have_other_code, heading, label, own_lines, quoted,
};
use crate::{
    config::Role,
    document::TableId,
    finding::{Edit, Fix},
    handle::Handle,
    identity::{Identity, is_four_digits},
    list::{Entry, EntryId, List, Target, alike, beginning},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::contains_any,
    },
    source::Span,
};

pub(super) struct DuplicateEntry;

static META: Meta = meta!("duplicate-entry", Entries, Warning, List)
    .with_help("delete the entry that says less")
    .with_unsafe_fix();

/// Few longer titles are the titles of two pages.
const SURE_TITLE: usize = 60;
/// A target that more entries link to is not the paper of one of them.
const MAX_USES: usize = 6;
/// Entries that share their code and not their paper are one paper if their titles share so many letters: of 162,312
/// titles 1.1 % have another one that is as alike.
const NEARLY_EQUAL: f64 = 0.9;
/// In a table that repeats one row in four or more, a row is a figure or a variant of a paper: a table of results.
const ROWS_PER_REPEAT: usize = 4;

impl Rule for DuplicateEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut twins = same_title(cx);
        twins.extend(same_target(cx));
        twins.retain(|twin| is_comparable(cx, *twin));
        twins.sort_unstable();
        twins.dedup_by_key(|twin| twin.again);
        drop_tables_of_figures(cx, &mut twins);
        for block in twins.chunk_by(|a, b| is_followed_by(*a, *b)) {
            report(cx, block);
        }
    }
}

/// True if two entries after each other repeat two entries after each other.
fn is_followed_by(a: Twin, b: Twin) -> bool {
    b.again.follows(a.again) && b.first.follows(a.first)
}

/// Entries with the title of an earlier one, each with that one.
fn same_title(cx: &View<'_>) -> Vec<Twin> {
    let mut twins = Vec::new();
    for group in cx.list.index().namesakes() {
        let is_long = has_long_title(cx.list, group[0]);
        for pair in group.windows(2) {
            let twin = Twin {
                again: pair[1],
                first: pair[0],
            };
            // Without a link in common the title alone has to show that it is that of a paper.
            let [again, first] = twin.entries(cx.list);
            if !is_long {
                // A short title may be that of two papers, but not with all links in common.
                if have_same_links(cx.list, again, first) {
                    twins.push(twin);
                }
                continue;
            }
            if cx.list.index().shares_target(again, first)
                || is_paper(cx.list, twin.again) && is_paper(cx.list, twin.first)
            {
                twins.push(twin);
            }
        }
    }
    twins
}

/// True if two entries link to the same paper and to the same other targets.
fn have_same_links(list: &List<'_>, a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let index = list.index();
    let targets = |entry| index.targets_of(entry).collect::<BTreeSet<_>>();
    let (a, b) = (targets(a), targets(b));
    a == b && a.iter().any(|id| index.target(*id).is_paper())
}

/// True if two entries link to different papers of arXiv, and to none in common.
fn have_other_papers(list: &List<'_>, a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let index = list.index();
    let papers = |entry: &Entry<'_>| -> BTreeSet<String> {
        let links = entry
            .links
            .iter()
            .filter_map(|link| match index.identity(link.link) {
                Some(Identity::Arxiv(arxiv)) => Some(arxiv.id.clone()),
                _ => None,
            });
        links.collect()
    };
    let (a, b) = (papers(a), papers(b));
    !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
}

/// Entries with a link of an earlier one under nearly the same title, each with that one.
fn same_target(cx: &View<'_>) -> Vec<Twin> {
    let mut twins = Vec::new();
    for target in cx.list.index().targets() {
        if target.uses.len() > MAX_USES {
            continue;
        }
        for pair in target.uses.windows(2) {
            let twin = Twin {
                again: pair[1].entry,
                first: pair[0].entry,
            };
            if has_long_title(cx.list, twin.again)
                && has_long_title(cx.list, twin.first)
                && may_be_one(cx.list, target, twin)
            {
                twins.push(twin);
            }
        }
    }
    twins
}

/// True if two entries that link to one target may be one paper.
fn may_be_one(list: &List<'_>, target: &Target, twin: Twin) -> bool {
    // A paper has one title, which may have changed; one repository holds the code of several papers.
    if target.is_paper() {
        alike::may_be_one(list, twin.again, twin.first)
    } else {
        are_nearly_equal(list, twin)
    }
}

/// True if readers would compare two entries: they are in one place, and differ only in their order.
fn is_comparable(cx: &View<'_>, twin: Twin) -> bool {
    let [again, first] = twin.entries(cx.list);
    are_together(again, first)
        // News may mention a paper twice: when it is accepted, and when its code is released.
        && !contains_any(&heading(cx, again), &["news", "update", "announcement"])
        && !differ_by_name(again, first)
        && !have_other_code(cx.list, again, first)
        && !have_other_papers(cx.list, again, first)
}

/// True if an entry has a title and a link to a paper, or a title that is long enough without one.
fn is_paper(list: &List<'_>, id: EntryId) -> bool {
    let (index, entry) = (list.index(), list.entry(id));
    let Some(title) = &entry.title else { return false };
    // A link may be labelled with a venue and its year, as in `npj Digital Medicine, 2023`.
    let mut words = beginning(&title.text).split_whitespace();
    if words.next_back().is_none_or(is_four_digits) {
        return false;
    }
    index.title(id).as_str().len() >= SURE_TITLE
        || entry
            .links
            .iter()
            .any(|link| link.role == Role::Paper || index.identity(link.link).is_some_and(Identity::is_paper))
}

/// True if two titles differ by a few letters only, none of them in a name or a number.
fn are_nearly_equal(list: &List<'_>, twin: Twin) -> bool {
    let [again, first] = twin.entries(list);
    let [text, other] = [again, first].map(label);
    // A typo changes a word; one more word in another year is the title of a later paper.
    if again.venue.is_some()
        && again.year != first.year
        && text.split_whitespace().count() != other.split_whitespace().count()
    {
        return false;
    }
    // The nearest titles of two papers differ by a number, such as `32k` and `64k`.
    method(text) == method(other)
        && digits(text) == digits(other)
        && list
            .index()
            .title(twin.again)
            .similarity(list.index().title(twin.first))
            >= NEARLY_EQUAL
}

/// The name before the colon of a title, in lower case; empty without one.
fn method(title: &str) -> String {
    title
        .split_once(':')
        .map_or(String::new(), |(name, _)| name.trim().to_lowercase())
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Drops the repeated rows of tables of results.
fn drop_tables_of_figures(cx: &View<'_>, twins: &mut Vec<Twin>) {
    let mut repeats: HashMap<TableId, usize> = HashMap::new();
    for twin in &*twins {
        if let Some(table) = cx.list.entry(twin.again).table() {
            *repeats.entry(table).or_default() += 1;
        }
    }
    twins.retain(|twin| match cx.list.entry(twin.again).table() {
        Some(table) => {
            repeats[&table] == 1 || repeats[&table] * ROWS_PER_REPEAT < cx.document.table(table).rows.len()
        }
        None => true,
    });
}

/// Reports entries that follow each other in both places: a part of the list that was pasted twice is one finding.
fn report(cx: &mut Context<'_>, block: &[Twin]) {
    let [twin, rest @ ..] = block else { return };
    let [again, first] = twin.entries(cx.list);
    let title = quoted(again);
    let message = match rest.len() {
        0 => format!("{title} is already listed in this section"),
        1 => format!("{title} and the entry after it are already in this section"),
        more => format!("{title} and the {more} entries after it are already in this section"),
    };
    // Which of two blocks is the right one is for a person to say.
    let fix = if rest.is_empty() {
        deletion(cx, again)
    } else {
        None
    };
    cx.report(place(again), message)
        .related(place(first), "here")
        .fix(fix);
}

fn deletion(cx: &View<'_>, entry: &Entry<'_>) -> Option<Fix> {
    let lines = own_lines(cx.document, entry)?;
    Some(Fix::risky("delete the later one", vec![Edit::delete(lines)]).reshaping())
}

/// The title or name of an entry, or the whole entry without one.
fn place(entry: &Entry<'_>) -> Span {
    entry.label().map_or(entry.span, |label| label.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn one_title_twice_in_a_section_is_reported() {
        check(
            &DuplicateEntry,
            "
# Detection

- **Finding Small Ships in Large Pictures** [[paper](https://arxiv.org/abs/2401.00001)]
- **Counting Cars from Above** [[paper](https://arxiv.org/abs/2401.00002)]
- Finding small ships in large pictures. ICCV 2025 [[paper](https://openreview.net/forum?id=abcdefghij)]
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “Finding small ships in large pictures” is already listed in this section

# Transformers

- **Finding Small Ships in Large Pictures** [[paper](https://arxiv.org/abs/2401.00001)]
",
        );
    }

    #[test]
    fn one_paper_under_an_older_title_is_reported() {
        check(
            &DuplicateEntry,
            "
| Title | Venue | Paper |
|---|---|---|
| Finding Ships in Large Pictures with Transformers | arXiv 2024 | [p](https://arxiv.org/abs/2401.00001) |
| Finding Small Ships in Large Pictures with Transformers | ICCV 2025 | [p](https://arxiv.org/abs/2401.00001v2) |
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “Finding Small Ships in Large Pictures with Trans…” is already listed in this section
| Counting Cars in Large Pictures with Transformers | arXiv 2024 | [p](https://arxiv.org/abs/2401.00002) |
",
        );
    }

    #[test]
    fn a_part_that_was_pasted_twice_is_one_finding() {
        let part = "- **Finding Small Ships in Large Pictures** [[paper](https://arxiv.org/abs/2401.00001)]
- **Counting Parked Cars from High Above** [[paper](https://arxiv.org/abs/2401.00002)]
- **Mapping Forest Fires within One Hour** [[paper](https://arxiv.org/abs/2401.00003)]
";
        let mark = "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “Finding Small Ships in Large Pictures” and the 2 entries after it \
            are already in this section\n";
        let (first, rest) = part.split_at(part.find('\n').map_or(0, |at| at + 1));
        check(&DuplicateEntry, &format!("{part}{first}{mark}{rest}"));
    }

    #[test]
    fn what_is_told_apart_by_name_code_or_figure_is_left_alone() {
        check(
            &DuplicateEntry,
            "
| Model | Title | Paper |
|---|---|---|
| Ships-7B | A Family of Models that Find Ships | [p](https://arxiv.org/abs/2401.00001) |
| Boats-13B | A Family of Models that Find Ships | [p](https://arxiv.org/abs/2401.00001) |

## Implementations

- **Finding Small Ships in Large Pictures** [[code](https://github.com/a/ships)]
- **Finding Small Ships in Large Pictures** [[code](https://github.com/b/ships-pytorch)]

## Results

| Figure | Title | Paper |
|---|---|---|
| 0.7 | Finding Small Ships in Large Pictures | [p](https://arxiv.org/abs/2401.00001) |
| 0.6 | Finding Small Ships in Large Pictures | [p](https://arxiv.org/abs/2401.00001) |
| 0.5 | Finding Small Ships in Large Pictures | [p](https://arxiv.org/abs/2401.00001) |

## News

- We present [Finding Small Ships in Large Pictures](https://arxiv.org/abs/2401.00001)
- Accepted: [Finding Small Ships in Large Pictures](https://arxiv.org/abs/2401.00001)
",
        );
    }

    #[test]
    fn a_number_or_a_name_makes_another_title() {
        check(
            &DuplicateEntry,
            "
- **ShipNet: Finding Small Ships in Large Pictures** [[code](https://github.com/a/ships)]
- **ShipNet+: Finding Small Ships in Large Pictures** [[code](https://github.com/a/ships)]
- A side by side comparison of long contexts with 32k words [here](https://example.org/long-context)
- A side by side comparison of long contexts with 64k words [here](https://example.org/long-context)
",
        );
    }
}
