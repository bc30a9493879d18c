//! Parts a cell of authors into names. Must not guess which part of a name is which.

/// The names in a cell, in its order; `None` where the cell cannot be parted for sure.
///
/// `Last, First` is told from a list of names by the single words between its commas.
pub(super) fn names(cell: &str) -> Option<Vec<String>> {
    let is_parted_by_semicolons = cell.contains([';', '；']);
    let marks: &[char] = if is_parted_by_semicolons {
        &[';', '；']
    } else {
        &[',', '，', '、', '&']
    };
    let parts = cell.split(marks).flat_map(|part| part.split(" and "));
    let mut names: Vec<_> = parts.map(cleaned).filter(|name| !name.is_empty()).collect();
    let has_others = names.last_mut().is_some_and(cut_others);
    names.retain(|name| !name.is_empty());
    let is_whole = |name: &String| is_parted_by_semicolons || name.contains(' ') || !name.is_ascii();
    let is_sure = !names.is_empty() && (names.len() == 1 || names.iter().all(is_whole));
    if has_others {
        names.push("others".to_owned());
    }
    is_sure.then_some(names)
}

/// A name without blanks and signs around it, such as the marks of footnotes.
fn cleaned(name: &str) -> String {
    let name = name.trim().trim_start_matches("and ");
    name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’'))
        .to_owned()
}

/// Takes `et al.` off the end of the last name; whether it was there.
fn cut_others(name: &mut String) -> bool {
    let lower = name.to_lowercase();
    let found = ["et al.", "et al", "等"]
        .into_iter()
        .find(|ending| lower.len() == name.len() && lower.ends_with(ending));
    if let Some(ending) = found {
        name.truncate(name.len() - ending.len());
        name.truncate(name.trim_end().len());
    }
    found.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &[&str]) {
        assert_eq!(names(cell).as_deref().unwrap_or_default(), expected, "{cell}");
    }

    #[test]
    fn lists_of_names_are_parted() {
        check("Ada King, Charles Babbage", &["Ada King", "Charles Babbage"]);
        check("Ada King, Li Wei and J. Doe", &["Ada King", "Li Wei", "J. Doe"]);
        check("Ada King, Li Wei, and J. Doe*", &["Ada King", "Li Wei", "J. Doe"]);
        check("King, Ada; Wei, Li", &["King, Ada", "Wei, Li"]);
        check("张三、李四", &["张三", "李四"]);
        check("Ada King et al.", &["Ada King", "others"]);
        check("Ada King, et al", &["Ada King", "others"]);
        check("King", &["King"]);
    }

    #[test]
    fn what_may_be_one_name_is_not_parted() {
        check("King, Ada", &[]);
        check("King, A., Wei, L.", &[]);
        check("", &[]);
        check("et al.", &[]);
    }
}
