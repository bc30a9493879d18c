//! Finds the form that a list follows by its own cells. Must not know the forms.

use std::collections::BTreeMap;

use super::Column;
use crate::source::Span;

/// A list-wide form needs this many cells that follow it.
// The cells of a list are by many authors, who agree by chance now and then.
const ENOUGH_IN_LIST: usize = 8;
/// A column's own form needs this many cells that follow it.
// A column is often written by one author at once, and its cells are seen together.
const ENOUGH_IN_COLUMN: usize = 3;
/// At most one cell in this many may deviate from a form that a list follows clearly.
const ONE_IN: usize = 10;

/// A cell, or a part of one, with the form that it has in one respect.
#[derive(Clone, Copy, Debug)]
pub struct Sample<G, F> {
    /// The cells that it is compared with.
    pub column: Column,
    /// The cells among these that have the same choice of forms: titles, or labels with the same letters.
    pub group: G,
    /// The bytes of the cell.
    pub span: Span,
    /// The form.
    pub form: F,
}

/// Counts how often each form occurs.
#[derive(Clone, Debug)]
pub struct Tally<F> {
    counts: BTreeMap<F, usize>,
    most: Option<(F, usize)>,
    total: usize,
}

impl<F> Default for Tally<F> {
    fn default() -> Self {
        Self {
            counts: BTreeMap::new(),
            most: None,
            total: 0,
        }
    }
}

impl<F: Copy + Ord> Tally<F> {
    /// Counts a cell.
    pub fn add(&mut self, form: F) {
        let count = self.counts.entry(form).or_default();
        *count += 1;
        self.total += 1;
        // Of two equally common forms, the first to be the most common stays.
        if self.most.is_none_or(|(_, most)| *count > most) {
            self.most = Some((form, *count));
        }
    }

    /// The form that most cells have, with how many have it and how many there are.
    #[must_use]
    pub fn commonest(&self) -> Option<Convention<F>> {
        self.most.map(|(form, agreeing)| Convention {
            form,
            agreeing,
            total: self.total,
        })
    }

    /// The number of cells.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// The number of cells with a form.
    #[must_use]
    pub fn count(&self, form: F) -> usize {
        self.counts.get(&form).copied().unwrap_or(0)
    }

    /// The form of nearly all cells, if at least `enough` have it.
    fn convention(&self, enough: usize) -> Option<Convention<F>> {
        let is_clear = |found: &Convention<F>| {
            found.agreeing >= enough && (found.total - found.agreeing) * ONE_IN <= found.total
        };
        self.commonest().filter(is_clear)
    }

    /// The form that nearly all cells of a column have.
    fn of_column(&self, column: Column) -> Option<Convention<F>> {
        self.convention(match column {
            Column::Table { .. } => ENOUGH_IN_COLUMN,
            // Running text is written over years, as a whole list is.
            Column::Prose | Column::Tag => ENOUGH_IN_LIST,
        })
    }

    /// True if several cells all have one form: too few to be a habit, but no outliers either.
    fn is_of_one_mind(&self) -> bool {
        self.total > 1 && self.counts.len() == 1
    }

    /// The form that nearly all cells of a list have.
    fn of_list(&self) -> Option<Convention<F>> {
        self.convention(ENOUGH_IN_LIST)
    }
}

/// A form that cells follow, with the evidence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Convention<F> {
    /// The form.
    pub form: F,
    /// The number of cells that have it.
    pub agreeing: usize,
    /// The number of all cells; none where the form is declared.
    pub total: usize,
}

impl<F> Convention<F> {
    /// True if `paperlint.toml` asks for the form.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        self.total == 0
    }

    /// The evidence as people read it: how many of the `things` are `so`.
    #[must_use]
    pub fn evidence(&self, things: &str, so: &str) -> String {
        if self.is_declared() {
            return format!("paperlint.toml requires {things} {so}");
        }
        format!("{} of {} {things} are {so}", self.agreeing, self.total)
    }
}

/// The cells of a list by their form in one respect, counted for each group: in the whole list and in each column.
#[derive(Clone, Debug)]
pub struct Forms<G, F> {
    declared: BTreeMap<G, F>,
    samples: Vec<Sample<G, F>>,
    groups: BTreeMap<G, Tally<F>>,
    columns: BTreeMap<(G, Column), Tally<F>>,
}

impl<G: Copy + Ord, F: Copy + Ord> Forms<G, F> {
    /// No cells yet; declared forms overrule the cells.
    #[must_use]
    pub fn new(declared: impl IntoIterator<Item = (G, F)>) -> Self {
        Self {
            declared: declared.into_iter().collect(),
            samples: Vec::new(),
            groups: BTreeMap::new(),
            columns: BTreeMap::new(),
        }
    }

    /// Counts a cell and keeps it for the rule that names the outliers.
    pub fn add(&mut self, sample: Sample<G, F>) {
        self.count(sample.column, sample.group, sample.form);
        self.samples.push(sample);
    }

    /// Counts a cell that cannot be an outlier.
    pub fn count(&mut self, column: Column, group: G, form: F) {
        self.groups.entry(group).or_default().add(form);
        self.columns.entry((group, column)).or_default().add(form);
    }

    /// The cells, in the order in which they were counted.
    #[must_use]
    pub fn samples(&self) -> &[Sample<G, F>] {
        &self.samples
    }

