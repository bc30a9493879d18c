//! `unlisted-section`: a section that the table of contents omits, though it lists the others of its rank.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    document::{Contents, ContentsEntry, Document, Heading, HeadingId},
    finding::{Edit, Fix},
    list::letters,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{self, quote, text_before},
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
        // Long sections may have tables of contents of their own; the longest is that of the page, and of several that
        // are as long, the first.
        let contents = cx.document.contents().iter().rev();
        if let Some(contents) = contents.max_by_key(|contents| contents.entries.len()) {
            for omitted in Listing::new(cx.document, contents).omitted() {
                report(cx, contents, &omitted);
            }
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

/// A heading without an entry.
struct Omitted<'d> {
    heading: &'d Heading,
    /// The entry of the nearest heading above it of its rank and section.
    above: Option<&'d ContentsEntry>,
}

/// The headings of one rank in one section, or in all sections that the contents go into.
#[derive(Default)]
struct Group<'d> {
    listed: usize,
    last: Option<&'d ContentsEntry>,
    omitted: Vec<Omitted<'d>>,
}

impl Group<'_> {
    /// Counts the headings of another section of the rank.
    fn add(&mut self, other: Self) {
        self.listed += other.listed;
        self.omitted.extend(other.omitted);
    }

    /// True if so many of the headings are listed that the others were forgotten.
    fn is_owed(&self) -> bool {
        // Of 121 tables of contents, 39 omit a section of their top level; the one that omits seven of ten is a selection.
        self.listed >= ENOUGH && self.omitted.len() <= self.listed / TIMES
    }
}

/// The headings that the contents list.
struct Listing<'d> {
    document: &'d Document<'d>,
    contents: &'d Contents,
    /// The first entry of each heading in the contents.
    entries: HashMap<HeadingId, &'d ContentsEntry>,
    /// The headings to which any link of the page leads, or that an entry names.
    listed: HashSet<HeadingId>,
    lost: Lost,
}

impl<'d> Listing<'d> {
    fn new(document: &'d Document<'d>, contents: &'d Contents) -> Self {
        let mut entries = HashMap::new();
        for entry in &contents.entries {
            if let Some(heading) = entry.heading {
                entries.entry(heading).or_insert(entry);
            }
        }
        Self {
            document,
            contents,
            entries,
            listed: listed(document, contents),
            lost: Lost::new(contents),
        }
    }

    /// The headings that are owed an entry.
    fn omitted(&self) -> Vec<Omitted<'d>> {
        let mut ranks: BTreeMap<u8, Group<'_>> = BTreeMap::new();
        for ((_, level), group) in self.groups() {
            // A section of which nothing is listed is one that the contents do not go into.
            if group.listed > 0 {
                ranks.entry(level).or_default().add(group);
            }
        }
        ranks.retain(|_, rank| rank.is_owed());
        ranks.into_values().flat_map(|rank| rank.omitted).collect()
    }

    /// The headings below the contents, by the section that they are in and their rank.
    fn groups(&self) -> BTreeMap<(Option<HeadingId>, u8), Group<'d>> {
        let parents = self.document.parents();
        let mut groups: BTreeMap<_, Group<'_>> = BTreeMap::new();
        let mut here = None;
        for (id, heading) in self.document.headings().enumerated() {
            // The title of the page and the sections above the contents, such as news, are not theirs to list.
            if heading.span.start < self.contents.span.end {
                continue;
            }
            let group = groups.entry((parents[id], heading.level)).or_default();
            if self.listed.contains(&id) {
                group.listed += 1;
                group.last = self.entries.get(&id).copied().or(group.last);
                here = Some(id);
            } else if !is_exempt(&heading.text) && !self.lost.may_mean(here, &heading.text) {
                group.omitted.push(Omitted {
                    heading,
                    above: group.last,
                });
            }
        }
        groups
    }
}

/// The entries that lead nowhere, by their words: a section that was renamed has one, and needs no second one.
#[derive(Default)]
struct Lost {
    /// The words of each run of such entries, by the heading of the entry right before the run.
    below: HashMap<HeadingId, HashSet<String>>,
    /// The words that they start with, wherever they are.
    starts: HashSet<String>,
}

impl Lost {
    fn new(contents: &Contents) -> Self {
        let mut lost = Self::default();
        let mut above = None;
        for entry in &contents.entries {
            if entry.heading.is_some() {
                above = entry.heading;
                continue;
            }
            let words = words(&entry.label);
            lost.starts.extend(words.first().cloned());
            if let Some(above) = above {
                lost.below.entry(above).or_default().extend(words);
            }
        }
        lost
    }

