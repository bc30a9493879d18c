//! Tests of the complete output of the formats, and of hostile text.

use super::{Format, Record, records, write};
use crate::{
    config::Config,
    facts::Facts,
    list::{Reading, VenueRegistry},
    source::SourceFile,
};

const LIST: &str = r#"# Papers

- [Grasping](#grasping)

## Grasping

| Name | Title | Authors | Venue | Paper | Code |
|------|-------|---------|-------|-------|------|
| CLIP | **Learning Transferable Visual Models** | Ada King, Li Wei et al. | ICML 2021 Oral | [LinkRecord](https://arxiv.org/abs/2103.00020v1) | [Code](https://github.com/openai/CLIP) |
| - | **NeRF & 100% of Space_Time** | - | IEEE TPAMI 2023 | [LinkRecord](https://doi.org/10.1109/TPAMI.2023.1) | |
| Unseen | **Seeing What Nobody Has Seen** | | XYZConf 2022 | | |

### Without a table

- [2024-05] "A Title with a \"Comma\", Twice" [[paper](https://example.org/a,b)] [[project](https://x.github.io)]
"#;

fn read(text: &str) -> Vec<Record> {
    let source = SourceFile::new("README.md", text);
    let reading = Reading::of(&source, &Config::default(), VenueRegistry::builtin());
    records(&reading, &Facts::default())
}

fn written(format: Format, text: &str) -> String {
    let mut out = Vec::new();
    write(format, &read(text), &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("exports are UTF-8")
}

fn keys(text: &str) -> Vec<String> {
    let bibtex = written(Format::Bibtex, text);
    let heads = bibtex.lines().filter(|line| line.starts_with('@'));
    let key = |line: &str| Some(line.split_once('{')?.1.trim_end_matches(',').to_owned());
    heads.filter_map(key).collect()
}

#[test]
fn entities_in_tables_of_html_are_resolved() {
    let list = "<table><tr><th>Title</th><th>Venue</th></tr>\n\
        <tr><td>D&eacute;j&agrave; Vu&colon; Seeing It Twice</td><td>ICML 2021</td></tr></table>\n";
    assert_eq!(read(list)[0].title.as_deref(), Some("Déjà Vu: Seeing It Twice"));
}

#[test]
fn an_entry_is_read_with_all_that_is_known_of_it() {
    let records = read(LIST);
    assert_eq!(records.len(), 4);
    insta::assert_snapshot!(serde_json::to_string_pretty(&records[0]).expect("records are JSON"), @r##"
    {
      "path": "README.md",
      "line": 9,
      "shape": "row",
      "section": [
        "Papers",
        "Grasping"
      ],
      "name": "CLIP",
      "title": "Learning Transferable Visual Models",
      "authors": "Ada King, Li Wei et al.",
      "author_names": [
        "Ada King",
        "Li Wei"
      ],
      "venue": {
        "text": "ICML",
        "qualifier": "Oral",
        "id": "ICML",
        "full_name": "International Conference on Machine Learning",
        "kind": "conference"
      },
      "year": 2021,
      "links": [
        {
          "role": "paper",
          "url": "https://arxiv.org/abs/2103.00020v1",
          "identifier": {
            "kind": "arxiv",
            "id": "2103.00020"
          }
        },
        {
          "role": "code",
          "url": "https://github.com/openai/CLIP",
          "identifier": {
            "kind": "github",
            "id": "openai/clip"
          }
        }
      ]
    }
    "##);
}

#[test]
fn what_is_unknown_is_absent() {
    let records = read(LIST);
    insta::assert_snapshot!(serde_json::to_string_pretty(&records[2]).expect("records are JSON"), @r##"
    {
      "path": "README.md",
      "line": 11,
      "shape": "row",
      "section": [
        "Papers",
        "Grasping"
      ],
      "name": "Unseen",
      "title": "Seeing What Nobody Has Seen",
      "venue": {
        "text": "XYZConf"
      },
      "year": 2022,
      "links": []
    }
    "##);
}

#[test]
fn csv_has_a_line_for_each_entry() {
    insta::assert_snapshot!(written(Format::Csv, LIST).replace("\r\n", "\n"), @r##"
    path,line,section,name,title,authors,venue,venue_id,year,date,identifier,paper,code,project,dataset,other
    README.md,9,Papers > Grasping,CLIP,Learning Transferable Visual Models,"Ada King, Li Wei et al.",ICML,ICML,2021,,arxiv:2103.00020,https://arxiv.org/abs/2103.00020v1,https://github.com/openai/CLIP,,,
    README.md,10,Papers > Grasping,,NeRF & 100% of Space_Time,,IEEE TPAMI,TPAMI,2023,,doi:10.1109/tpami.2023.1,https://doi.org/10.1109/TPAMI.2023.1,,,,
    README.md,11,Papers > Grasping,Unseen,Seeing What Nobody Has Seen,,XYZConf,,2022,,,,,,,
    README.md,15,Papers > Grasping > Without a table,,"A Title with a ""Comma"", Twice",,,,2024,2024-05,,"https://example.org/a,b",,https://x.github.io,,
    "##);
}

#[test]
fn bibtex_has_an_entry_for_each_paper() {
    insta::assert_snapshot!(written(Format::Bibtex, LIST), @r##"
    @inproceedings{clip2021-86313,
      title = {Learning Transferable Visual Models},
      author = {Ada King and Li Wei and others},
      booktitle = {International Conference on Machine Learning},
      year = {2021},
      archivePrefix = {arXiv},
      eprint = {2103.00020},
      url = {https://arxiv.org/abs/2103.00020v1},
      note = {Oral},
    }

    @article{nerf2023-30e9c,
      title = {{NeRF} \& 100\% of Space\_Time},
      journal = {IEEE Transactions on Pattern Analysis and Machine Intelligence},
      year = {2023},
      doi = {10.1109/tpami.2023.1},
      url = {https://doi.org/10.1109/TPAMI.2023.1},
    }

    @misc{unseen2022-b003f,
      title = {Seeing What Nobody Has Seen},
      howpublished = {XYZConf},
      year = {2022},
    }

    @misc{title2024-c744f,
      title = {A Title with a "Comma", Twice},
      year = {2024},
      url = {https://example.org/a,b},
    }
    "##);
}

#[test]
fn an_empty_list_is_no_error() {
    assert_eq!(written(Format::Bibtex, "# Nothing\n"), "");
    assert_eq!(written(Format::Csv, "").lines().count(), 1);
    assert_eq!(
        written(Format::Json, ""),
        "{\n  \"version\": 2,\n  \"entries\": []\n}\n"
    );
}

#[test]
fn tables_of_contents_and_other_lists_are_left_out() {
    let text = "- [Papers](#papers)\n- [Large Language Models](./models.md)\n- [A Tool for Everybody](https://github.com/a/b)\n";
    assert_eq!(read(text), []);
}

#[test]
fn keys_stay_when_a_list_is_reordered_and_grows() {
    let row = |title: &str, number: u32| {
        format!("- **{title}**, CVPR 2024. [[paper](https://arxiv.org/abs/2401.{number:05})]\n")
    };
    let (one, two) = (
        row("Deep Grasping of Cloth", 1),
        row("Deep Grasping of Stones", 2),
    );
    let before = keys(&one);
    assert_eq!(before.len(), 1);
    assert!(before[0].starts_with("deep2024-"), "{before:?}");
    let after = keys(&(two.clone() + &one));
    assert_eq!(after.len(), 2);
    assert_eq!(after[1], before[0]);
    assert_ne!(after[0], after[1]);
}

#[test]
fn a_paper_that_is_listed_twice_is_one_bibtex_entry() {
    let row = "- **Deep Grasping of Cloth**, CVPR 2024. [[paper](https://arxiv.org/abs/2401.00001)]\n";
    assert_eq!(keys(&row.repeat(2)).len(), 1);
    assert_eq!(read(&row.repeat(2)).len(), 2);
}

#[test]
fn hostile_text_cannot_leave_its_field() {
    let title = r"A title} , note = {\input{/etc/passwd} $x^2$ ~ # % & _ \{ \} {{{";
    let text =
        format!("| Title | Paper |\n|---|---|\n| {title} | [LinkRecord](https://a.org/{{%7D}}\\x) |\n");
    let bibtex = written(Format::Bibtex, &text);
    assert_eq!(
        bibtex.matches('{').count(),
        bibtex.matches('}').count(),
        "{bibtex}"
    );
    assert!(!bibtex.contains(r"\input"), "{bibtex}");
    assert_eq!(bibtex.lines().count(), 4, "{bibtex}");
}

#[test]
fn a_spreadsheet_takes_no_cell_for_a_formula() {
    for start in ["=", "+", "-", "@"] {
        let text = format!(
            "| Name | Title | Paper |\n|---|---|---|\n| {start}HYPERLINK(A1) | A title | [LinkRecord](https://a.org) |\n"
        );
        let csv = written(Format::Csv, &text);
        assert!(csv.contains(&format!(",'{start}HYPERLINK(")), "{csv}");
    }
}

#[test]
fn neither_terminal_nor_log_gets_a_command() {
    let text = "| Title | Paper |\n|---|---|\n| \u{1b}[2J ##[error]x \u{202e} | [LinkRecord](https://a.org/\u{1b}) |\n";
    for format in [Format::Json, Format::Csv, Format::Bibtex] {
        let written = written(format, text);
        assert!(!written.contains(['\u{1b}', '\u{202e}']), "{written}");
        assert!(!written.contains("##["), "{written}");
    }
}

#[test]
fn bibtex_is_read_back_by_another_parser() {
    let hostile = "| {\\textbf{A} % title & more | # $ _ ^ ~ \\ } \" | `, key = {x} | Ada King, {Li} Wei |";
    let text = format!(
        "| Title | Venue | Name | Authors | Paper |\n|---|---|---|---|---|\n{hostile} [p](https://a.org/{{%7D}}_x) |\n{}",
        "| A title: of words | CVPR 2024 | One | Ada King, Li Wei | [p](https://arxiv.org/abs/2401.00001) |\n"
    );
    for text in [text.as_str(), LIST] {
        let bibtex = written(Format::Bibtex, text);
        let read = biblatex::Bibliography::parse(&bibtex).expect("it is BibTeX");
        assert_eq!(read.len(), bibtex.matches("\n}\n").count(), "{bibtex}");
        for entry in read.iter() {
            assert!(
                !entry.key.is_empty() && !entry.title().expect("it has a title").is_empty(),
                "{bibtex}"
            );
        }
    }
}
