//! `unlisted-section`: a section that the table of contents omits, though it lists the others of its rank.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    document::{Contents, ContentsEntry, Document, Heading, Link, parents},
    finding::{Edit, Fix},
    list::letters,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::quote,
    },
    source::Span,
};

pub(super) struct UnlistedSection;

static META: Meta = meta!("unlisted-section", Contents, Warning, Page).with_unsafe_fix();

impl Rule for UnlistedSection {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let longest = document.contents().iter().rev();
        let Some(contents) = longest.max_by_key(|contents| contents.entries.len()) else {
            return;
        };
        let listing = Listing::new(document, contents);
        for heading in listing.omitted() {
            listing.report(cx, heading);
        }
    }
}

/// Words that start the names of sections which lists leave out of their contents on purpose.
const EXEMPT: [&str; 34] = [
    "about",
    "acknowledg",
    "author",
    "bibtex",
    "catalog",
    "coming",
    "changelog",
    "cite",
    "citation",
    "citing",
    "contact",
    "content",
    "contribut",
    "copyright",
    "disclaimer",
    "feedback",
    "highlight",
    "how",
    "introduction",
    "keyword",
    "license",
    "maintain",
    "news",
    "note",
    "overview",
    "reference",
    "sponsor",
    "star",
    "support",
    "tip",
    "todo",
    "toc",
    "update",
    "welcome",
];

/// So many sections of one rank have to be listed before another one is owed.
const ENOUGH: usize = 3;
/// And so many times as many as are omitted: contents that list few of many sections are a selection.
const TIMES: usize = 3;

/// Which headings the contents list.
struct Listing<'d> {
    document: &'d Document<'d>,
    contents: &'d Contents,
    /// The entry of each heading in the contents.
    entries: HashMap<usize, &'d ContentsEntry>,
    /// The headings to which any link of the page leads, or that an entry names.
    listed: HashSet<usize>,
    /// The words of the entries that lead nowhere, by the heading of the entry before them.
    lost: HashMap<usize, HashSet<String>>,
    /// The words that they start with, wherever they stand.
    lost_starts: HashSet<String>,
}

/// A heading without an entry, and the entry of the nearest one above it of its rank and section.
type Omitted<'d> = (usize, Option<&'d ContentsEntry>);

/// The headings of one rank in one section, or in all that the contents go into.
#[derive(Default)]
struct Group<'d> {
    listed: usize,
    last: Option<&'d ContentsEntry>,
    omitted: Vec<Omitted<'d>>,
}

impl<'d> Listing<'d> {
    fn new(document: &'d Document<'d>, contents: &'d Contents) -> Self {
        let mut entries = HashMap::new();
        for entry in contents.entries.iter().rev() {
            entries.extend(entry.heading.map(|heading| (heading, entry)));
        }
        Self {
            document,
            contents,
            listed: listed(document, contents),
            lost: lost(contents),
            lost_starts: lost_starts(contents),
            entries,
        }
    }

    /// The headings that are owed an entry.
    fn omitted(&self) -> Vec<Omitted<'d>> {
        let mut ranks: BTreeMap<u8, Group<'_>> = BTreeMap::new();
        for ((_, level), group) in self.groups() {
            // A section of which nothing is listed is one that the contents do not go into.
            if group.listed > 0 {
                let rank = ranks.entry(level).or_default();
                rank.listed += group.listed;
                rank.omitted.extend(group.omitted);
            }
        }
        let is_owed =
            |rank: &Group<'_>| rank.listed >= ENOUGH && rank.omitted.len() <= (rank.listed / TIMES).max(1);
        let owed = ranks.into_values().filter(is_owed).flat_map(|rank| rank.omitted);
        owed.collect()
    }

    /// The headings below the contents, by the section that they stand in and their rank.
    fn groups(&self) -> BTreeMap<(Option<usize>, u8), Group<'d>> {
        let headings = self.document.headings();
        let parents = parents(headings);
        let mut groups: BTreeMap<_, Group<'_>> = BTreeMap::new();
        let first = headings.partition_point(|heading| heading.span.start < self.contents.span.end);
        let mut lost = None;
        for (index, heading) in headings.iter().enumerate().skip(first) {
            let group = groups.entry((parents[index], heading.level)).or_default();
            if self.listed.contains(&index) {
                group.listed += 1;
                group.last = self.entries.get(&index).copied().or(group.last);
                lost = self.lost.get(&index);
            } else if !is_exempt(heading) && !self.may_be_lost(lost, heading) {
                group.omitted.push((index, group.last));
            }
        }
        groups
    }

    /// Whether an entry that leads nowhere may mean a section: one whose place it is, if they have a word in common,
    /// and any if they start with the same word.
    fn may_be_lost(&self, here: Option<&HashSet<String>>, heading: &Heading) -> bool {
        let starts = |word| self.lost_starts.contains(&word);
        let is_here = |lost: &HashSet<String>| words(&heading.text).any(|word| lost.contains(&word));
        words(&heading.text).next().is_some_and(starts) || here.is_some_and(is_here)
    }

    fn report(&self, cx: &mut Context<'_>, (index, above): Omitted<'_>) {
        let heading = &self.document.headings()[index];
        let link = |entry: &ContentsEntry| self.document.links()[entry.link].span;
        let message = format!("the table of contents does not list {}", quote(&heading.text));
        let finding = cx.report(heading.span, message);
        if let Some(entry) = above {
            finding.related(link(entry), "its entry belongs after this one");
            finding.fix = fix(self.document, entry, heading);
        } else {
            finding.related(link(&self.contents.entries[0]), "the table of contents");
        }
    }
}

