//! `stale-date`: a date of the last update that is older than the newest entry of the log below it.

use crate::{
    document::Document,
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
            // One date for each section: what stands further down is no longer about the whole log.
            if stated.span.start >= section_end {
                section_end = end_of_section(cx.document, stated.span.start);
                check_log(cx, &stated, section_end);
            }
        }
    }
}

/// The dates that a text calls those of the last update.
fn stated_dates<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Date> + 'd {
    const WORDS: [&str; 2] = ["last u", "pdate"];
    let text = document.source().text();
    // One search in the whole text is cheaper than one in each of its many runs.
    memchr::memmem::find_iter(text.as_bytes(), WORDS[1]).filter_map(move |at| {
        let before = text.get(at.checked_sub(WORDS[0].len())?..at)?;
        let is_said = before.eq_ignore_ascii_case(WORDS[0]) && is_read(document, at);
        is_said.then(|| first_date(document, at)).flatten()
    })
}

/// Whether people read the byte at `at` as it stands.
fn is_read(document: &Document<'_>, at: usize) -> bool {
    let texts = document.texts();
    let after = texts.partition_point(|run| run.span.start <= at);
    let run = after.checked_sub(1).map(|index| &texts[index]);
    run.is_some_and(|run| run.decoded.is_none() && at < run.span.end)
}

fn end_of_section(document: &Document<'_>, at: usize) -> usize {
    let headings = document.headings();
    let next = headings.partition_point(|heading| heading.span.start <= at);
    headings
        .get(next)
        .map_or(usize::MAX, |heading| heading.span.start)
}

/// A day as it is written, the year first.
struct Date {
    day: (u32, u32, u32),
    span: Span,
}

/// Compares the stated date with the newest of the items in the same section.
fn check_log(cx: &mut Context<'_>, stated: &Date, end: usize) {
    let document = cx.document;
    let from = document
        .items()
        .partition_point(|item| item.start < stated.span.start);
    let items = document.items()[from..]
        .iter()
        .take_while(|item| item.start < end);
    let log = items.filter_map(|item| opening_date(document, *item));
    let Some(newest) = log
        .max_by_key(|date| date.day)
        .filter(|newest| newest.day > stated.day)
    else {
        return;
    };
    let date = document.slice(newest.span);
    let message = format!("the log has an entry of {date}, after this date of the last update");
    let edit = Edit::replace(stated.span, date);
    cx.report(stated.span, message)
        .related(newest.span, "the newest entry")
        .fix(Fix::unsafe_("write the date of the newest entry", vec![edit]));
}

/// The first date in the rest of the line.
fn first_date(document: &Document<'_>, from: usize) -> Option<Date> {
    let source = document.source();
    let line = Span::new(from, source.line_span(source.line_index(from)).end);
    let text = source.slice(line);
    let starts_number = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_digit());
    let mut digits = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at);
    let first = digits.find(|&at| starts_number(at))?;
    date_at(source.text(), line.start + first)
}

/// The date that an item starts with.
fn opening_date(document: &Document<'_>, item: Span) -> Option<Date> {
    let text = document.slice(item);
    let rest = text.trim_start_matches(|c: char| " -*+[(_`".contains(c));
    date_at(document.source().text(), item.end - rest.len())
}

/// Reads `2024.12.09`, with any of three signs between the numbers.
fn date_at(text: &str, start: usize) -> Option<Date> {
    const LONGEST: usize = 10;
    let rest = &text[start..];
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && !".-/".contains(c))
        .unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches(['.', '-', '/']);
    if written.len() > LONGEST {
        return None;
    }
    let mut numbers = written
        .split(['.', '-', '/'])
        .map(|number| number.parse::<u32>().ok());
    let day = (numbers.next()??, numbers.next()??, numbers.next()??);
    let is_day = (1990..2100).contains(&day.0) && (1..=12).contains(&day.1) && (1..=31).contains(&day.2);
    let span = Span::new(start, start + written.len());
    (is_day && numbers.next().is_none()).then_some(Date { day, span })
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
                    ^^^^^^^^^^ the log has an entry of 2025.1.9, after this date of the last update
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
