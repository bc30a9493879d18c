//! `missing-url`: a label or a title in brackets without a URL, though the others like it are links.

use std::collections::HashMap;

use crate::{
    config::Role,
    document::{Document, Style, TextRun},
    list::SectionId,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{first_items, quote},
    },
    source::Span,
};

use super::shared::role_of_word;

pub(super) struct MissingUrl;

static META: Meta = meta!("missing-url", Links, Warning, List).following_habit();

/// So many links have a label before one without a URL is taken for forgotten.
const MIN_LINKS: usize = 10;
/// A list that writes a label without a URL more often has a meaning for it, such as `no code yet`.
const MAX_LABELS: usize = 2;
/// So many titles of a section are links before one in brackets is taken for a broken one.
const MIN_TITLES: usize = 3;

impl Rule for MissingUrl {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for label in labels(cx) {
            let text = cx.document.slice(label);
            cx.report(label, format!("the label `{text}` is not a link"))
                .help("add the URL, or remove the label");
        }
        for title in titles(cx) {
            let text = quote(cx.document.slice(title));
            cx.report(title, format!("{text} is in brackets, but is not a link"))
                .help("add the URL, or remove the brackets");
        }
    }
}

/// The texts of entries that are a label of links elsewhere.
fn labels(cx: &View<'_>) -> Vec<Span> {
    let document = cx.document;
    let mut linked: HashMap<String, usize> = HashMap::new();
    for link in document.links().iter().filter(|link| link.leads_away()) {
        let label = bare(document.slice(link.label)).to_lowercase();
        if matches!(role_of_word(&label), Some(Role::Code | Role::Paper)) {
            *linked.entry(label).or_default() += 1;
        }
    }
    linked.retain(|_, uses| *uses >= MIN_LINKS);
    if linked.is_empty() {
        return Vec::new();
    }
    let mut alone: HashMap<String, Vec<Span>> = HashMap::new();
    for run in document.texts().iter().filter(|run| is_text(run)) {
        for place in unlinked(document, run.span) {
            let label = document.slice(place).to_lowercase();
            if linked.contains_key(&label) && is_in_entry(cx, place) {
                alone.entry(label).or_default().push(place);
            }
        }
    }
    alone.retain(|_, places| places.len() <= MAX_LABELS);
    let mut labels: Vec<_> = alone.into_values().flatten().collect();
    labels.sort_unstable();
    labels
}

/// True for text that is not the label of a link, nor code.
fn is_text(run: &TextRun) -> bool {
    run.is_plain()
        && !run.style.has(Style::LINK)
        && !run.style.has(Style::CODE)
        && !run.style.has(Style::DROPPED)
}

/// The texts in brackets, and the text of a run that is between two links of its line: elsewhere it is a word.
fn unlinked(document: &Document<'_>, run: Span) -> Vec<Span> {
    let text = document.source().text();
    let shown = document.slice(run);
    let mut places = Vec::new();
    for (close, _) in shown.match_indices(']') {
        // The second bracket of `[[code]]` ends the same text.
        if shown[..close].ends_with(']') {
            continue;
        }
        let Some(open) = shown[..close].rfind('[') else {
            continue;
        };
        let behind = shown[close..].trim_start_matches(']');
        // Brackets with a URL behind them are a broken link, which `unrendered-link` reports.
        let is_broken = behind.starts_with(['[', ':']) || behind.trim_start().starts_with(['(', '（']);
        if !is_broken {
            places.push(Span::of_part(text, bare(&shown[open..close])));
        }
    }
    let line = document.source().line_at(run.start).span;
    let has_link = |part: Span| !document.links_in(part).is_empty();
    if places.is_empty()
        && has_link(Span::new(line.start, run.start))
        && has_link(Span::new(run.end, line.end.max(run.end)))
    {
        places.push(Span::of_part(text, bare(shown)));
    }
    places
}

/// True for a text outside tables in an entry with links: in a column, an empty label has a meaning.
fn is_in_entry(cx: &View<'_>, span: Span) -> bool {
    let entry = cx.list.entry_at(span.start);
    entry.is_some_and(|entry| entry.table().is_none() && !entry.links.is_empty())
}