/// The headings to which a link of the page leads, or which the contents name without a link.
fn listed(document: &Document<'_>, contents: &Contents) -> HashSet<usize> {
    let fragments = document.links().iter().filter_map(Link::local_fragment);
    let mut listed: HashSet<_> = fragments
        .filter_map(|fragment| document.heading_at(fragment))
        .collect();
    let labels = contents.entries.iter().map(|entry| letters(&entry.label));
    let names: HashSet<_> = labels.chain(unlinked_names(document, contents)).collect();
    let headings = document.headings().iter().enumerate();
    let found = headings.filter(|(_, heading)| names.contains(&letters(&heading.text)));
    listed.extend(found.map(|(index, _)| index));
    listed
}

/// What the first lines of the items among the entries say.
fn unlinked_names<'d>(document: &'d Document<'_>, contents: &Contents) -> impl Iterator<Item = String> + 'd {
    let source = document.source();
    let from = document
        .items()
        .partition_point(|item| item.start < contents.span.start);
    let end = contents.span.end;
    let items = document.items()[from..]
        .iter()
        .take_while(move |item| item.start < end);
    let mut done = None;
    items.filter_map(move |item| {
        // Items that start in one line are read once.
        let line = source.line_index(item.start);
        (done.replace(line) != Some(line)).then(|| {
            let end = source.line_span(line).end.max(item.start);
            letters(&document.visible_text(Span::new(item.start, end)))
        })
    })
}

/// The words of each run of entries that lead nowhere, by the heading of the entry right before the run.
fn lost(contents: &Contents) -> HashMap<usize, HashSet<String>> {
    let mut lost: HashMap<usize, HashSet<String>> = HashMap::new();
    let mut above = None;
    for entry in &contents.entries {
        above = entry.heading.or(above);
        if let Some(above) = above.filter(|_| entry.heading.is_none()) {
            lost.entry(above).or_default().extend(words(&entry.label));
        }
    }
    lost
}

fn lost_starts(contents: &Contents) -> HashSet<String> {
    let lost = contents.entries.iter().filter(|entry| entry.heading.is_none());
    lost.filter_map(|entry| words(&entry.label).next()).collect()
}

/// The words of a text, by their first letters, so that number and tense do not count. In scripts without blanks each
/// character is one.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    const STEM: usize = 4;
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.flat_map(|word| {
        let is_ascii = word.is_ascii();
        let letters = word.chars().filter(move |_| !is_ascii).map(String::from);
        let stem = is_ascii.then(|| word.chars().take(STEM).collect::<String>().to_lowercase());
        letters.chain(stem.filter(|stem| stem.len() > 2 && stem != "and" && stem != "the" && stem != "for"))
    })
}

fn is_exempt(heading: &Heading) -> bool {
    let text = heading.text.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let is_named = words.any(|word| EXEMPT.iter().any(|start| word.starts_with(start)));
    is_named || !text.contains(char::is_alphanumeric)
}

/// A line like that of an entry, right after it and the entries in it; `None` where the line holds more than a link.
fn fix(document: &Document<'_>, entry: &ContentsEntry, heading: &Heading) -> Option<Fix> {
    let source = document.source();
    let text = source.text();
    let link = &document.links()[entry.link];
    let whole = source.line_span(source.line_index(link.span.start));
    let before = &text[whole.start..link.span.start];
    let is_alone = link.span.end <= whole.end && text[link.span.end..whole.end].trim().is_empty();
    let is_plain = !heading
        .text
        .contains(['[', ']', '*', '_', '`', '<', '\\', '|', '$', '&']);
    if !is_alone || !is_plain || !matches!(before.trim(), "-" | "*" | "+") {
        return None;
    }
    let last = source.line_index(entry.item.end.saturating_sub(1));
    let line_end = Some(source.line_end(last))
        .filter(|end| !end.is_empty())
        .unwrap_or("\n");
    let added = format!("{line_end}{before}[{}](#{})", heading.text.trim(), heading.slug);
    let edit = Edit::insert(source.line_span(last).end, added);
    Some(Fix::unsafe_("add it to the table of contents", vec![edit]).reshaping())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_section_is_owed_where_the_others_of_its_rank_are_listed() {
        check(
            &UnlistedSection,
            "
- [Vision](#vision)
  - [Grasping](#grasping)
- [Speech](#speech)
- [Touch](#touch)

## News
## Vision
### Grasping
### Pushing
## Speech
## Smell
^^^^^^^^ the table of contents does not list “Smell”
## Touch
### Skins
## Citation
",
        );
    }

    #[test]
    fn a_selection_is_no_table_of_contents() {
        let list = "- [A](#a)\n- [B](#b)\n- [C](#c)\n";
        check(&UnlistedSection, &format!("{list}\n# A\n# B\n# C\n# D\n# E\n"));
    }

    #[test]
    fn entries_without_a_link_and_those_that_lead_nowhere_may_mean_the_section() {
        let list = "- [A](#a)\n- [B](#b)\n- [Used tools](#tools)\n- [C](#c)\n";
        check(
            &UnlistedSection,
            &format!("{list}\n# A\n# B\n# Useful tool\n# C\n"),
        );
        let list = "- [A](#a)\n- [B](#b)\n- D\n  - [C](#c)\n";
        check(&UnlistedSection, &format!("{list}\n# A\n# B\n# D\n# C\n"));
    }
}
