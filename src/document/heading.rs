//! Headings and the anchors that GitHub gives them.

use std::collections::HashMap;

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::{
    handle::{Arena, handle},
    source::Span,
};

handle! {
    /// A heading of a page, and the section below it.
    pub struct HeadingId;
}

/// A heading, in Markdown or in HTML.
#[derive(Debug)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u8,
    /// The heading without its line end.
    pub span: Span,
    /// The text as people read it.
    pub text: String,
    /// The anchor that GitHub gives it.
    pub slug: String,
}

/// The heading above each heading to whose section it belongs.
pub(super) fn parents(headings: &Arena<HeadingId, Heading>) -> Arena<HeadingId, Option<HeadingId>> {
    let mut open: Vec<HeadingId> = Vec::new();
    let mut parents = Arena::default();
    for (id, heading) in headings.enumerated() {
        while open
            .pop_if(|outer| headings[*outer].level >= heading.level)
            .is_some()
        {}
        parents.push(open.last().copied());
        open.push(id);
    }
    parents
}

/// The anchor of a heading with this text, before equal ones get numbers.
///
/// Lower case; letters, marks, decimal and letter numbers, connector punctuation and hyphens stay; each space becomes
/// a hyphen; the rest goes. github-slugger's fixtures, read back from GitHub, require this.
#[must_use]
pub fn slugify(text: &str) -> String {
    slugify_in_case(&text.to_lowercase())
}

/// The anchor of a heading with this text, but with its capitals: github.com finds it as well.
#[must_use]
pub fn slugify_in_case(text: &str) -> String {
    text.chars()
        .filter_map(|c| {
            if c == ' ' {
                Some('-')
            } else {
                is_kept(c).then_some(c)
            }
        })
        .collect()
}

fn is_kept(c: char) -> bool {
    // Of ASCII, the classes below would keep the same, and take longer to look up.
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '-' || c == '_';
    }
    c.is_alphabetic()
        || c.general_category_group() == GeneralCategoryGroup::Mark
        || matches!(
            c.general_category(),
            GeneralCategory::DecimalNumber
                | GeneralCategory::LetterNumber
                | GeneralCategory::ConnectorPunctuation
        )
}

/// Hands out anchors in the order of the headings: an anchor that is taken gets the next free number.
#[derive(Debug, Default)]
pub(super) struct Slugger {
    next: HashMap<String, usize>,
}

impl Slugger {
    pub(super) fn slug(&mut self, text: &str) -> String {
        let base = slugify(text);
        let mut slug = base.clone();
        // A heading may have the number of another one in its own text: `Echo`, `Echo`, `Echo 1`.
        while self.next.contains_key(&slug) {
            let number = self.next.entry(base.clone()).or_default();
            *number += 1;
            slug = format!("{base}-{number}");
        }
        self.next.insert(slug.clone(), 0);
        slug
    }
}

#[cfg(test)]
mod tests {
    use crate::{document::Document, source::SourceFile};

    #[track_caller]
    fn check(text: &str, slugs: &[&str]) {
        let source = SourceFile::new("x.md", text);
        let document = Document::parse(&source);
        let found: Vec<_> = document.headings().iter().map(|heading| &*heading.slug).collect();
        assert_eq!(found, slugs);
    }

    #[test]
    fn headings_belong_to_the_nearest_one_of_a_higher_rank() {
        let source = SourceFile::new("x.md", "## a\n#### b\n### c\n# d\n## e\n");
        let document = Document::parse(&source);
        let parents = document.parents();
        let parents = parents
            .iter()
            .map(|parent| parent.map(|parent| &*document.heading(parent).text));
        assert_eq!(
            parents.collect::<Vec<_>>(),
            [None, Some("a"), Some("a"), None, Some("d")]
        );
    }

    #[test]
    fn anchors_are_those_of_github() {
        check("# Datasets & Benchmarks", &["datasets--benchmarks"]);
        check("# 📢 Latest Updates", &["-latest-updates"]);
        check("# 😄 - an emoji", &["---an-emoji"]);
        check("# :fire: Hot", &["fire-hot"]);
        check("# emoji 🛠️ gets", &["emoji-\u{fe0f}-gets"]);
        check("# (Large-scale) Pre-training", &["large-scale-pre-training"]);
        check("# 遥感大模型：进展与前瞻", &["遥感大模型进展与前瞻"]);
        check("# Привет", &["привет"]);
        check("# x² ½ ⓐ Ⅷ ٣", &["x--ⓐ-ⅷ-٣"]);
        check("# a\u{a0}b\u{200d}c\u{ad}d", &["abcd"]);
        check("# snake_case – dash", &["snake_case--dash"]);
    }

    #[test]
    fn markup_goes_and_its_text_stays() {
        check(
            "## Remote <ins>Vision</ins> *Models* [x](y) `code`",
            &["remote-vision-models-x-code"],
        );
        check("## ![badge](b.svg) Tom &amp; Jerry", &["-tom--jerry"]);
        check("Two\nlines\n===", &["twolines"]);
        check("## Closed ##", &["closed"]);
        check("> ## Quoted\n\n- ### In a list", &["quoted", "in-a-list"]);
    }

    #[test]
    fn html_headings_count() {
        check(
            "<h2 align=\"center\">Hello <b>World</b> &amp; co</h2>\n\n## Hello",
            &["hello-world--co", "hello"],
        );
        check("text <h3>In line</h3> text", &["in-line"]);
        check(
            "<h2>Schr&ouml;dinger Bridges</h2>\n<h2>Vision &mdash; Language</h2>",
            &["schrödinger-bridges", "vision--language"],
        );
        check("<!-- <h2>no</h2>\n# no\n-->\n# yes", &["yes"]);
    }

    #[test]
    fn equal_anchors_get_the_next_free_number() {
        check(
            "# echo\n# echo\n# echo 1\n# echo-1\n# echo",
            &["echo", "echo-1", "echo-1-1", "echo-1-2", "echo-2"],
        );
        check(
            "# foxtrot-1\n# foxtrot\n# foxtrot",
            &["foxtrot-1", "foxtrot", "foxtrot-2"],
        );
    }
}
