//! Reads dates as lists write them. Must not know where they are.

use std::fmt;

/// A date, as exact as it is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    /// The year, with four digits.
    pub year: u16,
    /// From 1 to 12.
    pub month: Option<u8>,
    /// From 1 to 31.
    pub day: Option<u8>,
}

impl Date {
    /// The number of parts: 1 for a year, 3 down to the day.
    #[must_use]
    pub fn exactness(self) -> usize {
        1 + usize::from(self.month.is_some()) + usize::from(self.month.and(self.day).is_some())
    }

    /// The date with no more than so many parts.
    #[must_use]
    pub fn cut(self, exactness: usize) -> Self {
        Self {
            year: self.year,
            month: if exactness > 1 { self.month } else { None },
            day: if exactness > 2 { self.day } else { None },
        }
    }
}

impl fmt::Display for Date {
    /// As ISO 8601 has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        let Some(month) = self.month else { return Ok(()) };
        write!(f, "-{month:02}")?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// The form in which a date is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DateForm {
    /// The order of the parts, with their lengths: `yyyy`, `yy`, `mm`, `dd`, and `mon` for a month in letters.
    pub parts: [Part; 3],
    /// The character after the first part.
    pub separator: char,
}

impl DateForm {
    /// The number of parts: 1 for a year, 3 down to the day.
    #[must_use]
    pub fn exactness(self) -> usize {
        self.parts.iter().filter(|part| **part != Part::None).count()
    }

    /// Writes a date in this form; `None` where the form has more ways than one to write it.
    #[must_use]
    pub fn write(self, date: Date) -> Option<String> {
        // Between month and day, commas and Chinese characters are not those behind the year.
        let is_plain = matches!(self.separator, '-' | '/' | '.' | '\0');
        let mut text = String::new();
        for part in self.parts {
            let part = match part {
                Part::LongYear => format!("{:04}", date.year),
                Part::ShortYear => format!("{:02}", date.year % 100),
                Part::Month => format!("{:02}", date.month?),
                Part::Day => format!("{:02}", date.day?),
                Part::MonthName => return None,
                Part::None => continue,
            };
            if !text.is_empty() && self.separator != '\0' {
                text.push(self.separator);
            }
            text.push_str(&part);
        }
        is_plain.then_some(text)
    }
}

impl fmt::Display for DateForm {
    /// An example: the 31st of May 2024.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.parts.into_iter().enumerate() {
            let example = match part {
                Part::LongYear => "2024",
                Part::ShortYear => "24",
                Part::Month => "05",
                Part::MonthName => "May",
                Part::Day => "31",
                // Only the last parts can be missing.
                Part::None => break,
            };
            if index > 0 && self.separator != '\0' {
                write!(f, "{}", self.separator)?;
            }
            f.write_str(example)?;
        }
        Ok(())
    }
}

/// One part of a date's form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// `2024`.
    LongYear,
    /// `24`.
    ShortYear,
    /// `05`.
    Month,
    /// `May`.
    MonthName,
    /// `31`.
    Day,
    /// Nothing: the date is coarser.
    None,
}

/// Reads a text that is a date and nothing else; `None` for anything else.
///
/// Understood are `2024`, `2024-05-31`, `24-05-31`, `2024-05`, `202405`, `20240531`, `05/2024`, `May, 2024`,
/// `2024 May 31`, `31 May 2024`, `2024年5月31日`, with `-`, `/`, `.`, spaces or commas between the parts.
#[must_use]
pub fn read_date(text: &str) -> Option<(Date, DateForm)> {
    let (tokens, separator) = tokens(text)?;
    // Of two orders, lists write the year first or last, and month before day: `05/06/2024` is in May.
    let parts = match tokens[..] {
        [Token::Digits(digits)] => return compact(digits),
        [Token::Digits(a), Token::Digits(b)] if a.len() == 4 => {
            [(Part::LongYear, a), (Part::Month, b), NOTHING]
        }
        [Token::Digits(a), Token::Digits(b)] if b.len() == 4 => {
            [(Part::Month, a), (Part::LongYear, b), NOTHING]
        }
        [Token::Digits(a), Token::Digits(b)] => [(Part::ShortYear, a), (Part::Month, b), NOTHING],
        [Token::Word(a), Token::Digits(b)] => [(Part::MonthName, a), (year(b), b), NOTHING],
        [Token::Digits(a), Token::Word(b)] => [(year(a), a), (Part::MonthName, b), NOTHING],
        [Token::Digits(a), Token::Digits(b), Token::Digits(c)] if c.len() == 4 => {
            [(Part::Month, a), (Part::Day, b), (Part::LongYear, c)]
        }
        [Token::Digits(a), Token::Digits(b), Token::Digits(c)] => {
            [(year(a), a), (Part::Month, b), (Part::Day, c)]
        }
        [Token::Word(a), Token::Digits(b), Token::Digits(c)] => {
            [(Part::MonthName, a), (Part::Day, b), (Part::LongYear, c)]
        }
        [Token::Digits(a), Token::Word(b), Token::Digits(c)] if a.len() == 4 => {
            [(Part::LongYear, a), (Part::MonthName, b), (Part::Day, c)]
        }
        [Token::Digits(a), Token::Word(b), Token::Digits(c)] => {
            [(Part::Day, a), (Part::MonthName, b), (Part::LongYear, c)]
        }
        _ => return None,
    };
    assemble(parts, separator)
}

const NOTHING: (Part, &str) = (Part::None, "");

fn year(digits: &str) -> Part {
    if digits.len() == 4 {
        Part::LongYear
    } else {
        Part::ShortYear
    }
}

