//! `misspelled-word`: a word that is a known slip of another one, in headings, labels, cells and prose.

use crate::{
    config::Role,
    document::{Document, Style, TextRun},
    finding::{Edit, Fix},
    hash::fnv1a,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::is_one_slip,
    },
    source::Span,
};

pub(super) struct MisspelledWord;

static META: Meta = meta!("misspelled-word", Text, Warning, List)
    .with_unsafe_fix()
    .yields_to(&["misspelled-label"]);

/// Shorter words are names, abbreviations and words of other languages.
const SHORTEST: usize = 5;
/// The dictionary holds no longer ones that matter.
const LONGEST: usize = 20;

impl Rule for MisspelledWord {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let text = document.source().text();
        let mut seen = Seen::default();
        for run in document.texts().iter().filter(|run| is_prose(run)) {
            for word in words(text, run.span) {
                let slice = &text[word.range()];
                if !seen.is_clean(slice) {
                    match correction(slice) {
                        Some(meant) if is_defect(cx, run, word) => {
                            report(cx, word, meant);
                        }
                        Some(_) => {}
                        None => seen.clean(slice),
                    }
                }
            }
        }
    }
}

fn is_prose(run: &TextRun) -> bool {
    run.decoded.is_none()
        && ![Style::CODE, Style::IMAGE, Style::DROPPED]
            .iter()
            .any(|style| run.style.has(*style))
}

/// The words of a run that the dictionary may know: letters of ASCII, lower case after the first, and no part of an
/// address, a path or an identifier.
fn words(text: &str, run: Span) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut at = run.start;
    std::iter::from_fn(move || {
        while at < run.end {
            let start = at + bytes[at..run.end].iter().position(u8::is_ascii_alphabetic)?;
            let len = bytes[start..run.end]
                .iter()
                .position(|byte| !byte.is_ascii_alphabetic());
            let end = len.map_or(run.end, |len| start + len);
            at = end;
            if is_word(text, Span::new(start, end)) {
                return Some(Span::new(start, end));
            }
        }
        None
    })
}

fn is_word(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let word = &bytes[span.range()];
    let before = span.start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    let after = bytes.get(span.end).copied().unwrap_or(b' ');
    let goes_on = after == b'.' && bytes.get(span.end + 1).is_some_and(u8::is_ascii_alphanumeric);
    let is_part =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'_' | b'/' | b'@' | b'#' | b'\\' | b'=' | b'%');
    let is_plain = (SHORTEST..=LONGEST).contains(&word.len()) && word[1..].iter().all(u8::is_ascii_lowercase);
    let is_joined = matches!(before, b'.' | b'\'') || before == b'-' && word[0].is_ascii_uppercase();
    if !is_plain || is_joined || is_part(before) || is_part(after) || goes_on {
        return false;
    }
    if before.is_ascii() && after.is_ascii() {
        return true;
    }
    // With an accented letter at either end, the word is longer and belongs to another language.
    let ends = [
        text[..span.start].chars().next_back(),
        text[span.end..].chars().next(),
    ];
    !ends.into_iter().flatten().any(is_accented)
}

/// Whether a letter belongs to the same word: one with an accent, or a ligature such as `ﬁ`.
fn is_accented(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{fb00}'..='\u{fb06}')
}

/// The only correction of a misspelled word, where it is one slip away.
fn correction(word: &str) -> Option<&'static str> {
    let corrections = typos_dict::WORD.find(&word.into())?;
    let [meant] = *corrections else { return None };
    let lower = word.to_ascii_lowercase();
    // Words that only lack their end are abbreviations more often than slips.
    (!meant.starts_with(&lower) && is_one_slip(meant, &lower)).then_some(*meant)
}

fn is_defect(cx: &View<'_>, run: &TextRun, word: Span) -> bool {
    let document = cx.document;
    let text = document.source().text();
    if is_name_of_link(document, run, word) {
        return false;
    }
    let in_heading = heading_at(document, word.start);
    if in_heading {
        return true;
    }
    let is_lower = text.as_bytes()[word.start].is_ascii_lowercase();
    (is_lower || is_in_phrase(text, run.span, word)) && !is_title(cx, run, word)
}

/// Whether a link's label repeats a word of its address: that is a name.
fn is_name_of_link(document: &Document<'_>, run: &TextRun, word: Span) -> bool {
    if !run.style.has(Style::LINK) {
        return false;
    }
    let links = document.links();
    let after = links.partition_point(|link| link.span.start <= word.start);
    let near = links[..after].iter().rev().take(NESTED);
    let word_text = document.slice(word).to_ascii_lowercase();
    let mut around = near.filter(|link| link.span.contains(word) && link.url.len() <= LONGEST_URL);
    around.any(|link| !link.url.starts_with('#') && link.url.to_ascii_lowercase().contains(&word_text))
}

/// Longer addresses hold data, not names.
const LONGEST_URL: usize = 2048;

/// How many links may start before the word in the label of one.
const NESTED: usize = 4;

fn heading_at(document: &Document<'_>, offset: usize) -> bool {
    let headings = document.headings();
    let after = headings.partition_point(|heading| heading.span.start <= offset);
    after > 0 && offset < headings[after - 1].span.end
}

