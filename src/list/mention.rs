//! Finds venues with their years in running text. Must not know what holds the text.

use std::ops::Range;

use super::{
    registry::Registry,
    venue::{VenueText, is_gap, read},
};

/// The most words that a venue's name has in running text.
const MOST_WORDS: usize = 6;

/// More bytes than any name of a venue has; the longest of the registry has fewer than half of it.
const LONGEST_NAME: usize = 200;

/// The venues with a year in running text, each with the bytes that were read.
///
/// A known venue is taken with as many words before the year as belong to its name. An unknown one has to be a single
/// word that looks like an acronym.
pub fn find<'r>(text: &str, registry: &'r Registry) -> impl Iterator<Item = (Range<usize>, VenueText<'r>)> {
    years_in_prose(text).filter_map(move |year| {
        let (start, is_known) = venue_start(text, year.start, registry)?;
        let end =
            year.end + usize::from(text[year.end..].starts_with(')') && text[..year.start].ends_with('('));
        let found = read(&text[start..end], registry)?;
        (found.known.is_some() || !is_known).then_some((start..end, found))
    })
}

/// The bytes of each year: four digits, or two after an apostrophe or right behind a letter.
fn years_in_prose(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let starts = (0..bytes.len()).filter(move |&at| is_digit(at) && (at == 0 || !is_digit(at - 1)));
    starts.filter_map(move |at| {
        let len = (at..).take_while(|&at| is_digit(at)).take(5).count();
        let before = text[..at].chars().next_back();
        let counts = match len {
            4 => matches!(&text[at..at + 2], "19" | "20"),
            2 => before.is_some_and(|c| matches!(c, '\'' | '’') || c.is_ascii_uppercase()),
            _ => false,
        };
        counts.then_some(at..at + len)
    })
}

/// The start of the venue before a year, and true if the venue is known.
fn venue_start(text: &str, year: usize, registry: &Registry) -> Option<(usize, bool)> {
    // A text may be one long word with many years in it, as in a list of links without spaces. Each of them looks at no
    // more than a name's length, or else the time would grow with the square of the text.
    let from = text.ceil_char_boundary(year.saturating_sub(LONGEST_NAME));
    let near = &text[from..year];
    let name = near.trim_end_matches(is_gap);
    if let Some(start) = known_start(name, &near[name.len()..], registry) {
        return Some((from + start, true));
    }
    let before = name.rfind(|c: char| !c.is_ascii_alphanumeric());
    let start = before.map(|at| at + 1).or((from == 0).then_some(0))?;
    let is_unknown = name.get(start..).is_some_and(is_acronym);
    is_unknown.then_some((from + start, false))
}

/// The start of the longest known venue at the end of a text, given the text between it and the year.
fn known_start(text: &str, gap: &str, registry: &Registry) -> Option<usize> {
    let is_opening = |c: char| matches!(c, '[' | '(' | '（' | '【' | '"' | '“' | ',' | '，');
    let mut longest = None;
    let mut start = text.len();
    for _ in 0..MOST_WORDS {
        let before = text[..start].trim_end();
        // A sentence or a bracket that ends before the year ends the search.
        if start < text.len() && before.ends_with(['.', ',', ';', ':', ')', ']', '"', '”']) {
            break;
        }
        let word = before.rfind(|c: char| c.is_whitespace() || is_opening(c));
        let next = word.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        if next >= before.len() {
            break;
        }
        start = next;
        if registry.get(&text[start..]).is_some() && !is_tail(&text[..start], gap) {
            longest = Some(start);
        }
        if word.is_none_or(|at| !before[at..].starts_with(char::is_whitespace)) {
            break;
        }
    }
    longest
}

/// Whether the name between two texts is the end of a longer one: `Forensics and Security`, `Geosci. Remote Sens.`
fn is_tail(before: &str, behind: &str) -> bool {
    let mut words = before.rsplit([' ', '\u{a0}']).filter(|word| !word.is_empty());
    let Some(last) = words.next() else { return false };
    let is_capitalised = |word: &str| {
        let rest = word.trim_start_matches(char::is_uppercase);
        word.len() == rest.len() + 1 && rest.len() > 1 && rest.chars().all(char::is_lowercase)
    };
    match last.strip_suffix('.') {
        Some(abbreviated) => behind.starts_with('.') && is_capitalised(abbreviated),
        None => matches!(last, "and" | "&") && words.next().is_some_and(is_capitalised),
    }
}

fn is_acronym(word: &str) -> bool {
    let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
    word.len() >= 3 && capitals >= 2 && !word.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, bool)]) {
        let found: Vec<_> = find(text, Registry::builtin())
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
