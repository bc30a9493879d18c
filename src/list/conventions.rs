//! The conventions of a list, and the one place that says what is counted for them. Must not judge.

use super::{
    Column, Convention, Date, DateForm, Entry, Forms, Part, Registry, Sample, Text, Texts, VenueCell,
    VenueStyle, date, venue,
};
use crate::{
    config::{self, Role},
    document::{Document, Link, LinkSyntax, Style, TextRun},
    source::Span,
};

/// A column with fewer cells may be full by chance.
const ENOUGH_IN_FULL_COLUMN: usize = 20;
/// At most one cell in this many of a full column is blank.
const ONE_BLANK_IN: usize = 20;
/// Longer labels are names and titles.
const LONGEST_LABEL: usize = 24;

/// The forms that the cells of a list have, by what is asked of them.
#[derive(Clone, Debug)]
pub struct Conventions {
    /// Names and titles that are bold or plain throughout.
    pub bold: Forms<Role, bool>,
    /// How venue and year are written together; `None` for venues without a year.
    pub venue_style: Forms<(), Option<VenueStyle>>,
    /// How the names of venues are spelt, by word.
    pub venue_spelling: Forms<Text, Text>,
    /// How the labels of links are spelt, by word.
    pub label: Forms<Text, Text>,
    /// What stands for "nothing here", by what the column holds; blank cells have an empty text.
    pub placeholder: Forms<Role, Text>,
    /// Whether cells hold anything; blank ones are samples of `placeholder`.
    pub filled: Forms<Role, bool>,
    /// How dates are written, by how exact they are: the number of their parts.
    pub date: Forms<usize, DateForm>,
    /// Whether the label of the link to the paper is the name of the entry; samples are the labels.
    pub name_is_label: Forms<(), bool>,
    texts: Texts,
}

impl Conventions {
    /// No cells yet, but what the configuration declares.
    pub(super) fn new(declared: &config::Conventions, registry: &Registry) -> Self {
        let mut texts = Texts::default();
        let style = declared.venue.as_deref();
        let style = style.and_then(|example| venue::read(example, registry)?.style);
        let dates = declared.date.as_deref().and_then(date::read_date);
        let placeholders = declared.placeholder.iter();
        let placeholders: Vec<_> = placeholders
            .map(|(role, text)| (*role, texts.number(text)))
            .collect();
        let mut spell = |spelling: &String| {
            let text = texts.number(spelling);
            (texts.word(text), text)
        };
        let spellings: Vec<_> = declared.spellings.iter().map(&mut spell).collect();
        Self {
            bold: Forms::new(declared.bold.clone()),
            venue_style: Forms::new(style.map(|style| ((), Some(style)))),
            venue_spelling: Forms::new(spellings.iter().copied()),
            label: Forms::new(spellings),
            placeholder: Forms::new(placeholders),
            filled: Forms::new([]),
            date: Forms::new(dates.map(|(_, form)| (form.exactness(), form))),
            name_is_label: Forms::new(declared.name_is_label.map(|is| ((), is))),
            texts,
        }
    }

    /// How the list spells a venue that has these letters, if it names it; the commonest spelling.
    #[must_use]
    pub fn spelling_of(&self, letters: &str) -> Option<Convention<Text>> {
        let (_, tally) = self
            .venue_spelling
            .groups()
            .iter()
            .find(|(word, _)| self.text(**word) == letters)?;
        tally.commonest()
    }

    /// Whether a column always holds something, but for a few blank cells that nobody may have meant.
    #[must_use]
    pub fn is_never_blank(&self, column: Column, role: Role) -> bool {
        let (Some(filled), Some(nothing)) = (
            self.filled.in_column(column, role),
            self.placeholder.in_column(column, role),
        ) else {
            return false;
        };
        let (full, blank) = (filled.count(true), filled.count(false));
        let only_blanks = nothing.commonest().is_some_and(|all| all.total == blank);
        only_blanks && full + blank >= ENOUGH_IN_FULL_COLUMN && blank * ONE_BLANK_IN <= full + blank
    }

    /// A text that a form is made of.
    #[must_use]
    pub fn text(&self, number: Text) -> &str {
        self.texts.get(number)
    }

    /// Counts a cell of a table.
    pub(super) fn count_cell(&mut self, document: &Document<'_>, column: Column, role: Role, cell: Span) {
        self.count_placeholder(document, column, role, cell);
        match role {
            Role::Name | Role::Title => self.count_bold(document, column, role, cell),
            Role::Date => {
                let read = date::read_date(&document.visible_text(cell));
                let span = cell.trimmed(document.source().text());
                self.count_date(column, read.map(|(_, form)| (span, form)));
            }
            _ => {}
        }
    }

    /// Counts what an entry says, wherever it stands.
    pub(super) fn count_entry(&mut self, document: &Document<'_>, registry: &Registry, entry: &Entry<'_>) {
        if let Some(venue) = &entry.venue {
            self.count_venue(document, registry, venue);
        }
        if entry.table().is_none() {
            let is_paper = entry.links_of(Role::Paper).next().is_some();
            let date = entry.date.filter(|_| is_paper);
            self.count_date(Column::Prose, prose_date(document, date));
        }
        for link in &entry.links {
            let column = match (entry.table(), link.column) {
                (Some(table), Some(column)) => Column::Table { table, column },
                _ => Column::Prose,
            };
            let is_paper = link.role == Role::Paper && entry.name.is_some();
            if let Some(label) = label(document, &document.links()[link.link]) {
                self.count_label(document, column, label);
                if is_paper && matches!(column, Column::Table { .. }) {
                    self.count_name(document, entry, column, label);
                }
            }
        }
    }

