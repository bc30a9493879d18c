//! Splits a cell of authors into names. Must not guess which part of a name is which.

/// The names in a cell, in its order; `None` where the cell cannot be split for sure.
///
/// `Last, First` is told from a list of names by the single words between its commas.
pub(super) fn names(cell: &str) -> Option<Vec<String>> {
    // Where semicolons separate the names, commas stand within them.
    let has_semicolons = cell.contains([';', '；']);
    let marks: &[char] = if has_semicolons {
        &[';', '；']
    } else {
        &[',', '，', '、', '&']
    };
    let parts = cell.split(marks).flat_map(|part| part.split(" and "));
    let mut names: Vec<_> = parts.map(cleaned).collect();
    names.retain(|name| !name.is_empty());
    let has_others = names.last_mut().is_some_and(cut_others);
    // Nothing is left of a name that was only `et al.`.
    names.retain(|name| !name.is_empty());
    let is_sure = has_semicolons || names.len() == 1 || names.iter().all(|name| is_whole(name));
    if names.is_empty() || !is_sure {
        return None;
    }
    if has_others {
        // BibTeX makes "et al." of it.
        names.push("others".to_owned());
    }
    Some(names)
}

/// True for a name that holds more than a last name or initials. Scripts such as the Chinese write names without
/// spaces.
fn is_whole(name: &str) -> bool {
    name.contains(' ') || !name.is_ascii()
}

/// A name without spaces and characters around it, such as the marks of footnotes.
fn cleaned(name: &str) -> String {
    // "A, B, and C" leaves an "and" at the start of the last part.
    let name = name.trim().trim_start_matches("and ");
    name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’'))
        .to_owned()
}

/// Takes `et al.` off the end of the last name; true if it was there.
fn cut_others(name: &mut String) -> bool {
    let lower = name.to_lowercase();
    for ending in ["et al.", "et al", "等"] {
        // A few letters change their length in lower case; names that hold one are left alone.
        if lower.len() == name.len() && lower.ends_with(ending) {
            name.truncate(name.len() - ending.len());
            name.truncate(name.trim_end().len());
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &[&str]) {
        assert_eq!(names(cell).as_deref().unwrap_or_default(), expected, "{cell}");
    }

    #[test]
    fn lists_of_names_are_split() {
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
    fn what_may_be_one_name_is_not_split() {
        check("King, Ada", &[]);
        check("King, A., Wei, L.", &[]);
        check("", &[]);
        check("et al.", &[]);
    }
}
