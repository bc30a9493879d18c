//! `duplicate-entry`: a paper that one section holds twice.

use crate::{
    config::Role,
    finding::{Edit, Fix},
    identity::{Identity, title},
    list::{Entry, EntryLink, Place, alike, head},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{own_lines, quote},
    },
};

pub(super) struct DuplicateEntry;

static META: Meta = meta!("duplicate-entry", Entries, Warning, List).with_unsafe_fix();

/// Shorter titles may be those of two papers.
const SHORTEST_TITLE: usize = 25;
/// Longer titles are hardly those of two pages.
const SURE_TITLE: usize = 60;
/// What more entries link to is no paper of one of them.
const MOST_USES: usize = 6;
/// How alike the titles are of entries that share their code and not their paper.
const NEARLY_EQUAL: f64 = 0.9;

impl Rule for DuplicateEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut pairs: Vec<(usize, usize)> = same_title(cx);
        pairs.extend(same_target(cx));
        pairs.retain(|&(again, first)| is_comparable(cx, again, first));
        pairs.sort_unstable();
        pairs.dedup_by_key(|(again, _)| *again);
        drop_tables_of_figures(cx, &mut pairs);
        let follows = |a: &(usize, usize), b: &(usize, usize)| b.0 == a.0 + 1 && b.1 == a.1 + 1;
        for run in pairs.chunk_by(follows) {
            report(cx, run);
        }
    }
}

/// In a table that repeats one row in four or more, a row is no entry but a figure or a variant of one.
fn drop_tables_of_figures(cx: &View<'_>, pairs: &mut Vec<(usize, usize)>) {
    const ROWS_PER_REPEAT: usize = 4;
    let tables: Vec<_> = cx
        .document
        .tables()
        .iter()
        .chain(cx.document.html_tables())
        .collect();
    let mut repeats = vec![0; tables.len()];
    let table = |entry: usize| match cx.list.entries()[entry].place {
        Place::Row { table, .. } => Some(table),
        Place::Item | Place::Paragraph => None,
    };
    for table in pairs.iter().filter_map(|(again, _)| table(*again)) {
        repeats[table] += 1;
    }
    pairs.retain(|(again, _)| {
        table(*again).is_none_or(|table| {
            repeats[table] == 1 || repeats[table] * ROWS_PER_REPEAT < tables[table].rows.len()
        })
    });
}

/// Whether two entries stand in one section, and in one table if in any.
fn is_one_section(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let table = |entry: &Entry<'_>| match entry.place {
        Place::Row { table, .. } => Some(table),
        Place::Item | Place::Paragraph => None,
    };
    a.section == b.section && table(a) == table(b)
}

/// Entries with the title of one before them, each with that one.
fn same_title(cx: &View<'_>) -> Vec<(usize, usize)> {
    let (entries, index) = (cx.list.entries(), cx.list.index());
    let is_long = |group: &&Vec<usize>| index.title(group[0]).as_str().len() >= SHORTEST_TITLE;
    let groups = index.namesakes().iter().filter(is_long);
    let pairs = groups.flat_map(|group| group.windows(2).map(|pair| (pair[1], pair[0])));
    let papers = pairs.filter(|&(again, first)| {
        index.shares_target(&entries[again], &entries[first]) || is_paper(cx, again) && is_paper(cx, first)
    });
    papers.collect()
}

/// Whether two entries would be compared by a reader: they stand side by side and are told apart by nothing else.
fn is_comparable(cx: &View<'_>, a: usize, b: usize) -> bool {
    let (left, right) = (&cx.list.entries()[a], &cx.list.entries()[b]);
    is_one_section(left, right)
        && !is_news(cx, left)
        && !differ_by_name(left, right)
        && !has_other_code(cx, a, b)
}

/// News may tell of a paper twice.
fn is_news(cx: &View<'_>, entry: &Entry<'_>) -> bool {
    let heading = entry.section.map(|section| &cx.document.headings()[section].text);
    let heading = heading.map_or(String::new(), |text| head(text).to_lowercase());
    ["news", "update", "announcement"]
        .iter()
        .any(|word| heading.contains(word))
}

/// Whether a list names two things, such as two models or data sets of one paper, or a method and its successor `Name+`.
fn differ_by_name(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let pluses = |entry: &Entry<'_>| {
        entry
            .label()
            .map_or(0, |label| head(&label.text).matches('+').count())
    };
    if pluses(a) != pluses(b) {
        return true;
    }
    let name = |entry: &Entry<'_>| entry.name.as_ref().map(|name| title::key(head(&name.text)));
    let (Some(left), Some(right)) = (name(a), name(b)) else {
        return false;
    };
    !left.as_str().contains(right.as_str()) && !right.as_str().contains(left.as_str())
}

