//! Entries are read as their maintainers mean them, whatever their layout. One test per shape, then one per field.

use paperlint::{
    config::{Config, Role},
    document::Document,
    list::{Entry, Field, List, Reading, Shape, VenueRegistry},
    source::SourceFile,
};

/// Compares the entries of a page, a line each: `LINE SHAPE | name | title | authors | venue year | date | roles`.
/// Fields that are unknown are `-`.
#[track_caller]
fn check(text: &str, expected: &str) {
    let text = text
        .replace("WALLS", "Hearing Walls with Two Phones")
        .replace("BRIDGES", "Seeing Bridges with a Slow Clock")
        .replace("ARXIV", "https://arxiv.org/abs/2403.00001")
        .replace("CODE", "https://github.com/king/walls");
    let source = SourceFile::new("x.md", text);
    let Reading { document, list } = Reading::of(&source, &Config::default(), VenueRegistry::builtin());
    let lines: Vec<_> = list
        .entries()
        .iter()
        .map(|entry| line(&document, &list, entry))
        .collect();
    let found = lines
        .join("\n")
        .replace("Hearing Walls with Two Phones", "WALLS")
        .replace("Seeing Bridges with a Slow Clock", "BRIDGES");
    assert_eq!(found, expected.trim_matches('\n'), "\n{}", source.text());
}

fn line(document: &Document<'_>, list: &List<'_>, entry: &Entry<'_>) -> String {
    let text = |field: &Option<Field>| field.as_ref().map_or("-".to_owned(), |field| field.text.clone());
    let venue = entry.venue.as_ref().map_or("-".to_owned(), |venue| {
        let year = entry.year.map_or(String::new(), |year| format!(" {year}"));
        format!("{}{year}", document.slice(venue.venue_span()))
    });
    let roles: Vec<_> = entry.links.iter().map(|link| link.role.as_str()).collect();
    format!(
        "{} {} | {} | {} | {} | {venue} | {} | {}",
        document.source().position(entry.span.start).line,
        shape(entry.shape, list),
        text(&entry.name),
        text(&entry.title),
        text(&entry.authors),
        entry.date.map_or("-".to_owned(), |(_, date)| date.to_string()),
        if roles.is_empty() {
            "-".to_owned()
        } else {
            roles.join(" ")
        },
    )
}

