//! The authors and the month of a paper in the answers of servers. Must not know any server.

/// The names of authors, each on one line. Servers are strangers, so very long names and lists are cut.
pub(super) fn authors<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    /// No entry names more.
    const MOST: usize = 200;
    /// The bytes of a long name.
    const LONGEST: usize = 200;
    let names = names.into_iter().take(MOST);
    let lines = names.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|name| !name.is_empty() && name.len() <= LONGEST)
        .collect()
}

/// The month in a date such as `2024-06-17` or `2024/6/17`.
pub(super) fn month(date: &str) -> Option<u8> {
    let month = date.split(['-', '/']).nth(1)?.parse().ok()?;
    (1..=12).contains(&month).then_some(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_line_each_and_hostile_lists_are_cut() {
        assert_eq!(
            authors(["Nora\n  Lind", " ", "Karl Oster"]),
            ["Nora Lind", "Karl Oster"]
        );
        assert_eq!(authors(std::iter::repeat_n("Nora Lind", 10_000)).len(), 200);
        assert_eq!(authors([&*"x".repeat(1_000)]), [""; 0]);
    }

    #[test]
    fn a_month_is_read_from_a_date() {
        assert_eq!(month("2024-06-17"), Some(6));
        assert_eq!(month("2024/6"), Some(6));
        assert_eq!(month("2024-17"), None);
        assert_eq!(month("2024"), None);
    }
}
