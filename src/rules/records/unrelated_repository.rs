//! `unrelated-repository`: code that does not mention the paper it is linked for.

use crate::{
    config::Role,
    document::Link,
    facts::{Question, Readme, Record, RepositoryRecord},
    identity::{
        Identity, Likeness, likeness,
        title::{self, TitleKey},
    },
    list::Entry,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{quote, words},
    },
};

pub(super) struct UnrelatedRepository;

static META: Meta = meta!("unrelated-repository", Records, Info, Links)
    .with_help("link to the repository of the paper, or remove the link");

/// Names with fewer letters are parts of other words by chance.
const SHORTEST_NAME: usize = 3;

/// The number of distinctive words of a title that a text has to contain to be about the paper.
const WORDS_OF_TITLE: usize = 2;

impl Rule for UnrelatedRepository {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn questions(&self, view: &View<'_>) -> Vec<Question> {
        let mut questions = Vec::new();
        for doubt in doubts(view) {
            // A README costs a request, so it is read only where the name and the description leave a doubt.
            if doubt.repository.source == "GitHub" {
                questions.push(Question::lookup(readme_url(doubt.repository)));
            }
        }
        questions
    }

    fn check(&self, cx: &mut Context<'_>) {
        for doubt in doubts(cx) {
            if !is_unmentioned(cx, &doubt) {
                continue;
            }
            let message = format!(
                "the repository {} does not mention this paper",
                quote(&doubt.repository.name)
            );
            let finding = cx.report(doubt.link.destination, message);
            if let Some(title) = &doubt.entry.title {
                finding.related(title.span, "the paper");
            }
        }
    }
}

/// An entry whose repository does not mention it in its name, in its description or in the URL of the link.
struct Doubt<'a> {
    entry: &'a Entry<'a>,
    link: &'a Link,
    repository: &'a RepositoryRecord,
}

fn doubts<'a>(cx: &View<'a>) -> Vec<Doubt<'a>> {
    let mut doubts = Vec::new();
    for entry in cx.list.entries() {
        for link in entry.links_of(Role::Code) {
            let link = cx.link(link);
            let Some(Record::Repository(repository)) = cx.record(&link.url) else {
                continue;
            };
            // An empty or closed repository has no README to read.
            let is_there = repository.empty != Some(true) && !repository.disabled;
            if is_there && !mentions(entry, &said(repository, &link.url)) {
                doubts.push(Doubt {
                    entry,
                    link,
                    repository,
                });
            }
        }
    }
    doubts
}

/// The name and description of a repository, with the branch and folder of a link: some hold the code of many papers.
fn said(repository: &RepositoryRecord, url: &str) -> String {
    let description = repository.description.as_deref().unwrap_or_default();
    let place = match Identity::parse(url) {
        Some(Identity::GitHub(place)) => [place.reference, place.path].map(Option::unwrap_or_default),
        _ => Default::default(),
    };
    [&*repository.name, description, &place[0], &place[1]].join(" ")
}

/// True if a text mentions an entry: the name of its method, its title or words of it; or if it has no title.
fn mentions(entry: &Entry<'_>, text: &str) -> bool {
    let Some(title) = &entry.title else { return true };
    let title = &*title.text;
    let key = title::key(text);
    method(entry, title).is_some_and(|name| key.contains(&name))
        || likeness(title, text) <= Likeness::Alike
        || key.contains(&title::key(title))
        || telling(title).filter(|word| key.as_str().contains(word)).count() >= WORDS_OF_TITLE
        || initials(title).is_some_and(|initials| key.as_str().contains(&initials))
}

/// The name of an entry's method, from its own cell or from the title.
fn method(entry: &Entry<'_>, title: &str) -> Option<TitleKey> {
    let name = match &entry.name {
        Some(name) => title::key(&name.text),
        None => title::key(title::name(title)?),
    };
    (name.as_str().chars().count() >= SHORTEST_NAME).then_some(name)
}

/// The words of a title that are not in every title.
fn telling(title: &str) -> impl Iterator<Item = String> {
    /// Shorter words are in many titles.
    const LONG: usize = 4;
    const USUAL: [&str; 18] = [
        "with",
        "from",
        "deep",
        "data",
        "without",
        "code",
        "learning",
        "model",
        "models",
        "network",
        "networks",
        "using",
        "towards",
        "based",
        "neural",
        "large",
        "efficient",
        "image",
    ];
    let words = words(title).map(str::to_lowercase);
    words.filter(|word| word.chars().count() >= LONG && !USUAL.contains(&&**word))
}

