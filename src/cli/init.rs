//! `init`: writes a `paperlint.toml` with the roles and forms that a list follows. Must not judge.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    args::{Companion, InitOptions},
    error::Error,
    files::{Files, Use},
    input, output, write,
};
use crate::{
    config::{Config, FILE_NAME, Role},
    document::Document,
    engine::{Engine, Selection},
    escape,
    list::{Conventions, DateForm, Forms, List, Reading, Text, VenueStyle, read_date},
    source::SourceFile,
};

/// Writes what was found in a list to a file beside it, or prints it.
pub(super) fn run(options: &InitOptions) -> Result<(), Error> {
    let path = options.path.as_deref().unwrap_or(Path::new("README.md"));
    let is_shown = options.stdout || path == Path::new("-");
    let path = input::list(path);
    let config = path.parent().unwrap_or(Path::new("")).join(FILE_NAME);
    let root = input::repository(&path)?;
    let mut files: Vec<_> = options
        .with
        .iter()
        .map(|wanted| companion(*wanted, &root))
        .collect();
    if !is_shown {
        let names = files.iter().map(|(file, _)| file);
        Files::default()
            .reading(Use::List, [&path])
            .writing(Use::Configuration, names.chain([&config]))
            .are_apart()?;
    }
    files.insert(0, (config, text(&input::read(&path)?.source)));
    if is_shown {
        return files.iter().try_for_each(|(_, text)| output::print(text));
    }
    write::create(&files, options.force)?;
    let lines = files.iter().map(|(file, _)| {
        let shown = file.display().to_string();
        format!("wrote {}\n", escape::printable(&shown))
    });
    output::print(&lines.collect::<String>())
}

/// A file that is written beside the configuration, with its text.
fn companion(wanted: Companion, root: &Path) -> (PathBuf, String) {
    let (name, text) = match wanted {
        Companion::Workflow => (".github/workflows/paperlint.yml", workflow()),
        Companion::Hook => (".pre-commit-config.yaml", hook()),
    };
    (root.join(name), text)
}

/// A workflow for GitHub that checks what pull requests bring, and the links of the whole list every week.
fn workflow() -> String {
    include_str!("init/workflow.yml").replace("VERSION", env!("CARGO_PKG_VERSION"))
}

/// A configuration of pre-commit that checks lists before they are committed.
fn hook() -> String {
    include_str!("init/hook.yaml").replace("VERSION", env!("CARGO_PKG_VERSION"))
}

/// The configuration that says what a list does, with the evidence in comments.
fn text(source: &SourceFile) -> String {
    let engine = Engine::new(Config::default(), &Selection::default());
    let Reading { document, list } = engine.read(source);
    let (head, columns_note, conventions_note, rest) = NOTES;
    let columns = lines(columns(&document, &list));
    let conventions = lines(conventions(list.conventions()));
    let spellings = spellings(list.conventions());
    format!(
        "{head}\n{columns_note}[columns]\n{columns}\n{conventions_note}[conventions]\n{conventions}{spellings}\n{rest}"
    )
}

/// What the parts of the file are for.
const NOTES: (&str, &str, &str, &str) = (
    "\
# What this list does, as `paperlint init` found it. Change it to what the list should do.
# Lines without a clear majority are commented out.
# All keys: https://github.com/paperlint/paperlint/blob/main/docs/configuration.md
",
    "\
# What the column under each header holds: name, title, authors, venue, year, date, paper, code, project, dataset or note.
",
    "\
# How cells are written. What is declared here is a rule; without a line, the form that most cells follow is one.
",
    "\
# The level of a rule: off, info, warning or error. `paperlint rules` lists the rules, `paperlint explain RULE` shows one.
# [rules]
# archived-repository = \"off\"
# missing-year = \"error\"

# Links that are not asked.
# [links]
# exclude = [\"https://example.org/private/\"]
",
);

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
            known
                .or_insert_with(|| (header.into_owned(), Vec::new()))
                .1
                .push(*role);
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
    for &group in found.bold.groups().keys() {
        let key = format!("bold.{}", role(group));
        // Bold titles among plain ones are highlights: no list means to forbid them by having few.
        let is_meant = |bold, disagree| bold || disagree == 0;
        lines.extend(line(
            key,
            &found.bold,
            group,
            |bold| Some(bold.to_string()),
            is_meant,
        ));
    }
    for &group in found.placeholder.groups().keys() {
        let key = format!("placeholder.{}", role(group));
        let text = |text| printable(found.text(text)).map(quoted);
        lines.extend(line(key, &found.placeholder, group, text, |_, _| true));
    }
    let style = |style: Option<VenueStyle>| style.map(|style| quoted(&style.to_string()));
    lines.extend(line("venue".to_owned(), &found.venue_style, (), style, |_, _| {
        true
    }));
    let exactness = found.date.groups().iter().max_by_key(|(_, tally)| tally.total());
    if let Some((&exactness, _)) = exactness {
        lines.extend(line(
            "date".to_owned(),
            &found.date,
            exactness,
            example,
            |_, _| true,
        ));
    }
    let is_name = |is: bool| Some(is.to_string());
    let key = "name-is-label".to_owned();
    lines.extend(line(key, &found.name_is_label, (), is_name, |is, _| is));
    lines
}