    /// True if one of the entries may mean a section, given the last listed heading above it.
    fn may_mean(&self, above: Option<HeadingId>, section: &str) -> bool {
        let words = words(section);
        // Between the entries of its neighbours one word in common is enough: `Used tools` for `Useful tool`.
        if let Some(here) = above.and_then(|above| self.below.get(&above))
            && words.iter().any(|word| here.contains(word))
        {
            return true;
        }
        words.first().is_some_and(|first| self.starts.contains(first))
    }
}

/// The headings to which a link of the page leads, or which the contents name without a link.
fn listed(document: &Document<'_>, contents: &Contents) -> HashSet<HeadingId> {
    let mut listed = HashSet::new();
    for link in document.links() {
        if let Some(fragment) = link.local_fragment() {
            listed.extend(document.heading_at(fragment));
        }
    }
    let mut names = item_names(document, contents);
    for entry in &contents.entries {
        names.insert(letters(&entry.label));
    }
    for (id, heading) in document.headings().enumerated() {
        if names.contains(&letters(&heading.text)) {
            listed.insert(id);
        }
    }
    listed
}

/// The first lines of the items among the entries, which may be names without a link.
fn item_names(document: &Document<'_>, contents: &Contents) -> HashSet<String> {
    let source = document.source();
    let mut names = HashSet::new();
    let mut read = None;
    for item in document.items() {
        if !(contents.span.start..contents.span.end).contains(&item.start) {
            continue;
        }
        // Items that start on one line, as in `- - - a`, would read it once each.
        let line = source.line_at(item.start);
        if read.replace(line) == Some(line) {
            continue;
        }
        names.insert(letters(
            &document.visible_text(Span::new(item.start, line.span.end)),
        ));
    }
    names
}

/// The words of a text by their first letters, so that number and tense do not count.
fn words(text: &str) -> Vec<String> {
    const STEM: usize = 4;
    let mut words = Vec::new();
    for word in support::words(text) {
        // Chinese and Japanese have no spaces between words, so each character is one.
        if !word.is_ascii() {
            words.extend(word.chars().map(String::from));
            continue;
        }
        let stem = word[..word.len().min(STEM)].to_ascii_lowercase();
        // Words that any two headings have in common.
        if stem.len() > 2 && !matches!(&*stem, "and" | "the" | "for") {
            words.push(stem);
        }
    }
    words
}

/// True for a section that lists leave out on purpose, and for one without a name.
fn is_exempt(heading: &str) -> bool {
    let text = heading.to_lowercase();
    for word in support::words(&text) {
        if EXEMPT.iter().any(|start| word.starts_with(start)) {
            return true;
        }
    }
    !text.contains(char::is_alphanumeric)
}

fn report(cx: &mut Context<'_>, contents: &Contents, Omitted { heading, above }: &Omitted<'_>) {
    let document = cx.document;
    let (entry, remark) = match above {
        Some(above) => (*above, "its entry belongs after this one"),
        None => (&contents.entries[0], "the table of contents"),
    };
    let name = quote(&heading.text);
    cx.report(
        heading.span,
        format!("the table of contents does not list {name}"),
    )
    .related(document.link(entry.link).span, remark)
    .fix(above.and_then(|above| fix(document, above, heading)));
}

/// A line like that of an entry, right after it and the entries in it; `None` where the line holds more than a link.
fn fix(document: &Document<'_>, entry: &ContentsEntry, heading: &Heading) -> Option<Fix> {
    let source = document.source();
    let link = document.link(entry.link).span;
    let whole = source.line_at(link.start).span;
    // A number before the link would have to be counted on, and text behind it, such as a count, to be made up.
    let before = text_before(source, link.start);
    let is_alone = matches!(before.trim(), "-" | "*" | "+")
        && link.end <= whole.end
        && source.slice(Span::new(link.end, whole.end)).trim().is_empty();
    if !is_alone
        || heading
            .text
            .contains(['[', ']', '*', '_', '`', '<', '\\', '|', '$', '&'])
    {
        return None;
    }
    let last = source.line_at(entry.item.end);
    // The last line of a file has no end to copy.
    let line_end = last.end.unwrap_or("\n");
    let added = format!("{line_end}{before}[{}](#{})", heading.text.trim(), heading.slug);
    let edits = vec![Edit::insert(last.span.end, added)];
    Some(Fix::risky("add it to the table of contents", edits).reshaping())
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