enum Token<'t> {
    Digits(&'t str),
    Word(&'t str),
}

/// The numbers and words of a text, at most three, and the first character between two of them.
fn tokens(text: &str) -> Option<(Vec<Token<'_>>, char)> {
    let mut tokens = Vec::new();
    let mut separator = None;
    let mut rest = text.trim().trim_matches(['(', ')', '[', ']', '.', ',']);
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let is_word = first.is_ascii_alphabetic();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_digit || c.is_ascii_alphabetic() != is_word);
        let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
        match (is_digit, is_word) {
            (true, _) => tokens.push(Token::Digits(token)),
            (_, true) => tokens.push(Token::Word(token)),
            // Longer gaps, as in `2024 -- 2025`, separate two dates.
            _ if token.chars().all(is_separator) && token.chars().count() <= 3 => {
                separator = separator.or(token.chars().next());
            }
            _ => return None,
        }
        if tokens.len() > 3 {
            return None;
        }
        rest = after;
    }
    Some((tokens, separator.unwrap_or(' ')))
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '/' | '.' | ',' | ' ' | '\'' | '’' | '年' | '月' | '日')
}

/// `2024`, `202405` or `20240531`.
fn compact(digits: &str) -> Option<(Date, DateForm)> {
    let year = (Part::LongYear, digits.get(..4)?);
    let parts = match digits.len() {
        4 => [year, NOTHING, NOTHING],
        6 => [year, (Part::Month, &digits[4..]), NOTHING],
        8 => [year, (Part::Month, &digits[4..6]), (Part::Day, &digits[6..])],
        _ => return None,
    };
    assemble(parts, '\0')
}

fn assemble(parts: [(Part, &str); 3], separator: char) -> Option<(Date, DateForm)> {
    let (mut year, mut month_of_year, mut day) = (None, None, None);
    for (part, token) in parts {
        match part {
            Part::LongYear => year = token.parse().ok().filter(|year| (1900..2100).contains(year)),
            Part::ShortYear => year = short_year(token),
            Part::Month => month_of_year = Some(number(token, 12)?),
            Part::MonthName => month_of_year = Some(month(token)?),
            Part::Day => day = Some(number(token, 31)?),
            Part::None => {}
        }
    }
    let date = Date {
        year: year?,
        month: month_of_year,
        day,
    };
    let parts = parts.map(|(part, _)| part);
    Some((date, DateForm { parts, separator }))
}

fn short_year(token: &str) -> Option<u16> {
    match token.parse().ok()? {
        _ if token.len() != 2 => None,
        // The dates in lists are dates of preprints, and the first preprints are of 1991.
        year @ 90.. => Some(1900 + year),
        year => Some(2000 + year),
    }
}

fn number(token: &str, most: u8) -> Option<u8> {
    let number = token.parse().ok()?;
    (token.len() <= 2 && (1..=most).contains(&number)).then_some(number)
}

/// The number of the month that a text names, in full or by its first letters.
#[must_use]
pub fn month(text: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = text.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    // The only abbreviation of four letters is read as its first three.
    let word = if word == "sept" { "sep" } else { &word };
    // `ma` may be March or May, and `j` is an initial.
    if word.len() < 3 {
        return None;
    }
    let found = (1..).zip(MONTHS).find(|(_, month)| month.starts_with(word));
    found.map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u16, Option<u8>, Option<u8>)>) {
        let found = read_date(text).map(|(date, _)| (date.year, date.month, date.day));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_usual_forms_are_read() {
        check("2024", Some((2024, None, None)));
        check("2024-05-31", Some((2024, Some(5), Some(31))));
        check("24-05-31", Some((2024, Some(5), Some(31))));
        check("2024.05", Some((2024, Some(5), None)));
        check("2024/5", Some((2024, Some(5), None)));
        check("202405", Some((2024, Some(5), None)));
        check("20240531", Some((2024, Some(5), Some(31))));
        check("05/2024", Some((2024, Some(5), None)));
        check("May, 2024", Some((2024, Some(5), None)));
        check("Sep., 2023", Some((2023, Some(9), None)));
        check("31 May 2024", Some((2024, Some(5), Some(31))));
        check("13 Jun 2023", Some((2023, Some(6), Some(13))));
        check("2024年5月31日", Some((2024, Some(5), Some(31))));
        check("[2023/10]", Some((2023, Some(10), None)));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "-",
            "CVPR 2024",
            "2024-13",
            "2024-05-32",
            "12",
            "20245",
            "1.2.3.4",
            "2024 and 2025",
            "V 2024",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn forms_tell_spellings_apart() {
        let form = |text| read_date(text).map(|(_, form)| form);
        assert_eq!(form("2024-05-31"), form("2023-01-02"));
        assert_ne!(form("2024-05-31"), form("2024/05/31"));
        assert_ne!(form("2024-05"), form("2024-05-01"));
    }

    #[test]
    fn a_date_is_written_in_the_form_of_another() {
        let write = |date, form| {
            let (date, _) = read_date(date)?;
            let (_, form) = read_date(form)?;
            form.write(date)
        };
        assert_eq!(write("2024/5/3", "2021-01-31").as_deref(), Some("2024-05-03"));
        assert_eq!(write("May 2024", "202101").as_deref(), Some("202405"));
        assert_eq!(write("2024-05", "2021-01-31"), None);
        assert_eq!(write("2024-05-03", "May 3, 2021"), None);
        assert_eq!(write("2024-05-03", "2021年5月3日"), None);
    }

    #[test]
    fn forms_are_shown_by_an_example() {
        let shown = |text| read_date(text).map(|(_, form)| form.to_string());
        assert_eq!(shown("2021-1-2").as_deref(), Some("2024-05-31"));
        assert_eq!(shown("Jan 2021").as_deref(), Some("May 2024"));
        assert_eq!(shown("202101").as_deref(), Some("202405"));
    }
}
