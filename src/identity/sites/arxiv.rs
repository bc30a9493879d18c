//! arXiv: its identifiers, and the pages with an identifier in their URL. Must not know other archives.

use std::fmt;

use super::hugging_face;
use crate::identity::{
    address::Address,
    part::strip_label,
    site::{Family, Form, Site},
};

/// An arXiv identifier that can exist, in either form: `2401.00001` since April 2007, or `cs/0501001` before.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Arxiv {
    /// The identifier without version; an old identifier without its subject class.
    pub id: String,
    /// The version in the URL, if any; from 1.
    pub version: Option<u16>,
}

impl Site for Arxiv {
    type Id = Self;

    const NAME: &'static str = "arXiv";
    const KEY: &'static str = "arxiv";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<Self>] = &[
        (
            &[
                "arxiv.org",
                // Mirrors, including arXiv's first name, and sites that show its papers in other formats.
                "export.arxiv.org",
                "cn.arxiv.org",
                "browse.arxiv.org",
                "xxx.lanl.gov",
                "ar5iv.labs.arxiv.org",
                "ar5iv.org",
                "alphaxiv.org",
            ],
            page,
        ),
        (&["scirate.com"], |address| {
            parse(address.path.strip_prefix("/arxiv/")?)
        }),
        (hugging_face::HOSTS, daily_paper),
    ];
    const DOMAINS: &'static [&'static str] = &["arxiv.org"];
    const SEMANTIC_SCHOLAR: Option<&'static str> = Some("arXiv");

    /// `arXiv:ID`.
    fn of_text(text: &str) -> Option<Self> {
        parse(strip_label(text, "arxiv")?)
    }

    fn of_doi(doi: &str) -> Option<Self> {
        parse(doi.strip_prefix("10.48550/arxiv.")?)
    }

    fn url(arxiv: &Self) -> String {
        format!("https://arxiv.org/abs/{arxiv}")
    }

    fn is_preprint(_: &Self) -> bool {
        true
    }
}

impl fmt::Display for Arxiv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

impl Arxiv {
    /// The year in which the first version was submitted, from the identifier.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        let year: u16 = self.digits().get(..2)?.parse().ok()?;
        // Old identifiers start in 1991, new identifiers in 2007.
        Some(if self.is_old() && year > 90 { 1900 } else { 2000 } + year)
    }

    /// The month in which the first version was submitted, 1 to 12, from the identifier.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        self.digits().get(2..4)?.parse().ok()
    }

    /// True if a list may give this year for the paper: about the turn of the year that before or after it as well.
    #[must_use]
    pub fn may_be_listed_under(&self, given: u16) -> bool {
        let (Some(year), Some(month)) = (self.year(), self.month()) else {
            return true;
        };
        given == year || given + 1 == year && month == 1 || given == year + 1 && month >= 10
    }

    fn is_old(&self) -> bool {
        self.id.contains('/')
    }

    /// The part that starts with the year and month.
    fn digits(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or(&self.id)
    }
}

/// The parts of a path before an identifier.
pub(super) const PAGES: [&str; 10] = [
    "abs", "pdf", "html", "ps", "src", "e-print", "format", "other", "dvi", "overview",
];

/// `/abs/ID`, `/pdf/IDv2.pdf`, `/html/ID`, `/ID`…: arXiv, its mirrors, ar5iv and alphaXiv.
pub(super) fn page(address: &Address<'_>) -> Option<Arxiv> {
    match address.parts().as_slice() {
        // The pages of a paper may have pictures below them.
        ["html", id, ..] if id.contains('.') && digits(id) == 4 => parse(id),
        [page, _, ..] if PAGES.contains(page) => parse(address.after(1)),
        [_] | [_, _] => parse(address.after(0)),
        _ => None,
    }
}

/// `huggingface.co/papers/ID`: every paper there is on arXiv.
fn daily_paper(address: &Address<'_>) -> Option<Arxiv> {
    match address.parts().as_slice() {
        ["papers", id, ..] => parse(id),
        _ => None,
    }
}