/// Whether a word with a capital stands in a phrase rather than in a name: with a word in lower case, or among more
/// words than names have.
fn is_in_phrase(text: &str, run: Span, word: Span) -> bool {
    let is_break =
        |c: char| c.is_ascii_punctuation() && c != '-' || matches!(c, '“' | '”' | '，' | '、' | '·' | '•');
    let before = tail(&text[run.start..word.start])
        .rsplit(is_break)
        .next()
        .unwrap_or_default();
    let after = head(&text[word.end..run.end])
        .split(is_break)
        .next()
        .unwrap_or_default();
    let joins = |part: &&str| matches!(*part, "and" | "et" | "und" | "y");
    let before = before.split_whitespace().rev().take_while(|part| !joins(part));
    let after = after.split_whitespace().take_while(|part| !joins(part));
    let (mut others, mut has_lower) = (0, false);
    for other in before.chain(after) {
        if other.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
            return false;
        }
        others += 1;
        let is_particle = matches!(
            other,
            "al" | "van" | "von" | "de" | "der" | "da" | "di" | "la" | "bin" | "by"
        );
        has_lower |= other.starts_with(|c: char| c.is_ascii_lowercase()) && !is_particle;
    }
    has_lower || others >= LONGEST_NAME
}

/// Names of people have at most this many parts.
const LONGEST_NAME: usize = 4;
/// How far a phrase is looked at.
const PHRASE: usize = 80;

/// The last bytes of a text.
fn tail(text: &str) -> &str {
    let start = text.len().saturating_sub(PHRASE);
    &text[text.ceil_char_boundary(start)..]
}

/// The first bytes of a text.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(PHRASE)]
}

/// Whether a word stands in the title of a paper. Papers misspell words in their titles, and lists are right to keep
/// them.
fn is_title(cx: &View<'_>, run: &TextRun, word: Span) -> bool {
    let text = cx.document.slice(run.span);
    let stands_out =
        run.style.has(Style::LINK) || run.style.has(Style::STRONG) || run.style.has(Style::EMPHASIS);
    if stands_out && text.split_whitespace().nth(LONGEST_LABEL).is_some() {
        return true;
    }
    let tables = cx.document.tables();
    let Some(table) = tables
        .partition_point(|table| table.span.start <= word.start)
        .checked_sub(1)
    else {
        return false;
    };
    let rows = &tables[table].rows;
    let Some(row) = rows
        .partition_point(|row| row.span.start <= word.start)
        .checked_sub(1)
    else {
        return false;
    };
    let column = rows[row]
        .cells
        .partition_point(|cell| cell.start <= word.start)
        .checked_sub(1);
    rows[row].span.end > word.start
        && column
            .is_some_and(|column| matches!(cx.list.role(table, column), Some(Role::Title | Role::Authors)))
}

/// Longer labels and bold texts are titles.
const LONGEST_LABEL: usize = 4;

fn report(cx: &mut Context<'_>, word: Span, meant: &str) {
    let wrong = cx.document.slice(word);
    let meant = match wrong.as_bytes()[0] {
        b'A'..=b'Z' => format!("{}{}", meant[..1].to_ascii_uppercase(), &meant[1..]),
        _ => meant.to_owned(),
    };
    let is_heading = heading_at(cx.document, word.start);
    let message = format!("`{wrong}` is misspelled; it is `{meant}`");
    let finding = cx.report(word, message);
    if is_heading {
        finding.help("links to this heading have to change with it");
    } else {
        finding.fix(Fix::unsafe_(
            format!("write `{meant}`"),
            vec![Edit::replace(word, meant)],
        ));
    }
}

/// Words that were looked up lately and are right: most words of a list come again and again.
struct Seen<'t>(Vec<&'t str>);

impl Default for Seen<'_> {
    fn default() -> Self {
        Self(vec![""; Self::SLOTS])
    }
}

impl<'t> Seen<'t> {
    const SLOTS: usize = 1 << 13;

    fn slot(word: &str) -> usize {
        let hash = fnv1a(word.bytes());
        usize::try_from((hash >> 32) % Self::SLOTS as u64).unwrap_or_default()
    }

    fn is_clean(&self, word: &str) -> bool {
        self.0[Self::slot(word)] == word
    }

    fn clean(&mut self, word: &'t str) {
        self.0[Self::slot(word)] = word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn headings_labels_cells_and_prose_are_read() {
        check(
            &MisspelledWord,
            "
# Awsome Video Models
  ^^^^^^ `Awsome` is misspelled; it is `Awesome`

Wroks in each category are ordered by date. A comprehensive framwork.
^^^^^ `Wroks` is misspelled; it is `Works`
                                                            ^^^^^^^^ `framwork` is misspelled; it is `framework`
- [Comming soon](https://x.org), see [the offical code](https://x.org)
   ^^^^^^^ `Comming` is misspelled; it is `Coming`
                                          ^^^^^^^ `offical` is misspelled; it is `official`
",
        );
    }

    #[test]
    fn names_addresses_code_and_titles_are_left_alone() {
        check(
            &MisspelledWord,
            "
*Fabian Reister, Hanling Yi and Rao Muhammad Anwer*, David Claus et al.
`framwork` tesults.com https://x.org/framwork [magentic](https://github.com/x/magentic) npj Comput. Mater.
[A Very Good Framwork for Everything Else](https://x.org) **DiffLIE: Image Enhancment based on Models**

| Title | Venue |
|---|---|
| A Framwork for Walking | CVPR 2024 |
",
        );
    }
}
