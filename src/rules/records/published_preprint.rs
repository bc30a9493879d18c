//! `published-preprint`: a preprint that was published since.

use super::{
    shared::{Publication, papers, publications, published_url, second_opinion, sources},
    written::Written,
};
use crate::{
    facts::Question,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::{indexed, preprint, quote},
    },
};

pub(super) struct PublishedPreprint;

static META: Meta = meta!("published-preprint", Records, Info, Publications)
    .with_help("write the venue")
    .with_safe_fix()
    .summed();

impl Rule for PublishedPreprint {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn questions(&self, view: &View<'_>) -> Vec<Question> {
        let mut questions = Vec::new();
        for (id, entry) in view.list.entries().enumerated() {
            // The index answers without a request.
            if preprint(entry).is_none() || indexed(view, id).is_some() {
                continue;
            }
            // arXiv knows of a publication only from the authors, so other sources are asked as well.
            for url in papers(view, entry) {
                questions.extend(second_opinion(url).map(Question::lookup));
                questions.extend(published_url(view, url).map(Question::lookup));
            }
        }
        questions
    }

    fn check(&self, cx: &mut Context<'_>) {
        // A list that calls all its papers preprints names where to read them, not where they were published.
        if !names_venues(cx) {
            return;
        }
        let written = Written::of(cx);
        for (id, entry) in cx.list.entries().enumerated() {
            let Some(venue) = preprint(entry) else {
                continue;
            };
            let publications = publications(cx, id);
            let Some(first) = publications.first() else {
                continue;
            };
            let second = publications.iter().find(|second| first.agrees(second));
            let fix = written.fix(cx, id, venue, first, second);
            let finding = cx.report(venue.span(), message(first, second)).fix(fix);
            if let Some(doi) = publications.iter().find_map(|publication| publication.doi) {
                finding.help(format!("the published version is https://doi.org/{doi}"));
            }
        }
    }
}

/// True if a list names the venues of some of its papers.
fn names_venues(cx: &View<'_>) -> bool {
    /// In a long list fewer are exceptions.
    const SOME: usize = 3;
    /// In a short list, one venue in so many is enough.
    const ONE_IN: usize = 4;
    let (mut all, mut published) = (0, 0);
    for known in cx.list.venues().filter_map(|venue| venue.text.known) {
        all += 1;
        published += usize::from(!known.is_preprint());
    }
    published >= SOME || published > 0 && published * ONE_IN >= all
}