/// A text without the brackets and separators around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '|' | '/' | ',' | '·' | '*' | '-')
    })
}

/// The titles in brackets of the sections in which all other titles are links.
fn titles(cx: &View<'_>) -> Vec<Span> {
    let document = cx.document;
    let mut sections: HashMap<Option<SectionId>, (usize, Vec<Span>)> = HashMap::new();
    for line in first_items(document) {
        let shown = document.slice(line);
        let Some(at) = shown.find('[').filter(|at| is_start(&shown[..*at])) else {
            continue;
        };
        let open = line.start + at;
        let (linked, alone) = sections.entry(cx.list.sections().at(open)).or_default();
        let first = document.links_in(Span::new(open, line.end)).first();
        if first.is_some_and(|link| link.span.start == open) {
            *linked += 1;
        } else {
            alone.extend(title(document, Span::new(open, line.end)));
        }
    }
    let mut titles: Vec<_> = sections
        .into_values()
        .filter(|(linked, alone)| *linked >= MIN_TITLES && alone.len() == 1)
        .flat_map(|(_, alone)| alone)
        .collect();
    titles.sort_unstable();
    titles
}

/// True for the mark of an item, with its number.
fn is_start(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')' | ' ' | '\t'))
}

/// A title in brackets at the start of a line, with the brackets. Venues and dates in brackets are shorter.
fn title(document: &Document<'_>, line: Span) -> Option<Span> {
    /// Fewer words are a tag.
    const MIN_WORDS: usize = 4;
    let text = document.slice(line);
    let close = text.find(']')?;
    let inner = &text[1..close];
    let behind = text[close + 1..].trim_start();
    let is_alone = behind.is_empty() || behind.starts_with([',', '.', ';']);
    let is_title = inner.split_whitespace().count() >= MIN_WORDS && !inner.contains('[');
    (is_alone && is_title).then(|| Span::new(line.start, line.start + close + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    fn items() -> String {
        "- Flying a Kite in a Gale. ICRA 2024. [[paper](https://x.org/1)] [[code](https://github.com/a/b)]\n"
            .repeat(12)
    }

    #[test]
    fn a_label_without_its_link_is_reported() {
        let odd = "\
- Flying a Kite at Sea. ICRA 2024. [[paper](https://x.org/2)] [[code]]
                                                                ^^^^ the label `code` is not a link
- Flying a Kite at Dawn. ICRA 2024. [[paper](https://x.org/3)] Code [[page](https://x.org/4)]
                                                               ^^^^ the label `Code` is not a link
";
        check(&MissingUrl, &format!("\n{}{odd}", items()));
        let often = "- Flying a Kite at Sea. ICRA 2024. [[paper](https://x.org/2)] [[code]]\n".repeat(5);
        check(&MissingUrl, &format!("\n{}{often}", items()));
    }

    #[test]
    fn a_title_in_brackets_among_links_is_reported() {
        check(
            &MissingUrl,
            "
- [Wells that Answer in Verse](https://x.org/1), CVPR 2024
- [Wells that Keep a Secret], CVPR 2024
  ^^^^^^^^^^^^^^^^^^^^^^^^^^ “[Wells that Keep a Secret]” is in brackets, but is not a link
- [Wells that Lose Their Stones](https://x.org/2), ECCV 2024
- [Wells that Move at Night](https://x.org/3), ECCV 2024
",
        );
    }

    #[test]
    fn tags_and_lists_that_have_all_titles_in_brackets_are_left_alone() {
        check(
            &MissingUrl,
            "
- [CVPR 2024 Oral Best Paper] [Wells that Answer in Verse](https://x.org/1)
- [Wells that Lose Their Stones](https://x.org/2), ECCV 2024
- [Wells that Move at Night](https://x.org/3), ECCV 2024
- [Wells that Sing at Night](https://x.org/4), ECCV 2024

# B

- [Wells that Keep a Secret], CVPR 2024
- [Wells that Keep a Rope], CVPR 2024
- [Wells that Keep a Stone], CVPR 2024
",
        );
    }
}