    fn count_placeholder(&mut self, document: &Document<'_>, column: Column, role: Role, cell: Span) {
        let span = cell.trimmed(document.source().text());
        let text = document.slice(span);
        self.filled.count(column, role, !text.is_empty());
        if !is_nothing(text) {
            return;
        }
        let sample = Sample {
            column,
            group: role,
            span: if text.is_empty() { cell } else { span },
            form: self.texts.number(text),
        };
        self.placeholder.add(sample);
    }

    fn count_bold(&mut self, document: &Document<'_>, column: Column, group: Role, cell: Span) {
        let text = document.source().text();
        let runs = document.texts_in(cell).iter();
        let (bold, plain): (Vec<_>, Vec<_>) = runs
            .filter(|run| is_read(run, text))
            .partition(|run| run.style.has(Style::STRONG));
        if bold.is_empty() != plain.is_empty() {
            self.bold.add(Sample {
                column,
                group,
                span: cell.trimmed(text),
                form: !bold.is_empty(),
            });
        }
    }

    fn count_date(&mut self, column: Column, date: Option<(Span, DateForm)>) {
        if let Some((span, form)) = date {
            self.date.add(Sample {
                column,
                group: form.exactness(),
                span,
                form,
            });
        }
    }

    /// Counts a venue. A year in a style that cannot be told says nothing about the style of the list.
    fn count_venue(&mut self, document: &Document<'_>, registry: &Registry, venue: &VenueCell<'_>) {
        let span = venue.venue_span();
        if venue.text.style.is_some() || venue.text.year.is_none() {
            self.venue_style.add(Sample {
                column: venue.column,
                group: (),
                span,
                form: venue.text.style,
            });
        }
        let span = word_of_known(document, registry, span);
        let form = self.texts.number(document.slice(span));
        self.venue_spelling.add(Sample {
            column: venue.column,
            group: self.texts.word(form),
            span,
            form,
        });
    }

    fn count_label(&mut self, document: &Document<'_>, column: Column, span: Span) {
        let form = self.texts.number(document.slice(span));
        self.label.add(Sample {
            column,
            group: self.texts.word(form),
            span,
            form,
        });
    }

    fn count_name(&mut self, document: &Document<'_>, entry: &Entry<'_>, column: Column, span: Span) {
        let Some(name) = &entry.name else { return };
        if name.span.contains(span) {
            return;
        }
        self.name_is_label.add(Sample {
            column,
            group: (),
            span,
            form: name.text.trim() == document.slice(span),
        });
    }
}

/// Whether people read a run as text: not the label of an image, not blank, not mere punctuation.
fn is_read(run: &TextRun, text: &str) -> bool {
    !run.style.has(Style::IMAGE) && run.text(text).contains(char::is_alphanumeric)
}

/// Whether a cell says that there is nothing, and nothing else: marks such as ❌ and words such as `TBD` say more.
fn is_nothing(cell: &str) -> bool {
    const WORDS: [&str; 7] = ["null", "none", "n/a", "na", "nan", "nil", ":heavy_minus_sign:"];
    let is_dash = |c| matches!(c, '-' | '–' | '—' | '−' | '[' | ']' | '\\' | '/');
    cell.chars().all(is_dash) || WORDS.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// The venue at `span`, or its first word where only that is known: `NeurIPS SafeGenAi Workshop`.
fn word_of_known(document: &Document<'_>, registry: &Registry, span: Span) -> Span {
    let text = document.slice(span);
    let word = text.split(' ').next().unwrap_or(text);
    if word.len() < text.len() && registry.get(text).is_none() && registry.get(word).is_some() {
        Span::new(span.start, span.start + word.len())
    } else {
        span
    }
}

/// The words of a link's label, without the brackets and marks around them; `None` for images and long labels.
fn label(document: &Document<'_>, link: &Link) -> Option<Span> {
    let is_written = matches!(link.syntax, LinkSyntax::Inline | LinkSyntax::Reference);
    let text = document.slice(link.label);
    if !is_written || text.len() > 2 * LONGEST_LABEL {
        return None;
    }
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '*' | '_' | '`' | '\\' | '.' | ':');
    let start = text.len() - text.trim_start_matches(is_mark).len();
    let words = text.trim_matches(is_mark);
    let is_word = words.len() <= LONGEST_LABEL
        && words.contains(char::is_alphabetic)
        && !words.contains(['!', '<', '\\', '*', '/', '&', '\n', '\r'])
        && !words.contains(|c: char| !c.is_ascii() && !c.is_alphanumeric());
    is_word.then(|| Span::new(start, start + words.len()).shifted(link.label.start))
}

fn prose_date(document: &Document<'_>, date: Option<(Span, Date)>) -> Option<(Span, DateForm)> {
    let (span, _) = date?;
    let text = document.slice(span);
    let is_bare = text.starts_with(char::is_alphanumeric);
    let (_, form) = is_bare.then(|| date::read_date(text))??;
    // In running text `24.1` is rather a version.
    (!form.parts.contains(&Part::ShortYear)).then_some((span, form))
}
