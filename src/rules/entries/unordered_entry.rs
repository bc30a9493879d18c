//! `unordered-entry`: an entry that breaks the order of time of the entries around it.

use std::cmp::Ordering;

use super::shared::{are_together, own_lines};
use crate::{
    config::Role,
    document::Document,
    finding::{Edit, Fix},
    identity::Identity,
    list::{Date, Entry},
    rules::base::{Context, Meta, Rule, View, meta},
    source::Span,
};

pub(super) struct UnorderedEntry;

static META: Meta = meta!("unordered-entry", Entries, Info, List)
    .with_help("move it to its place, or correct its date")
    .with_unsafe_fix()
    // Where the date itself is wrong, the entry is out of order for that.
    .yields_to(&["contradicted-year"]);

/// Fewer entries with a date may be in order by chance.
const MIN: usize = 8;
/// Fewer steps from one date to another do not show where time runs.
const MIN_STEPS: usize = 4;
/// At most one step in so many may go against the order: of 357 tables with eight dates or more 214 are in order, 86
/// are within this of it, and 57 are in no order.
const ONE_IN: usize = 10;
/// A list with more entries out of order is not in the order of their dates.
const MAX: usize = 5;

impl Rule for UnorderedEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for entries in cx.list.entries().chunk_by(are_together) {
            if let Some(series) = Series::read(cx, entries) {
                series.report(cx);
            }
        }
    }
}

/// A dated entry.
struct Row {
    /// As exact as most dates are.
    when: Date,
    span: Span,
    /// Its lines, if it can be moved.
    lines: Option<Span>,
    /// The identifier of its paper on arXiv, with its month.
    sent: Option<(String, Date)>,
}

/// Dated entries that are nearly in order.
struct Series {
    /// From the oldest to the newest, in whichever order the file has them.
    rows: Vec<Row>,
    is_newest_first: bool,
}

impl Series {
    fn read(cx: &View<'_>, entries: &[Entry<'_>]) -> Option<Self> {
        let mut rows = rows(cx, entries);
        let is_newest_first = is_newest_first(&rows)?;
        if is_newest_first {
            rows.reverse();
        }
        Some(Self {
            rows,
            is_newest_first,
        })
    }

    /// Reports the fewest rows without which all others are in order.
    fn report(&self, cx: &mut Context<'_>) {
        let kept = ordered(&self.rows);
        let misplaced = self.rows.len() - kept.len();
        if misplaced > MAX || misplaced * ONE_IN > self.rows.len() {
            return;
        }
        for (at, row) in self.rows.iter().enumerate() {
            if kept.binary_search(&at).is_err() && self.is_far(&kept, at) {
                self.report_row(cx, &kept, at, row);
            }
        }
    }

    /// True if a row is out of order by a month: readers do not look for a paper by the day.
    fn is_far(&self, kept: &[usize], at: usize) -> bool {
        /// In days; two dates without a day are whole months apart.
        const MIN_DAYS: i64 = 28;
        let behind = kept.partition_point(|kept| *kept < at);
        let when = days(self.rows[at].when);
        let before = behind
            .checked_sub(1)
            .map(|place| days(self.rows[kept[place]].when));
        let after = kept.get(behind).map(|place| days(self.rows[*place].when));
        before.is_some_and(|before| before - when >= MIN_DAYS)
            || after.is_some_and(|after| when - after >= MIN_DAYS)
    }

    /// The arXiv identifier of a row, if its month fits where the row is, unlike the date.
    fn right_date(&self, kept: &[usize], at: usize) -> Option<&(String, Date)> {
        let sent = self.rows[at].sent.as_ref()?;
        let behind = kept.partition_point(|kept| *kept < at);
        let month = |place: usize| self.rows[kept[place]].when.cut(2);
        let is_after = behind > 0 && month(behind - 1) <= sent.1;
        let is_before = behind < kept.len() && sent.1 <= month(behind);
        (is_after && is_before && self.rows[at].when.cut(2) != sent.1).then_some(sent)
    }

    fn report_row(&self, cx: &mut Context<'_>, kept: &[usize], at: usize, row: &Row) {
        let (order, side) = if self.is_newest_first {
            ("from the newest to the oldest", "above")
        } else {
            ("from the oldest to the newest", "below")
        };
        let message = format!(
            "“{}” is out of order: {} of {} entries here run {order}",
            row.when,
            kept.len(),
            self.rows.len()
        );
        if let Some((id, date)) = self.right_date(kept, at) {
            let help = format!("correct the date: arXiv:{id} is from {date}, which fits this place");
            cx.report(row.span, message).help(help);
            return;
        }
        let behind = kept.partition_point(|kept| self.rows[*kept].when <= row.when);
        let neighbour = kept[..behind].last().map(|kept| &self.rows[*kept]);
        let fix = self.shift(cx.document, row, neighbour, &self.rows[kept[0]]);
        let finding = cx.report(row.span, message).fix(fix);
        if let Some(neighbour) = neighbour {
            finding.related(neighbour.span, format!("it belongs {side} this one"));
        }
    }

    /// Moves an entry beside the one before it in time, or else to the other side of the oldest.
    fn shift(&self, document: &Document<'_>, row: &Row, older: Option<&Row>, oldest: &Row) -> Option<Fix> {
        let lines = row.lines?;
        let neighbour = older.unwrap_or(oldest).lines?;
        let (place, side) = if self.is_newest_first == older.is_some() {
            (neighbour.start, "above")
        } else {
            (neighbour.end, "below")
        };
        let line = document.source().position(neighbour.start).line;
        let mut edits = vec![Edit::delete(lines), Edit::insert(place, document.slice(lines))];
        edits.sort_by_key(|edit| edit.span);
        Some(Fix::risky(format!("move it {side} line {line}"), edits).reshaping())
    }
}

