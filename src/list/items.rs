//! Reads the entries outside tables. Must not decide which blocks belong together.

use super::{
    Entry, EntryLink, Sections, Shape, VenueRegistry, date,
    group::Group,
    links, phrase,
    prose::{self, Prose},
    wording::Wording,
};
use crate::{config::Role, document::Document};

/// The entries among some groups of blocks.
pub(super) fn read<'r>(
    document: &Document<'_>,
    groups: &[Group],
    sections: &Sections,
    registry: &'r VenueRegistry,
) -> Vec<Entry<'r>> {
    let mut entries = Vec::new();
    for group in groups {
        let section = sections.at(group.span.start);
        let is_about_list = section.is_some_and(|section| sections.get(section).is_about_list);
        let place = Surroundings {
            is_about_list,
            may_have_news: is_about_list || section.is_none(),
        };
        entries.extend(entry(document, group, place, registry));
    }
    entries
}

/// The place of a group on the page.
#[derive(Clone, Copy)]
struct Surroundings {
    /// True in a section about the list itself, such as `News`.
    is_about_list: bool,
    /// True there and above all headings.
    may_have_news: bool,
}

fn entry<'r>(
    document: &Document<'_>,
    group: &Group,
    place: Surroundings,
    registry: &'r VenueRegistry,
) -> Option<Entry<'r>> {
    let mut links = Vec::new();
    for part in &group.parts {
        links.extend(links::in_span(document, *part));
    }
    // Most paragraphs are prose without a link, and need no reading.
    if links.is_empty() && !may_be_citation(document, group) {
        return None;
    }
    let wording = Wording::of(document, group.parts.iter().copied());
    let prose = prose::read(document, &wording, registry);
    // News mention papers in sentences, and behind the day on which something happened.
    let is_news = place.is_about_list && prose.is_sentence
        || place.may_have_news && starts_with_day(wording.text(), &prose);
    if !is_entry(document, group, &prose, &links) || is_news {
        return None;
    }
    let mut entry = Entry::new(group.span, group.shape);
    (entry.name, entry.title, entry.venue, entry.date) = (prose.name, prose.title, prose.venue, prose.date);
    (entry.authors, entry.venue_again) = (prose.authors, prose.venue_again);
    entry.links = links;
    entry.settle_year();
    Some(entry)
}

/// True if a group of blocks is about one paper, or at least names something with a link.
fn is_entry(document: &Document<'_>, group: &Group, prose: &Prose<'_>, links: &[EntryLink]) -> bool {
    match group.shape {
        // `Paper: None` says that there is no link, and makes an entry all the same.
        Shape::TitleAndItems | Shape::TitleAndLinks | Shape::Heading => prose.title.is_some(),
        // A link within the page is an entry of its contents.
        _ if links.is_empty() => prose.is_citation() && !leads_within(document, group),
        // An item with a link is an entry of some list, while most paragraphs with links are prose.
        Shape::Row { .. } | Shape::Item | Shape::NestedItems => true,
        Shape::Paragraph | Shape::Line => {
            names_paper(links)
                && prose.opens_with_title()
                && !lists_names(document, prose, links)
                && !is_remark(prose)
                || prose.is_citation()
        }
    }
}

/// True for a group without links that is short enough for a citation, and has a digit or a quotation. A title with its
/// fields below it is an entry in any case.
fn may_be_citation(document: &Document<'_>, group: &Group) -> bool {
    /// A citation in full, with publisher, place and pages, has fewer bytes.
    const LONGEST: usize = 800;
    let is_item = matches!(
        group.shape,
        Shape::Item | Shape::NestedItems | Shape::Paragraph | Shape::Line
    );
    let text = document.slice(group.span);
    let has_mark = || text.contains(|c: char| c.is_ascii_digit() || matches!(c, '"' | '“' | '*'));
    !is_item || group.span.len() <= LONGEST && has_mark()
}

/// True if a group has a link to another place on its page.
fn leads_within(document: &Document<'_>, group: &Group) -> bool {
    let links = document.links_in(group.span).iter();
    links.filter(|link| !link.is_image).any(|link| !link.leads_away())
}

/// True for a plain text that starts with the day of a message: `2025.12.06: The paper is out ([arXiv](…))`.
fn starts_with_day(text: &str, prose: &Prose<'_>) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut starts = [text.split([':', ']', ')']).next(), text.split_whitespace().next()]
        .into_iter()
        .flatten()
        .map(|start| start.trim_end_matches(|c: char| !c.is_alphanumeric()));
    !prose.is_marked && starts.any(|start| date::read_date(start).is_some_and(|(date, _)| date.day.is_some()))
}

/// True for a plain sentence in small letters of which nothing is known but a link: `More is in [our survey](…).`
fn is_remark(prose: &Prose<'_>) -> bool {
    let is_known =
        prose.venue.is_some() || prose.date.is_some() || prose.authors.is_some() || prose.name.is_some();
    let title = prose.title.as_ref();
    !prose.is_marked && !is_known && title.is_some_and(|title| !phrase::is_title_case(&title.text))
}

/// True for a sentence that names several papers, each with its link.
fn lists_names(document: &Document<'_>, prose: &Prose<'_>, links: &[EntryLink]) -> bool {
    const SEVERAL: usize = 3;
    let says_no_role = |link: &&EntryLink| {
        link.role == Role::Paper
            && links::by_label(&document.visible_text(document.link(link.link).label)).is_none()
    };
    !prose.is_marked && links.iter().filter(says_no_role).count() >= SEVERAL
}