fn shape(shape: Shape, list: &List<'_>) -> &'static str {
    match shape {
        Shape::Row { table, .. } => {
            assert!(list.holds_papers(table));
            "row"
        }
        Shape::Item => "item",
        Shape::NestedItems => "nested",
        Shape::Paragraph => "paragraph",
        Shape::Line => "line",
        Shape::TitleAndItems => "title+items",
        Shape::TitleAndLinks => "title+links",
        Shape::Heading => "heading",
    }
}

#[test]
fn rows_of_tables() {
    check(
        "
| Method | Title | Venue | Links |
|---|---|---|---|
| `Wall`<br>`Ear` | WALLS `Oral` <br> <sub>*Ada King; Bob Lind*</sub> | CVPR<br><sup>2024</sup> | [Paper](ARXIV) [Tweet](https://x.com/a/1) |
| **SlowClock** | 🔥[**Clock**] BRIDGES (@Lind Lab) | ICCV 2023 | [Paper](ARXIV) [Code](CODE) |
",
        "
4 row | WallEar | WALLS | Ada King; Bob Lind | CVPR 2024 | - | paper note
5 row | SlowClock | BRIDGES | - | ICCV 2023 | - | paper code
",
    );
}

#[test]
fn cells_that_span_rows_and_columns() {
    check(
        "
<table>
<tr><th>Year</th><th>Name</th><th>Part</th><th>Title</th></tr>
<tr><td rowspan=\"2\">2023</td><td colspan=\"2\">Ear</td><td><a href=\"ARXIV\">WALLS</a></td></tr>
<tr><td>Clock</td><td>tower</td><td><a href=\"ARXIV\">BRIDGES</a></td></tr>
<tr><td colspan=\"4\">2022</td></tr>
</table>
",
        "
4 row | Ear | WALLS | - | - | 2023 | paper
5 row | Clock | BRIDGES | - | - | 2023 | paper
",
    );
}

#[test]
fn tables_of_models_and_data_sets_with_papers() {
    check(
        "
| Model | Paper | Links |
|---|---|---|
| Ear-2 | arXiv 2024 | [Paper](ARXIV) [Code](CODE) |
| Clock | ICLR 2025 | [Paper](ARXIV) |

| Dataset | Size | Paper | Link |
|---|---|---|---|
| WallSet | 9 | [King et al.](ARXIV) | [Walls](https://walls.example.org) |
| ClockSet | 8 | [Lind et al.](ARXIV) | [Clocks](https://clocks.example.org) |

| Dataset | Size | Link |
|---|---|---|
| Nothing | 9 | [Nothing](https://walls.example.org) |
",
        "
4 row | Ear-2 | - | - | arXiv 2024 | - | paper code
5 row | Clock | - | - | ICLR 2025 | - | paper
9 row | WallSet | - | - | - | - | paper dataset
10 row | ClockSet | - | - | - | - | paper dataset
",
    );
}

#[test]
fn items() {
    check(
        "
- [WALLS](ARXIV). *Ada King, Bob Lind.* CVPR 2024. [[code](CODE)]
- **[SlowClock]** BRIDGES | **[CVPR' 24]** | [`[pdf]`](ARXIV)
- 1. **WALLS** - listens to walls; the phones are cheap. [Paper](ARXIV)
- [CVPR 2024] [SlowClock] BRIDGES
- [Tools] [SlowClock] A player for bridges
- King, A.; Lind, B. BRIDGES. In Proceedings of the ACL, 2022.
",
        "
2 item | - | WALLS | Ada King, Bob Lind | CVPR 2024 | - | paper code
3 item | SlowClock | BRIDGES | - | CVPR 2024 | - | paper
4 item | - | WALLS | - | - | - | paper
5 item | SlowClock | BRIDGES | - | CVPR 2024 | - | -
7 item | - | BRIDGES | King, A.; Lind, B. | ACL 2022 | - | -
",
    );
}

#[test]
fn items_with_items_for_their_parts() {
    check(
        "
- WALLS
  - A. King, B. Lind, and C. Oster. *ICRA 2021*. [[pdf]](ARXIV)
- [BRIDGES](ARXIV)
  - 🏛️ Institutions: Lind Lab
  - 📅 Date: October 3, 2023
  - 📑 Publisher: ICLR 2024 (Spotlight)
  - 💻 Code: [here](CODE)
- (CVPR '24) **Ear**: WALLS, *King et al.*
  - <a href=\"ARXIV\"><img src=\"https://img.shields.io/badge/arXiv-PDF-red\"></a> <a href=\"https://king.github.io/ear\"><img src=\"https://img.shields.io/badge/project-Page-teal\"></a>
",
        "
2 nested | - | WALLS | A. King, B. Lind, and C. Oster | ICRA 2021 | - | paper
4 nested | - | BRIDGES | - | ICLR 2024 | 2023-10-03 | paper code
9 nested | Ear | WALLS | King et al. | CVPR 2024 | - | paper project
",
    );
}

#[test]
fn items_that_head_other_items() {
    check(
        "
- Walls and bridges
  - [WALLS](ARXIV)
  - [BRIDGES](ARXIV)
",
        "
3 item | - | WALLS | - | - | - | paper
4 item | - | BRIDGES | - | - | - | paper
",
    );
}

#[test]
fn paragraphs_and_their_lines() {
    check(
        "
**[2024/10] WALLS, *EMNLP 2024*.** [[arXiv]](ARXIV)

**BRIDGES** \\
Ada King, Bob Lind \\
[CVPR 2024] \\
[[Website](ARXIV)] [[Code](CODE)]

[WALLS. IJCAI 2021 (Poster). 2021-02-27](ARXIV)

[WALLS](ARXIV), CVPR 2024
[BRIDGES](ARXIV), ICCV 2023
",
        "
2 paragraph | - | WALLS | - | EMNLP 2024 | 2024-10 | paper
4 paragraph | - | BRIDGES | Ada King, Bob Lind | CVPR 2024 | - | paper code
9 paragraph | - | WALLS | - | IJCAI 2021 | 2021-02-27 | paper
11 line | - | WALLS | - | CVPR 2024 | - | paper
12 line | - | BRIDGES | - | ICCV 2023 | - | paper
",
    );
}

#[test]
fn titles_with_their_links_below() {
    check(
        "
**WALLS**

- Paper: ARXIV
- Code: None

\"BRIDGES\"

Ada King, Bob Lind, Carl Oster. CVPR 2024

[Paper](ARXIV) | [Code](CODE)
",
        "
2 title+items | - | WALLS | - | - | - | paper
7 title+links | - | BRIDGES | Ada King, Bob Lind, Carl Oster | CVPR 2024 | - | paper code
",
    );
}

#[test]
fn headings_that_are_titles() {
    check(
        "
### 1. [WALLS](ARXIV)

A short note.

### 2. BRIDGES (CVPR 2024)
**Authors**: Ada King

[Paper](ARXIV) | [Code](CODE)

## Bridges, walls and other buildings

- BRIDGES: [Paper](ARXIV) and more words about it
",
        "
2 heading | - | WALLS | - | - | - | paper
6 heading | - | BRIDGES | Ada King | CVPR 2024 | - | paper code
13 item | - | BRIDGES | - | - | - | paper
",
    );
}

#[test]
fn news_quotations_and_sentences_are_no_entries() {
    check(
        "
> **WALLS** [Paper](ARXIV)

We list [papers](ARXIV), [codes](CODE) and [data](ARXIV) of walls and of bridges in one place.

## 🔥 News

- [2024/05] We are glad that our survey [WALLS](ARXIV) was accepted by CVPR 2024!
",
        "",
    );
}

#[test]
fn venues_in_every_position() {
    check(
        "
- 2024-TGRS.[**Ear**](ARXIV) WALLS
- WALLS (**T-PAMI**) [[paper](ARXIV)]
- \"WALLS.\" ECCV. [[paper](ARXIV)]
- Ada King and Bob Lind, \"WALLS,\" in *arXiv* 2019. [[paper](ARXIV)]
- [[CVPR](ARXIV)] WALLS
- (CVPR 23') WALLS, *King et al.* [[paper](ARXIV)]
- WALLS. *King et al. arXiv.* [[paper](ARXIV)]
- WALLS. Ada King, Bob Lind. The Journal of Walls 2023. [[paper](ARXIV)]
- WALLS. Ada King, Bob Lind. Management Science 2023. [[paper](ARXIV)]
- WALLS, NeurIPS (Datasets and Benchmarks), 2023. [[paper](ARXIV)]
- WALLS. [Nat Commun 16, 4416 (2025)](ARXIV)
- WALLS. AAAI 2023 :mortar_board: [[paper](ARXIV)]
",
        "
2 item | Ear | WALLS | - | TGRS 2024 | - | paper
3 item | - | WALLS | - | T-PAMI | - | paper
4 item | - | WALLS | - | ECCV | - | paper
5 item | - | WALLS | Ada King and Bob Lind | arXiv 2019 | - | paper
6 item | - | WALLS | - | CVPR | - | paper
7 item | - | WALLS | King et al. | CVPR 2023 | - | paper
8 item | - | WALLS | King et al. | arXiv | - | paper
9 item | - | WALLS | Ada King, Bob Lind | The Journal of Walls 2023 | - | paper
10 item | - | WALLS | Ada King, Bob Lind | Management Science 2023 | - | paper
11 item | - | WALLS | - | NeurIPS (Datasets and Benchmarks) 2023 | - | paper
12 item | - | WALLS | - | Nat Commun 2025 | - | paper
13 item | - | WALLS | - | AAAI 2023 | - | paper
",
    );
}

#[test]
fn months_beside_venues_are_dates() {
    check(
        "
- (*arXiv 2024.05*) WALLS [[paper](ARXIV)]
- (*arXiv, Aug 2023*) WALLS [[paper](ARXIV)]
- WALLS, *ICRA, May 2022* [[paper](ARXIV)]
- WALLS, *May 2022, ICRA* [[paper](ARXIV)]
- WALLS, arXiv (August 2023) [[paper](ARXIV)]
- WALLS, arXiv:2308 [[paper](ARXIV)]
",
        "
2 item | - | WALLS | - | arXiv 2024 | 2024-05 | paper
3 item | - | WALLS | - | arXiv 2023 | 2023-08 | paper
4 item | - | WALLS | - | ICRA 2022 | 2022-05 | paper
5 item | - | WALLS | - | ICRA 2022 | 2022-05 | paper
6 item | - | WALLS | - | arXiv 2023 | 2023-08 | paper
7 item | - | WALLS | - | arXiv 2023 | 2023-08 | paper
",
    );
}

#[test]
fn hosts_say_more_than_labels() {
    check(
        "
- **WALLS** [[Website](ARXIV)] [[Project](https://king.github.io/walls)] [[Link](https://example.org/x)] [[paper](CODE)]
- **WALLS** [[Paper/Code](https://example.org/x)] [[Talking Walls](https://example.org/y)]
",
        "
2 item | - | WALLS | - | - | - | paper project note paper
3 item | - | WALLS | - | - | - | paper note
",
    );
}

#[test]
fn declared_columns_are_obeyed() {
    let text = "| Wer | Was | Paper |\n|---|---|---|\n| Ada King | A title of words | [p](https://arxiv.org/abs/2403.00001) |\n";
    let source = SourceFile::new("x.md", text);
    let mut config = Config::default();
    config.columns.insert("Wer".to_owned(), Role::Authors);
    config.columns.insert("Was".to_owned(), Role::Title);
    let reading = Reading::of(&source, &config, VenueRegistry::builtin());
    let entry = &reading.list.entries().as_slice()[0];
    let text = |field: &Option<Field>| field.as_ref().map(|field| field.text.clone());
    assert_eq!(text(&entry.authors).as_deref(), Some("Ada King"));
    assert_eq!(text(&entry.title).as_deref(), Some("A title of words"));
}
