//! `repeated-contents-entry`: two table-of-contents entries that lead to the same section.

use std::collections::{HashMap, HashSet, VecDeque};

use indexmap::IndexMap;

use super::shared::{Headings, Listed, anchor, lead_to};
use crate::{
    document::{Contents, ContentsEntry, Document, Heading, HeadingId, LinkId},
    finding::Fix,
    list::letters,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{NameWords, SHOWN, quote},
    },
    source::{SourceFile, Span},
};

pub(super) struct RepeatedContentsEntry;

static META: Meta = meta!("repeated-contents-entry", Contents, Warning, Page).with_unsafe_fix();

impl Rule for RepeatedContentsEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let headings = Headings::new(document);
        for contents in document.contents() {
            check_contents(cx, &headings, contents);
        }
    }
}

fn check_contents(cx: &mut Context<'_>, headings: &Headings<'_>, contents: &Contents) {
    let document = cx.document;
    let repeats = repeats(document, headings, contents);
    if repeats.is_empty() {
        return;
    }
    let mut namesakes = Namesakes::new(document, contents);
    let parents = Parents::of(document, contents);
    let mut causes: IndexMap<LinkId, Vec<Repeat<'_, '_>>> = IndexMap::new();
    for mut repeat in repeats {
        repeat.meant = namesakes.next(&mut repeat);
        // An index lists a section under each of its topics.
        if repeat.meant.is_none() && is_named(document, &repeat) && parents.differ(repeat.right, repeat.wrong)
        {
            continue;
        }
        // Entries that all mean sections of one name have one cause. Others are judged one by one.
        let cause = if repeat.meant.is_some() {
            repeat.right
        } else {
            repeat.wrong
        };
        causes.entry(cause.link).or_default().push(repeat);
    }
    for repeats in causes.into_values() {
        report(cx, &repeats);
    }
}

/// Two entries that lead to one section.
struct Repeat<'c, 'd> {
    /// The entry that the section belongs to.
    right: &'c ContentsEntry,
    /// The other one.
    wrong: &'c ContentsEntry,
    heading: HeadingId,
    /// The section that the other one means.
    meant: Option<&'d Heading>,
}

/// The entries that lead to the section of an earlier one.
fn repeats<'c, 'd>(
    document: &Document<'_>,
    headings: &Headings<'_>,
    contents: &'c Contents,
) -> Vec<Repeat<'c, 'd>> {
    let mut repeats = Vec::new();
    let mut first = HashMap::new();
    for again in headings.listed(contents) {
        // Elements between two headings, such as `<span id="2025">`, are places of their own.
        let anchor = document
            .link(again.entry.link)
            .local_fragment()
            .map(str::to_lowercase);
        let before: &ContentsEntry = first.entry((again.heading, anchor)).or_insert(again.entry);
        if before.link != again.entry.link && !is_part(document, before, again) {
            let is_first_wrong = contradicts(document, before, again.heading)
                && !contradicts(document, again.entry, again.heading);
            let (right, wrong) = if is_first_wrong {
                (again.entry, before)
            } else {
                (before, again.entry)
            };
            repeats.push(Repeat {
                right,
                wrong,
                heading: again.heading,
                meant: None,
            });
        }
    }
    repeats
}

/// True if both entries have the name of the section.
fn is_named(document: &Document<'_>, repeat: &Repeat<'_, '_>) -> bool {
    let name = letters(&document.heading(repeat.heading).text);
    [repeat.right, repeat.wrong]
        .iter()
        .all(|entry| letters(&entry.label) == name)
}

/// The item around each entry.
struct Parents(HashMap<Span, Option<usize>>);

impl Parents {
    fn of(document: &Document<'_>, contents: &Contents) -> Self {
        let text = document.source().text();
        let mut parents = HashMap::new();
        // The open items: the indentation and the place of each.
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut entries = contents.entries.iter().peekable();
        let mut start = document.source().line_at(contents.span.start).span.start;
        for line in text[start..contents.span.end].split_inclusive('\n') {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if !line.trim().is_empty() {
                open.retain(|(outer, _)| *outer < indent);
                while let Some(entry) = entries.next_if(|entry| entry.item.start < start + line.len()) {
                    parents.insert(entry.item, open.last().map(|(_, place)| *place));
                }
                open.push((indent, start));
            }
            start += line.len();
        }
        Self(parents)
    }