/// The first letters of a title's words, which are the name of many methods.
fn initials(title: &str) -> Option<String> {
    let mut rest = title;
    // The name before a colon is not among the words that it abbreviates: `SGD: Scaled Gradient Descent`.
    if title::name(title).is_some()
        && let Some((_, behind)) = title.split_once([':', '：'])
    {
        rest = behind;
    }
    let letters = words(rest).filter_map(|word| word.chars().next());
    let initials: String = letters.flat_map(char::to_lowercase).collect();
    (initials.chars().count() > SHORTEST_NAME).then_some(initials)
}

/// True if the README was read and neither mentions nor cites the paper. One without headings and references, such as
/// a README that is all images, proves nothing.
fn is_unmentioned(cx: &View<'_>, doubt: &Doubt<'_>) -> bool {
    match cx.lookup(&readme_url(doubt.repository)) {
        Some(Record::Repository(RepositoryRecord {
            readme: Some(readme), ..
        })) => {
            !readme.titles.is_empty()
                && !cites(cx, readme, doubt.entry)
                && !readme.titles.iter().any(|title| mentions(doubt.entry, title))
        }
        _ => false,
    }
}

/// True if a README links to a paper that the entry links to as well.
fn cites(cx: &View<'_>, readme: &Readme, entry: &Entry<'_>) -> bool {
    for link in &entry.links {
        if let Some(identity) = cx.list.index().identity(link.link)
            && readme.papers.contains(&identity.key())
        {
            return true;
        }
    }
    false
}

/// The URL of a repository's README.
fn readme_url(repository: &RepositoryRecord) -> String {
    format!("https://github.com/{}/blob/HEAD/README.md", repository.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Facts, LinkFact, Readme},
        rules::support::testing::{check_with, learnt},
    };

    const LIST: &str = "
| Title | Venue | Paper | Code |
|---|---|---|---|
| MapNet: Reading Street Maps Without Labels | CVPR 2024 | [p](https://arxiv.org/abs/2306.01001) | [c](https://github.com/lab/code) |
";

    fn fact(name: &str, readme: Option<Readme>) -> LinkFact {
        let record = RepositoryRecord {
            source: "GitHub".into(),
            name: name.into(),
            readme,
            ..RepositoryRecord::default()
        };
        LinkFact::confirmed("GitHub", "", Some(Record::Repository(record)))
    }

    fn facts(name: &str, titles: &[&str], papers: &[&str]) -> Facts {
        let mut facts = learnt([("https://github.com/lab/code", fact(name, None))]);
        let readme = Readme {
            papers: papers.iter().map(ToString::to_string).collect(),
            titles: titles.iter().map(ToString::to_string).collect(),
        };
        facts.lookups.insert(
            format!("https://github.com/{name}/blob/HEAD/README.md"),
            fact(name, Some(readme)),
        );
        facts
    }

    #[test]
    fn code_of_something_else_is_reported() {
        let marked = format!(
            "{LIST}                                                                                                       \
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ the repository “lab/code” does not mention this paper\n"
        );
        check_with(
            &UnrelatedRepository,
            &marked,
            &facts("lab/code", &["A shop", "Install"], &[]),
        );
    }

    #[test]
    fn the_folder_of_a_repository_of_many_papers_speaks_of_one() {
        for place in [
            "tree/master/mapnet",
            "tree/mapnet",
            "blob/main/2024/map-net/train.py",
        ] {
            let url = format!("https://github.com/lab/code/{place}");
            let mut facts = facts("lab/code", &["A shop", "Install"], &[]);
            facts.links = learnt([(&*url, fact("lab/code", None))]).links;
            check_with(
                &UnrelatedRepository,
                &LIST.replace("https://github.com/lab/code", &url),
                &facts,
            );
        }
    }

    #[test]
    fn a_name_a_title_or_a_citation_is_enough() {
        for facts in [
            facts("lab/MapNet-pytorch", &["A shop"], &[]),
            facts("lab/street-maps", &["A shop"], &[]),
            facts("lab/code", &["Code for MapNet"], &[]),
            facts("lab/code", &["Reading Street Maps without Labels"], &[]),
            facts("lab/code", &["A shop"], &["arxiv:2306.01001"]),
            facts("lab/code", &[], &[]),
            facts("lab/rsmwl", &["A shop"], &[]),
        ] {
            check_with(&UnrelatedRepository, LIST, &facts);
        }
    }
}