/// The number of a day, in which all months are equally long.
fn days(date: Date) -> i64 {
    let month = i64::from(date.month.unwrap_or(0));
    (i64::from(date.year) * 12 + month) * 31 + i64::from(date.day.unwrap_or(0))
}

/// The entries that are dated as exactly as nearly all of them are.
fn rows(cx: &View<'_>, entries: &[Entry<'_>]) -> Vec<Row> {
    let exactness = usual_exactness(entries);
    let mut rows = Vec::new();
    for entry in entries {
        // The year of a venue is not a date: it changes with the publication, and the entry stays where it is.
        let Some((span, date)) = entry.date else { continue };
        // Lists date old rows more coarsely: a year may be anywhere among the months of that year.
        if date.exactness() >= exactness {
            rows.push(Row {
                when: date.cut(exactness),
                span,
                lines: movable(cx.document, entry),
                sent: sent(cx, entry),
            });
        }
    }
    rows
}

/// The first arXiv identifier of an entry, with its month.
fn sent(cx: &View<'_>, entry: &Entry<'_>) -> Option<(String, Date)> {
    let mut identities = entry
        .links_of(Role::Paper)
        .map(|link| cx.list.index().identity(link));
    let Some(Some(Identity::Arxiv(arxiv))) = identities.next() else {
        return None;
    };
    let date = Date {
        year: arxiv.year()?,
        month: Some(arxiv.month()?),
        day: None,
    };
    Some((arxiv.id.clone(), date))
}

