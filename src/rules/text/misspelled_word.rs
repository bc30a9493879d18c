//! `misspelled-word`: a word that is a known typo of another one, in headings, labels, cells and prose.

use std::str::SplitWhitespace;

use crate::{
    config::Role,
    document::{Document, Style, TextRun},
    finding::{Edit, Fix},
    hash::fnv1a,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::is_one_typo,
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
        let mut seen = Seen::default();
        for run in cx.document.texts() {
            if is_prose(run) {
                check_run(cx, run, &mut seen);
            }
        }
    }
}

/// True for text that people read as it is written, and that GitHub shows.
fn is_prose(run: &TextRun) -> bool {
    run.is_plain() && !run.style.has(Style::DROPPED)
}

fn check_run<'a>(cx: &mut Context<'a>, run: &TextRun, seen: &mut Seen<'a>) {
    let text = cx.document.source().text();
    let mut rest = run.span;
    while let Some(span) = next_letters(text, rest) {
        rest.start = span.end;
        let word = &text[span.range()];
        if !is_word(text, span) || seen.is_clean(word) {
            continue;
        }
        match correction(word) {
            Some(meant) if is_defect(cx, run, span) => report(cx, span, meant),
            Some(_) => {}
            None => seen.clean(word),
        }
    }
}

/// The first ASCII letters of a run and those right behind them: the dictionary has words of such letters only.
fn next_letters(text: &str, run: Span) -> Option<Span> {
    let bytes = &text.as_bytes()[run.range()];
    let start = bytes.iter().position(u8::is_ascii_alphabetic)?;
    let length = bytes[start..]
        .iter()
        .position(|byte| !byte.is_ascii_alphabetic())
        .unwrap_or(bytes.len() - start);
    Some(Span::new(start, start + length).shifted(run.start))
}

/// True for a word that the dictionary may know: lower case after the first letter, and not a part of a URL, a path or
/// an identifier.
fn is_word(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let word = &bytes[span.range()];
    if !(SHORTEST..=LONGEST).contains(&word.len()) || !word[1..].iter().all(u8::is_ascii_lowercase) {
        return false;
    }
    let before = span.start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    let after = bytes.get(span.end).copied().unwrap_or(b' ');
    // The second part of `Foo-Bar` is a name, and so may be that of `foo.bar`.
    if matches!(before, b'.' | b'\'') || before == b'-' && word[0].is_ascii_uppercase() {
        return false;
    }
    if after == b'.' && bytes.get(span.end + 1).is_some_and(u8::is_ascii_alphanumeric) {
        return false;
    }
    if is_of_identifiers(before) || is_of_identifiers(after) {
        return false;
    }
    // With an accented letter at either end, the word is longer and belongs to another language.
    !text[..span.start].ends_with(is_accented) && !text[span.end..].starts_with(is_accented)
}

fn is_of_identifiers(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'_' | b'/' | b'@' | b'#' | b'\\' | b'=' | b'%')
}

/// True if a letter belongs to the same word: one with an accent, or a ligature such as `ﬁ`.
fn is_accented(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{fb00}'..='\u{fb06}')
}

/// The only correction of a misspelled word, if it is one typo away.
fn correction(word: &str) -> Option<&'static str> {
    let [meant] = *typos_dict::WORD.find(&word.into())? else {
        return None;
    };
    let lower = word.to_ascii_lowercase();
    // Words without their end are abbreviations more often than typos.
    (!meant.starts_with(&lower) && is_one_typo(meant, &lower)).then_some(*meant)
}

/// True if a misspelled word was not meant as it is written.
fn is_defect(cx: &View<'_>, run: &TextRun, word: Span) -> bool {
    if is_name_of_link(cx.document, run, word) {
        return false;
    }
    // Maintainers write the headings themselves, so names and titles of others are not in them.
    if is_in_heading(cx.document, word.start) {
        return true;
    }
    let text = cx.document.source().text();
    let is_lower = text.as_bytes()[word.start].is_ascii_lowercase();
    (is_lower || is_in_phrase(text, run.span, word)) && !is_in_title(cx, run, word)
}

/// Longer URLs hold data, not names.
const LONGEST_URL: usize = 2048;

/// The number of links that may start before the word in the label of one.
const NESTED: usize = 4;

