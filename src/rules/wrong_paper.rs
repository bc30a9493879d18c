//! `wrong-paper`: a link to another paper than the entry. Also says which older versions could explain it.

use super::{Context, Meta, Rule, quote};
use crate::{
    config::Role,
    document::{Document, Link},
    facts::{Facts, PaperRecord, Question, Record},
    finding::Severity,
    identity::{Identity, Likeness, likeness, title},
    list::{Entry, Field, List},
    source::Span,
};

pub(super) struct WrongPaper;

static META: Meta = Meta {
    id: "wrong-paper",
    severity: Severity::Error,
    online: true,
    page: include_str!("../../rules/wrong-paper.md"),
};

impl Rule for WrongPaper {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for doubt in doubts(cx.document, cx.list, cx.facts) {
            if is_older(&doubt, cx.facts) {
                continue;
            }
            let (source, found) = (&doubt.paper.source, quote(&doubt.paper.title));
            let place = doubt.link.destination;
            let namesake = namesake(cx.list, &doubt);
            let finding = if doubt.likeness == Likeness::Other {
                cx.report(place, format!("this is another paper: {source} has {found}"))
            } else {
                let message = format!("{source} has this paper under another title: {found}");
                cx.report_as(Severity::Warning, place, message)
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

/// The title of another entry that the record has.
fn namesake(list: &List<'_>, doubt: &Doubt<'_>) -> Option<Span> {
    let wanted = title::key(&doubt.paper.title);
    let titles = list
        .entries()
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| Some((at, entry.title.as_ref()?)));
    let mut same =
        titles.filter(|(at, title)| title.span != doubt.title && *list.index().title(*at) == wanted);
    same.next().map(|(_, title)| title.span)
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
            if likeness >= Likeness::Doubtful && is_own(document, link, entry) {
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

/// Whether an older version of the paper has the title of the entry: then it was renamed, and the entry is right.
fn is_older(doubt: &Doubt<'_>, facts: &Facts) -> bool {
    older_versions(doubt).iter().any(|url| {
        let record = facts.asides.get(url).and_then(|fact| fact.record.as_ref());
        matches!(record, Some(Record::Paper(paper)) if likeness(doubt.text, &paper.title) <= Likeness::Alike)
    })
}

/// The addresses of the versions before the one that is linked.
fn older_versions(doubt: &Doubt<'_>) -> Vec<String> {
    let version = doubt.paper.version.unwrap_or(1).min(MOST_VERSIONS + 1);
    match Identity::parse(&doubt.link.url) {
        Some(Identity::Arxiv(arxiv)) => {
            let address = |version| format!("https://arxiv.org/abs/{}v{version}", arxiv.id);
            (1..version).map(address).collect()
        }
        _ => Vec::new(),
    }
}

/// The addresses that would say whether a paper had the title of its entry before.
pub(super) fn questions(cx: &Context<'_>) -> Vec<Question> {
    let doubts = doubts(cx.document, cx.list, cx.facts);
    doubts
        .iter()
        .flat_map(older_versions)
        .map(Question::aside)
        .collect()
}

/// How many versions are asked for: papers are renamed early.
const MOST_VERSIONS: u16 = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{LinkFact, LinkFacts, Verdict},
        rules::testing::check_with,
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

    #[test]
    fn older_versions_are_asked_for_only_in_doubt() {
        let source = crate::source::SourceFile::new("x.md", LIST);
        let document = Document::parse(&source);
        let config = crate::config::Config::default();
        let list = List::read(&document, &config, crate::list::Registry::builtin());
        let asked = |title| -> Vec<_> {
            let facts = facts(title);
            let cx = Context::new(&document, &list, crate::list::Registry::builtin(), &facts);
            questions(&cx).into_iter().map(|question| question.url).collect()
        };
        assert!(asked("Reading Maps Without Labels").is_empty());
        assert_eq!(
            asked("Denoising Diffusion Models"),
            [
                "https://arxiv.org/abs/2306.01001v1",
                "https://arxiv.org/abs/2306.01001v2"
            ]
        );
    }
}
