//! `misspelled-word`: a word that is a known typo of another one, in headings, labels, cells and prose.

use std::{collections::HashMap, str::SplitWhitespace};

use super::vocabulary::{Vocabulary, corrections, is_known};
use crate::{
    config::Role,
    document::{Document, Style, TextRun},
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct MisspelledWord;

static META: Meta = meta!("misspelled-word", Text, Warning, List)
    .with_unsafe_fix()
    .yields_to(&["misspelled-label"]);

/// More typos in titles were made by the authors.
const MAX_IN_TITLES: usize = 3;
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
        let vocabulary = Vocabulary::of(words(document).map(|(_, word)| document.slice(word)));
        // Most words of a list come again and again: each is looked up once.
        let mut seen: HashMap<&str, Option<Meant<'_>>> = HashMap::new();
        let (mut defects, mut in_titles) = (Vec::new(), Vec::new());
        for (run, span) in words(document) {
            let word = document.slice(span);
            let meant = seen.entry(word).or_insert_with(|| Meant::of(word, &vocabulary));
            let Some(meant) = *meant else { continue };
            match place(cx, run, span, meant) {
                Place::OfList => defects.push((span, meant.word)),
                Place::InTitle => in_titles.push((span, meant.word)),
                Place::OfOthers => {}
            }
        }
        // Lists that take their titles from a server have the typos of the authors, and many of them.
        if in_titles.len() <= MAX_IN_TITLES {
            defects.append(&mut in_titles);
        }
        for (span, meant) in defects {
            report(cx, span, meant);
        }
    }
}

/// The words that may be misspelled, each with its text.
fn words<'d>(document: &'d Document<'_>) -> impl Iterator<Item = (&'d TextRun, Span)> {
    let text = document.source().text();
    document
        .texts()
        .iter()
        .filter(|run| is_prose(run))
        .flat_map(move |run| {
            let mut rest = run.span;
            std::iter::from_fn(move || {
                loop {
                    let span = next_letters(text, rest)?;
                    rest.start = span.end;
                    if is_word(text, span) {
                        return Some((run, span));
                    }
                }
            })
        })
}

/// True for text that people read as it is written, and that GitHub shows.
fn is_prose(run: &TextRun) -> bool {
    run.is_plain() && !run.style.has(Style::DROPPED)
}

/// The right word for a misspelled one.
#[derive(Clone, Copy)]
struct Meant<'v> {
    /// In lower case; `None` if several words may be meant.
    word: Option<&'v str>,
    /// The uses of the word in the list.
    uses: usize,
    /// True if the dictionary has the typo.
    is_typo: bool,
}

impl<'v> Meant<'v> {
    /// The word that another one was meant to be: by the dictionary, and by the words that the list has often.
    fn of(word: &str, vocabulary: &'v Vocabulary) -> Option<Self> {
        let lower = word.to_ascii_lowercase();
        let corrections = corrections(word);
        if corrections.is_empty() {
            return Self::of_unknown(&lower, vocabulary);
        }
        // Of several right words, the list means its own; where it uses none of them, a frequent word that is as near.
        let used: Vec<_> = corrections
            .iter()
            .filter(|word| vocabulary.uses(word) > 0)
            .collect();
        let word = match (&*used, &*corrections) {
            ([only], _) => Some(**only),
            ([], [only]) => match vocabulary.nearest(&lower) {
                Some(nearest) if vocabulary.is_frequent(nearest) => Some(nearest),
                Some(_) => None,
                None => Some(*only),
            },
            _ => None,
        };
        Some(Self {
            word,
            uses: word.map_or(0, |word| vocabulary.uses(word)),
            is_typo: true,
        })
    }

