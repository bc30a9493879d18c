//! arXiv URLs whose identifier cannot exist. Must not check them on arXiv.

use std::fmt;

use super::arxiv::{self, PAGES, digits, serial_digits, split_new, strip_ends};
use crate::identity::address::{Address, may_be_on};

/// The reason why an arXiv URL cannot lead to a paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArxivError {
    /// The defect of the URL.
    pub defect: ArxivDefect,
    /// The intended URL, if it is certain.
    pub meant: Option<String>,
}

/// The defects of arXiv URLs.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ArxivDefect {
    /// The third and fourth digit are not a month.
    Month(u8),
    /// There are too many or too few digits after the dot for the month of the identifier.
    Digits {
        /// The number of digits in the URL.
        found: usize,
        /// The number of digits for that month.
        expected: usize,
    },
    /// There are too many or too few digits before the dot, for year and month.
    Front(usize),
    /// More text follows the identifier.
    Junk(String),
    /// There are no pages of this kind.
    Page(String),
    /// There is an extra slash before the identifier.
    DoubledSlash,
    /// All digits are there, but the dot is missing.
    MissingDot,
    /// There is a different character instead of the dot.
    WrongDot(String),
    /// Nothing follows the kind of page.
    Nothing,
    /// The text does not look like an identifier.
    Other(String),
}

impl fmt::Display for ArxivError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.defect.fmt(f)
    }
}

impl fmt::Display for ArxivDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(month) => write!(f, "there is no month {month:02}"),
            Self::Digits { found, expected } => {
                write!(f, "it has {found} digits after the dot instead of {expected}")
            }
            Self::Front(found) => write!(f, "it has {found} digits before the dot instead of 4"),
            Self::Junk(junk) => write!(f, "“{junk}” follows the id"),
            Self::Page(page) => write!(f, "arXiv has no pages under “{page}/”"),
            Self::DoubledSlash => f.write_str("there is an extra slash before the id"),
            Self::MissingDot => f.write_str("the dot is missing"),
            Self::WrongDot(found) => write!(f, "the id has “{found}” instead of the dot"),
            Self::Nothing => f.write_str("the id is missing"),
            Self::Other(text) => write!(f, "“{text}” is not an arXiv id"),
        }
    }
}

/// Returns the reason why an arXiv URL cannot lead to a paper, if it has the form of a paper's URL but its identifier
/// cannot exist.
///
/// `None` for identifiers that may exist, for arXiv pages that are not papers, and for all other hosts.
/// Source: <https://info.arxiv.org/help/arxiv_identifier.html>.
#[must_use]
pub fn impossible_arxiv(url: &str) -> Option<ArxivError> {
    let url = Some(url).filter(|url| may_be_on(url, "arxiv.org"))?;
    let address = Address::new(url).filter(|address| is_arxiv(&address.host))?;
    let parts = address.parts();
    let [page, rest @ ..] = parts.as_slice() else {
        return None;
    };
    if !PAGES.iter().any(|known| known.eq_ignore_ascii_case(page)) {
        return unknown_page(page, rest);
    }
    let text = address.after(1);
    let is_doubled = address.path.trim_start_matches('/').contains("//");
    match arxiv::page(&address) {
        // Unlike most servers, arXiv does not skip the empty part.
        Some(_) if is_doubled => Some(ArxivError {
            defect: ArxivDefect::DoubledSlash,
            meant: Some(format!("https://arxiv.org/{page}/{text}")),
        }),
        Some(_) => None,
        None => Some(diagnose(page, text)),
    }
}

/// True for arXiv and its mirrors, which have the same pages.
fn is_arxiv(host: &str) -> bool {
    matches!(
        host,
        "arxiv.org" | "export.arxiv.org" | "cn.arxiv.org" | "browse.arxiv.org"
    )
}

/// Reports `ab/2401.00001`, which has an identifier after a kind of page that does not exist.
fn unknown_page(page: &str, rest: &[&str]) -> Option<ArxivError> {
    /// The pages that have an identifier but are not the paper.
    const OTHERS: [&str; 8] = [
        "a",
        "auth",
        "bibtex",
        "ct",
        "list",
        "prevnext",
        "show-email",
        "tb",
    ];
    let [id] = rest else { return None };
    if OTHERS.contains(&page) {
        return None;
    }
    let (id, _) = split_new(strip_ends(id))?;
    Some(ArxivError {
        defect: ArxivDefect::Page(page.to_owned()),
        meant: Some(format!("https://arxiv.org/abs/{id}")),
    })
}

