//! `impossible-date`: a date with a day or a month that does not exist, or that was cut off.

use crate::{
    config::Role,
    document::Document,
    list::month_of_name,
    rules::{
        base::{Context, Meta, Rule, View, meta},
        support::first_items,
    },
    source::Span,
};

pub(super) struct ImpossibleDate;

static META: Meta = meta!("impossible-date", Venues, Warning, List).with_help("write the date of the paper");

impl Rule for ImpossibleDate {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for place in dates(cx) {
            if let Some(reason) = defect(cx.document.slice(place)) {
                cx.report(place, reason);
            }
        }
    }
}

/// The places of dates: the cells of their columns, and the brackets that items start with.
fn dates(cx: &View<'_>) -> Vec<Span> {
    let document = cx.document;
    let text = document.source().text();
    let mut dates = Vec::new();
    for (id, table) in document.markdown_tables() {
        for column in 0..table.width() {
            if cx.list.role(id, column) == Some(Role::Date) {
                let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
                dates.extend(cells.map(|cell| cell.trimmed(text)));
            }
        }
    }
    for line in first_items(document) {
        dates.extend(leading_bracket(document, line));
    }
    dates.sort_unstable();
    dates
}

/// The text in the brackets at the start of an item: `- [12th June, 2023] …`.
fn leading_bracket(document: &Document<'_>, item: Span) -> Option<Span> {
    /// From `2023/0` to `12th September, 2023`.
    const LONGEST: usize = 24;
    let line = document.slice(item);
    let marked = line.trim_start_matches(['-', '*', '+', ' ']);
    let close = marked.strip_prefix(['[', '('])?.find([']', ')', '\n'])?;
    let start = item.start + (line.len() - marked.len()) + 1;
    (close <= LONGEST).then(|| Span::new(start, start + close))
}

/// The reason why a date cannot be; `None` for a real date, and for any other text.
fn defect(text: &str) -> Option<String> {
    let parts = parts(text)?;
    match *parts {
        [year, ..] if !is_year(year) => None,
        // `2023-0-` ends with its separator.
        [_, month] | [_, month, ""] if month.is_empty() || is_cut(text) => {
            Some("this date was cut off".to_owned())
        }
        [year, month, ref day @ ..] => {
            let number = month.parse::<u8>().ok().or_else(|| month_of_name(month))?;
            if !(1..=12).contains(&number) {
                return Some(format!("there is no month {month}"));
            }
            let day = day.first()?;
            let days = days_of(year.parse().ok()?, number);
            let is_real = day.parse::<u8>().is_ok_and(|day| (1..=days).contains(&day));
            (!is_real).then(|| format!("there is no day {day} in month {number} of {year}"))
        }
        _ => None,
    }
}

fn is_cut(text: &str) -> bool {
    text.ends_with(['-', '/', '.'])
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: u16| (1990..2100).contains(&year))
}

/// The parts of a date, the year first: `2023-05-11`, `12th June, 2023` or `June 12, 2023`.
fn parts(text: &str) -> Option<Vec<&str>> {
    let separator = ['-', '/', '.'].into_iter().find(|c| text.contains(*c));
    if let Some(separator) = separator
        && text
            .split(separator)
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        let parts: Vec<_> = text.split(separator).collect();
        return matches!(parts.len(), 2 | 3).then_some(parts);
    }
    let words: Vec<_> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let [a, b, year] = *words else { return None };
    let (day, month) = if month_of_name(a).is_some() {
        (b, a)
    } else {
        (a, b)
    };
    let day = day.trim_end_matches(char::is_alphabetic);
    let is_day = !day.is_empty() && day.bytes().all(|byte| byte.is_ascii_digit());
    (is_day && month_of_name(month).is_some()).then(|| vec![year, month, day])
}

/// The number of days of a month.
fn days_of(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn days_and_months_that_do_not_exist_are_reported() {
        check(
            &ImpossibleDate,
            "
- [0th June, 2023] Kettle-7B is out. [[paper](https://x.org/1)]
   ^^^^^^^^^^^^^^ there is no day 0 in month 6 of 2023
- [12th June, 2023] Teapot-7B is out. [[paper](https://x.org/2)]
- [31 Nov 2023] Saucer-7B is out. [[paper](https://x.org/3)]
   ^^^^^^^^^^^ there is no day 31 in month 11 of 2023
- [May 32, 2023] Spoon-7B is out. [[paper](https://x.org/4)]
   ^^^^^^^^^^^^ there is no day 32 in month 5 of 2023

| Date | Title | Paper |
|---|---|---|
| 2023-05-11 | Boiling Water on a Slope | [p](https://x.org/5) |
| 2023-0- | Boiling Water in a Storm | [p](https://x.org/6) |
  ^^^^^^^ this date was cut off
| 2023-13-02 | Boiling Water at Night | [p](https://x.org/7) |
  ^^^^^^^^^^ there is no month 13
| 2023/02/30 | Boiling Water at Noon | [p](https://x.org/8) |
  ^^^^^^^^^^ there is no day 30 in month 2 of 2023
| 2024-02-29 | Boiling Water at Dusk | [p](https://x.org/9) |
",
        );
    }

    #[test]
    fn whole_dates_and_other_texts_are_left_alone() {
        for text in [
            "2023-05",
            "2023-Q3",
            "2023",
            "May 2023",
            "",
            "-",
            "1.2.3",
            "2301.00001",
            "v1.0",
            "CVPR 2023",
            "3-4",
        ] {
            assert_eq!(defect(text), None, "{text}");
        }
    }
}
