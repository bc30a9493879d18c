//! `init`: writes a `paperlint.toml` with the roles and forms that a list follows. Must not judge.

use std::{collections::BTreeMap, path::Path};

use super::{args::InitOptions, error::Error, input, output};
use crate::{
    config::{Config, FILE_NAME, Role},
    document::Document,
    escape,
    list::{Conventions, List, Registry, Tally, Text, read_date},
    source::SourceFile,
};

/// Writes what was found in a list to a file beside it, or prints it.
pub(super) fn run(options: &InitOptions) -> Result<(), Error> {
    let path = options.path.as_deref().unwrap_or(Path::new("README.md"));
    let is_shown = options.stdout || path == Path::new("-");
    let path = input::list(path);
    let file = path.with_file_name(FILE_NAME);
    for list in input::read(&[path])? {
        let text = text(&list.source);
        if is_shown {
            output::print(&text)?;
        } else {
            output::write(&file, &text, options.force)?;
            let shown = file.display().to_string();
            output::print(&format!("wrote {}\n", escape::printable(&shown)))?;
        }
    }
    Ok(())
}

/// The configuration that says what a list does, with the evidence in comments.
fn text(source: &SourceFile) -> String {
    let document = Document::parse(source);
    let list = List::read(&document, &Config::default(), Registry::builtin());
    let head = "# What this list does, as `paperlint init` found it. Change it to what the list should do.";
    let note = "# Lines without a clear majority are commented out.";
    let columns = lines(columns(&document, &list));
    let conventions = lines(conventions(list.conventions()));
    let spellings = spellings(list.conventions());
    format!("{head}\n{note}\n\n[columns]\n{columns}\n[conventions]\n{conventions}{spellings}")
}

/// A key with its value and how many cells agree with it.
struct Line {
    key: String,
    value: String,
    agree: usize,
    disagree: usize,
    is_clear: bool,
}

fn lines(lines: Vec<Line>) -> String {
    let line = |line: Line| {
        let off = if line.is_clear { "" } else { "# " };
        let evidence = evidence(line.agree, line.disagree);
        format!("{off}{} = {}  # {evidence}\n", line.key, line.value)
    };
    lines.into_iter().map(line).collect()
}

fn evidence(agree: usize, disagree: usize) -> String {
    format!("{agree} agree, {disagree} disagree")
}

/// What the columns under each header hold. A header with two meanings cannot be declared.
fn columns(document: &Document<'_>, list: &List<'_>) -> Vec<Line> {
    let mut headers: BTreeMap<String, (String, Vec<Role>)> = BTreeMap::new();
    let tables = document.tables().iter().chain(document.html_tables());
    for (index, table) in tables.enumerate() {
        for (cell, role) in table.header.cells.iter().zip(list.roles(index)) {
            let header = document.visible_text(*cell);
            let known = headers.entry(header.to_lowercase());
            known.or_insert_with(|| (header, Vec::new())).1.push(*role);
        }
    }
    let is_text = |header: &str| !header.is_empty() && !header.contains(escape::is_unprintable);
    let headers = headers.into_values().filter(|(header, _)| is_text(header));
    headers.filter_map(column).collect()
}

fn column((header, mut roles): (String, Vec<Role>)) -> Option<Line> {
    roles.sort_unstable();
    let most = roles.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
    (most[0] != Role::Note).then(|| Line {
        key: quoted(&header),
        value: quoted(role(most[0])),
        agree: most.len(),
        disagree: roles.len() - most.len(),
        is_clear: most.len() == roles.len(),
    })
}

fn conventions(found: &Conventions) -> Vec<Line> {
    let mut lines = Vec::new();
    for (group, tally) in found.bold.groups() {
        let key = format!("bold.{}", role(*group));
        // Bold titles among plain ones are highlights: no list means to forbid them by having few.
        lines.extend(line(
            key,
            tally,
            |bold| Some(bold.to_string()),
            |bold, odd| bold || odd == 0,
        ));
    }
    for (group, tally) in found.placeholder.groups() {
        let key = format!("placeholder.{}", role(*group));
        let text = |text| printable(found.text(text)).map(quoted);
        lines.extend(line(key, tally, text, |_, _| true));
    }
    if let Some(tally) = found.venue_style.groups().get(&()) {
        let style = |style: Option<_>| style.map(|style| quoted(&format!("{style}")));
        lines.extend(line("venue".to_owned(), tally, style, |_, _| true));
    }
    let exactness = found
        .date
        .groups()
        .values()
        .filter_map(|tally| Some((tally.commonest()?.total, tally)));
    if let Some((_, tally)) = exactness.max_by_key(|(total, _)| *total) {
        let example = |form: crate::list::DateForm| {
            let example = form.to_string();
            read_date(&example)
                .filter(|(_, read)| *read == form)
                .map(|_| quoted(&example))
        };
        lines.extend(line("date".to_owned(), tally, example, |_, _| true));
    }
    if let Some(tally) = found.name_is_label.groups().get(&()) {
        let value = |is: bool| Some(is.to_string());
        lines.extend(line("name-is-label".to_owned(), tally, value, |is, _| is));
    }
    lines
}

/// The form that most cells have. It is clear where nearly all have it and `may_hold`, given how many do not, says so.
fn line<F: Copy + Ord>(
    key: String,
    tally: &Tally<F>,
    value: impl Fn(F) -> Option<String>,
    may_hold: impl Fn(F, usize) -> bool,
) -> Option<Line> {
    let found = tally.commonest()?;
    let disagree = found.total - found.agreeing;
    Some(Line {
        key,
        value: value(found.form)?,
        agree: found.agreeing,
        disagree,
        is_clear: tally.of_list().is_some() && may_hold(found.form, disagree),
    })
}