/// Finds the defect of a text that is not an identifier.
fn diagnose(page: &str, text: &str) -> ArxivError {
    let id = strip_ends(text);
    let (front, rest) = id.split_at(digits(id));
    let (separator, back) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
    let (defect, meant) = match front.len() {
        _ if id.is_empty() => (ArxivDefect::Nothing, None),
        // Nine digits since 2015 and eight before. Without a month at the start, it is some other number.
        8 | 9 => match format!("{}.{}", &id[..4], &id[4..]) {
            meant if arxiv::parse(&meant).is_some() => (ArxivDefect::MissingDot, Some(meant)),
            _ => (ArxivDefect::Other(shorten(id)), None),
        },
        4 if digits(back) > 0 => within(front, separator, back),
        1..=7 if separator == "." && digits(back) > 0 => (ArxivDefect::Front(front.len()), None),
        _ => (ArxivDefect::Other(shorten(id)), None),
    };
    // An id that cannot exist was not intended either.
    let meant = meant.filter(|id| arxiv::parse(id).is_some());
    ArxivError {
        defect,
        meant: meant.map(|id| format!("https://arxiv.org/{page}/{id}")),
    }
}

/// Finds the defect of four digits, a separator and a text that starts with digits, and the intended identifier.
fn within(front: &str, separator: &str, back: &str) -> (ArxivDefect, Option<String>) {
    let month: u16 = front.parse().unwrap_or_default();
    let found = digits(back);
    let (serial, junk) = back.split_at(found);
    match serial_digits(month) {
        // No identifier of this form is that old.
        None if (1..=12).contains(&(month % 100)) => {
            let id = format!("{front}{separator}{back}");
            (ArxivDefect::Other(shorten(&id)), None)
        }
        None => (
            ArxivDefect::Month(u8::try_from(month % 100).unwrap_or_default()),
            None,
        ),
        // The missing or extra digit is unknown.
        Some(expected) if found != expected => (ArxivDefect::Digits { found, expected }, None),
        Some(_) if separator != "." => (
            ArxivDefect::WrongDot(separator.to_owned()),
            Some(format!("{front}.{back}")),
        ),
        Some(_) => (
            ArxivDefect::Junk(shorten(junk)),
            Some(format!("{front}.{serial}")),
        ),
    }
}

/// Cuts a text to a length that fits into a message.
fn shorten(text: &str) -> String {
    text.chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn impossible(url: &str) -> (String, String) {
        let error = impossible_arxiv(url).unwrap_or_else(|| panic!("{url} is possible"));
        (error.to_string(), error.meant.unwrap_or_default())
    }

    #[test]
    fn defects_are_named_and_repaired_if_the_intention_is_certain() {
        for (path, defect, meant) in [
            ("abs/2313.00001", "there is no month 13", ""),
            ("abs/2401.0001", "it has 4 digits after the dot instead of 5", ""),
            ("abs/1312.61144", "it has 5 digits after the dot instead of 4", ""),
            ("abs/231.00001", "it has 3 digits before the dot instead of 4", ""),
            ("pdf/2401.00001.pdff", "“.pdff” follows the id", "pdf/2401.00001"),
            ("abs/2401.00001mini", "“mini” follows the id", "abs/2401.00001"),
            (
                "ab/2401.00001",
                "arXiv has no pages under “ab/”",
                "abs/2401.00001",
            ),
            (
                "abs//2306.00001",
                "there is an extra slash before the id",
                "abs/2306.00001",
            ),
            ("abs/230600001v2", "the dot is missing", "abs/2306.00001v2"),
            (
                "abs/2306,00001",
                "the id has “,” instead of the dot",
                "abs/2306.00001",
            ),
            ("abs/", "the id is missing", ""),
            ("abs/XXXX.XXXXX", "“XXXX.XXXXX” is not an arXiv id", ""),
        ] {
            let meant = Some(meant).filter(|meant| !meant.is_empty());
            let meant = meant.map_or(String::new(), |meant| format!("https://arxiv.org/{meant}"));
            let url = format!("https://www.arxiv.org/{path}");
            assert_eq!(impossible(&url), (defect.to_owned(), meant), "{url}");
        }
    }

    #[test]
    fn other_pages_and_other_hosts_are_left_alone() {
        for url in [
            "https://arxiv.org",
            "https://arxiv.org/abs/2401.00001v2?context=cs#x",
            "https://arxiv.org/pdf/2401.00001.pdf",
            "https://arxiv.org/html/2401.00001v1/x1.png",
            "https://arxiv.org/list/cs.CV/recent",
            "https://arxiv.org/a/bengio_y_1",
            "https://arxiv.org/2401.00001",
            "https://arxiv.org/abs/cs/0501001",
            "https://arxiv.org/corr/home",
            "https://example.org/abs/2313.00001",
        ] {
            assert_eq!(impossible_arxiv(url), None, "{url}");
        }
    }
}