/// `ID`, `IDv2`, `arXiv:ID`, with or without `.pdf`.
pub(super) fn parse(text: &str) -> Option<Arxiv> {
    let text = strip_ends(text);
    let (id, rest) = split_new(text).or_else(|| split_old(text))?;
    // Versions start at 1, and any other text after the identifier makes it a different one.
    let version = match rest.strip_prefix('v') {
        Some(version) => Some(version.parse().ok().filter(|version| *version > 0)?),
        None if rest.is_empty() => None,
        None => return None,
    };
    Some(Arxiv { id, version })
}

/// Strips `arXiv:` and the file extension from a text.
pub(super) fn strip_ends(text: &str) -> &str {
    let text = text.trim_matches('/');
    // A prefix of fixed length, because the text may be long and a colon far away.
    let name = text.get(..6).filter(|name| name.eq_ignore_ascii_case("arxiv:"));
    let text = text[name.map_or(0, str::len)..].trim_start();
    [".pdf", ".html", ".ps.gz", ".ps"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text)
}

/// Splits a text after an identifier such as `2401.00001`.
pub(super) fn split_new(text: &str) -> Option<(String, &str)> {
    let month = text.get(..4).filter(|_| digits(text) == 4)?;
    let serial = digits(text[4..].strip_prefix('.')?);
    let (id, rest) = text.split_at(5 + serial);
    // An extra or missing digit is a typo, which must not lead to a different paper.
    (serial == serial_digits(month.parse().ok()?)?).then(|| (id.to_owned(), rest))
}

/// Splits a text after an identifier such as `cs/0501001` or `math.GT/0309136`, which becomes `math/0309136`.
fn split_old(text: &str) -> Option<(String, &str)> {
    let (archive, number) = text.split_once('/')?;
    // arXiv redirects `math.GT` to `math`: the subjects of an archive share one numbering.
    let archive = archive.split_once('.').map_or(archive, |(archive, _)| archive);
    let (number, rest) = number.split_at_checked(7).filter(|_| digits(number) == 7)?;
    let month: u16 = number[..4].parse().ok()?;
    // This form was used from 1991, when arXiv opened, to March 2007.
    let is_month = (1..=12).contains(&(month % 100)) && (month >= 9107 || month <= 703);
    let is_archive = archive.len() > 1 && archive.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    (is_month && is_archive).then(|| (format!("{}/{number}", archive.to_ascii_lowercase()), rest))
}

/// Returns the number of digits at the start of a text.
pub(super) fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Returns the number of digits after the dot in identifiers of a month, written `YYMM`; `None` if no identifier can
/// have this month. The number is four from April 2007 on, and five since 2015.
pub(super) fn serial_digits(month: u16) -> Option<usize> {
    let exists = (1..=12).contains(&(month % 100)) && month >= 704;
    exists.then_some(if month < 1501 { 4 } else { 5 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Option<(String, Option<u16>)> {
        parse(text).map(|arxiv| (arxiv.id, arxiv.version))
    }

    #[test]
    fn old_and_new_identifiers_are_read() {
        for (text, expected, version) in [
            ("0704.0001", "0704.0001", None),
            ("1412.6980v9", "1412.6980", Some(9)),
            ("1501.00001.pdf", "1501.00001", None),
            ("arXiv:2401.00001v2", "2401.00001", Some(2)),
            ("hep-th/9901001", "hep-th/9901001", None),
            ("math.GT/0309136v1", "math/0309136", Some(1)),
        ] {
            assert_eq!(id(text), Some((expected.to_owned(), version)), "{text}");
        }
    }

    #[test]
    fn identifiers_that_cannot_exist_are_none() {
        for text in [
            "",
            "0703.0001",
            "1412.06980",
            "1501.0001",
            "2413.00001",
            "2400.00001",
            "2401.00001v0",
            "2401.00001v",
            "2401.00001x",
            "cs/0513001",
            "cs/0704001",
            "c/0501001",
            "2401.0000é",
            "24ö1.00001",
        ] {
            assert_eq!(id(text), None, "{text}");
        }
    }

    #[test]
    fn year_and_month_come_from_the_identifier() {
        let time = |text| parse(text).map(|arxiv| (arxiv.year(), arxiv.month()));
        assert_eq!(time("2401.00001"), Some((Some(2024), Some(1))));
        assert_eq!(time("hep-th/9912001"), Some((Some(1999), Some(12))));
        assert_eq!(time("cs/0501001"), Some((Some(2005), Some(1))));
    }
}
