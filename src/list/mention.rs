//! Finds venues with their years in running text. Must not know where the text is.

use std::ops::Range;

use super::{
    registry::VenueRegistry,
    venue::{VenueText, is_gap, month_behind, numbers, read},
    venue_style::is_apostrophe,
};

/// The most words that a venue's name has in running text.
const MAX_WORDS: usize = 6;

/// More bytes than any name of a venue has: the longest of the built-in ones has 53.
const LONGEST_NAME: usize = 200;

/// The venues with a year in running text, each with the bytes that were read.
///
/// A known venue is taken with as many words before the year as belong to its name. An unknown one has to be a single
/// word that looks like an acronym.
pub fn find<'r>(
    text: &str,
    registry: &'r VenueRegistry,
) -> impl Iterator<Item = (Range<usize>, VenueText<'r>)> {
    numbers(text)
        .filter(|number| is_year(text, number))
        .filter_map(move |year| mention(text, &year, registry))
}

/// True for four digits, or two after an apostrophe or right behind a letter.
fn is_year(text: &str, number: &Range<usize>) -> bool {
    match number.len() {
        4 => text[number.start..].starts_with("19") || text[number.start..].starts_with("20"),
        2 => text[..number.start].ends_with(|c: char| is_apostrophe(c) || c.is_ascii_uppercase()),
        _ => false,
    }
}

/// The venue before a year.
fn mention<'r>(
    text: &str,
    year: &Range<usize>,
    registry: &'r VenueRegistry,
) -> Option<(Range<usize>, VenueText<'r>)> {
    let (start, is_known) = venue_start(text, year.start, registry)?;
    let mut end = year.end;
    // The bracket behind `CVPR (2024)` belongs to the venue's style.
    if text[end..].starts_with(')') && text[..year.start].ends_with('(') {
        end += 1;
    }
    if is_known {
        end += month_behind(&text[end..]);
    }
    let found = read(&text[start..end], registry)?;
    // More than the known name may have been read, such as the end of a word before it.
    (found.known.is_some() || !is_known).then_some((start..end, found))
}