    /// True if two entries are inside different items.
    fn differ(&self, one: &ContentsEntry, other: &ContentsEntry) -> bool {
        self.0.get(&one.item) != self.0.get(&other.item)
    }
}

/// True for an entry with a number that its section does not have: `2025` for `Papers of 2024`.
fn contradicts(document: &Document<'_>, entry: &ContentsEntry, heading: HeadingId) -> bool {
    let section = NameWords::of(&document.heading(heading).text);
    !NameWords::of(&entry.label).has_numbers_of(&section)
}

/// True for an entry inside a group that has no heading of its own and leads to one of its parts.
fn is_part(document: &Document<'_>, group: &ContentsEntry, part: Listed<'_>) -> bool {
    group.item.contains(part.entry.item)
        && group.item != part.entry.item
        && letters(&group.label) != letters(&document.heading(part.heading).text)
}

/// The headings that no entry leads to, by their text.
struct Namesakes<'d> {
    document: &'d Document<'d>,
    by_text: HashMap<String, VecDeque<HeadingId>>,
}

impl<'d> Namesakes<'d> {
    fn new(document: &'d Document<'d>, contents: &Contents) -> Self {
        let mut listed = HashSet::new();
        for entry in &contents.entries {
            listed.extend(entry.heading);
        }
        let mut by_text: HashMap<_, VecDeque<_>> = HashMap::new();
        for (id, heading) in document.headings().enumerated() {
            if !listed.contains(&id) {
                by_text.entry(letters(&heading.text)).or_default().push_back(id);
            }
        }
        Self { document, by_text }
    }

    /// The heading that the wrong entry means: the next unlisted one of the same text, or the one with its numbers.
    fn next(&mut self, repeat: &mut Repeat<'_, '_>) -> Option<&'d Heading> {
        let listed = self.document.heading(repeat.heading);
        let text = letters(&listed.text);
        // GitHub numbers the anchors of headings with the same text, so `#2023` leads only to the first. Entries are in
        // the order of their sections, so each repeated entry means the next heading.
        if text == letters(&repeat.wrong.label) {
            let next = self.by_text.get_mut(&text)?.pop_front()?;
            return (next > repeat.heading).then(|| self.document.heading(next));
        }
        if !contradicts(self.document, repeat.wrong, repeat.heading) {
            return None;
        }
        let (label, words) = (NameWords::of(&repeat.wrong.label), NameWords::of(&listed.text));
        let mut meant = self.by_text.values().flatten().filter(|id| {
            let other = NameWords::of(&self.document.heading(**id).text);
            label.has_numbers_of(&other) && words.are_words_of(&other)
        });
        match (meant.next(), meant.next()) {
            (Some(id), None) => Some(self.document.heading(*id)),
            _ => None,
        }
    }
}

/// Leads each entry to the section that it means.
fn meant_fix(cx: &View<'_>, repeats: &[Repeat<'_, '_>]) -> Option<Fix> {
    if let [repeat] = repeats {
        return lead_to(cx.link(repeat.wrong.link), repeat.meant?);
    }
    let mut edits = Vec::new();
    for repeat in repeats {
        edits.extend(lead_to(cx.link(repeat.wrong.link), repeat.meant?)?.edits);
    }
    Some(Fix::risky("link each entry to its own section", edits))
}

/// Reports entries that lead to the section of one other entry.
fn report(cx: &mut Context<'_>, repeats: &[Repeat<'_, '_>]) {
    let [repeat, others @ ..] = repeats else { return };
    let source = cx.document.source();
    let line = |entry: &ContentsEntry| source.line_index(cx.link(entry.link).span.start) + 1;
    let (subject, verb) = match others {
        [] => ("this entry".to_owned(), "leads"),
        _ => (format!("{} entries", repeats.len()), "lead"),
    };
    let mut message = format!(
        "{subject} {verb} to the same section as the entry {} (line {})",
        quote(&repeat.right.label),
        line(repeat.right)
    );
    if let Some(meant) = repeat.meant {
        let section = line_of(source, meant);
        let meaning = match others {
            [] => format!(": {} is `{}` (line {section})", quote(&meant.text), anchor(meant)),
            _ => format!(": the first means `{}` (line {section})", anchor(meant)),
        };
        message.push_str(&meaning);
    }
    let fix = meant_fix(cx, repeats);
    let right = cx.link(repeat.right.link).destination;
    let wrong = cx.link(repeat.wrong.link).destination;
    let places: Vec<_> = others
        .iter()
        .take(SHOWN)
        .map(|other| (cx.link(other.wrong.link).destination, other.meant))
        .collect();
    let finding = cx.report(wrong, message);
    finding.related(right, "the other entry");
    for (place, meant) in places {
        let remark = meant.map_or("this one too".to_owned(), |meant| {
            format!("this means `{}`", anchor(meant))
        });
        finding.related(place, remark);
    }
    match repeat.meant {
        Some(meant) => finding
            .related(meant.span, "the section without an entry")
            .fix(fix),
        None => finding.help("link it to its own section, or delete it"),
    };
}

