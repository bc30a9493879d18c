//! `stale-date`: a date of the last update that is older than the newest entry of the log below it.

use crate::{
    document::{Document, TextRun},
    finding::{Edit, Fix},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct StaleDate;

static META: Meta = meta!("stale-date", Venues, Warning, Page).with_unsafe_fix();

impl Rule for StaleDate {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let mut section_end = 0;
        for stated in stated_dates(cx.document) {
            // One date for each section: a date below the first is about a part of the log.
            if stated.span.start >= section_end {
                section_end = end_of_section(cx.document, stated.span.start);
                check_log(cx, &stated, section_end);
            }
        }
    }
}

/// A date, the year first.
struct Date {
    day: (u32, u32, u32),
    span: Span,
}

/// The words before a date, split where the search starts: `Last u` and `last U` both occur.
const WORDS: [&str; 2] = ["last u", "pdate"];

/// The dates that a text calls its last update.
fn stated_dates(document: &Document<'_>) -> Vec<Date> {
    let text = document.source().text().as_bytes();
    let mut dates = Vec::new();
    // One search in the whole text is cheaper than one in each of its many runs.
    for at in memchr::memmem::find_iter(text, WORDS[1]) {
        let before = &text[at.saturating_sub(WORDS[0].len())..at];
        if before.eq_ignore_ascii_case(WORDS[0].as_bytes()) && is_read(document, at) {
            dates.extend(first_date(document, at));
        }
    }
    dates
}

/// True if people read the byte at `at` as it is in the file.
fn is_read(document: &Document<'_>, at: usize) -> bool {
    document.run_at(at).is_some_and(TextRun::is_verbatim)
}

fn end_of_section(document: &Document<'_>, at: usize) -> usize {
    let next = document
        .headings()
        .partition_point(|heading| heading.span.start <= at);
    match document.headings().get(next) {
        Some(next) => next.span.start,
        None => usize::MAX,
    }
}

/// Compares the stated date with the newest of the items in the same section.
fn check_log(cx: &mut Context<'_>, stated: &Date, end: usize) {
    let Some(newest) = newest_after(cx.document, stated, end) else {
        return;
    };
    let date = cx.document.slice(newest.span);
    let message = format!("the log has an entry of {date}, after this date");
    // The newest item may announce something that is still to come, so the fix should be reviewed.
    cx.report(stated.span, message)
        .related(newest.span, "the newest entry")
        .fix(Fix::risky(
            "write the date of the newest entry",
            vec![Edit::replace(stated.span, date)],
        ));
}

/// The date of the newest item up to `end`, if it is newer than the stated one.
fn newest_after(document: &Document<'_>, stated: &Date, end: usize) -> Option<Date> {
    let items = document.items();
    items[items.partition_point(|item| item.start < stated.span.start)..]
        .iter()
        .take_while(|item| item.start < end)
        .filter_map(|item| opening_date(document, *item))
        .filter(|date| date.day > stated.day)
        .max_by_key(|date| date.day)
}

/// The first date in the rest of the line.
fn first_date(document: &Document<'_>, from: usize) -> Option<Date> {
    let source = document.source();
    let rest = source.slice(Span::new(from, source.line_at(from).span.end));
    date_at(source.text(), from + rest.find(|c: char| c.is_ascii_digit())?)
}

/// The date that an item starts with, after its marker and the marks around the date.
fn opening_date(document: &Document<'_>, item: Span) -> Option<Date> {
    let rest = document
        .slice(item)
        .trim_start_matches([' ', '-', '*', '+', '[', '(', '_', '`']);
    date_at(document.source().text(), item.end - rest.len())
}

/// Reads `2024.12.09`, with any of three separators between the numbers.
fn date_at(text: &str, start: usize) -> Option<Date> {
    const LONGEST: usize = 10;
    const SEPARATORS: [char; 3] = ['.', '-', '/'];
    let mut parts = text[start..].split(|c: char| !c.is_ascii_digit() && !SEPARATORS.contains(&c));
    // A full stop may end the sentence behind the date.
    let written = parts.next()?.trim_end_matches(SEPARATORS);
    if written.len() > LONGEST {
        return None;
    }
    let mut numbers = written.split(SEPARATORS);
    let day = (
        number(numbers.next())?,
        number(numbers.next())?,
        number(numbers.next())?,
    );
    (is_day(day) && numbers.next().is_none()).then_some(Date {
        day,
        span: Span::new(start, start + written.len()),
    })
}

/// True for a year, a month and a day; false for a date with the day first and for a version such as `2.10.1`.
fn is_day((year, month, day): (u32, u32, u32)) -> bool {
    (1990..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn number(text: Option<&str>) -> Option<u32> {
    text?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_date_older_than_the_log_is_reported() {
        check(
            &StaleDate,
            "
## News
🔥 **Last Updated on 2024.12.09** 🔥
                    ^^^^^^^^^^ the log has an entry of 2025.1.9, after this date
- **2025.1.9**: more
- **2024.12.09**: less
",
        );
    }

    #[test]
    fn logs_of_other_sections_and_dates_in_order_are_left_alone() {
        check(
            &StaleDate,
            "
Last updated: 2024-12-09.

- 2024/12/09 more
- 2025.13.1 and 12.12.2025 and 2025

## Deadlines

- 2025-01-01

Last update of 99999999999999999999.1.1 unknown
",
        );
    }
}