/// The start of the venue before a year, and true if the venue is known.
fn venue_start(text: &str, year: usize, registry: &VenueRegistry) -> Option<(usize, bool)> {
    // A text may be one long word with many years in it, as in a list of links without spaces. Each of them looks at no
    // more than a name's length, or else the time would grow with the square of the text.
    let from = text.ceil_char_boundary(year.saturating_sub(LONGEST_NAME));
    let near = &text[from..year];
    let name = near.trim_end_matches(is_gap);
    if let Some(start) = known_start(name, &near[name.len()..], registry) {
        return Some((from + start, true));
    }
    let start = match name.rfind(|c: char| !c.is_ascii_alphanumeric()) {
        Some(before) => before + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let is_unknown = name.get(start..).is_some_and(is_acronym);
    is_unknown.then_some((from + start, false))
}

/// The start of the longest known venue at the end of a text, given the text between it and the year.
fn known_start(text: &str, gap: &str, registry: &VenueRegistry) -> Option<usize> {
    let mut longest = None;
    let mut start = text.len();
    for _ in 0..MAX_WORDS {
        let before = text[..start].trim_end();
        // A sentence or a bracket that ends before the year ends the search.
        if start < text.len() && before.ends_with(['.', ',', ';', ':', ')', ']', '"', '”']) {
            break;
        }
        let (word, goes_on) = last_word(before);
        // A bar or another mark between two words ends a name as well.
        if !before[word..].contains(char::is_alphanumeric) {
            break;
        }
        start = word;
        if registry.get(&text[start..]).is_some() && !is_tail(&text[..start], &text[start..], gap) {
            longest = Some(start);
        }
        if !goes_on {
            break;
        }
    }
    longest
}

/// The start of the last word, and true if there may be words of the same name before it.
fn last_word(text: &str) -> (usize, bool) {
    const OPENING: [char; 8] = ['[', '(', '（', '【', '"', '“', ',', '，'];
    match text.rfind(|c: char| c.is_whitespace() || OPENING.contains(&c)) {
        Some(at) => {
            let gap = text[at..].chars().next().unwrap_or(' ');
            (at + gap.len_utf8(), gap.is_whitespace())
        }
        None => (0, false),
    }
}

/// True if the name between two texts is the end of a longer one: `Forensics and Security`, `Geosci. Remote Sens.`,
/// `Journal of Remote Sensing`, `Management Science`.
fn is_tail(before: &str, name: &str, behind: &str) -> bool {
    let mut words = before.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let Some(last) = words.next() else { return false };
    match last.strip_suffix('.') {
        Some(abbreviated) => behind.starts_with('.') && is_capitalised(abbreviated),
        None if matches!(last, "and" | "&" | "of" | "on") => words.next().is_some_and(is_capitalised),
        // `Management Science` is not `Science`, while `CVPR` is whole by itself.
        None => is_capitalised(name) && is_capitalised(last),
    }
}

/// True for `Forensics`, and neither for `NeurIPS`, which is whole by itself, nor for `A`.
fn is_capitalised(word: &str) -> bool {
    let rest = word.trim_start_matches(char::is_uppercase);
    word.len() == rest.len() + 1 && rest.len() > 1 && rest.chars().all(char::is_lowercase)
}

/// True for `CoRL` and `HCPA`, and not for `GPT4`, which is a model with its number.
fn is_acronym(word: &str) -> bool {
    word.len() >= 3
        && word.bytes().filter(u8::is_ascii_uppercase).count() >= 2
        && !word.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, bool)]) {
        let found: Vec<_> = find(text, VenueRegistry::builtin())
            .map(|(range, venue)| (&text[range], venue.known.is_some()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn venues_are_found_with_their_years() {
        check("Title of a paper, CVPR 2024.", &[("CVPR 2024", true)]);
        check(
            "*Zhang et al.* Findings of EMNLP 2023",
            &[("Findings of EMNLP 2023", true)],
        );
        check("[ICLR'24] Title", &[("ICLR'24", true)]);
        check("A title (NeurIPS, 2022)", &[("NeurIPS, 2022", true)]);
        check("A title, AAAI (2021)", &[("AAAI (2021)", true)]);
        check("IEEE TGRS 2024", &[("IEEE TGRS 2024", true)]);
        check(
            "in ACM MM 2023 and CVPR24",
            &[("ACM MM 2023", true), ("CVPR24", true)],
        );
    }

    #[test]
    fn acronyms_may_be_venues_that_nobody_knows() {
        check("Quantization <br> HCPA 2025", &[("HCPA 2025", false)]);
        check("written in 2024, with 2023 tests", &[]);
        check("GPT4 and 20234", &[]);
    }

    #[test]
    fn the_end_of_a_longer_name_is_no_name() {
        check("Transactions on Information Forensics and Security 2023", &[]);
        check("IEEE Trans. Geosci. Remote Sens. 2018", &[]);
        check("in NeurIPS and ICML 2023", &[("ICML 2023", true)]);
        check(
            "A title of words. Remote Sensing 2018",
            &[("Remote Sensing 2018", true)],
        );
    }

    #[test]
    fn a_name_lies_near_its_year() {
        let far = format!("CVPR{}2024", " ".repeat(LONGEST_NAME));
        check(&far, &[]);
        let cut = format!("{}CVPR 2024 {}CVPR 2024", "漢".repeat(200), "X".repeat(300));
        check(&cut, &[]);
        let long = format!("{} CVPR 2024", "漢".repeat(200));
        check(&long, &[("CVPR 2024", true)]);
    }

    #[test]
    fn names_do_not_reach_over_sentences() {
        check("We read Nature. In 2024 we wrote", &[]);
        check("2024", &[]);
    }
}
