//! The conventions of a list, and the one place that decides which cells count for them. Must not judge.

use super::{
    Certainty, Column, Convention, DateForm, Entry, Forms, Part, Sample, Spelling, Spellings, VenueCell,
    VenueRegistry, VenueStyle, date, venue,
};
use crate::{
    config::{self, Role},
    document::{Document, Link, LinkSyntax, Style},
    source::Span,
};

/// A column with fewer cells may be full by chance.
const ENOUGH_IN_FULL_COLUMN: usize = 20;
/// At most one cell in this many of a full column is empty.
const ONE_BLANK_IN: usize = 20;
/// Longer labels are names and titles.
const LONGEST_LABEL: usize = 24;

/// A cell of a table of papers.
#[derive(Clone, Copy, Debug)]
pub(super) struct RoleCell {
    pub(super) column: Column,
    pub(super) role: Role,
    pub(super) span: Span,
}

/// The forms that the cells of a list have, by property.
#[derive(Clone, Debug)]
pub struct Conventions {
    /// Names and titles that are bold or plain throughout.
    pub bold: Forms<Role, bool>,
    /// The style of venue and year together; `None` for venues without a year.
    pub venue_style: Forms<(), Option<VenueStyle>>,
    /// The style of the venues that have a year.
    pub year_style: Forms<(), VenueStyle>,
    /// The spelling of the names of venues, by word.
    pub venue_spelling: Forms<Spelling, Spelling>,
    /// The spelling of the labels of links, by word.
    pub label: Forms<Spelling, Spelling>,
    /// The placeholder in empty cells, by the role of the column; empty cells have an empty text.
    pub placeholder: Forms<Role, Spelling>,
    /// True for cells that hold anything; empty ones are samples of `placeholder`.
    pub filled: Forms<Role, bool>,
    /// The form of dates, by the number of their parts.
    pub date: Forms<usize, DateForm>,
    /// True if the label of the link to the paper is the name of the entry; samples are the labels.
    pub name_is_label: Forms<(), bool>,
    texts: Spellings,
}

impl Conventions {
    /// No cells yet, but the forms that the configuration declares.
    pub(super) fn new(declared: &config::Conventions, registry: &VenueRegistry) -> Self {
        let mut texts = Spellings::default();
        let mut placeholders = Vec::new();
        for (role, text) in &declared.placeholder {
            placeholders.push((*role, texts.number(text)));
        }
        let mut spellings = Vec::new();
        for spelling in &declared.spellings {
            let text = texts.number(spelling);
            spellings.push((texts.word(text), text));
        }
        let venue = declared.venue.as_deref();
        let style = venue.and_then(|example| venue::read(example, registry)?.style);
        let date = declared.date.as_deref().and_then(date::read_date);
        Self {
            bold: Forms::new(declared.bold.clone()),
            venue_style: Forms::new(style.map(|style| ((), Some(style)))),
            year_style: Forms::new(style.map(|style| ((), style))),
            // A word may be a venue in one list and a label in another.
            venue_spelling: Forms::new(spellings.iter().copied()),
            label: Forms::new(spellings),
            placeholder: Forms::new(placeholders),
            filled: Forms::new([]),
            date: Forms::new(date.map(|(_, form)| (form.exactness(), form))),
            name_is_label: Forms::new(declared.name_is_label.map(|is| ((), is))),
            texts,
        }
    }

    /// The commonest spelling of the venue with these letters, if the list names it.
    #[must_use]
    pub fn spelling_of(&self, letters: &str) -> Option<Convention<Spelling>> {
        let word = self.texts.known(letters)?;
        self.venue_spelling.groups().get(&word)?.commonest()
    }

    /// True if a column always holds something, but for a few empty cells that may be oversights.
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
    pub fn text(&self, number: Spelling) -> &str {
        self.texts.get(number)
    }

    /// Counts a cell of a table.
    pub(super) fn count_cell(&mut self, document: &Document<'_>, cell: RoleCell) {
        self.count_placeholder(document, cell);
        match cell.role {
            Role::Name | Role::Title => self.count_bold(document, cell),
            Role::Date => {
                if let Some((_, form)) = date::read_date(&document.visible_text(cell.span)) {
                    let span = cell.span.trimmed(document.source().text());
                    self.count_date(cell.column, span, form);
                }
            }
            _ => {}
        }
    }