/// The words that the list spells in several ways, each in the commonest.
fn spellings(found: &Conventions) -> String {
    let groups = [found.venue_spelling.groups(), found.label.groups()];
    let of_word = |word: &Text| groups.map(|groups| groups.get(word));
    let mut words: Vec<_> = groups.iter().flat_map(|groups| groups.keys()).collect();
    words.sort_unstable();
    words.dedup();
    let lines = words
        .into_iter()
        .filter_map(|word| spelling(found, of_word(word)));
    format!("spellings = [\n{}]\n", lines.collect::<String>())
}

fn spelling(found: &Conventions, tallies: [Option<&Tally<Text>>; 2]) -> Option<String> {
    let tallies: Vec<_> = tallies.into_iter().flatten().collect();
    let most = tallies
        .iter()
        .filter_map(|tally| tally.commonest())
        .max_by_key(|most| most.agreeing)?;
    let agree: usize = tallies.iter().map(|tally| tally.count(most.form)).sum();
    let total: usize = tallies
        .iter()
        .filter_map(|tally| tally.commonest())
        .map(|most| most.total)
        .sum();
    let is_clear = tallies
        .iter()
        .all(|tally| tally.of_list().is_some_and(|clear| clear.form == most.form));
    let text = printable(found.text(most.form)).filter(|_| agree < total && total >= LEAST_SPELLINGS)?;
    let off = if is_clear { "" } else { "# " };
    Some(format!(
        "    {off}{},  # {}\n",
        quoted(text),
        evidence(agree, total - agree)
    ))
}

/// How often a word is written before its spelling is worth a line.
const LEAST_SPELLINGS: usize = 8;

fn printable(text: &str) -> Option<&str> {
    (!text.contains(escape::is_unprintable)).then_some(text)
}

/// A role as the configuration names it.
fn role(role: Role) -> &'static str {
    match role {
        Role::Name => "name",
        Role::Title => "title",
        Role::Authors => "authors",
        Role::Venue => "venue",
        Role::Year => "year",
        Role::Date => "date",
        Role::Paper => "paper",
        Role::Code => "code",
        Role::Project => "project",
        Role::Dataset => "dataset",
        Role::Note => "note",
    }
}

/// A printable text as a TOML string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::ConfigFile,
        engine::{Engine, Selection},
        facts::Facts,
    };

    /// The configuration for a list, checked to be one that changes no finding.
    #[track_caller]
    fn check(markdown: &str) -> String {
        let source = SourceFile::new("README.md", markdown);
        let written = text(&source);
        let file = ConfigFile::parse(FILE_NAME, &written).expect("what is written can be read");
        let findings = |config| {
            let engine = Engine::new(config, &Selection::default());
            let found = engine.check(&source, &Facts::default()).into_iter();
            found
                .map(|finding| (finding.rule, finding.span))
                .collect::<Vec<_>>()
        };
        assert_eq!(findings(file.config), findings(Config::default()), "{written}");
        written
    }

    #[test]
    fn a_consistent_list_is_described() {
        let rows: Vec<_> = (1..=9)
            .map(|n| format!("| Sat{n} | **A title** | CVPR2024 | [Sat{n}](https://arxiv.org/abs/2401.0000{n}) | null |\n"))
            .collect();
        let head = "| Name | Title | Venue | Paper | Code |\n|---|---|---|---|---|\n";
        assert_eq!(
            check(&format!("{head}{}", rows.concat())),
            "\
# What this list does, as `paperlint init` found it. Change it to what the list should do.
# Lines without a clear majority are commented out.

[columns]
\"Code\" = \"code\"  # 1 agree, 0 disagree
\"Name\" = \"name\"  # 1 agree, 0 disagree
\"Paper\" = \"paper\"  # 1 agree, 0 disagree
\"Title\" = \"title\"  # 1 agree, 0 disagree
\"Venue\" = \"venue\"  # 1 agree, 0 disagree

[conventions]
bold.name = false  # 9 agree, 0 disagree
bold.title = true  # 9 agree, 0 disagree
placeholder.code = \"null\"  # 9 agree, 0 disagree
venue = \"CVPR2024\"  # 9 agree, 0 disagree
name-is-label = true  # 9 agree, 0 disagree
spellings = [
]
"
        );
    }

    #[test]
    fn the_lists_of_the_tests_are_described_without_new_findings() {
        check(include_str!("../../fixtures/lists/tidy.md"));
        check(include_str!("../../fixtures/lists/chinese.md"));
        check("");
    }

    #[test]
    fn what_is_not_clear_is_commented_out() {
        let rows = "| **A** | CVPR 2024 | [Code](https://github.com/a/b) |\n| B | CVPR2024 | [code](https://github.com/a/b) |\n".repeat(6);
        let written = check(&format!(
            "| Title | Venue | \"Co\\\\de\" |\n|---|---|---|\n{rows}"
        ));
        for line in [
            "\n# bold.title = ",
            "\n# venue = \"CVPR 2024\"  # 6 agree, 6 disagree\n",
            "\n    # \"Code\",  # 6 agree, 6 disagree\n",
        ] {
            assert!(written.contains(line), "{line}\n{written}");
        }
    }
}
