//! `unrelated-repository`: code that does not speak of the paper it is linked for.

use crate::{
    config::Role,
    facts::{Question, Record, RepositoryRecord},
    identity::{Identity, Likeness, likeness, title},
    list::Entry,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::quote,
    },
};

pub(super) struct UnrelatedRepository;

static META: Meta = meta!("unrelated-repository", Records, Info, Links);

/// Names with fewer letters stand in other words by chance.
const SHORTEST_NAME: usize = 3;

/// How many words of a title, of those that say something, have to stand together in what the repository says.
const WORDS_OF_TITLE: usize = 2;

impl Rule for UnrelatedRepository {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn questions(&self, view: &View<'_>) -> Vec<Question> {
        // The READMEs of repositories that do not speak of their papers in fewer words.
        let silent = silent(view)
            .into_iter()
            .filter(|(_, _, repository)| repository.source == "GitHub");
        silent
            .map(|(_, _, repository)| Question::aside(readme(repository)))
            .collect()
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (entry, link, repository) in silent(cx) {
            let Some(Record::Repository(read)) = cx.aside(&readme(repository)) else {
                continue;
            };
            if mentions_in_readme(cx, entry, read) != Some(false) {
                continue;
            }
            let message = format!(
                "the repository {} does not speak of this paper",
                quote(&repository.name)
            );
            let finding = cx.report(cx.document.links()[link].destination, message);
            if let Some(title) = &entry.title {
                finding.related(title.span, "the paper");
            }
        }
    }
}

/// Entries whose repository speaks of them neither in its name nor in its description, nor in the address of the link.
fn silent<'a>(cx: &View<'a>) -> Vec<(&'a Entry<'a>, usize, &'a RepositoryRecord)> {
    let mut silent = Vec::new();
    for entry in cx.list.entries().iter().filter(|entry| entry.title.is_some()) {
        for link in entry.links_of(Role::Code) {
            let url = &cx.document.links()[link].url;
            let Some(Record::Repository(repository)) = cx.record(url) else {
                continue;
            };
            let is_there = repository.empty != Some(true) && !repository.disabled;
            if is_there && !mentions(entry, &said(repository, url)) {
                silent.push((entry, link, repository));
            }
        }
    }
    silent
}

/// What a repository says about itself, and the branch and folder that are linked: some hold the code of many papers.
fn said(repository: &RepositoryRecord, url: &str) -> String {
    let description = repository.description.as_deref().unwrap_or_default();
    let place = match Identity::parse(url) {
        Some(Identity::GitHub(place)) => [place.reference, place.path].map(Option::unwrap_or_default),
        _ => Default::default(),
    };
    [&*repository.name, description, &place[0], &place[1]].join(" ")
}

/// Whether a text speaks of an entry: by the name of its method, by its title or by words of it.
fn mentions(entry: &Entry<'_>, text: &str) -> bool {
    let Some(full) = &entry.title else { return true };
    let key = title::key(text);
    let short = entry
        .name
        .as_ref()
        .map(|name| &*name.text)
        .or_else(|| title::name(&full.text));
    let short = short
        .map(title::key)
        .filter(|name| name.as_str().chars().count() >= SHORTEST_NAME);
    if short.is_some_and(|name| key.as_str().contains(name.as_str())) {
        return true;
    }
    likeness(&full.text, text) <= Likeness::Alike
        || key.as_str().contains(title::key(&full.text).as_str())
        || telling(&full.text)
            .filter(|word| key.as_str().contains(&**word))
            .count()
            >= WORDS_OF_TITLE
        || initials(&full.text).is_some_and(|initials| key.as_str().contains(&initials))
}

/// The words of a title that are not those of every title.
fn telling(title: &str) -> impl Iterator<Item = String> {
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
    let words = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() >= LONG && !USUAL.contains(&&**word))
}

/// The first letters of a title's words, which are the name of many methods.
fn initials(title: &str) -> Option<String> {
    let title = title::name(title)
        .and_then(|_| title.split_once([':', '：']))
        .map_or(title, |(_, rest)| rest);
    let words = title
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next());
    let initials: String = words.flat_map(char::to_lowercase).collect();
    (initials.chars().count() > SHORTEST_NAME).then_some(initials)
}

/// Whether the README speaks of an entry; `None` when it was not read or says nothing at all.
fn mentions_in_readme(cx: &View<'_>, entry: &Entry<'_>, repository: &RepositoryRecord) -> Option<bool> {
    let readme = repository
        .readme
        .as_ref()
        .filter(|readme| !readme.titles.is_empty())?;
    let mut papers = entry
        .links
        .iter()
        .filter_map(|link| cx.list.index().identity(link.link));
    let is_cited = papers.any(|identity| readme.papers.contains(&identity.key()));
    Some(is_cited || readme.titles.iter().any(|title| mentions(entry, title)))
}

/// The address of a repository's README.
fn readme(repository: &RepositoryRecord) -> String {
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
        LinkFact::told("GitHub", "", Some(Record::Repository(record)))
    }

    fn facts(name: &str, titles: &[&str], papers: &[&str]) -> Facts {
        let mut facts = learnt([("https://github.com/lab/code", fact(name, None))]);
        let readme = Readme {
            papers: papers.iter().map(ToString::to_string).collect(),
            titles: titles.iter().map(ToString::to_string).collect(),
        };
        facts.asides.insert(
            format!("https://github.com/{name}/blob/HEAD/README.md"),
            fact(name, Some(readme)),
        );
        facts
    }

    #[test]
    fn code_of_something_else_is_reported() {
        let marked = format!(
            "{LIST}                                                                                                       \
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ the repository “lab/code” does not speak of this paper\n"
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
