//! `unlisted-section`: a section that the table of contents omits, though it lists others of the same level.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    document::{Contents, ContentsEntry, Document, Heading, HeadingId, decode_fragment},
    finding::{Edit, Fix},
    identity::is_four_digits,
    list::letters,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{self, quote, text_before},
    },
    source::Span,
};

pub(super) struct UnlistedSection;

static META: Meta = meta!("unlisted-section", Contents, Warning, Page)
    .with_help("add an entry for the section")
    .with_unsafe_fix();

impl Rule for UnlistedSection {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        // Long sections may have their own tables of contents. The longest belongs to the page; in a tie, the first.
        let contents = cx.document.contents().iter().rev();
        if let Some(contents) = contents.max_by_key(|contents| contents.entries.len()) {
            for omitted in Listing::new(cx.document, contents).omitted() {
                report(cx, contents, &omitted);
            }
        }
    }
}

/// Starts of words in the names of sections that contents omit on purpose.
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

/// Whole names of such sections, without spaces.
const EXEMPT_NAMES: [&str; 4] = ["changelog", "releasenotes", "versionhistory", "revisionhistory"];
/// The fewest sections of a level that have to be listed for an omission to be a mistake.
const ENOUGH: usize = 3;
/// The ratio of listed to omitted sections for the same: contents that list few of many sections are a selection.
const TIMES: usize = 3;

/// A heading without an entry.
struct Omitted<'d> {
    heading: &'d Heading,
    /// The entry of the nearest heading above it, of the same level and section.
    above: Option<&'d ContentsEntry>,
}

/// The headings of one level in one section, or in all sections whose parts the contents list.
#[derive(Default)]
struct Group<'d> {
    listed: usize,
    last: Option<&'d ContentsEntry>,
    omitted: Vec<Omitted<'d>>,
}

impl Group<'_> {
    /// Adds the headings of another section.
    fn add(&mut self, other: Self) {
        self.listed += other.listed;
        self.omitted.extend(other.omitted);
    }

    /// True if so many headings are listed that the others were probably forgotten.
    fn is_nearly_complete(&self) -> bool {
        // Of 121 tables of contents, 39 omit a section of their top level. One omits seven of ten: it is a selection.
        self.listed >= ENOUGH && self.omitted.len() <= self.listed / TIMES
    }
}

/// The headings that the contents list.
struct Listing<'d> {
    document: &'d Document<'d>,
    contents: &'d Contents,
    /// The first entry of each heading.
    entries: HashMap<HeadingId, &'d ContentsEntry>,
    /// The headings that a link of the page leads to, or that an entry names.
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
            lost: Lost::new(document),
        }
    }

    /// The headings whose entries were forgotten.
    fn omitted(&self) -> Vec<Omitted<'d>> {
        let mut levels: BTreeMap<u8, Group<'_>> = BTreeMap::new();
        for ((_, level), group) in self.groups() {
            // If no part of a section is listed, the contents omit its parts on purpose.
            if group.listed > 0 {
                levels.entry(level).or_default().add(group);
            }
        }
        levels.retain(|_, level| level.is_nearly_complete());
        levels.into_values().flat_map(|level| level.omitted).collect()
    }

    /// The headings below the contents, by their section and level.
    fn groups(&self) -> BTreeMap<(Option<HeadingId>, u8), Group<'d>> {
        let parents = self.document.parents();
        let mut groups: BTreeMap<_, Group<'_>> = BTreeMap::new();
        let mut here = None;
        for (id, heading) in self.document.headings().enumerated() {
            // Contents do not list the title of the page and the sections above them, for example news.
            if heading.span.start < self.contents.span.end {
                continue;
            }
            let group = groups.entry((parents[id], heading.level)).or_default();
            if self.listed.contains(&id) {
                group.listed += 1;
                group.last = self.entries.get(&id).copied().or(group.last);
                here = Some(id);
            } else if !is_exempt(&heading.text)
                && !self.lost.may_mean(here, &heading.text)
                && !self.is_misplaced(heading)
            {
                group.omitted.push(Omitted {
                    heading,
                    above: group.last,
                });
            }
        }
        groups
    }

    /// True for a year whose neighbours, other years, have another level: then the heading is wrong, not the contents.
    fn is_misplaced(&self, heading: &Heading) -> bool {
        let headings = self.document.headings().enumerated();
        let years = headings.filter(|(_, other)| is_four_digits(&other.text));
        is_four_digits(&heading.text)
            && years
                .filter(|(id, other)| other.level != heading.level && !self.listed.contains(id))
                .count()
                > 1
    }
}

