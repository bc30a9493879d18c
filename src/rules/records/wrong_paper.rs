//! `wrong-paper`: a link to a different paper than the entry. Also asks for other versions that could explain it.

use std::{borrow::Cow, collections::BTreeMap};

use crate::{
    config::Role,
    document::{Document, Link, LinkId},
    facts::{PaperRecord, Question, Record},
    identity::{
        Identity, Likeness, are_translated, likeness,
        title::{self, TitleKey},
    },
    list::{Entry, Field, List},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{quote, shares_author, words},
    },
    source::Span,
};

pub(super) struct WrongPaper;

static META: Meta = meta!("wrong-paper", Records, Error, Publications)
    .with_help("link to the paper of this title, or correct the title");

/// The number of older versions that are looked up: papers are renamed early.
const MAX_VERSIONS: u16 = 5;

impl Rule for WrongPaper {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn questions(&self, view: &View<'_>) -> Vec<Question> {
        let mut questions = Vec::new();
        // An entry may have the title of another version of its paper.
        for doubt in doubts(view) {
            questions.extend(doubt.other_versions().into_iter().map(Question::lookup));
        }
        questions
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut doubts = doubts(cx);
        doubts.retain(|doubt| !doubt.is_renamed(cx));
        // Most lists have none, and need no look at all titles.
        if doubts.is_empty() {
            return;
        }
        let titles = titles(cx.list);
        for doubt in doubts {
            report(cx, &doubt, titles.get(&title::key(doubt.paper.title)).copied());
        }
    }
}

/// A link whose record has another title than the entry.
struct Doubt<'a> {
    link: &'a Link,
    paper: Known<'a>,
    title: &'a Field,
    likeness: Likeness,
}

/// The paper behind a link, as a registry or an index has it.
struct Known<'a> {
    source: Cow<'a, str>,
    title: &'a str,
    /// The record of a registry; `None` for a title of an index, which does not know how the title has changed.
    record: Option<&'a PaperRecord>,
}

impl<'a> Known<'a> {
    fn of(cx: &View<'a>, link: LinkId) -> Option<Self> {
        match cx.record(&cx.link(link).url) {
            Some(Record::Paper(paper)) => Self::of_record(paper),
            Some(_) => None,
            None => Self::of_index(cx, link),
        }
    }

    fn of_record(paper: &'a PaperRecord) -> Option<Self> {
        let is_exact = !paper.title.is_empty() && !paper.vague;
        is_exact.then(|| Self {
            source: Cow::Borrowed(&paper.source),
            title: &paper.title,
            record: Some(paper),
        })
    }

    fn of_index(cx: &View<'a>, link: LinkId) -> Option<Self> {
        let Some(Identity::Arxiv(arxiv)) = cx.list.index().identity(link) else {
            return None;
        };
        let (title, source) = cx.publications.preprint(&arxiv.id)?;
        Some(Self {
            source: Cow::Owned(source.to_string()),
            title,
            record: None,
        })
    }
}

impl Doubt<'_> {
    /// True if another version of the paper has the title of the entry: then it was renamed, and the entry is right.
    fn is_renamed(&self, cx: &View<'_>) -> bool {
        for url in self.other_versions() {
            if let Some(Record::Paper(paper)) = cx.lookup(&url)
                && likeness(&self.title.text, &paper.title) <= Likeness::Alike
            {
                return true;
            }
        }
        false
    }

    /// The URLs of the versions before the linked one, and of the last where the link names a version.
    fn other_versions(&self) -> Vec<String> {
        let Some(Identity::Arxiv(arxiv)) = Identity::parse(&self.link.url) else {
            return Vec::new();
        };
        let last = format!("https://arxiv.org/abs/{}", arxiv.id);
        // The first title and the present one are enough to explain the title of an index.
        let version = self.paper.record.map_or(2, |record| record.version.unwrap_or(1));
        let version = version.min(MAX_VERSIONS + 1);
        let mut others: Vec<_> = (1..version).map(|version| format!("{last}v{version}")).collect();
        if arxiv.version.is_some() || self.paper.record.is_none() {
            others.push(last);
        }
        others
    }
}

fn report(cx: &mut Context<'_>, doubt: &Doubt<'_>, namesake: Option<Span>) {
    let (source, found) = (&doubt.paper.source, quote(doubt.paper.title));
    let place = doubt.link.destination;
    let finding = if doubt.likeness == Likeness::Other {
        let message = format!("this is another paper: {source} has {found}");
        // Without the network a new title of the same paper looks like this too, unless another entry has it.
        if doubt.paper.record.is_none() && namesake.is_none() {
            cx.report_doubt(place, message)
        } else {
            cx.report(place, message)
        }
    } else {
        let message = format!("{source} has this paper under another title: {found}");
        cx.report_doubt(place, message)
    };
    finding.related(doubt.title.span, "the title here");
    // The record may be that of another entry, whose link is then here by mistake.
    if let Some(other) = namesake {
        finding.related(other, "the entry with that title: are the links swapped?");
    }
}

