//! The ACL Anthology, with papers on computational linguistics. Must not know the spellings of its venues in lists.

use crate::identity::{
    address::Address,
    part::{is_digits, is_name, year},
    site::{Family, Form, Published, Site},
};

/// A paper in the ACL Anthology.
pub(crate) struct Acl;

impl Site for Acl {
    /// `P19-1001` or `2023.acl-long.1`.
    type Id = String;

    const NAME: &'static str = "ACL Anthology";
    const KEY: &'static str = "acl";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<String>] = &[(
        // The Anthology has moved several times, and lists still link to its old hosts.
        &[
            "aclanthology.org",
            "aclweb.org",
            "aclanthology.coli.uni-saarland.de",
            "aclanthology.info",
        ],
        read,
    )];
    const DOMAINS: &'static [&'static str] = &["aclanthology.org", "aclweb.org"];
    const SEMANTIC_SCHOLAR: Option<&'static str> = Some("ACL");

    fn of_doi(doi: &str) -> Option<String> {
        parse(doi.strip_prefix("10.18653/v1/")?)
    }

    fn url(id: &String) -> String {
        format!("https://aclanthology.org/{id}/")
    }

    /// The venue as the Anthology writes it, such as `acl` or `findings`.
    fn published(id: &String) -> Option<Published> {
        if let Some((year, rest)) = id.split_once('.') {
            let (venue, _) = rest.split_once('-')?;
            return Some(Published::at(venue, Some(self::year(year)?)));
        }
        let year: u16 = id.get(1..3)?.parse().ok()?;
        // The oldest papers in the Anthology are from the sixties.
        let century = if year < 60 { 2000 } else { 1900 };
        Some(Published::at(old_venue(id.get(..1)?)?, Some(century + year)))
    }
}

/// `/ID/`, `/ID.pdf`, `/ID.bib`, and `aclweb.org/anthology/[P/P19/]ID`.
fn read(address: &Address<'_>) -> Option<String> {
    let parts = address.parts();
    let parts = match parts.as_slice() {
        ["anthology" | "anthology-new", rest @ ..] => rest,
        all => all,
    };
    // Longer paths are pages of volumes, venues and people.
    let ([file] | [_, _, file]) = parts else {
        return None;
    };
    let id = [".pdf", ".bib", ".html", ".xml"]
        .iter()
        .find_map(|end| file.strip_suffix(end));
    parse(id.unwrap_or(file))
}

/// Reads `P19-1001` in capitals or `2023.acl-long.1` in lower case, without the `v2` of a corrected file.
fn parse(text: &str) -> Option<String> {
    // A corrected file is still the same paper.
    let text = match text.rsplit_once('v') {
        Some((id, version)) if is_digits(version) && id.ends_with(|c: char| c.is_ascii_digit()) => id,
        _ => text,
    };
    if is_old(text) {
        return Some(text.to_ascii_uppercase());
    }
    let mut parts = text.split('.');
    let (edition, volume, number) = (parts.next()?, parts.next()?, parts.next()?);
    let (venue, name) = volume.split_once('-')?;
    let is_new = year(edition).is_some()
        && is_name(venue, "_")
        && is_name(name, "_")
        && is_digits(number)
        && parts.next().is_none();
    is_new.then(|| text.to_ascii_lowercase())
}

/// True for `P19-1001`: a letter for the venue, two digits for the year, four for the paper.
fn is_old(text: &str) -> bool {
    text.split_once('-').is_some_and(|(front, number)| {
        let year = front.strip_prefix(|c: char| c.is_ascii_alphabetic());
        year.is_some_and(|year| year.len() == 2 && is_digits(year)) && number.len() == 4 && is_digits(number)
    })
}

/// Returns the venue for the letter in an old identifier, if the letter means one venue.
fn old_venue(letter: &str) -> Option<&'static str> {
    Some(match letter {
        "A" => "anlp",
        "C" => "coling",
        "D" => "emnlp",
        "E" => "eacl",
        "I" => "ijcnlp",
        "J" => "cl",
        "K" => "conll",
        "L" => "lrec",
        "N" => "naacl",
        "P" => "acl",
        "Q" => "tacl",
        "W" => "ws",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_contain_venue_and_year() {
        let of = |id: &str| Acl::published(&id.to_owned()).map(|it| (it.venue, it.year));
        assert_eq!(
            of("2023.findings-acl.1"),
            Some(("findings".to_owned(), Some(2023)))
        );
        assert_eq!(of("P19-1001"), Some(("acl".to_owned(), Some(2019))));
        assert_eq!(of("C96-1001"), Some(("coling".to_owned(), Some(1996))));
        assert_eq!(of("X19-1001"), None);
    }
}
