//! Reads the text of a venue cell: venue, year, qualifier and the style in which they are written.
//! Must not know tables.

use std::{iter, ops::Range};

use super::{
    date::month,
    phrase::without_shortcode,
    registry::{Venue, VenueRegistry},
    venue_style::{Join, VenueStyle, is_apostrophe},
};
use crate::{identity::is_four_digits, source::Span};

/// The content of a venue cell. Ranges are bytes of the text that was read.
#[derive(Debug, PartialEq, Eq)]
pub struct VenueText<'r> {
    /// The venue as written, without year and qualifier.
    pub venue: Range<usize>,
    /// The venue of the registry that it names.
    pub known: Option<&'r Venue>,
    /// The year, with four digits.
    pub year: Option<u16>,
    /// The month beside the year, from 1 to 12.
    pub month: Option<u8>,
    /// The year with all that a change of style rewrites.
    pub year_part: Range<usize>,
    /// `Oral`, `Findings`, `Workshop`, …; empty when there is none.
    pub qualifier: Range<usize>,
    /// The style; `None` without a year and for styles that are not clear.
    pub style: Option<VenueStyle>,
}

/// A year found in a text.
struct Year {
    value: u16,
    span: Range<usize>,
}

/// Reads a venue text; `None` where there is no venue: spaces, placeholders, dates, bare years.
#[must_use]
pub fn read<'r>(text: &str, registry: &'r VenueRegistry) -> Option<VenueText<'r>> {
    let years = full_years(text);
    match &years[..] {
        // Two digits may be anything, and are looked at only where no year has four.
        [] => short_year(text, registry).or_else(|| without_year(text, registry)),
        [year, rest @ ..] => with_year(text, year, rest.is_empty(), registry),
    }
}

fn with_year<'r>(
    text: &str,
    year: &Year,
    is_only: bool,
    registry: &'r VenueRegistry,
) -> Option<VenueText<'r>> {
    let after = &text[year.span.end..];
    let (before, month_before) = without_month(text[..year.span.start].trim_end_matches(is_gap));
    let start = before.len() - before.trim_start_matches(is_opening).len();
    let words = &before[start..];
    // `2024-05` and `May 2024` are dates, unless the venue is behind them: `2024-TGRS`, `May 2022, ICRA`.
    if !words.contains(char::is_alphabetic) {
        return behind_year(text, year, month_before, registry);
    }
    let (known, name_len) = name(words, registry);
    let venue = start..start + name_len;
    let (month_after, month_len) = leading_month(after);
    let month = month_before.or(month_after);
    // Of several years, and of a date, none shows how the list writes the year of a venue.
    let join = if is_only && month.is_none() && is_end(after) {
        Join::of(&text[before.len()..year.span.start], after)
    } else {
        None
    };
    let closing = if month.is_some() {
        month_len
    } else {
        join.map_or("", Join::terminator).len()
    };
    let year_part = before.len()..year.span.end + closing;
    let qualifier = if name_len < words.len() {
        with_letters(text, venue.end..before.len())
    } else {
        trimmed(text, year_part.end..text.len())
    };
    // No list attaches a year to a name of several words, so the space after one shows no style.
    let is_telling = join != Some(Join::Space) || !text[venue.clone()].contains(' ');
    Some(VenueText {
        known,
        year: Some(year.value),
        month,
        year_part,
        qualifier,
        style: join.filter(|_| is_telling).map(|join| VenueStyle {
            join,
            is_short: year.span.len() == 2,
        }),
        venue,
    })
}

/// Reads a venue behind its year: `2024-TGRS`, `May 2022, ICRA`. Only a known one counts, as titles come behind years too.
fn behind_year<'r>(
    text: &str,
    year: &Year,
    month: Option<u8>,
    registry: &'r VenueRegistry,
) -> Option<VenueText<'r>> {
    let after = trimmed(text, year.span.end..text.len());
    let words = text[after.clone()].trim_start_matches(is_gap);
    let start = after.end - words.len();
    let (known, len) = name(words, registry);
    let venue = start..start + len;
    known?;
    Some(VenueText {
        known,
        year: Some(year.value),
        month,
        year_part: year.span.clone(),
        qualifier: trimmed(text, venue.end..text.len()),
        venue,
        style: None,
    })
}

/// A text without the month at its end, and that month: `ICRA, May`, `arXiv (August`.
fn without_month(text: &str) -> (&str, Option<u8>) {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let word = text[rest.len()..].trim_matches('.');
    // A name may end in the letters of a month, as `Interspeech-Mar` would.
    match month(word) {
        Some(month) if rest.is_empty() || rest.ends_with(is_gap) => {
            (rest.trim_end_matches(is_gap), Some(month))
        }
        _ => (text, None),
    }
}

