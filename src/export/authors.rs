//! Splits a cell of authors into names. Must not guess the parts of a name.

/// The last name of a list that does not name all: BibTeX makes "et al." of it.
pub(super) const OTHERS: &str = "others";

/// The names in a cell, in its order; `None` if it cannot be split for sure.
///
/// `Last, First` differs from a list of names by the single words between its commas.
pub(super) fn names(cell: &str) -> Option<Vec<String>> {
    // If semicolons separate the names, commas are part of them.
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
    // A name that was only `et al.` is now empty.
    names.retain(|name| !name.is_empty());
    let is_sure = has_semicolons || names.len() == 1 || names.iter().all(|name| is_whole(name));
    if names.is_empty() || !is_sure {
        return None;
    }
    if has_others {
        names.push(OTHERS.to_owned());
    }
    Some(names)
}

/// The given and the family name in a name of several words; particles such as `van der` belong to the family.
pub(super) fn parts(name: &str) -> Option<(&str, &str)> {
    let last = name.rfind(' ')?;
    let mut family = last + 1;
    // `Jan van der Berg`: all words in lower case before the last one.
    while let Some(before) = name[..family - 1].rfind(' ') {
        let word = &name[before + 1..family - 1];
        if !word.starts_with(char::is_lowercase) {
            break;
        }
        family = before + 1;
    }
    Some((name[..family - 1].trim(), &name[family..]))
}

/// True for a name with more than a last name or initials. Chinese and some other scripts write names without spaces.
fn is_whole(name: &str) -> bool {
    name.contains(' ') || !name.is_ascii()
}

/// A name without surrounding spaces and other characters, such as footnote marks.
fn cleaned(name: &str) -> String {
    // The last part of "A, B, and C" starts with "and".
    let name = name.trim().trim_start_matches("and ");
    name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’'))
        .to_owned()
}

/// Removes `et al.` from the end of the last name; returns true if it was there.
fn cut_others(name: &mut String) -> bool {
    let lower = name.to_lowercase();
    for ending in ["et al.", "et al", "等"] {
        // A few letters change their length in lower case, so names with such a letter are left alone.
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
    fn particles_belong_to_the_family_name() {
        assert_eq!(parts("Ada King"), Some(("Ada", "King")));
        assert_eq!(parts("Jan van der Berg"), Some(("Jan", "van der Berg")));
        assert_eq!(parts("J. R. Doe"), Some(("J. R.", "Doe")));
        assert_eq!(parts("张三"), None);
    }

    #[test]
    fn a_cell_that_may_be_one_name_is_not_split() {
        check("King, Ada", &[]);
        check("King, A., Wei, L.", &[]);
        check("", &[]);
        check("et al.", &[]);
    }
}
