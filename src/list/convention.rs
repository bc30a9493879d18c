//! Learns the form that a list follows from its own cells. Must not know what the forms are.

use std::collections::HashMap;

use super::Column;

/// A list-wide form needs this many cells that follow it.
const ENOUGH_IN_LIST: usize = 8;
/// A column's own form needs this many cells that follow it.
const ENOUGH_IN_COLUMN: usize = 3;
/// At most one cell in this many may deviate from a form that a list follows clearly.
const ONE_IN: usize = 10;

/// Counts how often each form occurs.
#[derive(Clone, Debug)]
pub struct Tally<T> {
    counts: Vec<(T, usize)>,
}

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self { counts: Vec::new() }
    }
}

impl<T: Copy + PartialEq> Tally<T> {
    /// Counts one more cell.
    pub fn add(&mut self, form: T) {
        match self.counts.iter_mut().find(|(known, _)| *known == form) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((form, 1)),
        }
    }

    /// The form of nearly all cells, if at least `enough` have it.
    fn convention(&self, enough: usize) -> Option<Convention<T>> {
        let &(form, agreeing) = self.counts.iter().max_by_key(|(_, count)| *count)?;
        let total: usize = self.counts.iter().map(|(_, count)| count).sum();
        let is_clear = agreeing >= enough && (total - agreeing) * ONE_IN <= total;
        is_clear.then_some(Convention {
            form,
            agreeing,
            total,
        })
    }
}

/// A form that cells follow, with the evidence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Convention<T> {
    /// The form.
    pub form: T,
    /// How many cells have it.
    pub agreeing: usize,
    /// How many cells there are; none where the form is declared.
    pub total: usize,
}

impl<T> Convention<T> {
    /// Whether `paperlint.toml` asks for the form.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        self.total == 0
    }

    /// The evidence as people read it: how many of the `things` are `so`.
    #[must_use]
    pub fn evidence(&self, things: &str, so: &str) -> String {
        if self.is_declared() {
            return format!("paperlint.toml wants {things} {so}");
        }
        format!("{} of {} {things} are {so}", self.agreeing, self.total)
    }
}

/// The form of one role, for the whole list and for each column.
#[derive(Clone, Debug)]
pub struct Conventions<T> {
    declared: Option<T>,
    list: Tally<T>,
    columns: HashMap<Column, Tally<T>>,
}

impl<T: Copy + PartialEq> Conventions<T> {
    /// No cells yet; a declared form overrules what cells say.
    #[must_use]
    pub fn new(declared: Option<T>) -> Self {
        Self {
            declared,
            list: Tally::default(),
            columns: HashMap::new(),
        }
    }

    /// Counts a cell of a column.
    pub fn add(&mut self, column: Column, form: T) {
        self.list.add(form);
        self.columns.entry(column).or_default().add(form);
    }

    /// The form that cells of a column have to follow.
    ///
    /// A column that follows a form of its own is judged by it: a second table layout is no list of outliers.
    #[must_use]
    pub fn of(&self, column: Column) -> Option<Convention<T>> {
        if let Some(form) = self.declared {
            return Some(Convention {
                form,
                agreeing: 0,
                total: 0,
            });
        }
        let enough = match column {
            Column::Table { .. } => ENOUGH_IN_COLUMN,
            Column::Prose => ENOUGH_IN_LIST,
        };
        let own = self
            .columns
            .get(&column)
            .and_then(|tally| tally.convention(enough));
        own.or_else(|| self.list.convention(ENOUGH_IN_LIST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(table: usize) -> Column {
        Column::Table { table, column: 0 }
    }

    fn conventions(columns: &[(usize, &str)]) -> Conventions<char> {
        let mut conventions = Conventions::new(None);
        for &(table, forms) in columns {
            forms
                .chars()
                .for_each(|form| conventions.add(column(table), form));
        }
        conventions
    }

    #[test]
    fn one_in_ten_may_deviate() {
        let of = |forms| {
            conventions(&[(0, forms)])
                .of(column(0))
                .map(|found| (found.form, found.agreeing, found.total))
        };
        assert_eq!(of("aaaaaaaaab"), Some(('a', 9, 10)));
        assert_eq!(of("aaaaaaaab"), None);
        assert_eq!(of("aa"), None);
        assert_eq!(of("aaa"), Some(('a', 3, 3)));
    }

    #[test]
    fn a_small_column_follows_the_list() {
        let both = conventions(&[(0, "aaaaaaaaaaaa"), (1, "b")]);
        assert_eq!(both.of(column(1)).map(|found| found.form), Some('a'));
    }

    #[test]
    fn a_column_with_its_own_form_is_no_outlier() {
        let both = conventions(&[(0, &"a".repeat(90)), (1, "bbb")]);
        assert_eq!(both.of(column(1)).map(|found| found.form), Some('b'));
    }

    #[test]
    fn a_declared_form_overrules() {
        let mut declared = Conventions::new(Some('z'));
        declared.add(column(0), 'a');
        assert_eq!(declared.of(column(0)).map(|found| found.form), Some('z'));
    }
}