/// The month at the start of the text behind a year, and the end of its bytes: `.05`, `/11`, ` (May)`, `-06`.
fn leading_month(after: &str) -> (Option<u8>, usize) {
    let rest = after.trim_start_matches(is_gap);
    let gap = after.len() - rest.len();
    if gap == 0 {
        return (None, 0);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let found = match (digits, letters) {
        (1 | 2, _) if after.starts_with(['.', '/', '-']) => rest[..digits]
            .parse()
            .ok()
            .filter(|month| (1..=12).contains(month)),
        (0, 3..) => month(&rest[..letters]),
        _ => None,
    };
    let end = gap + digits.max(letters);
    // A day may follow, and the bracket that the month is in.
    let day = after[end..].strip_prefix(['.', '/', '-']).map_or("", |rest| {
        &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()]
    });
    let end = if day.is_empty() || day.len() > 2 {
        end
    } else {
        end + 1 + day.len()
    };
    let closing = usize::from(after[end..].starts_with(')'));
    (found, end + closing)
}

/// The length of the month at the start of the text behind a year; 0 without one.
pub(super) fn month_behind(after: &str) -> usize {
    match leading_month(after) {
        (Some(_), len) => len,
        (None, _) => 0,
    }
}

fn is_opening(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '-' | '@' | ',')
}

/// True if a year may end here: within a date or a word it does not show the style of the venue.
fn is_end(after: &str) -> bool {
    !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '_'))
}

/// A two-digit year counts only after an apostrophe or right after a venue that is known.
fn short_year<'r>(text: &str, registry: &'r VenueRegistry) -> Option<VenueText<'r>> {
    let digits = two_digits(text)?;
    let short: u16 = text[digits.clone()].parse().ok()?;
    // Few conferences with proceedings are older than 1950.
    let value = if short >= 50 { 1900 + short } else { 2000 + short };
    let after_apostrophe = text[..digits.start].ends_with(is_apostrophe);
    let found = with_year(text, &Year { value, span: digits }, true, registry)?;
    (after_apostrophe || found.known.is_some()).then_some(found)
}

/// The first two digits without a digit or letter beside them.
fn two_digits(text: &str) -> Option<Range<usize>> {
    let digits = numbers(text).find(|number| number.len() == 2)?;
    let behind = &text[digits.end..];
    // The volume of a journal has pages behind it: `Nat Commun 16, 4416`.
    let is_volume = behind.starts_with([',', ':', '(', '.']) && behind.contains(|c: char| c.is_ascii_digit());
    (!behind.starts_with(char::is_alphanumeric) && !is_volume).then_some(digits)
}

fn without_year<'r>(text: &str, registry: &'r VenueRegistry) -> Option<VenueText<'r>> {
    let words = trimmed(text, 0..text.len());
    let inner = &text[words.clone()];
    if !inner.contains(char::is_alphabetic) || is_placeholder(inner) {
        return None;
    }
    let (known, len) = name(inner, registry);
    let venue = words.start..words.start + len;
    let behind = trimmed(text, venue.end..words.end);
    // `arXiv:2308` has the month of the identifier.
    let date = known
        .filter(|venue| venue.is_preprint())
        .and_then(|_| identifier_month(&text[behind.clone()]));
    Some(VenueText {
        known,
        year: date.map(|(year, _)| year),
        month: date.map(|(_, month)| month),
        year_part: if date.is_some() {
            behind.clone()
        } else {
            words.end..words.end
        },
        qualifier: if date.is_some() {
            words.end..words.end
        } else {
            behind
        },
        style: None,
        venue,
    })
}

/// The year and month that the first half of an arXiv identifier is: `:2308`.
fn identifier_month(text: &str) -> Option<(u16, u8)> {
    let digits = text.trim_start_matches([':', ' ', '-']);
    let (year, month) = digits.split_at_checked(2).filter(|_| is_four_digits(digits))?;
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some((2000 + year.parse::<u16>().ok()?, month))
}

/// More words than this behind a venue's name are not qualifiers of it.
const MAX_QUALIFIERS: usize = 8;

/// The known venue that `words` starts with and the length of its name; unknown names are taken whole.
///
/// Words are cut off the end while the rest is unknown, so `ACL 2024 Findings` and `CVPR Oral` are found.
fn name<'r>(words: &str, registry: &'r VenueRegistry) -> (Option<&'r Venue>, usize) {
    // `NeurIPS (Datasets and Benchmarks)`, and the volume and pages of `Nat Commun 16, 4416`.
    let bare = without_shortcode(words).unwrap_or(words);
    let bare = bare.trim_end_matches(|c: char| !c.is_alphabetic() && c != ')');
    let bare = match bare.strip_suffix(')').and_then(|bare| bare.rfind('(')) {
        Some(open) if registry.get(words).is_none() => bare[..open].trim_end(),
        _ => bare,
    };
    if let Some(venue) = registry.get(bare).filter(|_| registry.get(words).is_none()) {
        return (Some(venue), bare.len());
    }
    let mut head = words;
    for _ in 0..=MAX_QUALIFIERS {
        if let Some(venue) = registry.get(head) {
            return (Some(venue), head.len());
        }
        let Some(cut) = head.rfind(|c: char| c.is_whitespace() || c == '(') else {
            return (None, words.len());
        };
        // Any other word may be part of a name: `Remote Sensing Letters` is not `Remote Sensing`.
        if !is_qualifier(&head[cut..]) {
            return (None, words.len());
        }
        head = head[..cut].trim_end();
    }
    (None, words.len())
}

