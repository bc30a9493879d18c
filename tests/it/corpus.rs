//! Tests on real lists, which are not part of the project: without them these tests say so and pass.

use std::fs;

use paperlint::{
    config::{Config, Role},
    document::Document,
    engine::{Engine, Selection},
    facts::{Facts, LinkFact, LinkFacts, PaperRecord, Record},
    finding::Confidence,
    identity::{Identity, Likeness, likeness},
    list::{Reading, VenueRegistry},
    source::SourceFile,
};

use crate::{
    document::check_spans,
    support::{findings, lists, places, say, shared},
    tables,
};

#[test]
fn every_list_is_read_without_harm_and_split_as_the_parser_does() {
    let Some(folder) = shared("corpus") else { return };
    let (mut read, mut rows) = (0, 0);
    for path in lists(&folder) {
        let text = fs::read_to_string(&path).expect("the list can be read");
        let source = SourceFile::new("README.md", text);
        check_spans(&Document::parse(&source));
        findings(&source);
        let (compared, disagreements) = tables::compare(source.text());
        assert!(disagreements.is_empty(), "{}: {disagreements:#?}", path.display());
        (read, rows) = (read + 1, rows + compared);
    }
    say(&format!("{rows} rows of {read} lists compared"));
    assert!(rows > 0);
}

/// The findings in a list of the seed, without their columns.
fn rules(path: &str) -> Option<Vec<String>> {
    let text = fs::read_to_string(shared(path)?).expect("the list can be read");
    let rule = |place: &String| place.rsplit(' ').next().unwrap_or_default().to_owned();
    Some(places(&text).iter().map(rule).collect())
}

#[test]
fn the_seed_has_five_lost_links_and_marks_of_its_copy() {
    let Some(mut rules) = rules("seed/README.md") else {
        return;
    };
    rules.sort_unstable();
    let expected: [&[&str]; 4] = [
        &["copied-view"],
        &["garbled-text"; 2],
        &["missing-anchor"; 5],
        &["unbalanced-tag"; 2],
    ];
    assert_eq!(rules, expected.concat());
}

#[test]
fn the_grown_seed_has_lost_and_copied_links_a_late_preprint_and_two_unfilled_columns() {
    let Some(mut rules) = rules("seed/upstream-2024-12-20.md") else {
        return;
    };
    rules.sort_unstable();
    let expected: [&[&str]; 5] = [
        &["copied-link"; 4],
        &["copied-view"],
        &["missing-anchor"; 5],
        &["preprint-and-published"],
        &["unfilled-column"; 2],
    ];
    assert_eq!(rules, expected.concat());
}

/// The entries of a list that link to a paper at CVF: the title, the URL and the title in the URL.
fn papers_at_cvf(source: &SourceFile) -> Vec<[String; 3]> {
    let Reading { document, list } = Reading::of(source, &Config::default(), VenueRegistry::builtin());
    let mut papers = Vec::new();
    for entry in list.entries() {
        let Some(title) = &entry.title else { continue };
        let links = entry.links_of(Role::Paper);
        let found = links
            .into_iter()
            .find_map(|link| match list.index().identity(link)? {
                Identity::Cvf(paper) => Some((document.link(link).url.to_string(), title_in(&paper.slug)?)),
                _ => None,
            });
        papers.extend(found.map(|(url, slug)| [title.text.clone(), url, slug]));
    }
    papers
}

/// The least words of a slug; shorter ones are cut so early that they prove nothing.
const MIN_WORDS: usize = 5;

/// The words of a slug between author and conference: `Ruan_Learning_to_Deblur_CVPR_2022`. ECCV writes the author's
/// first name as well.
fn title_in(slug: &str) -> Option<String> {
    let words: Vec<_> = slug.split('_').filter(|word| *word != "paper").collect();
    let [_, title @ .., conference, _] = &words[..] else {
        return None;
    };
    let first = usize::from(*conference == "ECCV");
    let title = title.get(first..)?.join(" ");
    (title.split(' ').count() >= MIN_WORDS).then_some(title)
}

/// CVF's answers about papers, made from the titles in their URLs.
fn answers_of_cvf(papers: &[[String; 3]]) -> Facts {
    let mut links = LinkFacts::default();
    for [_, url, slug] in papers {
        let record = PaperRecord {
            source: "CVF".into(),
            title: slug.clone(),
            ..PaperRecord::default()
        };
        links.insert(
            url.clone(),
            LinkFact::confirmed("CVF", "", Some(Record::Paper(record))),
        );
    }
    Facts {
        links: Some(links),
        ..Facts::default()
    }
}

#[test]
fn titles_match_only_themselves() {
    let Some(folder) = shared("corpus") else { return };
    let selection = Selection {
        only: vec!["wrong-paper".to_owned()],
        ..Selection::default()
    };
    let engine = Engine::new(Config::default(), &selection);
    let (mut papers, mut others) = (Vec::new(), Vec::new());
    for path in lists(&folder) {
        let text = fs::read_to_string(&path).expect("the list can be read");
        // Half of the lists have no paper at CVF, and reading them takes as long.
        if !text.contains("openaccess.thecvf.com") {
            continue;
        }
        let source = SourceFile::new(path.file_name().unwrap_or_default().to_string_lossy(), text);
        let here = papers_at_cvf(&source);
        let findings = engine.check(&source, &answers_of_cvf(&here));
        let errors = findings
            .iter()
            .filter(|finding| finding.confidence == Confidence::High);
        others.extend(errors.map(|finding| {
            let line = source.position(finding.span.start).line;
            format!("{}:{line}: {}", source.path(), finding.message)
        }));
        papers.extend(here);
    }
    papers.sort();
    papers.dedup();
    // Pairs of rows at every distance, as many as fit into a short test.
    let pairs = (1..40).flat_map(|step| papers.iter().zip(papers.iter().skip(step * step)));
    let pairs: Vec<_> = pairs
        .filter(|([one, _, left], [other, _, right])| one != other && left != right)
        .collect();
    let matches = pairs
        .iter()
        .filter(|([title, ..], [_, _, slug])| likeness(title, slug) <= Likeness::Alike);
    let matches: Vec<_> = matches.collect();
    say(&format!(
        "{} of {} rows mismatched: {others:#?}",
        others.len(),
        papers.len()
    ));
    say(&format!(
        "{} of {} pairs matched: {matches:#?}",
        matches.len(),
        pairs.len()
    ));
    // Most of them are wrong links of the lists.
    assert!(others.len() * 100 < papers.len(), "too many rows are mismatched");
    assert!(matches.len() * 1000 < pairs.len(), "false matches");
}