/// The places of all titles: a record with one of them belongs to another entry.
fn titles<'l>(list: &'l List<'_>) -> BTreeMap<&'l TitleKey, Span> {
    let mut titles = BTreeMap::new();
    for group in list.index().namesakes() {
        let title = group.iter().find_map(|id| list.entry(*id).title.as_ref());
        if let Some(title) = title {
            titles.insert(list.index().title(group[0]), title.span);
        }
    }
    titles
}

fn doubts<'a>(cx: &View<'a>) -> Vec<Doubt<'a>> {
    let mut doubts = Vec::new();
    for entry in cx.list.entries() {
        let Some(title) = &entry.title else { continue };
        if is_news(&title.text) || is_remark(&title.text) {
            continue;
        }
        for link in entry.links_of(Role::Paper) {
            if let Some(paper) = Known::of(cx, link) {
                doubts.extend(doubt(cx, entry, title, cx.link(link), paper));
            }
        }
    }
    doubts
}

fn doubt<'a>(
    cx: &View<'_>,
    entry: &Entry<'_>,
    title: &'a Field,
    link: &'a Link,
    paper: Known<'a>,
) -> Option<Doubt<'a>> {
    let mut likeness = likeness(&title.text, paper.title);
    // The paper of a data set is often about more than the data.
    if title.text.to_lowercase().contains("dataset") {
        likeness = likeness.min(Likeness::Doubtful);
    }
    // A paper of the same authors may have been renamed.
    if paper.record.and_then(|record| shares_author(entry, record)) == Some(true) {
        likeness = likeness.min(Likeness::Doubtful);
    }
    // A title in another script may be a translation, which letters cannot show.
    let is_doubtful = likeness >= Likeness::Doubtful && !are_translated(&title.text, paper.title);
    (is_doubtful && is_own(cx.document, link, entry)).then_some(Doubt {
        link,
        paper,
        title,
        likeness,
    })
}

/// True if a title is a sentence about the list or its authors.
fn is_news(title: &str) -> bool {
    let first = title.split_whitespace().next().unwrap_or_default();
    matches!(first, "We" | "Our" | "Some" | "This")
}

/// True for a remark about code that was read as a title: `PyTorch (in construction)`.
fn is_remark(title: &str) -> bool {
    let first = words(title).next();
    matches!(first, Some("Code" | "Official" | "PyTorch" | "TensorFlow")) && title.contains('(')
}

/// True if a link leads to the entry's own paper and not to one that it mentions.
fn is_own(document: &Document<'_>, link: &Link, entry: &Entry<'_>) -> bool {
    let label = document.visible_text(link.label).to_lowercase();
    // `Smith et al.` cites another paper, also in a table.
    if label.contains("et al") {
        return false;
    }
    // In a table the column says so; in running text the label does: the title, or a word such as `Paper`.
    entry.table().is_some() || is_usual(&label) || is_title(entry, &label)
}