fn message(first: &Publication<'_>, second: Option<&Publication<'_>>) -> String {
    let years = second.map_or_else(|| first.years.clone(), |second| first.common_years(second));
    match (first.venue, years.last()) {
        (Some(venue), Some(year)) => {
            let sources = sources(first, second);
            format!("this preprint was published at {} {year} ({sources})", venue.id)
        }
        _ => format!(
            "this preprint was published: {} says {}",
            first.source,
            quote(&first.words)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Facts, LinkFact, PaperRecord, Record},
        identity::Identity,
        publications::Paper,
        rules::support::testing::{check_knowing, check_with, fixed_knowing, found_with, learnt},
    };

    const URL: &str = "https://arxiv.org/abs/2311.01001";
    const HEAD: &str = "\n| Title | Venue | Paper |\n|---|---|---|\n| A | CVPR 2022 | |\n| B | CVPR 2022 | |\n| C | CVPR 2022 | |\n";

    fn said(source: &str, journal: &str, year: u16) -> LinkFact {
        let paper = PaperRecord {
            source: source.into(),
            title: "Reading Maps".into(),
            journal: Some(journal.into()),
            year: Some(year),
            ..PaperRecord::default()
        };
        LinkFact::confirmed(source, "", Some(Record::Paper(paper)))
    }

    fn facts(second: Option<LinkFact>) -> Facts {
        let mut facts = learnt([(URL, said("arXiv", "Proc. CVPR 2024", 2023))]);
        if let Some(second) = second {
            let url = Identity::parse(URL).and_then(|identity| identity.second_opinion());
            facts.lookups.insert(url.expect("arXiv has one"), second);
        }
        facts
    }

    #[test]
    fn a_second_source_is_named() {
        let list = |message: &str| {
            let mark = "                 ^^^^^^^^^^ ";
            format!("{HEAD}| Reading Maps | arXiv 2023 | [p]({URL}) |\n{mark}{message}\n")
        };
        let alone = "this preprint was published at CVPR 2024 (arXiv)";
        check_with(&PublishedPreprint, &list(alone), &facts(None));
        let other = said("Semantic Scholar", "ICCV", 2023);
        check_with(&PublishedPreprint, &list(alone), &facts(Some(other)));
        let same = said(
            "Semantic Scholar",
            "Computer Vision and Pattern Recognition",
            2024,
        );
        let agreed = "this preprint was published at CVPR 2024 (arXiv; Semantic Scholar)";
        check_with(&PublishedPreprint, &list(agreed), &facts(Some(same)));
    }

    #[test]
    fn a_record_of_other_authors_is_about_another_paper() {
        let item = |authors: &str| {
            format!(
                "\n- **Reading Maps in the Dark**. {authors}. arXiv 2023. [paper]({URL})\n- **Counting Trees by Day**. Ida Fenn, Olaf Brink. CVPR 2022. [paper](https://x.org)\n"
            )
        };
        let record = PaperRecord {
            source: "arXiv".into(),
            authors: vec!["Nora Lind".into(), "Jan van der Berg".into()],
            comment: Some("Accepted at CVPR 2024".into()),
            ..PaperRecord::default()
        };
        let fact = LinkFact::confirmed("arXiv", "", Some(Record::Paper(record)));
        let found =
            |authors| found_with(&PublishedPreprint, &item(authors), &learnt([(URL, fact.clone())])).len();
        assert_eq!(found("N. Lind, K. Oster"), 1);
        assert_eq!(found("J. v. d. Berg et al."), 1);
        assert_eq!(found("Karl Oster, Olaf Brink"), 0);
    }

    const PAPER: Paper<'_> = Paper {
        title: "Reading Maps Without Labels",
        author: "Nora Lind",
        venue: "CVPR",
        year: 2024,
    };

    #[test]
    fn a_title_of_the_index_needs_no_network() {
        let list = format!(
            "{HEAD}| Reading Maps without Labels | arXiv 2023 | [p]({URL}) |
                                ^^^^^^^^^^ this preprint was published at CVPR 2024 (DBLP, 2026-11)
| Reading Maps++ without Labels | arXiv 2023 | [p]({URL}) |
| Reading Maps without Words | arXiv 2023 | [p]({URL}) |
| Reading Maps without Labels | arXiv 2012 | [p](https://arxiv.org/abs/1211.1001) |
"
        );
        check_knowing(&PublishedPreprint, &list, &[PAPER], &Facts::default());
    }

    #[test]
    fn a_list_that_names_no_venues_says_where_to_read() {
        let row = format!("| Reading Maps without Labels | arXiv 2023 | [p]({URL}) |\n");
        let list = format!("\n| Title | Venue | Paper |\n|---|---|---|\n{}", row.repeat(5));
        check_knowing(&PublishedPreprint, &list, &[PAPER], &Facts::default());
    }

    #[test]
    fn a_paper_of_other_authors_is_another_paper() {
        let item = |title: &str, authors: &str, venue: &str| {
            format!("- **{title}**. {authors}. {venue}. [paper]({URL})\n")
        };
        let other = item(
            "Counting Trees by Their Shadows",
            "Ida Fenn, Olaf Brink",
            "CVPR 2022",
        );
        let mark = "                                                          ^^^^^^^^^^ this preprint was published at CVPR 2024 (DBLP, 2026-11)\n";
        let list = format!(
            "\n{}{}{mark}{}",
            other.repeat(3),
            item(PAPER.title, "Karl Oster, Nora Lind", "arXiv 2023"),
            item(PAPER.title, "Karl Oster, Olaf Brink", "arXiv 2023"),
        );
        check_knowing(&PublishedPreprint, &list, &[PAPER], &Facts::default());
    }

    #[test]
    fn titles_of_several_papers_prove_nothing_but_a_workshop_comes_first() {
        let row = format!("{HEAD}| Reading Maps without Labels | arXiv 2023 | [p]({URL}) |\n");
        let iccv = Paper {
            venue: "ICCV",
            year: 2023,
            ..PAPER
        };
        check_knowing(&PublishedPreprint, &row, &[PAPER, iccv], &Facts::default());
        let workshop = Paper {
            venue: "CVPRW",
            year: 2023,
            ..PAPER
        };
        let mark = "                                ^^^^^^^^^^ this preprint was published at CVPR 2024 (DBLP, 2026-11)\n";
        check_knowing(
            &PublishedPreprint,
            &(row + mark),
            &[PAPER, workshop],
            &Facts::default(),
        );
    }

    #[track_caller]
    fn check_fix(before: &str, after: &str) {
        assert_eq!(fixed_knowing(&PublishedPreprint, before, &[PAPER]), after);
    }

    #[test]
    fn the_list_decides_how_a_venue_is_written() {
        for (others, before, after) in [
            ("| CVPR2022 | |", "| Arxiv2023 | |", "| CVPR2024 | |"),
            ("| CVPR'22 | |", "| arXiv'23 | |", "| CVPR'24 | |"),
            ("| cvpr | 2022 |", "| arXiv | 2023 |", "| cvpr | 2024 |"),
            (
                "| CVPR | 2022-06-01 |",
                "| arXiv | 2023-11-02 |",
                "| CVPR | 2024... |",
            ),
            (
                "| [CVPR2022](https://x.org) | |",
                "| [arxiv](https://x.org) | |",
                "| [CVPR2024](https://x.org) | |",
            ),
            ("| CVPR<br>2022 | |", "| arXiv<br>2023 | |", "| CVPR<br>2024 | |"),
        ] {
            let after = after.replace("2024...", "2023-11-02");
            let head = "| Title | Venue | Date |\n|---|---|---|\n";
            let table = |row: &str| {
                format!(
                    "{head}{}| {} {row}\n",
                    format!("| Other {others}\n").repeat(3),
                    PAPER.title
                )
            };
            check_fix(&table(before), &table(&after));
        }
        let head = "- [[CVPR 2022](https://x.org)] Counting Trees by Their Shadows\n".repeat(8);
        check_fix(
            &format!("{head}- [[arXiv 2023.10](https://x.org)] {}\n", PAPER.title),
            &format!("{head}- [[CVPR 2024](https://x.org)] {}\n", PAPER.title),
        );
    }

    #[test]
    fn a_cell_with_an_identifier_is_not_rewritten() {
        let row = format!("{HEAD}| Reading Maps without Labels | arXiv:2311.01001 | |\n");
        check_fix(&row, &row);
    }
}
