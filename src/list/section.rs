//! The sections of a list: its headings, and the lines, summaries and items that head a topic. Must not read entries.

use crate::{
    document::{Document, HeadingId},
    handle::{Arena, handle},
    source::Span,
};

handle! {
    /// A section of a list, in the order of the starts.
    pub struct SectionId;
}

/// A section of a list.
#[derive(Debug)]
pub struct Section {
    /// The text that names it.
    pub text: String,
    /// The bytes of its name.
    pub span: Span,
    /// The section that holds it.
    pub parent: Option<SectionId>,
    /// The heading that names it; `None` if a line, a summary or an item does.
    pub heading: Option<HeadingId>,
    /// True if it is about the list and not a part of it: news, acknowledgements, how to contribute.
    pub is_about_list: bool,
    /// The end of its content.
    end: usize,
}

/// A part of a page that heads entries and is not a heading.
#[derive(Debug)]
pub(super) struct Topic {
    pub(super) kind: TopicKind,
    pub(super) span: Span,
    /// The end of its content, as far as the block shows it.
    pub(super) end: usize,
}

/// The blocks that head a topic, the widest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum TopicKind {
    /// `<summary>Surveys</summary>`, up to `</details>`.
    Summary,
    /// `**Surveys**`, or `Surveys:`, up to the next of its kind.
    Line,
    /// `- Surveys`, above the items inside it.
    Item,
}

/// The rank of a section: a section ends where one of the same or a lower rank starts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Heading(u8),
    Topic(TopicKind),
}

/// The sections of a list.
#[derive(Debug, Default)]
pub struct Sections(Arena<SectionId, Section>);

impl Sections {
    /// The headings of a page together with its other topics.
    pub(super) fn of(document: &Document<'_>, topics: &[Topic]) -> Self {
        let mut starts: Vec<(Span, Rank, usize, Option<HeadingId>)> = Vec::new();
        let end = document.source().text().len();
        for (id, heading) in document.headings().enumerated() {
            starts.push((heading.span, Rank::Heading(heading.level), end, Some(id)));
        }
        starts.extend(
            topics
                .iter()
                .map(|topic| (topic.span, Rank::Topic(topic.kind), topic.end, None)),
        );
        starts.sort_by_key(|(span, ..)| span.start);
        let mut sections = Self::default();
        let mut open: Vec<(Rank, SectionId)> = Vec::new();
        for (span, rank, end, heading) in starts {
            // Items may be inside each other, so only their ends close them.
            while let Some((above, id)) = open.last().copied()
                && (sections.0[id].end <= span.start || above >= rank && rank != Rank::Topic(TopicKind::Item))
            {
                let closed = &mut sections.0[id];
                closed.end = closed.end.min(span.start);
                open.pop();
            }
            let text = heading.map_or_else(
                || document.visible_text(span).into_owned(),
                |id| document.heading(id).text.clone(),
            );
            let parent = open.last().map(|(_, id)| *id);
            let id = sections.0.push(Section {
                is_about_list: is_about_list(&text) || parent.is_some_and(|id| sections.0[id].is_about_list),
                text,
                span,
                parent,
                heading,
                end,
            });
            open.push((rank, id));
        }
        sections
    }

    /// A section.
    #[must_use]
    pub fn get(&self, id: SectionId) -> &Section {
        &self.0[id]
    }

    /// The innermost section that holds this byte; `None` before the first heading.
    #[must_use]
    pub fn at(&self, offset: usize) -> Option<SectionId> {
        let last = self.0.last_where(|section| section.span.start <= offset)?;
        let mut outwards = std::iter::successors(Some(last), |id| self.0[*id].parent);
        outwards.find(|id| offset < self.0[*id].end)
    }

    /// The names of a section and of those around it, the outermost first.
    #[must_use]
    pub fn path(&self, innermost: Option<SectionId>) -> Vec<&str> {
        let outwards = std::iter::successors(innermost, |id| self.0[*id].parent);
        let mut path: Vec<_> = outwards.map(|id| &*self.0[id].text).collect();
        path.reverse();
        path
    }
}

/// True for such headings as `🔥 News` and `How to Contribute`.
fn is_about_list(heading: &str) -> bool {
    /// Longer headings name a topic: `Continual Updates of Language Models`.
    const MAX_WORDS: usize = 4;
    const WORDS: [&str; 18] = [
        "news",
        "update",
        "updates",
        "updating",
        "changelog",
        "changelogs",
        "acknowledgement",
        "acknowledgements",
        "acknowledgment",
        "acknowledgments",
        "citation",
        "cite",
        "citing",
        "contribute",
        "contributing",
        "contribution",
        "contact",
        "license",
    ];
    let lower = heading.to_lowercase();
    let words: Vec<_> = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    words.len() <= MAX_WORDS && words.iter().any(|word| WORDS.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::{
        config::Config,
        list::{Reading, VenueRegistry},
        source::SourceFile,
    };

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let source = SourceFile::new("x.md", text.to_owned());
        let reading = Reading::of(&source, &Config::default(), VenueRegistry::builtin());
        let paths: Vec<_> = reading
            .list
            .entries()
            .iter()
            .map(|entry| reading.list.sections().path(entry.section).join(" > "))
            .collect();
        assert_eq!(paths.join("\n"), expected);
    }

    const PAPER: &str = "[Grasping Objects by Their Sound](https://arxiv.org/abs/2401.00001)";

    #[test]
    fn headings_hold_topics() {
        check(
            &format!(
                "# List\n\n## A\n\n**Lines**\n\n- {PAPER}\n\n*Italics:* all of them\n\n- {PAPER}\n\n### B\n\n- {PAPER}\n"
            ),
            "List > A > Lines\nList > A > Italics: all of them\nList > A > B",
        );
    }

    #[test]
    fn summaries_end_with_their_details() {
        check(
            &format!("# List\n\n<details>\n<summary>Old</summary>\n\n- {PAPER}\n\n</details>\n\n- {PAPER}\n"),
            "List > Old\nList",
        );
    }

    #[test]
    fn items_without_links_head_the_items_inside_them() {
        check(
            &format!("# List\n\n- Vision\n  - Depth\n    - {PAPER}\n  - {PAPER}\n- {PAPER}\n"),
            "List > Vision > Depth\nList > Vision\nList",
        );
    }
}