/// True if a label says no more than that it leads to a paper; numbers count the papers of an entry.
fn is_usual(label: &str) -> bool {
    const WORDS: [&str; 10] = [
        "paper", "papers", "arxiv", "pdf", "abs", "link", "preprint", "html", "url", "article",
    ];
    words(label).all(|word| WORDS.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_title(entry: &Entry<'_>, label: &str) -> bool {
    match &entry.title {
        Some(title) => likeness(&title.text, label) <= Likeness::Alike,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config,
        facts::{Facts, LinkFact, LinkFacts, Verdict},
        list::{Reading, VenueRegistry},
        rules::support::testing::{check_with, check_with_preprints, nothing_published},
    };

    const LIST: &str = "
| Title | Venue | Paper |
|---|---|---|
| Reading Maps Without Labels | CVPR 2024 | [p](https://arxiv.org/abs/2306.01001) |
";

    fn learnt(url: &str, title: &str, version: u16) -> LinkFacts {
        let mut fact = LinkFact::new(Verdict::Alive, "");
        fact.record = Some(Record::Paper(PaperRecord {
            source: "arXiv".into(),
            title: title.into(),
            version: Some(version),
            ..PaperRecord::default()
        }));
        let mut links = LinkFacts::default();
        links.insert(url.into(), fact);
        links
    }

    fn facts(title: &str) -> Facts {
        Facts {
            links: Some(learnt("https://arxiv.org/abs/2306.01001", title, 3)),
            ..Facts::default()
        }
    }

    #[test]
    fn a_paper_that_was_renamed_is_the_same() {
        let mut facts = facts("Labels Are All You Need for Cartography");
        facts.lookups = learnt(
            "https://arxiv.org/abs/2306.01001v1",
            "Reading maps without labels",
            1,
        );
        check_with(&WrongPaper, LIST, &facts);
    }

    #[test]
    fn a_title_in_another_form_is_the_same() {
        for title in [
            "Reading Maps without Labels",
            "MapNet: Reading Maps Without Labels",
            "Reading Maps Without Labels: A Study",
        ] {
            check_with(&WrongPaper, LIST, &facts(title));
        }
    }

    #[test]
    fn a_paper_that_is_only_mentioned_is_another_one_by_right() {
        let list = "
- [Reading Maps Without Labels](https://github.com/a/b), CVPR 2024: a version of [Denoiser](https://arxiv.org/abs/2306.01001)
- [Reading Maps Without Labels](https://github.com/a/b), CVPR 2024. [[Paper](https://arxiv.org/abs/2306.01001)]
                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is another paper: arXiv has “Denoising Diffusion Models”
";
        check_with(&WrongPaper, list, &facts("Denoising Diffusion Models"));
    }

    /// The URLs that the rule asks for beside the links of a list.
    fn asked(list: &str, facts: &Facts) -> Vec<String> {
        let source = crate::source::SourceFile::new("x.md", list);
        let (config, registry) = (Config::default(), VenueRegistry::builtin());
        let reading = Reading::of(&source, &config, registry);
        let publications = nothing_published();
        let view = View::new(&reading, registry, &publications, facts, None);
        WrongPaper
            .questions(&view)
            .into_iter()
            .map(|question| question.url)
            .collect()
    }

    #[test]
    fn older_versions_are_asked_for_only_in_doubt() {
        assert!(asked(LIST, &facts("Reading Maps Without Labels")).is_empty());
        assert_eq!(
            asked(LIST, &facts("Denoising Diffusion Models")),
            [
                "https://arxiv.org/abs/2306.01001v1",
                "https://arxiv.org/abs/2306.01001v2"
            ]
        );
    }

    #[test]
    fn a_paper_that_was_renamed_after_the_version_that_is_linked_is_the_same() {
        let list = LIST.replace("2306.01001", "2306.01001v1");
        let title = "Labels Are All You Need for Cartography";
        let mut facts = Facts {
            links: Some(learnt("https://arxiv.org/abs/2306.01001v1", title, 1)),
            ..Facts::default()
        };
        let newest = "https://arxiv.org/abs/2306.01001";
        assert_eq!(asked(&list, &facts), [newest]);
        facts.lookups = learnt(newest, "Reading maps without labels", 2);
        check_with(&WrongPaper, &list, &facts);
    }

    #[test]
    fn the_titles_of_an_index_need_no_request() {
        let preprints = [
            ("2306.01001", "Denoising Diffusion Models"),
            ("2306.01002", "Reading Maps Without Labels"),
            ("2306.01003", "Counting Trees From Orbit"),
            ("cs/0112017", "Drawing Rivers by Hand"),
        ];
        let list = "
| Title | Venue | Paper |
|---|---|---|
| Reading Maps Without Labels | CVPR 2024 | [p](https://arxiv.org/abs/2306.01001) |
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is another paper: DBLP, 2026-11 has “Denoising Diffusion Models”
| Reading Maps by Night | CVPR 2024 | [p](https://arxiv.org/abs/2306.01003v2) |
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is another paper: DBLP, 2026-11 has “Counting Trees From Orbit”
| Counting Trees from Orbit | CVPR 2024 | [p](https://arxiv.org/abs/2306.01003) |
| Drawing Mountains in Fog | CVPR 2024 | [p](https://arxiv.org/abs/cs/0112017) |
                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is another paper: DBLP, 2026-11 has “Drawing Rivers by Hand”
| Naming Rivers in Fog | CVPR 2024 | [p](https://arxiv.org/abs/2306.01009) |
";
        check_with_preprints(&WrongPaper, list, &preprints, &Facts::default());
        // Registries know how a title has changed.
        let mut facts = facts("Reading Maps Without Labels");
        check_with_preprints(&WrongPaper, LIST, &preprints, &facts);
        facts.links = Some(LinkFacts::default());
        facts.lookups = learnt(
            "https://arxiv.org/abs/2306.01001v1",
            "Reading maps without labels",
            1,
        );
        check_with_preprints(&WrongPaper, LIST, &preprints, &facts);
    }

    #[test]
    fn a_title_in_another_script_may_be_a_translation() {
        check_with(&WrongPaper, LIST, &facts("无标签地图阅读方法研究"));
    }
}
