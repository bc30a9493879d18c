//! `wrong-paper`: a link to another paper than the entry. Also says which other versions could explain it.

use std::collections::BTreeMap;

use crate::{
    config::Role,
    document::{Document, Link},
    facts::{Facts, PaperRecord, Question, Record},
    identity::{
        Identity, Likeness, are_translated, likeness,
        title::{self, TitleKey},
    },
    list::{Entry, Field, List},
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::quote,
    },
    source::Span,
};

pub(super) struct WrongPaper;

static META: Meta = meta!("wrong-paper", Records, Error, Links);

impl Rule for WrongPaper {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn questions(&self, view: &View<'_>) -> Vec<Question> {
        // The addresses that would say whether a paper had the title of its entry before.
        let doubts = doubts(view.document, view.list, view.facts);
        doubts
            .iter()
            .flat_map(other_versions)
            .map(Question::aside)
            .collect()
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut doubts = doubts(cx.document, cx.list, cx.facts);
        doubts.retain(|doubt| !is_renamed(doubt, cx.facts));
        if doubts.is_empty() {
            return;
        }
        let titles = titles(cx.list);
        for doubt in doubts {
            let (source, found) = (&doubt.paper.source, quote(&doubt.paper.title));
            let place = doubt.link.destination;
            let namesake = titles.get(&title::key(&doubt.paper.title)).copied();
            let finding = if doubt.likeness == Likeness::Other {
                cx.report(place, format!("this is another paper: {source} has {found}"))
            } else {
                let message = format!("{source} has this paper under another title: {found}");
                cx.report_doubt(place, message)
            };
            finding.related(doubt.title, "the title here");
            if let Some(other) = namesake {
                finding.related(other, "the entry with that title: are the links swapped?");
            }
        }
    }
}

/// A link whose record has another title than the entry.
struct Doubt<'a> {
    link: &'a Link,
    paper: &'a PaperRecord,
    title: Span,
    text: &'a str,
    likeness: Likeness,
}

/// Where the titles of all entries stand: one of them may be that of a record, and is then not that of its own entry.
fn titles<'l>(list: &'l List<'_>) -> BTreeMap<&'l TitleKey, Span> {
    let (index, entries) = (list.index(), list.entries());
    let first = |group: &Vec<usize>| {
        let mut titles = group.iter().filter_map(|at| entries[*at].title.as_ref());
        Some((index.title(*group.first()?), titles.next()?.span))
    };
    index.namesakes().iter().filter_map(first).collect()
}

fn doubts<'a>(document: &'a Document<'_>, list: &'a List<'_>, facts: &'a Facts) -> Vec<Doubt<'a>> {
    let mut doubts = Vec::new();
    let Some(links) = &facts.links else { return doubts };
    for entry in list.entries() {
        let is_title = |title: &&Field| !is_news(&title.text) && !is_remark(&title.text);
        let Some(title) = entry.title.as_ref().filter(is_title) else {
            continue;
        };
        for link in entry.links_of(Role::Paper).map(|link| &document.links()[link]) {
            let Some(Record::Paper(paper)) = links.get(&link.url).and_then(|fact| fact.record.as_ref())
            else {
                continue;
            };
            if paper.title.is_empty() || paper.vague {
                continue;
            }
            let mut likeness = likeness(&title.text, &paper.title);
            // The paper of a data set is often about more than the data.
            if title.text.to_lowercase().contains("dataset") {
                likeness = likeness.min(Likeness::Doubtful);
            }
            // What is said in another script may be a translation, which letters do not tell.
            let is_doubtful = likeness >= Likeness::Doubtful && !are_translated(&title.text, &paper.title);
            if is_doubtful && is_own(document, link, entry) {
                let (title, text) = (title.span, &*title.text);
                doubts.push(Doubt {
                    link,
                    paper,
                    title,
                    text,
                    likeness,
                });
            }
        }
    }
    doubts
}

/// Whether a title is a sentence about the list or its authors.
fn is_news(title: &str) -> bool {
    let first = title.split_whitespace().next().unwrap_or_default();
    matches!(first, "We" | "Our" | "Some" | "This")
}

/// Whether what was taken for a title is a remark about code: `PyTorch (in construction)`.
fn is_remark(title: &str) -> bool {
    const WORDS: [&str; 4] = ["Code", "Official", "PyTorch", "TensorFlow"];
    let first = title
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    WORDS.contains(&first) && title.contains('(')
}

/// Whether a link leads to the entry's own paper and not to one that it mentions. In a table its column says so; in running
/// text its label does, when it is the title or one of the words that every list uses.
fn is_own(document: &Document<'_>, link: &Link, entry: &Entry<'_>) -> bool {
    const WORDS: [&str; 10] = [
        "paper", "papers", "arxiv", "pdf", "abs", "link", "preprint", "html", "url", "article",
    ];
    let label = document.visible_text(link.label).to_lowercase();
    if label.contains("et al") {
        return false;
    }
    let mut words = label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let is_usual = words.all(|word| WORDS.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit()));
    let is_title = entry
        .title
        .as_ref()
        .is_some_and(|title| likeness(&title.text, &label) <= Likeness::Alike);
    entry.table().is_some() || is_usual || is_title
}

/// Whether another version of the paper has the title of the entry: then it was renamed, and the entry is right.
fn is_renamed(doubt: &Doubt<'_>, facts: &Facts) -> bool {
    other_versions(doubt).iter().any(|url| {
        let record = facts.asides.get(url).and_then(|fact| fact.record.as_ref());
        matches!(record, Some(Record::Paper(paper)) if likeness(doubt.text, &paper.title) <= Likeness::Alike)
    })
}

/// The addresses of the versions before the one that is linked, and of the last where the link names one.
fn other_versions(doubt: &Doubt<'_>) -> Vec<String> {
    let Some(Identity::Arxiv(arxiv)) = Identity::parse(&doubt.link.url) else {
        return Vec::new();
    };
    let version = doubt.paper.version.unwrap_or(1).min(MOST_VERSIONS + 1);
    let last = format!("https://arxiv.org/abs/{}", arxiv.id);
    let mut others: Vec<_> = (1..version).map(|version| format!("{last}v{version}")).collect();
    others.extend(arxiv.version.is_some().then_some(last));
    others
}

/// How many versions are asked for: papers are renamed early.
const MOST_VERSIONS: u16 = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Config,
        facts::{LinkFact, LinkFacts, Verdict},
        list::{Reading, Registry},
        rules::support::testing::check_with,
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
        facts.asides = learnt(
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

    /// What is asked in addition about a list.
    fn asked(list: &str, facts: &Facts) -> Vec<String> {
        let source = crate::source::SourceFile::new("x.md", list);
        let (config, registry) = (Config::default(), Registry::builtin());
        let reading = Reading::of(&source, &config, registry);
        let view = View::new(&reading, registry, facts, None);
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
        facts.asides = learnt(newest, "Reading maps without labels", 2);
        check_with(&WrongPaper, &list, &facts);
    }

    #[test]
    fn a_title_in_another_script_may_be_a_translation() {
        check_with(&WrongPaper, LIST, &facts("无标签地图阅读方法研究"));
    }
}