    /// Counts the forms in an entry, wherever it is.
    pub(super) fn count_entry(
        &mut self,
        document: &Document<'_>,
        registry: &VenueRegistry,
        entry: &Entry<'_>,
    ) {
        for venue in entry.venues().filter(|venue| venue.certainty == Certainty::Shown) {
            self.count_venue(document, registry, venue, entry.year.is_some());
        }
        // The dates of news and of items without a paper say nothing about a list of papers.
        if let Some((span, _)) = entry.date
            && entry.table().is_none()
            && entry.links_of(Role::Paper).next().is_some()
            && let Some(form) = prose_form(document.slice(span))
        {
            self.count_date(Column::Prose, span, form);
        }
        for link in &entry.links {
            let Some(label) = label(document, document.link(link.link)) else {
                continue;
            };
            let column = match (entry.table(), link.column) {
                (Some(table), Some(column)) => Column::Table { table, column },
                _ => Column::Prose,
            };
            self.count_label(document, column, label);
            if link.role == Role::Paper && column != Column::Prose {
                self.count_name(document, entry, column, label);
            }
        }
    }

    fn count_placeholder(&mut self, document: &Document<'_>, cell: RoleCell) {
        let span = cell.span.trimmed(document.source().text());
        let text = document.slice(span);
        self.filled.count(cell.column, cell.role, !text.is_empty());
        if is_nothing(text) {
            self.placeholder.add(Sample {
                column: cell.column,
                group: cell.role,
                // An empty cell is shown with the spaces in it, or there would be nothing to underline.
                span: if text.is_empty() { cell.span } else { span },
                form: self.texts.number(text),
            });
        }
    }

    fn count_bold(&mut self, document: &Document<'_>, cell: RoleCell) {
        let text = document.source().text();
        let (mut is_bold, mut is_plain) = (false, false);
        for run in document.texts_in(cell.span) {
            if run.is_read(text) {
                is_bold |= run.style.has(Style::STRONG);
                is_plain |= !run.style.has(Style::STRONG);
            }
        }
        // A cell of both has one bold word, and no form.
        if is_bold != is_plain {
            self.bold.add(Sample {
                column: cell.column,
                group: cell.role,
                span: cell.span.trimmed(text),
                form: is_bold,
            });
        }
    }

    fn count_date(&mut self, column: Column, span: Span, form: DateForm) {
        self.date.add(Sample {
            column,
            group: form.exactness(),
            span,
            form,
        });
    }

    /// Counts a venue. A year in a style that is not clear says nothing about the style of the list, nor does one that
    /// is elsewhere.
    fn count_venue(
        &mut self,
        document: &Document<'_>,
        registry: &VenueRegistry,
        venue: &VenueCell<'_>,
        has_year: bool,
    ) {
        let span = venue.venue_span();
        if let Some(form) = venue.text.style {
            self.year_style.add(Sample {
                column: venue.column,
                group: (),
                span,
                form,
            });
        }
        if venue.text.style.is_some() || venue.text.year.is_none() && !has_year {
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
        // A label in the column of names is the name itself.
        if let Some(name) = &entry.name
            && !name.span.contains(span)
        {
            self.name_is_label.add(Sample {
                column,
                group: (),
                span,
                form: name.text.trim() == document.slice(span),
            });
        }
    }
}

/// True if a cell says that there is nothing, and nothing else: marks such as ❌ and words such as `TBD` say more.
fn is_nothing(cell: &str) -> bool {
    const WORDS: [&str; 7] = ["null", "none", "n/a", "na", "nan", "nil", ":heavy_minus_sign:"];
    cell.chars().all(is_dash) || WORDS.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−' | '[' | ']' | '\\' | '/')
}

/// The venue at `span`, or its first word where only that is known: `NeurIPS SafeGenAi Workshop`.
fn word_of_known(document: &Document<'_>, registry: &VenueRegistry, span: Span) -> Span {
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
    let words = text.trim_matches(is_mark);
    let is_label = words.len() <= LONGEST_LABEL
        && words.contains(char::is_alphabetic)
        // `code+` is another thing than `code`.
        && !words.contains(['!', '<', '\\', '*', '/', '&', '+', '\n', '\r'])
        // An emoji in a label is an ornament of this one link.
        && words.chars().all(|c| c.is_ascii() || c.is_alphanumeric());
    is_label.then(|| Span::of_part(document.source().text(), words))
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '[' | ']' | '*' | '_' | '`' | '\\' | '.' | ':')
}

/// The form of a date in running text.
fn prose_form(text: &str) -> Option<DateForm> {
    let (_, form) = date::read_date(text)?;
    // In running text `24.1` is rather a version.
    let is_sure = text.starts_with(char::is_alphanumeric) && !form.parts.contains(&Part::ShortYear);
    is_sure.then_some(form)
}