/// Whether an entry has a title and a paper: what stands in a link may be a venue with its year.
fn is_paper(cx: &View<'_>, at: usize) -> bool {
    let (index, entry) = (cx.list.index(), &cx.list.entries()[at]);
    let last = entry
        .title
        .as_ref()
        .and_then(|title| head(&title.text).split_whitespace().next_back());
    let is_venue = last.is_none_or(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let is_paper = |link: &EntryLink| {
        let identity = index.identity(link.link);
        link.role == Role::Paper || identity.is_some_and(Identity::is_paper)
    };
    !is_venue && (index.title(at).as_str().len() >= SURE_TITLE || entry.links.iter().any(is_paper))
}

/// Whether both link to code and to none in common: in a list of implementations a paper has several.
fn has_other_code(cx: &View<'_>, a: usize, b: usize) -> bool {
    let index = cx.list.index();
    let code = |at: usize| {
        let targets = index.targets_of(&cx.list.entries()[at]);
        targets.filter(|target| {
            let identity = index.targets()[*target].identity.as_ref();
            identity.is_some_and(Identity::is_code)
        })
    };
    let has_both = code(a).next().is_some() && code(b).next().is_some();
    has_both && !code(a).any(|target| code(b).any(|other| other == target))
}

/// Entries with a link of one before them under nearly the same title, each with that one.
fn same_target(cx: &View<'_>) -> Vec<(usize, usize)> {
    let (entries, index) = (cx.list.entries(), cx.list.index());
    let targets = index.targets().iter();
    let shared = targets.filter(|target| (2..=MOST_USES).contains(&target.uses.len()));
    let pairs = shared.flat_map(|target| {
        let is_paper = target.identity.as_ref().is_some_and(Identity::is_paper);
        let pairs = target.uses.windows(2);
        pairs.map(move |pair| (is_paper, pair[1].entry, pair[0].entry))
    });
    let is_long = |at| index.title(at).as_str().len() >= SHORTEST_TITLE;
    let twins = pairs.filter(|&(is_paper, again, first)| {
        let is_one = || {
            if is_paper {
                alike::may_be_one(entries, index, again, first)
            } else {
                are_nearly_equal(cx, again, first)
            }
        };
        is_long(again) && is_long(first) && is_one()
    });
    twins.map(|(_, again, first)| (again, first)).collect()
}

/// Whether two titles differ by a few letters only, none of them in a name or a number.
fn are_nearly_equal(cx: &View<'_>, a: usize, b: usize) -> bool {
    let (entries, index) = (cx.list.entries(), cx.list.index());
    let is_of_other_year = entries[a].venue.is_some() && entries[a].year != entries[b].year;
    let marks = |at: usize| {
        let text = entries[at].label().map_or("", |label| head(&label.text));
        let name = text.split_once(':').map_or("", |(name, _)| name);
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        // A slip changes a word; one more word in another year is that of a later paper.
        let words = is_of_other_year.then(|| text.split_whitespace().count());
        (name.trim().to_lowercase(), digits, words)
    };
    marks(a) == marks(b) && index.title(a).similarity(index.title(b)) >= NEARLY_EQUAL
}

/// Reports entries that follow each other in both places: a part of the list that was pasted twice is one finding.
fn report(cx: &mut Context<'_>, run: &[(usize, usize)]) {
    let (document, entries) = (cx.document, cx.list.entries());
    let place = |at: usize| entries[at].label().map_or(entries[at].span, |label| label.span);
    let [(again, first), rest @ ..] = run else { return };
    let title = entries[*again]
        .label()
        .map_or(String::new(), |label| quote(&label.text));
    let message = match rest.len() {
        0 => format!("{title} stands in this section already"),
        more => format!(
            "{title} and the {} after it stand in this section already",
            if more == 1 {
                "entry".to_owned()
            } else {
                format!("{more} entries")
            }
        ),
    };
    let finding = cx.report(place(*again), message);
    finding.related(place(*first), "here");
    if let (Some(lines), []) = (own_lines(document, &entries[*again]), rest) {
        finding.fix(Fix::unsafe_("delete the later one", vec![Edit::delete(lines)]).reshaping());
    }
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
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “Finding small ships in large pictures” stands in this section already

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
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ “Finding Small Ships in Large Pictures with Trans…” stands in this section already
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
            stand in this section already\n";
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