/// True if a link's label repeats a word of its URL: that is a name.
fn is_name_of_link(document: &Document<'_>, run: &TextRun, word: Span) -> bool {
    if !run.style.has(Style::LINK) {
        return false;
    }
    let name = document.slice(word).to_ascii_lowercase();
    let links = document.links().as_slice();
    let after = links.partition_point(|link| link.span.start <= word.start);
    for link in links[..after].iter().rev().take(NESTED) {
        // An anchor repeats the words of a heading, typos included.
        if link.span.contains(word)
            && link.url.len() <= LONGEST_URL
            && !link.url.starts_with('#')
            && link.url.to_ascii_lowercase().contains(&name)
        {
            return true;
        }
    }
    false
}

fn is_in_heading(document: &Document<'_>, at: usize) -> bool {
    match document.section_at(at) {
        Some(section) => at < document.heading(section).span.end,
        None => false,
    }
}

/// Names of people have at most this many parts.
const LONGEST_NAME: usize = 4;
/// The bytes on either side of a word in which the words of its phrase are looked for.
const PHRASE: usize = 80;

/// True if a word with a capital is in a phrase rather than in a name: with a word in lower case, or among more words
/// than names have.
fn is_in_phrase(text: &str, run: Span, word: Span) -> bool {
    let before = phrase_end(&text[run.start..word.start]).rev();
    let after = phrase_start(&text[word.end..run.end]);
    let (mut others, mut has_lower) = (0, false);
    // Two names may be joined, and the conjunction is in lower case.
    for other in before
        .take_while(is_not_joint)
        .chain(after.take_while(is_not_joint))
    {
        // The dictionary is one of English.
        if other.chars().any(is_foreign) {
            return false;
        }
        others += 1;
        has_lower |= other.starts_with(|c: char| c.is_ascii_lowercase()) && !is_particle(other);
    }
    has_lower || others >= LONGEST_NAME
}

/// The words at the end of a text, from the last break on.
fn phrase_end(text: &str) -> SplitWhitespace<'_> {
    let near = &text[text.ceil_char_boundary(text.len().saturating_sub(PHRASE))..];
    near.rsplit(is_break)
        .next()
        .unwrap_or_default()
        .split_whitespace()
}

/// The words at the start of a text, up to the first break.
fn phrase_start(text: &str) -> SplitWhitespace<'_> {
    let near = &text[..text.floor_char_boundary(PHRASE)];
    near.split(is_break).next().unwrap_or_default().split_whitespace()
}

/// True if a phrase ends at a character. A hyphen is a part of words.
fn is_break(c: char) -> bool {
    c.is_ascii_punctuation() && c != '-' || matches!(c, '“' | '”' | '，' | '、' | '·' | '•')
}

fn is_not_joint(word: &&str) -> bool {
    !matches!(*word, "and" | "et" | "und" | "y")
}

fn is_foreign(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii()
}

/// True for words that are in lower case within the names of people.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "van" | "von" | "de" | "der" | "da" | "di" | "la" | "bin" | "by"
    )
}

/// Longer labels and bold texts are titles.
const LONGEST_LABEL: usize = 4;

/// True if a word is in the title of a paper or among its authors. Papers misspell words in their titles, and lists are
/// right to keep them.
fn is_in_title(cx: &View<'_>, run: &TextRun, word: Span) -> bool {
    let stands_out =
        run.style.has(Style::LINK) || run.style.has(Style::STRONG) || run.style.has(Style::EMPHASIS);
    if stands_out
        && cx
            .document
            .slice(run.span)
            .split_whitespace()
            .nth(LONGEST_LABEL)
            .is_some()
    {
        return true;
    }
    match cx.document.cell_at(word.start) {
        // A header consists of words of the list.
        Some(cell) if cell.row.is_some() => {
            matches!(
                cx.list.role(cell.table, cell.column),
                Some(Role::Title | Role::Authors)
            )
        }
        _ => false,
    }
}

fn report(cx: &mut Context<'_>, word: Span, meant: &str) {
    let wrong = cx.document.slice(word);
    let meant = match wrong.as_bytes()[0] {
        b'A'..=b'Z' => format!("{}{}", meant[..1].to_ascii_uppercase(), &meant[1..]),
        _ => meant.to_owned(),
    };
    let is_heading = is_in_heading(cx.document, word.start);
    let finding = cx.report(word, format!("`{wrong}` is misspelled; it is `{meant}`"));
    if is_heading {
        // Another name gives the section another anchor, which other pages may link to.
        finding.help("links to this heading have to change with it");
    } else {
        finding.fix(Fix::risky(
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