    /// A word that comes once, and is a frequent word without one of its letters.
    fn of_unknown(lower: &str, vocabulary: &'v Vocabulary) -> Option<Self> {
        let word = vocabulary.with_letter_added(lower)?;
        (vocabulary.uses(lower) == 1 && !is_known(lower)).then(|| Self {
            word: Some(word),
            uses: vocabulary.uses(word),
            is_typo: false,
        })
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

/// True if a character belongs to the same word: a letter with an accent, a ligature such as `ﬁ`, a soft hyphen.
fn is_accented(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{c0}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{fb00}'..='\u{fb06}')
}

/// The place of a misspelled word.
enum Place {
    /// The maintainers wrote it.
    OfList,
    /// In the title of a paper, though the list has the word right elsewhere.
    InTitle,
    /// Its authors may have written it so.
    OfOthers,
}

/// The place of a misspelled word.
fn place(cx: &View<'_>, run: &TextRun, word: Span, meant: Meant<'_>) -> Place {
    /// The uses that prove that the list has the word right elsewhere, and that it means it.
    const PROOF: usize = 3;
    const SURE: usize = 5;
    let document = cx.document;
    if is_name_of_link(document, run, word) || is_among_authors(cx, word) {
        return Place::OfOthers;
    }
    // Maintainers write the headings and their contents themselves, so names and titles of others are not in them.
    if is_in_heading(document, word.start) || is_in_contents(document, word) {
        return Place::OfList;
    }
    let text = document.source().text();
    let is_lower = text.as_bytes()[word.start].is_ascii_lowercase();
    if !meant.is_typo {
        let is_prose = !stands_out(run) && !is_in_title(cx, run, word);
        let is_sure = is_lower && is_prose && meant.uses >= SURE;
        return if is_sure { Place::OfList } else { Place::OfOthers };
    }
    if !is_lower && meant.uses < PROOF && !is_in_phrase(text, run.span, word) {
        return Place::OfOthers;
    }
    if !is_in_title(cx, run, word) {
        return Place::OfList;
    }
    // Papers misspell words in their titles, and lists are right to keep them; but a list that has the word right in
    // other titles rather made the typo itself.
    if meant.uses >= PROOF && !run.style.has(Style::EMPHASIS) {
        Place::InTitle
    } else {
        Place::OfOthers
    }
}

/// True for a link to a section of the page.
fn is_in_contents(document: &Document<'_>, word: Span) -> bool {
    document
        .link_labelled_at(word.start)
        .is_some_and(|link| document.link(link).local_fragment().is_some())
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

fn stands_out(run: &TextRun) -> bool {
    run.style.has(Style::LINK) || run.style.has(Style::STRONG) || run.style.has(Style::EMPHASIS)
}

/// True if a word is in the title of a paper.
fn is_in_title(cx: &View<'_>, run: &TextRun, word: Span) -> bool {
    let mut words = cx.document.slice(run.span).split_whitespace();
    let entry = cx.list.entry_at(word.start);
    let title = entry
        .filter(|entry| entry.is_paper())
        .and_then(|entry| entry.title.as_ref());
    stands_out(run) && words.nth(LONGEST_LABEL).is_some()
        || title.is_some_and(|title| title.span.contains(word))
        || role(cx, word) == Some(Role::Title)
}

fn is_among_authors(cx: &View<'_>, word: Span) -> bool {
    let entry = cx.list.entry_at(word.start);
    let authors = entry.and_then(|entry| entry.authors.as_ref());
    authors.is_some_and(|authors| authors.span.contains(word)) || role(cx, word) == Some(Role::Authors)
}

/// The meaning of the column that holds a word below the header, which consists of words of the list.
fn role(cx: &View<'_>, word: Span) -> Option<Role> {
    let cell = cx
        .document
        .cell_at(word.start)
        .filter(|cell| cell.row.is_some())?;
    cx.list.role(cell.table, cell.column)
}

fn report(cx: &mut Context<'_>, word: Span, meant: Option<&str>) {
    let wrong = cx.document.slice(word);
    let Some(meant) = meant else {
        cx.report(word, format!("`{wrong}` is misspelled"))
            .help("several words may be meant");
        return;
    };
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

    #[test]
    fn a_word_of_the_dictionary_that_the_list_uses_is_meant() {
        let words = "discover discover discover discovered\n";
        let marks = "
The bug was discoverd here.
            ^^^^^^^^^ `discoverd` is misspelled; it is `discovered`
";
        check(&MisspelledWord, &format!("{words}{marks}"));
    }

    #[test]
    fn a_word_of_the_list_that_is_as_near_makes_a_correction_doubtful() {
        let marks = "
# Tranditional Models
  ^^^^^^^^^^^^ `Tranditional` is misspelled

Traditional ones.
";
        check(&MisspelledWord, marks);
    }

    #[test]
    fn words_of_the_list_tell_typos_and_their_corrections() {
        let rows = "| Mapping a Room | reconstruction | single image |\n".repeat(5);
        check(
            &MisspelledWord,
            &format!(
                "
# Awesome Mappng
          ^^^^^^ `Mappng` is misspelled; it is `Mapping`
- [Reconstrucion](#reconstruction)
   ^^^^^^^^^^^^^ `Reconstrucion` is misspelled; it is `Reconstruction`

| Title | Task | Note |
|---|---|---|
{rows}| Mapping a Hall | reconstrction | sigle image |
                   ^^^^^^^^^^^^^ `reconstrction` is misspelled; it is `reconstruction`
                                   ^^^^^ `sigle` is misspelled; it is `single`
| Mapping a Hall | reconstructions | `singl` [Singe](https://x.org) |

# Reconstruction
"
            ),
        );
    }

    #[test]
    fn the_list_chooses_between_right_words() {
        check(
            &MisspelledWord,
            "
Traditional hulls, traditional sails and traditional masts.
A tranditional oar was a vetor.
  ^^^^^^^^^^^^ `tranditional` is misspelled; it is `traditional`
                         ^^^^^ `vetor` is misspelled
",
        );
    }

    #[test]
    fn titles_are_read_where_the_list_has_the_word_right() {
        check(
            &MisspelledWord,
            "
- Same rope but differnt knots: sorting loose ends [[WACV 2021]](http://arxiv.org/pdf/2008.00911)
- **Other Resouces for Kites and Their Lines** [page](https://kites.org/1)
          ^^^^^^^^ `Resouces` is misspelled; it is `Resources`
- **More Resources for Kites and Their Tails** [page](https://kites.org/2)
- **Old Resources for Kites and Their Frames** [page](https://kites.org/3)

Resources for kites are few.
",
        );
    }
}