/// The number of parts, year, month and day, that nearly all dates have.
fn usual_exactness(entries: &[Entry<'_>]) -> usize {
    let mut counts = [0; 4];
    for (_, date) in entries.iter().filter_map(|entry| entry.date) {
        counts[date.exactness()] += 1;
    }
    let all: usize = counts.iter().sum();
    for exactness in [3, 2] {
        if counts[..exactness].iter().sum::<usize>() * ONE_IN <= all {
            return exactness;
        }
    }
    1
}

/// The lines of an entry, unless it has a number, which would be wrong elsewhere.
fn movable(document: &Document<'_>, entry: &Entry<'_>) -> Option<Span> {
    let lines = own_lines(document, entry)?;
    let text = document.slice(lines);
    // The last line of a file may have no line end, and would run into the next line elsewhere.
    let starts_with_date = entry
        .date
        .is_some_and(|(date, _)| number_of(text).is_some_and(|at| lines.start + at == date.start));
    (text.ends_with('\n') && (starts_with_date || !is_numbered(text))).then_some(lines)
}

/// The place of the number that a line starts with.
fn number_of(line: &str) -> Option<usize> {
    let start = line.trim_start_matches(['|', ' ', '\t', '*']);
    start
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some(line.len() - start.len())
}

/// True for `12. Title` and `| 12 | Title |`.
fn is_numbered(line: &str) -> bool {
    let Some(at) = number_of(line) else { return false };
    let after = line[at..].trim_start_matches(|c: char| c.is_ascii_digit());
    after.trim_start().starts_with(['.', ')', '|'])
}

/// True if the entries run from the newest to the oldest; `None` where they are in no order.
fn is_newest_first(rows: &[Row]) -> Option<bool> {
    let (mut up, mut down) = (0, 0);
    for pair in rows.windows(2) {
        match pair[0].when.cmp(&pair[1].when) {
            Ordering::Less => up += 1,
            Ordering::Greater => down += 1,
            Ordering::Equal => {}
        }
    }
    // Steps to the same date say nothing: rows of one month are in no order.
    if rows.len() < MIN || up.max(down) < MIN_STEPS || up.min(down) * ONE_IN >= rows.len() {
        return None;
    }
    Some(down > up)
}

/// The longest series of rows, by index, of which none is older than the one before it.
fn ordered(rows: &[Row]) -> Vec<usize> {
    // For each length, the last row of the series of that length whose end is the oldest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; rows.len()];
    for (at, row) in rows.iter().enumerate() {
        let length = ends.partition_point(|end| rows[*end].when <= row.when);
        before[at] = ends[..length].last().copied();
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut series: Vec<_> = std::iter::successors(ends.last().copied(), |at| before[*at]).collect();
    series.reverse();
    series
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::{check, found};

    fn table(rows: &[&str]) -> String {
        let header = "| Title | Date | Paper |\n|---|---|---|\n";
        let row = |(at, date): (usize, &&str)| match date.split_once('\n') {
            Some((date, marks)) => {
                format!("| The Title of Paper Number {at} | {date} | [p](https://a.org/{at}) |\n{marks}\n")
            }
            None => format!("| The Title of Paper Number {at} | {date} | [p](https://a.org/{at}) |\n"),
        };
        header.to_owned() + &rows.iter().enumerate().map(row).collect::<String>()
    }

    #[test]
    fn the_row_that_breaks_the_order_is_reported_and_no_other() {
        let marks = "2024-01\n                                ^^^^^^^ “2024-01” is out of order: 10 of 11 entries here run from the newest to the oldest";
        check(
            &UnorderedEntry,
            &table(&[
                "2024-06", "2024-05", marks, "2024-04", "2024-04", "2024-03", "2024-02", "2023-12",
                "2023-11", "2023", "2023-10", "2023-09",
            ]),
        );
        let marks = "2026\n                                ^^^^ “2026” is out of order: 10 of 11 entries here run from the oldest to the newest";
        check(
            &UnorderedEntry,
            &table(&[
                "2014", "2015", marks, "2016", "2017", "2018", "2019", "2019", "2020", "2021", "2022",
            ]),
        );
    }

    #[test]
    fn an_identifier_that_fits_the_place_shows_that_the_date_is_wrong() {
        let head = "| Title | Date | Paper |\n|---|---|---|\n";
        let row = |month: u8, date: &str, link: &str| {
            format!("| The Title of Paper Number {month} | {date} | {link} |\n")
        };
        let mut list = head.to_owned();
        for month in 1..=12 {
            let date = if month == 3 {
                "2023-12".to_owned()
            } else {
                format!("2023-{month:02}")
            };
            let link = format!("[p](https://arxiv.org/abs/23{month:02}.01001)");
            list.push_str(&row(month, &date, &link));
        }
        let found = found(&UnorderedEntry, &list);
        let [finding] = &found[..] else {
            panic!("one finding, not {found:?}")
        };
        assert_eq!(
            finding.help.as_deref(),
            Some("correct the date: arXiv:2303.01001 is from 2023-03, which fits this place")
        );
        assert!(finding.fix.is_none());
    }

    #[test]
    fn lists_in_no_order_and_short_ones_are_left_alone() {
        check(
            &UnorderedEntry,
            &table(&[
                "2024-01", "2023-05", "2024-02", "2023-04", "2024-03", "2023-03", "2024-04", "2023-02",
            ]),
        );
        check(
            &UnorderedEntry,
            &table(&["2024-06", "2024-05", "2024-01", "2024-04", "2024-03"]),
        );
        check(&UnorderedEntry, &table(&["2024"; 12]));
    }

    #[test]
    fn the_longest_series_is_found() {
        let row = |year| Row {
            when: Date {
                year,
                month: None,
                day: None,
            },
            span: Span::at(0),
            lines: None,
            sent: None,
        };
        let rows = [1, 9, 2, 2, 8, 3].map(row);
        assert_eq!(ordered(&rows), [0, 2, 3, 5]);
        assert!(ordered(&[]).is_empty());
    }
}
