//! `unordered-entry`: an entry out of the order of time that the others around it keep.

use crate::{
    document::Document,
    finding::{Edit, Fix},
    list::{Date, Entry},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::own_lines,
    },
    source::Span,
};

pub(super) struct UnorderedEntry;

static META: Meta = meta!("unordered-entry", Entries, Info, List)
    .with_unsafe_fix()
    // Where the date itself is wrong, the entry is out of order for that.
    .yields_to(&["contradicted-year"]);

/// Fewer entries with a date may be in order by chance.
const FEWEST: usize = 8;
/// Fewer steps from one date to another do not show where time runs.
const FEWEST_STEPS: usize = 4;
/// At most one step in so many may go against the order.
const ONE_IN: usize = 10;
/// Where more entries are out of order, the order is not that of their dates.
const MOST: usize = 5;

impl Rule for UnorderedEntry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let is_together = |a: &Entry<'_>, b: &Entry<'_>| a.section == b.section && a.table() == b.table();
        for entries in cx.list.entries().chunk_by(is_together) {
            let mut rows = rows(cx.document, entries);
            let Some(is_newest_first) = direction(&rows) else {
                continue;
            };
            if is_newest_first {
                rows.reverse();
            }
            report(cx, &rows, is_newest_first);
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
}

/// The entries that are dated as exactly as nearly all of them are.
fn rows(document: &Document<'_>, entries: &[Entry<'_>]) -> Vec<Row> {
    // The year of a venue is none of these: it changes with the publication, and the entry stays where it is.
    let dated = || entries.iter().filter_map(|entry| Some((entry, entry.date?)));
    let all = dated().count();
    let is_usual = |exactness: &usize| {
        let as_exact = dated().filter(|(_, (_, date))| date.exactness() >= *exactness);
        (all - as_exact.count()) * ONE_IN <= all
    };
    let exactness = (1..=3).rev().find(is_usual).unwrap_or(1);
    // What is dated more coarsely may stand anywhere.
    let rows = dated().filter(|(_, (_, date))| date.exactness() >= exactness);
    let rows = rows.map(|(entry, (span, date))| Row {
        when: date.cut(exactness),
        span,
        lines: movable(document, entry),
    });
    rows.collect()
}

/// The lines of an entry, unless it has a number, which would be wrong elsewhere.
fn movable(document: &Document<'_>, entry: &Entry<'_>) -> Option<Span> {
    let lines = own_lines(document, entry)?;
    let text = document.slice(lines);
    let start = text.trim_start_matches(['|', ' ', '\t', '*']);
    let after = start.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = after.len() < start.len() && after.trim_start().starts_with(['.', ')', '|']);
    (text.ends_with('\n') && !is_numbered).then_some(lines)
}

/// Whether the entries run from the newest to the oldest; `None` where they are in no order.
fn direction(rows: &[Row]) -> Option<bool> {
    let steps = || rows.windows(2).map(|pair| pair[0].when.cmp(&pair[1].when));
    let up = steps().filter(|step| step.is_lt()).count();
    let down = steps().filter(|step| step.is_gt()).count();
    let is_clear = up.max(down) >= FEWEST_STEPS && up.min(down) * ONE_IN <= steps().len();
    (rows.len() >= FEWEST && is_clear).then_some(down > up)
}

/// Reports the fewest rows without which all others, from the oldest to the newest, are in order.
fn report(cx: &mut Context<'_>, rows: &[Row], is_newest_first: bool) {
    let kept = ordered(rows);
    let misplaced = rows.len() - kept.len();
    if misplaced > MOST || misplaced * ONE_IN > rows.len() {
        return;
    }
    for (at, row) in rows.iter().enumerate() {
        if kept.binary_search(&at).is_err() {
            report_row(cx, rows, &kept, row, is_newest_first);
        }
    }
}

fn report_row(cx: &mut Context<'_>, rows: &[Row], kept: &[usize], row: &Row, is_newest_first: bool) {
    let (order, side) = if is_newest_first {
        ("from the newest to the oldest", "above")
    } else {
        ("from the oldest to the newest", "below")
    };
    let message = format!(
        "“{}” is out of order: {} of {} entries here run {order}",
        row.when,
        kept.len(),
        rows.len()
    );
    let place = kept.partition_point(|&kept| rows[kept].when <= row.when);
    let neighbour = place.checked_sub(1).map(|index| &rows[kept[index]]);
    let fix = shift(cx.document, row, neighbour, &rows[kept[0]], is_newest_first);
    let finding = cx.report(row.span, message);
    finding.fix = fix;
    if let Some(neighbour) = neighbour {
        finding.related(neighbour.span, format!("it belongs {side} this one"));
    }
}

/// Moves an entry beside the one before it in time, or else to the other side of the oldest.
fn shift(
    document: &Document<'_>,
    row: &Row,
    older: Option<&Row>,
    oldest: &Row,
    is_newest_first: bool,
) -> Option<Fix> {
    let lines = row.lines?;
    let neighbour = older.unwrap_or(oldest).lines?;
    let goes_above = is_newest_first == older.is_some();
    let place = if goes_above {
        neighbour.start
    } else {
        neighbour.end
    };
    let mut edits = vec![Edit::delete(lines), Edit::insert(place, document.slice(lines))];
    edits.sort_by_key(|edit| edit.span);
    Some(Fix::unsafe_("move it to its place", edits).reshaping())
}

/// The longest series of rows, by index, of which none is older than the one before it.
fn ordered(rows: &[Row]) -> Vec<usize> {
    // For each length, the last row of the series of that length whose end is the oldest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; rows.len()];
    for (at, row) in rows.iter().enumerate() {
        let length = ends.partition_point(|&end| rows[end].when <= row.when);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut series: Vec<_> = std::iter::successors(ends.last().copied(), |&at| before[at]).collect();
    series.reverse();
    series
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

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
        };
        let rows = [1, 9, 2, 2, 8, 3].map(row);
        assert_eq!(ordered(&rows), [0, 2, 3, 5]);
        assert!(ordered(&[]).is_empty());
    }
}