    /// The counts of the whole list, for each group.
    #[must_use]
    pub fn groups(&self) -> &BTreeMap<G, Tally<F>> {
        &self.groups
    }

    /// The form that the cells of a group in a column have to follow.
    ///
    /// A column that follows a form of its own is judged by it: a second table layout is not a list of outliers.
    #[must_use]
    pub fn of(&self, column: Column, group: G) -> Option<Convention<F>> {
        if let Some(&form) = self.declared.get(&group) {
            return Some(Convention {
                form,
                agreeing: 0,
                total: 0,
            });
        }
        let own = self.in_column(column, group);
        if let Some(clear) = own.and_then(|tally| tally.of_column(column)) {
            return Some(clear);
        }
        // Running text has a layout of its own, and is not an outlier of tables.
        let is_apart = !matches!(column, Column::Table { .. }) || own.is_some_and(Tally::is_of_one_mind);
        let list = self.groups.get(&group).filter(|_| !is_apart);
        list.and_then(Tally::of_list)
    }

    /// The form that the cells of a group follow in the whole list: no column has another form of its own.
    #[must_use]
    pub fn of_all_columns(&self, group: G) -> Option<Convention<F>> {
        let list = self.groups.get(&group)?.of_list()?;
        let mut columns = self
            .columns
            .range((group, Column::first())..=(group, Column::Tag));
        let dissents = columns.any(|((_, column), tally)| {
            let is_clear = tally.of_column(*column).is_some() || tally.is_of_one_mind();
            is_clear && tally.commonest().is_some_and(|own| own.form != list.form)
        });
        (!dissents).then_some(list)
    }

    /// The counts of a group in a column.
    #[must_use]
    pub fn in_column(&self, column: Column, group: G) -> Option<&Tally<F>> {
        self.columns.get(&(group, column))
    }

    /// The cells that deviate from a form which they have to follow.
    pub fn outliers(&self) -> impl Iterator<Item = (&Sample<G, F>, Convention<F>)> {
        self.samples.iter().filter_map(|sample| {
            let convention = self.of(sample.column, sample.group)?;
            (convention.form != sample.form).then_some((sample, convention))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::TableId, handle::Handle};

    fn column(table: usize) -> Column {
        Column::Table {
            table: TableId::new(table),
            column: 0,
        }
    }

    fn forms(columns: &[(usize, &str)]) -> Forms<(), char> {
        let mut all = Forms::new([]);
        for &(table, forms) in columns {
            forms.chars().for_each(|form| all.count(column(table), (), form));
        }
        all
    }

    #[test]
    fn one_in_ten_may_deviate() {
        let of = |text| {
            forms(&[(0, text)])
                .of(column(0), ())
                .map(|found| (found.form, found.agreeing, found.total))
        };
        assert_eq!(of("aaaaaaaaab"), Some(('a', 9, 10)));
        assert_eq!(of("aaaaaaaab"), None);
        assert_eq!(of("aa"), None);
        assert_eq!(of("aaa"), Some(('a', 3, 3)));
    }

    #[test]
    fn a_small_column_follows_the_list() {
        let both = forms(&[(0, "aaaaaaaaaaaa"), (1, "b")]);
        assert_eq!(both.of(column(1), ()).map(|found| found.form), Some('a'));
    }

    #[test]
    fn two_cells_of_one_mind_are_no_outliers() {
        let both = forms(&[(0, "aaaaaaaaaaaa"), (1, "bb")]);
        assert_eq!(both.of(column(1), ()), None);
    }

    #[test]
    fn running_text_is_no_outlier_of_tables() {
        let mut both = forms(&[(0, "aaaaaaaaaaaa")]);
        both.count(Column::Prose, (), 'b');
        assert_eq!(both.of(Column::Prose, ()), None);
    }

    #[test]
    fn a_form_of_all_columns_has_no_dissent() {
        let of = |columns: &[(usize, &str)]| forms(columns).of_all_columns(()).map(|found| found.form);
        assert_eq!(of(&[(0, "aaaaaaaaaaaa"), (1, "b")]), Some('a'));
        assert_eq!(of(&[(0, &"a".repeat(90)), (1, "bbb")]), None);
        assert_eq!(of(&[(0, &"a".repeat(90)), (1, "bb")]), None);
    }

    #[test]
    fn a_column_with_its_own_form_is_no_outlier() {
        let both = forms(&[(0, &"a".repeat(90)), (1, "bbb")]);
        assert_eq!(both.of(column(1), ()).map(|found| found.form), Some('b'));
    }

    #[test]
    fn a_declared_form_overrules() {
        let mut declared = Forms::new([((), 'z')]);
        declared.count(column(0), (), 'a');
        assert_eq!(declared.of(column(0), ()).map(|found| found.form), Some('z'));
    }

    #[test]
    fn groups_are_counted_apart() {
        let mut two = Forms::new([]);
        (0..9).for_each(|_| two.count(column(0), 1, 'a'));
        let odd = Sample {
            column: column(0),
            group: 2,
            span: Span::at(0),
            form: 'b',
        };
        two.add(odd);
        assert_eq!(two.outliers().count(), 0);
        two.add(Sample { group: 1, ..odd });
        let outliers: Vec<_> = two.outliers().map(|(sample, _)| sample.group).collect();
        assert_eq!(outliers, [1]);
    }
}