/// The number of the line of a heading.
fn line_of(source: &SourceFile, heading: &Heading) -> usize {
    source.line_index(heading.span.start) + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::{check, fixed};

    #[test]
    fn two_entries_for_one_section_are_reported() {
        check(
            &RepeatedContentsEntry,
            "
- [A](#a)
- [B](#b)
- [Again](#a)
          ^^ this entry leads to the same section as the entry “A” (line 2)

# A
# B
",
        );
    }

    #[test]
    fn sections_with_the_same_name_need_their_own_anchors() {
        check(
            &RepeatedContentsEntry,
            "
- [A](#a)
  - [2023](#2023)
- [B](#b)
  - [2023](#2023)
           ^^^^^ this entry leads to the same section as the entry “2023” (line 3): “2023” is `#2023-1` (line 10)

# A
## 2023
# B
## 2023
",
        );
    }

    #[test]
    fn elements_are_places_and_groups_lead_to_a_part() {
        check(
            &RepeatedContentsEntry,
            "
- [Ships](#ships)
  - [Summer](#summer)
  - [Winter](#winter)
  - [Spring](#winter)
             ^^^^^^^ this entry leads to the same section as the entry “Winter” (line 4)
- [Boats](#boats)
  - [Sizes](#large)
    - [Small](#small)
    - [Large](#large)

# Ships

- <span id=\"summer\">Summer</span>
- <a name=\"winter\"></a>Winter

# Boats
## Small
## Large
",
        );
    }

    #[test]
    fn entries_for_sections_of_one_name_are_one_finding() {
        let part = |name: &str, anchor: &str| {
            format!("- [{name}](#{})\n  - [Data](#{anchor})\n", name.to_lowercase())
        };
        let headings =
            ["Rowing", "Sailing", "Diving", "Fishing"].map(|name| format!("## {name}\n### Data\n"));
        let headings = headings.concat();
        let contents = |anchors: [&str; 4]| {
            let names = ["Rowing", "Sailing", "Diving", "Fishing"];
            names
                .iter()
                .zip(anchors)
                .map(|(name, anchor)| part(name, anchor))
                .collect::<String>()
        };
        let right = contents(["data", "data-1", "data-2", "data-3"]);
        for wrong in [
            ["data"; 4],
            ["data", "data", "data", "data-3"],
            ["data", "data-1", "data", "data"],
        ] {
            let text = format!("{}\n{headings}", contents(wrong));
            assert_eq!(
                fixed(&RepeatedContentsEntry, &text),
                format!("{right}\n{headings}")
            );
        }
    }

    #[test]
    fn the_entry_whose_number_the_section_lacks_is_wrong() {
        check(
            &RepeatedContentsEntry,
            "
- [Year 2025](#harbour-2024)
              ^^^^^^^^^^^^^ this entry leads to the same section as the entry “Year 2024” (line 3): “Harbour 2025” is `#harbour-2025` (line 6)
- [Year 2024](#harbour-2024)
- [Year 2023](#harbour-2023)

## Harbour 2025
## Harbour 2024
## Harbour 2023
",
        );
    }

    #[test]
    fn an_index_may_list_a_section_under_each_topic() {
        check(
            &RepeatedContentsEntry,
            "
- Kernels
  - [A Fuzzer](#a-fuzzer)
  - [Another](#another)
  - [Another](#another)
              ^^^^^^^^ this entry leads to the same section as the entry “Another” (line 4)
- Drivers
  - [A Fuzzer](#a-fuzzer)

# A Fuzzer
# Another
",
        );
    }
}