fn names_paper(links: &[EntryLink]) -> bool {
    links
        .iter()
        .any(|link| matches!(link.role, Role::Paper | Role::Code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config,
        list::{Field, List},
        source::SourceFile,
    };

    const TITLE: &str = "Grasping Objects by Their Sound";

    /// Forms with the entry that is read from them: name, title, venue with its year, date.
    const FORMS: [(&str, &str); 31] = [
        (
            "- [TITLE](URL), *CVPR 2024*. [[code]](https://github.com/a/b)",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "- **TITLE**, Ada King, CVPR 2024 [[paper](URL)]",
            "- | TITLE | CVPR 2024 | -",
        ),
        ("1. [2024] TITLE [pdf](URL)", "- | TITLE | - | 2024"),
        (
            "* \"TITLE\", CVPR, 2024 (*Institute*). [[Paper](URL)]",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "- **SoundGrasp:** TITLE. CVPR 2024. [paper](URL)",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- **SoundGrasp**: \"TITLE\", CVPR, 2024. [[Paper](URL)]",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- SoundGrasp: \"TITLE\" CVPR 2024. [[Paper]](URL)",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- [**SoundGrasp**] TITLE. **`CVPR 24`** [[Paper](URL)]",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- **[SoundGrasp]** TITLE | **[CVPR' 24]** |[`[pdf]`](URL)",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- `SoundGrasp` **TITLE.** CVPR 2024.\n  [[Paper](URL)]",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "- [SoundGrasp](URL) - TITLE, CVPR 2024",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        ("- **Sound Grasping** [paper](URL)", "- | Sound Grasping | - | -"),
        (
            "- [CVPR 2024] (black-box (hard)) TITLE [[paper]](URL)",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "- [**CVPR, 2024**] TITLE. [paper](URL)",
            "- | TITLE | CVPR 2024 | -",
        ),
        ("- (*CVPR'24*) TITLE [[paper](URL)]", "- | TITLE | CVPR 2024 | -"),
        (
            "- TITLE (**CVPR 2024**). [[paper](URL)]",
            "- | TITLE | CVPR 2024 | -",
        ),
        ("- [TITLE (CVPR 2024)](URL)", "- | TITLE | CVPR 2024 | -"),
        (
            "- TITLE. King, Ada et al. CVPR 2024 [[paper]](URL)",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "- King A., et al. (2024). TITLE. Some Journal. [[Paper]](URL)",
            "- | TITLE | - | 2024",
        ),
        ("- 2024-TITLE [Paper](URL)", "- | TITLE | - | -"),
        (
            "- [2024/05] **TITLE** *Ada King et al.* [[paper](URL)]",
            "- | TITLE | - | 2024-05",
        ),
        ("- [[arXiv](ARXIV)] TITLE. [__`tag`__]", "- | TITLE | - | -"),
        ("- TITLE. arXiv:2007.10787 [[paper]](URL)", "- | TITLE | - | -"),
        (
            "**TITLE** \\\n*Ada King* \\\n[CVPR 2024] \\\n[[Paper](ARXIV)]",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "**(*CVPR2024_SoundGrasp*) TITLE.**<br>\n*Ada King*<br>\n[[paper]](ARXIV)",
            "- | TITLE | CVPR 2024 | -",
        ),
        (
            "**TITLE**\n\n- Paper: ARXIV\n- Code: https://github.com/a/b",
            "- | TITLE | - | -",
        ),
        (
            "- **SoundGrasp**, TITLE.\n  - Ada King. **CVPR, 2024**.\n  - [![](https://i.org/badge)](ARXIV)",
            "SoundGrasp | TITLE | CVPR 2024 | -",
        ),
        (
            "### 5. TITLE\n**Authors**: Ada King\n\n[📄 Paper](ARXIV) | [🌐 Project Page](URL) | [💻 Code]()",
            "- | TITLE | - | -",
        ),
        (
            "## TITLE\n\n* [Link](ARXIV)\n* [Code](https://github.com/a/b)",
            "- | TITLE | - | -",
        ),
        (
            "- 《多模态遥感基础模型：现状与挑战》，2024。[[论文](https://arxiv.org/abs/2402.06617)]",
            "- | 多模态遥感基础模型：现状与挑战 | - | 2024",
        ),
        ("- [Paper](URL)", "- | - | - | -"),
    ];

    #[test]
    fn the_forms_of_real_lists_are_read() {
        let wrong: Vec<_> = FORMS
            .iter()
            .filter_map(|(form, expected)| {
                let found = read_form(form);
                (found != *expected).then_some((form, found))
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    fn read_form(form: &str) -> String {
        let text = form
            .replace("TITLE", TITLE)
            .replace("ARXIV", "https://arxiv.org/abs/2401.00001")
            .replace("URL", "https://a.org/b");
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        let list = List::read(&document, &Config::default(), VenueRegistry::builtin());
        let [entry] = list.entries().as_slice() else {
            return format!("{} entries", list.entries().len());
        };
        let text = |field: &Option<Field>| field.as_ref().map_or("-".to_owned(), |field| field.text.clone());
        let venue = entry.venue.as_ref().map_or("-".to_owned(), |venue| {
            let year = venue.text.year.unwrap_or_default();
            format!("{} {year}", document.slice(venue.venue_span()))
        });
        let date = entry
            .date
            .map_or("-".to_owned(), |(_, date)| date.cut(2).to_string());
        let title = text(&entry.title).replace(TITLE, "TITLE");
        format!("{} | {title} | {venue} | {date}", text(&entry.name))
    }
}