/// True for words that come behind a venue's name and are not part of it.
fn is_qualifier(word: &str) -> bool {
    const QUALIFIERS: [&str; 21] = [
        "award",
        "best",
        "challenge",
        "demo",
        "findings",
        "highlight",
        "industry",
        "journal",
        "long",
        "main",
        "oral",
        "paper",
        "poster",
        "short",
        "shortpaper",
        "spotlight",
        "system",
        "track",
        "workshop",
        "workshops",
        "under",
    ];
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    QUALIFIERS.contains(&word.as_str())
}

fn full_years(text: &str) -> Vec<Year> {
    let mut years = Vec::new();
    for span in numbers(text) {
        if span.len() == 4
            && let Ok(value @ 1900..=2099) = text[span.clone()].parse()
        {
            years.push(Year { value, span });
        }
    }
    years
}

/// The bytes of each run of digits.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    iter::from_fn(move || {
        let start = end + text.as_bytes()[end..].iter().position(u8::is_ascii_digit)?;
        end = start + text[start..].bytes().take_while(u8::is_ascii_digit).count();
        Some(start..end)
    })
}

pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || is_apostrophe(c)
        || matches!(c, '-' | ',' | '(' | '[' | '.' | ':' | '_' | '/' | '&' | '@')
}

/// A range, or an empty one where it has no letter: volume and pages are not qualifiers.
fn with_letters(text: &str, range: Range<usize>) -> Range<usize> {
    if text[range.clone()].contains(char::is_alphabetic) {
        range
    } else {
        range.end..range.end
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    Span::from(range).trimmed(text).range()
}

/// True if a text says that there is nothing here.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "",
        "null",
        "none",
        "na",
        "nan",
        "nil",
        "tbd",
        "tba",
        "todo",
        "unknown",
        "comingsoon",
        "soon",
        "暂无",
    ];
    /// No word has more letters; cells with more are not read to their end.
    const LONGEST: usize = 10;
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    let word: String = letters.take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    WORDS.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, venue: &str, year: Option<u16>, qualifier: &str, style: Option<&str>) {
        let registry = VenueRegistry::builtin();
        let read = read(text, registry).expect("the text names a venue");
        let found = (
            &text[read.venue],
            read.year,
            &text[read.qualifier],
            read.style.map(|s| s.to_string()),
        );
        assert_eq!(found, (venue, year, qualifier, style.map(str::to_owned)));
    }

    #[test]
    fn every_style_of_real_lists_is_read() {
        check("CVPR 2024", "CVPR", Some(2024), "", Some("CVPR 2024"));
        check("TGRS2021", "TGRS", Some(2021), "", Some("CVPR2024"));
        check("NeurIPS'24", "NeurIPS", Some(2024), "", Some("CVPR'24"));
        check("NeurIPS’24", "NeurIPS", Some(2024), "", Some("CVPR'24"));
        check("Arxiv'2024", "Arxiv", Some(2024), "", Some("CVPR'2024"));
        check("ICCV 23", "ICCV", Some(2023), "", Some("CVPR 24"));
        check("AAAI25", "AAAI", Some(2025), "", Some("CVPR24"));
        check("arXiv-2025", "arXiv", Some(2025), "", Some("CVPR-2024"));
        check("CVPR, 2024", "CVPR", Some(2024), "", Some("CVPR, 2024"));
        check("CVPR (2024)", "CVPR", Some(2024), "", Some("CVPR (2024)"));
        check(
            "武汉大学学报 (信息科学版) 2023",
            "武汉大学学报 (信息科学版)",
            Some(2023),
            "",
            None,
        );
        check(
            "Sci. China Inf. Sci. 2023",
            "Sci. China Inf. Sci",
            Some(2023),
            "",
            None,
        );
    }

    #[test]
    fn qualifiers_are_told_from_names() {
        check(
            "ACL 2024 Findings",
            "ACL",
            Some(2024),
            "Findings",
            Some("CVPR 2024"),
        );
        check(
            "EMNLP 2023 (Findings)",
            "EMNLP",
            Some(2023),
            "(Findings)",
            Some("CVPR 2024"),
        );
        check(
            "ICLR Spotlight 2024",
            "ICLR",
            Some(2024),
            " Spotlight",
            Some("CVPR 2024"),
        );
        check("CVPR Workshop 2024", "CVPR Workshop", Some(2024), "", None);
        check("CVPR (Oral)", "CVPR", None, "(Oral)", None);
        check("ISPRS P&RS2025", "ISPRS P&RS", Some(2025), "", Some("CVPR2024"));
    }

    #[test]
    fn several_venues_have_no_single_style() {
        check("TPAMI 2024 & AAAI 2024", "TPAMI", Some(2024), "& AAAI 2024", None);
    }

    #[test]
    fn dates_years_and_placeholders_are_no_venues() {
        for text in [
            "2024",
            "2024-05-01",
            "May 2023",
            "Sept. 2023",
            "-",
            "null",
            "N/A",
            "TBD",
            "",
            "  ",
        ] {
            assert_eq!(read(text, VenueRegistry::builtin()), None, "{text}");
        }
    }
}
