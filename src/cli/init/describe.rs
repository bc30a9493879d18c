//! Describes a list as a `paperlint.toml`: its column roles and conventions. Must not judge or write files.

use std::{collections::BTreeMap, fmt};

use crate::{
    config::{Config, Role},
    engine::{Engine, Selection},
    escape,
    list::{Conventions, DateForm, Forms, Reading, Spelling, read_date},
    source::SourceFile,
};

/// The conventions of a list as a configuration, with the number of cells in comments.
pub(super) fn config(source: &SourceFile) -> String {
    let engine = Engine::new(Config::default(), &Selection::default());
    let reading = engine.read(source);
    let (head, columns_note, conventions_note, rest) = NOTES;
    let columns = lines(&columns(&reading));
    let found = reading.list.conventions();
    let (conventions, spellings) = (lines(&conventions(found)), spellings(found));
    format!(
        "{head}\n{columns_note}[columns]\n{columns}\n{conventions_note}[conventions]\n{conventions}{spellings}\n{rest}"
    )
}

/// The notes above the parts of the file.
const NOTES: (&str, &str, &str, &str) = (
    "\
# The conventions that `paperlint init` found in this list. Change them to the conventions that it should follow.
# Lines without a clear majority are commented out.
# All keys: https://github.com/paperlint/paperlint/blob/main/docs/configuration.md
",
    "\
# The role of the columns under each header: name, title, authors, venue, year, date, paper, code, project, dataset or note.
",
    "\
# The form of cells. Every cell must follow a declared form; without a declaration, the form of most cells counts.
",
    "\
# The level of a rule: off, info, warning or error. `paperlint rules` lists the rules, `paperlint explain RULE` shows one.
# [rules]
# archived-repository = \"off\"
# missing-year = \"error\"

# Links that are not checked.
# [links]
# exclude = [\"https://example.org/private/\"]
",
);

/// A key with its value and the number of cells that agree with it.
struct Line {
    key: String,
    value: String,
    agree: usize,
    disagree: usize,
    is_clear: bool,
}

impl fmt::Display for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An unclear convention is commented out: a declaration would cause findings.
        let off = if self.is_clear { "" } else { "# " };
        let evidence = evidence(self.agree, self.disagree);
        writeln!(formatter, "{off}{} = {}  # {evidence}", self.key, self.value)
    }
}

fn lines(lines: &[Line]) -> String {
    lines.iter().map(Line::to_string).collect()
}

fn evidence(agree: usize, disagree: usize) -> String {
    format!("{agree} agree, {disagree} disagree")
}

/// The roles of the columns under each header.
fn columns(reading: &Reading<'_>) -> Vec<Line> {
    let Reading { document, list } = reading;
    let mut headers: BTreeMap<String, (String, Vec<Role>)> = BTreeMap::new();
    for (id, table) in document.all_tables() {
        for (cell, role) in table.header.cells.iter().zip(list.roles(id)) {
            let header = document.visible_text(*cell).into_owned();
            // The configuration ignores the case of headers, so one line covers all cases.
            let known = headers.entry(header.to_lowercase());
            known.or_insert((header, Vec::new())).1.push(*role);
        }
    }
    let printable = headers
        .into_values()
        .filter(|(header, _)| !header.is_empty() && is_printable(header));
    printable
        .filter_map(|(header, roles)| column(&header, roles))
        .collect()
}

fn column(header: &str, mut roles: Vec<Role>) -> Option<Line> {
    roles.sort_unstable();
    let most = roles.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
    // Every unknown column is a note, so a declared note says nothing.
    if most[0] == Role::Note {
        return None;
    }
    Some(Line {
        key: quoted(header),
        value: quoted(most[0].as_str()),
        agree: most.len(),
        disagree: roles.len() - most.len(),
        // A header with two meanings cannot be declared.
        is_clear: most.len() == roles.len(),
    })
}

/// The form that most cells of a group have.
struct Most<F> {
    form: F,
    agree: usize,
    disagree: usize,
    /// True if nearly all cells have the form and no column has another.
    is_clear: bool,
}

impl<F: Copy + Ord> Most<F> {
    fn of<G: Copy + Ord>(forms: &Forms<G, F>, group: G) -> Option<Self> {
        let found = forms.groups().get(&group)?.commonest()?;
        Some(Self {
            form: found.form,
            agree: found.agreeing,
            disagree: found.total - found.agreeing,
            is_clear: forms.of_all_columns(group).is_some(),
        })
    }

    fn line(self, key: impl Into<String>, value: String) -> Line {
        Line {
            key: key.into(),
            value,
            agree: self.agree,
            disagree: self.disagree,
            is_clear: self.is_clear,
        }
    }
}