/// The entries that lead nowhere, by their words: a renamed section has such an entry, and needs no second one.
#[derive(Default)]
struct Lost {
    /// The words of each run of such entries, by the heading of the entry before the run.
    below: HashMap<HeadingId, HashSet<String>>,
    /// The first words of all such entries.
    starts: HashSet<String>,
}

impl Lost {
    fn new(document: &Document<'_>) -> Self {
        let mut lost = Self::default();
        let headings = document.headings().iter();
        let names: HashSet<_> = headings.map(|heading| unnumbered(&heading.text)).collect();
        let mut above = None;
        // Contents may be in several lists, one for each part of the page.
        for entry in document.contents().iter().flat_map(|contents| &contents.entries) {
            if entry.heading.is_some() {
                above = entry.heading;
                continue;
            }
            // `5. General` means `6. General`, and no other section.
            if names.contains(&unnumbered(&entry.label)) {
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

    /// True if one of the entries may mean a section below this listed heading.
    fn may_mean(&self, above: Option<HeadingId>, section: &str) -> bool {
        let words = words(section);
        // Between the entries of its neighbours, one common word is enough: `Used tools` for `Useful tool`.
        if let Some(here) = above.and_then(|above| self.below.get(&above))
            && words.iter().any(|word| here.contains(word))
        {
            return true;
        }
        words.first().is_some_and(|first| self.starts.contains(first))
    }
}

/// The start of the destination of a link within the page.
const LINK_TO_ANCHOR: &str = "](#";

/// The headings that a link of the page leads to, or that the contents name without a link.
fn listed(document: &Document<'_>, contents: &Contents) -> HashSet<HeadingId> {
    let mut listed = HashSet::new();
    let text = document.source().text();
    // Read in the text, because maintainers hide entries in comments.
    for (at, start) in text.match_indices(LINK_TO_ANCHOR) {
        let fragment = text[at + start.len()..].split([')', ' ', '\n']).next();
        listed.extend(fragment.and_then(|fragment| document.heading_at(fragment)));
    }
    for link in document.links() {
        if let Some(fragment) = link.local_fragment() {
            listed.extend(document.heading_at(fragment));
        }
    }
    let mut names = item_names(document, contents);
    // An entry may lead to the page of the section instead of the section.
    for link in document.links_in(Span::new(0, contents.span.end)) {
        names.insert(letters(document.slice(link.label)));
    }
    let mut lost = HashSet::new();
    for entry in &contents.entries {
        names.insert(letters(&entry.label));
        if entry.heading.is_none() {
            lost.insert(unnumbered(&entry.label));
            let fragment = document.link(entry.link).local_fragment().unwrap_or_default();
            names.insert(letters(&decode_fragment(fragment)));
        }
    }
    lost.remove("");
    names.remove("");
    for (id, heading) in document.headings().enumerated() {
        if names.contains(&letters(&heading.text)) || lost.contains(&unnumbered(&heading.text)) {
            listed.insert(id);
        }
    }
    listed
}

/// The letters of a text without its numbers: a section that got another number keeps its name.
fn unnumbered(text: &str) -> String {
    let mut name = letters(text);
    name.retain(|c| !c.is_ascii_digit());
    name
}

/// The first lines of the items in the contents, which may be names without a link.
fn item_names(document: &Document<'_>, contents: &Contents) -> HashSet<String> {
    let source = document.source();
    let mut names = HashSet::new();
    let mut read = None;
    for item in document.items() {
        if !(contents.span.start..contents.span.end).contains(&item.start) {
            continue;
        }
        // Several items may start on one line, as in `- - - a`, which is read only once.
        let line = source.line_at(item.start);
        if read.replace(line) == Some(line) {
            continue;
        }
        let line = Span::new(item.start, line.span.end);
        names.insert(letters(&document.visible_text(line)));
        // The links after a name may lead to the parts of its section: `Hulls: [Old](#old) | [New](#new)`.
        if let Some(link) = document.links_in(line).first() {
            names.insert(letters(
                &document.visible_text(Span::new(item.start, link.span.start)),
            ));
        }
    }
    names
}

/// The words of a text without the endings of number and tense.
fn words(text: &str) -> Vec<String> {
    const ENDINGS: [&str; 10] = [
        "ations", "ation", "ings", "ing", "ers", "er", "ful", "ed", "es", "s",
    ];
    let mut words = Vec::new();
    for word in support::words(text) {
        // Chinese and Japanese have no spaces between words, so each character is one.
        if !word.is_ascii() {
            words.extend(word.chars().map(String::from));
            continue;
        }
        let word = word.to_ascii_lowercase();
        let stem = ENDINGS
            .iter()
            .find_map(|ending| word.strip_suffix(ending))
            .unwrap_or(&word);
        let stem = stem.trim_end_matches('e');
        // Words that any two headings may share.
        if word.len() > 2 && !matches!(&*word, "and" | "the" | "for") {
            words.push(stem.to_owned());
        }
    }
    words
}

/// True for a section that contents omit on purpose, and for a section without a name.
fn is_exempt(heading: &str) -> bool {
    let text = heading.to_lowercase();
    for word in support::words(&text) {
        if EXEMPT.iter().any(|start| word.starts_with(start)) {
            return true;
        }
    }
    EXEMPT_NAMES.contains(&&*letters(&text)) || !text.contains(char::is_alphanumeric)
}

fn report(cx: &mut Context<'_>, contents: &Contents, Omitted { heading, above }: &Omitted<'_>) {
    let document = cx.document;
    let (entry, remark) = match above {
        Some(above) => (*above, "its entry belongs after this one"),
        None => (&contents.entries[0], "the table of contents"),
    };
    let message = format!("the table of contents does not list {}", quote(&heading.text));
    let edit = above.and_then(|above| edit(document, above, heading));
    let fix = edit.map(|edit| Fix::risky("add it to the table of contents", vec![edit]).reshaping());
    cx.report(heading.span, message)
        .related(document.link(entry.link).span, remark)
        .fix(fix);
}

/// Adds an entry in the form of another, after it and its sub-entries; `None` if its line contains more than a link.
fn edit(document: &Document<'_>, entry: &ContentsEntry, heading: &Heading) -> Option<Edit> {
    let source = document.source();
    let link = document.link(entry.link).span;
    let whole = source.line_at(link.start).span;
    // A number before the link would have to be increased, and text after it, for example a count, to be invented.
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
    // The last line of a file may have no line end.
    let line_end = last.end.unwrap_or("\n");
    let added = format!("{line_end}{before}[{}](#{})", heading.text.trim(), heading.slug);
    Some(Edit::insert(last.span.end, added))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_section_is_missing_if_others_of_its_level_are_listed() {
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
    fn a_selection_is_not_a_table_of_contents() {
        let list = "- [A](#a)\n- [B](#b)\n- [C](#c)\n";
        check(&UnlistedSection, &format!("{list}\n# A\n# B\n# C\n# D\n# E\n"));
    }

    #[test]
    fn entries_without_a_link_and_lost_entries_may_mean_the_section() {
        let list = "- [A](#a)\n- [B](#b)\n- [Used tools](#tools)\n- [C](#c)\n";
        check(
            &UnlistedSection,
            &format!("{list}\n# A\n# B\n# Useful tool\n# C\n"),
        );
        let list = "- [A](#a)\n- [B](#b)\n- D\n  - [C](#c)\n";
        check(&UnlistedSection, &format!("{list}\n# A\n# B\n# D\n# C\n"));
    }

    #[test]
    fn logs_named_sections_and_hidden_entries_are_not_reported() {
        let list = "\n- [A](#a)\n- Hulls: [Old](#old) | [New](#new)\n- [B](#b)\n- [C](#c)\n<!-- - [Hidden](#hidden) -->\n\n";
        for section in ["📜 Change Log", "Release Notes", "Hulls", "Hidden"] {
            check(
                &UnlistedSection,
                &format!("{list}## A\n## B\n## C\n## {section}\n"),
            );
        }
        check(
            &UnlistedSection,
            &format!(
                "{list}## A\n## B\n## C\n## Changes in Ships\n^^^^^^^^^^^^^^^^^^^ the table of contents does not list “Changes in Ships”\n"
            ),
        );
    }

    #[test]
    fn lost_entries_mean_sections_of_their_words_and_years_of_one_level_belong_together() {
        let list = "\n- [A](#a)\n- [B](#b)\n- [C](#c)\n- [5. General](#5-general)\n\n";
        check(
            &UnlistedSection,
            &format!(
                "{list}## A\n## B\n## C\n## 5. Song generation\n^^^^^^^^^^^^^^^^^^^^^ the table of contents does not list “5. Song generation”\n## 6. General\n"
            ),
        );
        let lists = "\n- [A](#a)\n- [B](#b)\n- [C](#c)\n\nUses\n\n- [Song](#song)\n- [D](#d)\n\n";
        check(
            &UnlistedSection,
            &format!("{lists}## A\n## B\n## C\n## Song Recognition\n## D\n"),
        );
        let list = "\n- [A](#a)\n- [B](#b)\n- [C](#c)\n\n";
        check(
            &UnlistedSection,
            &format!("{list}## A\n## B\n## C\n## 2025\n### 2024\n### 2023\n"),
        );
    }
}