/// A date in a form, if reading it tells the form.
fn example(form: DateForm) -> Option<String> {
    let example = form.to_string();
    let (_, read) = read_date(&example)?;
    (read == form).then(|| quoted(&example))
}

/// The form that most cells of a group have. It is clear where nearly all have it, no column has another, and
/// `is_meant`, given how many cells disagree, says so.
fn line<G: Copy + Ord, F: Copy + Ord>(
    key: String,
    forms: &Forms<G, F>,
    group: G,
    value: impl Fn(F) -> Option<String>,
    is_meant: impl Fn(F, usize) -> bool,
) -> Option<Line> {
    let found = forms.groups().get(&group)?.commonest()?;
    let disagree = found.total - found.agreeing;
    Some(Line {
        key,
        value: value(found.form)?,
        agree: found.agreeing,
        disagree,
        is_clear: forms.of_all_columns(group).is_some() && is_meant(found.form, disagree),
    })
}

/// The words that the list spells in several ways, each in the commonest.
fn spellings(found: &Conventions) -> String {
    let mut words: Vec<_> = [&found.venue_spelling, &found.label]
        .iter()
        .flat_map(|forms| forms.groups().keys())
        .collect();
    words.sort_unstable();
    words.dedup();
    let lines = words.into_iter().filter_map(|word| spelling(found, *word));
    let lines: String = lines.collect();
    if lines.is_empty() {
        return lines;
    }
    format!("spellings = [\n{lines}]\n")
}

fn spelling(found: &Conventions, word: Text) -> Option<String> {
    let forms = [&found.venue_spelling, &found.label];
    let forms = || {
        forms
            .into_iter()
            .filter_map(|forms| Some((forms, forms.groups().get(&word)?)))
    };
    let commonest = forms().filter_map(|(_, tally)| tally.commonest());
    let wanted = commonest.max_by_key(|most| most.agreeing)?.form;
    let agree: usize = forms().map(|(_, tally)| tally.count(wanted)).sum();
    let total: usize = forms().map(|(_, tally)| tally.total()).sum();
    let mut clear = forms().map(|(forms, _)| forms.of_all_columns(word));
    let is_clear = clear.all(|clear| clear.is_some_and(|clear| clear.form == wanted));
    let text = printable(found.text(wanted)).filter(|_| agree < total && total >= LEAST_SPELLINGS)?;
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
# All keys: https://github.com/paperlint/paperlint/blob/main/docs/configuration.md

# What the column under each header holds: name, title, authors, venue, year, date, paper, code, project, dataset or note.
[columns]
\"Code\" = \"code\"  # 1 agree, 0 disagree
\"Name\" = \"name\"  # 1 agree, 0 disagree
\"Paper\" = \"paper\"  # 1 agree, 0 disagree
\"Title\" = \"title\"  # 1 agree, 0 disagree
\"Venue\" = \"venue\"  # 1 agree, 0 disagree

# How cells are written. What is declared here is a rule; without a line, the form that most cells follow is one.
[conventions]
bold.name = false  # 9 agree, 0 disagree
bold.title = true  # 9 agree, 0 disagree
placeholder.code = \"null\"  # 9 agree, 0 disagree
venue = \"CVPR2024\"  # 9 agree, 0 disagree
name-is-label = true  # 9 agree, 0 disagree

# The level of a rule: off, info, warning or error. `paperlint rules` lists the rules, `paperlint explain RULE` shows one.
# [rules]
# archived-repository = \"off\"
# missing-year = \"error\"

# Links that are not asked.
# [links]
# exclude = [\"https://example.org/private/\"]
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