fn conventions(found: &Conventions) -> Vec<Line> {
    let mut lines = Vec::new();
    for &role in found.bold.groups().keys() {
        if let Some(mut most) = Most::of(&found.bold, role) {
            // Bold titles among plain ones are highlights, which a list with few of them does not mean to forbid.
            most.is_clear &= most.form || most.disagree == 0;
            let value = most.form.to_string();
            lines.push(most.line(format!("bold.{}", role.as_str()), value));
        }
    }
    for &role in found.placeholder.groups().keys() {
        if let Some(most) = Most::of(&found.placeholder, role)
            && is_printable(found.text(most.form))
        {
            let value = quoted(found.text(most.form));
            lines.push(most.line(format!("placeholder.{}", role.as_str()), value));
        }
    }
    // No example shows a form without a style.
    if let Some(most) = Most::of(&found.venue_style, ())
        && let Some(style) = most.form
    {
        lines.push(most.line("venue", quoted(&style.to_string())));
    }
    lines.extend(date(found));
    if let Some(mut most) = Most::of(&found.name_is_label, ()) {
        // Most lists without such labels did not decide against them, so nothing is declared.
        most.is_clear &= most.form;
        let value = most.form.to_string();
        lines.push(most.line("name-is-label", value));
    }
    lines
}

/// The form of most dates. Some lists write both days and months; the more frequent of the two counts.
fn date(found: &Conventions) -> Option<Line> {
    let exactness = found.date.groups().iter().max_by_key(|(_, tally)| tally.total());
    let most = Most::of(&found.date, *exactness?.0)?;
    let example = example(most.form)?;
    Some(most.line("date", quoted(&example)))
}

/// An example of a date in a form, if the form can be read from it.
fn example(form: DateForm) -> Option<String> {
    let example = form.to_string();
    let (_, read) = read_date(&example)?;
    (read == form).then_some(example)
}

/// The words that the list spells in several ways, each in its commonest spelling.
fn spellings(found: &Conventions) -> String {
    let mut words: Vec<_> = found.venue_spelling.groups().keys().collect();
    words.extend(found.label.groups().keys());
    words.sort_unstable();
    words.dedup();
    let lines: String = words
        .into_iter()
        .filter_map(|word| spelling(found, *word))
        .collect();
    if lines.is_empty() {
        return lines;
    }
    format!("spellings = [\n{lines}]\n")
}

fn spelling(found: &Conventions, word: Spelling) -> Option<String> {
    let mut groups = Vec::new();
    for forms in [&found.venue_spelling, &found.label] {
        groups.extend(forms.groups().get(&word).map(|tally| (forms, tally)));
    }
    let commonest = groups.iter().filter_map(|(_, tally)| tally.commonest());
    let wanted = commonest.max_by_key(|most| most.agreeing)?.form;
    let (mut agree, mut total, mut is_clear) = (0, 0, true);
    for (forms, tally) in groups {
        agree += tally.count(wanted);
        total += tally.total();
        // A declared spelling applies to both venues and labels, so both must agree.
        is_clear &= forms
            .of_all_columns(word)
            .is_some_and(|clear| clear.form == wanted);
    }
    let text = found.text(wanted);
    if agree == total || total < MIN_SPELLINGS || !is_printable(text) {
        return None;
    }
    let off = if is_clear { "" } else { "# " };
    let evidence = evidence(agree, total - agree);
    Some(format!("    {off}{},  # {evidence}\n", quoted(text)))
}

/// The fewest occurrences of a word that is worth a line.
const MIN_SPELLINGS: usize = 8;

fn is_printable(text: &str) -> bool {
    !text.contains(escape::is_unprintable)
}

/// A printable text as a TOML string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::{ConfigFile, FILE_NAME},
        facts::Facts,
    };

    /// The configuration for a list, after a check that it changes no finding.
    #[track_caller]
    fn check(markdown: &str) -> String {
        let source = SourceFile::new("README.md", markdown);
        let written = config(&source);
        let file = ConfigFile::parse(FILE_NAME, &written).expect("the written configuration can be read");
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
# The conventions that `paperlint init` found in this list. Change them to the conventions that it should follow.
# Lines without a clear majority are commented out.
# All keys: https://github.com/paperlint/paperlint/blob/main/docs/configuration.md

# The role of the columns under each header: name, title, authors, venue, year, date, paper, code, project, dataset or note.
[columns]
\"Code\" = \"code\"  # 1 agree, 0 disagree
\"Name\" = \"name\"  # 1 agree, 0 disagree
\"Paper\" = \"paper\"  # 1 agree, 0 disagree
\"Title\" = \"title\"  # 1 agree, 0 disagree
\"Venue\" = \"venue\"  # 1 agree, 0 disagree

# The form of cells. Every cell must follow a declared form; without a declaration, the form of most cells counts.
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

# Links that are not checked.
# [links]
# exclude = [\"https://example.org/private/\"]
"
        );
    }

    #[test]
    fn the_lists_of_the_tests_are_described_without_new_findings() {
        check(include_str!("../../../fixtures/lists/tidy.md"));
        check(include_str!("../../../fixtures/lists/chinese.md"));
        check("");
    }

    #[test]
    fn unclear_conventions_are_commented_out() {
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
