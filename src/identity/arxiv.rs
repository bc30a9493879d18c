//! arXiv identifiers, and addresses on arXiv whose identifier cannot exist. Must not know other archives.

use std::fmt;

use super::address::Address;

/// An arXiv identifier that can exist, in either form:
/// `2401.00001`, since April 2007, or `cs/0501001`, before it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Arxiv {
    /// The identifier without version; an old one without its subject class.
    pub id: String,
    /// The version, if one was asked for; from 1.
    pub version: Option<u16>,
}

impl Arxiv {
    /// The year in which the first version was sent, from the identifier.
    #[must_use]
    pub fn year(&self) -> Option<u16> {
        let year: u16 = self.digits().get(..2)?.parse().ok()?;
        Some(if self.is_old() && year > 90 { 1900 } else { 2000 } + year)
    }

    /// The month in which the first version was sent, 1 to 12, from the identifier.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        self.digits().get(2..4)?.parse().ok()
    }

    fn is_old(&self) -> bool {
        self.id.contains('/')
    }

    /// What starts with year and month.
    fn digits(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or(&self.id)
    }
}

/// Why no paper on arXiv can have an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArxivError {
    /// What is wrong.
    pub defect: ArxivDefect,
    /// The address that was meant, where that is certain.
    pub meant: Option<String>,
}

/// What is wrong with an address on arXiv.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ArxivDefect {
    /// The third and fourth digit are no month.
    Month(u8),
    /// Too many or too few digits behind the dot for the month of the identifier.
    Digits {
        /// How many there are.
        found: usize,
        /// How many papers of that month have.
        expected: usize,
    },
    /// Too many or too few digits before the dot, where year and month stand.
    Front(usize),
    /// Something follows the identifier.
    Junk(String),
    /// There are no pages of this kind.
    Page(String),
    /// A slash too many stands before the identifier.
    DoubledSlash,
    /// All digits are there, but not the dot.
    MissingDot,
    /// Some other sign stands where the dot belongs.
    WrongDot(char),
    /// Nothing follows the kind of page.
    Nothing,
    /// It has the form of no identifier at all.
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
                write!(f, "it has {found} digits behind the dot instead of {expected}")
            }
            Self::Front(found) => write!(f, "it has {found} digits before the dot instead of 4"),
            Self::Junk(junk) => write!(f, "“{junk}” follows the id"),
            Self::Page(page) => write!(f, "arXiv has no pages under “{page}/”"),
            Self::DoubledSlash => f.write_str("a slash too many stands before the id"),
            Self::MissingDot => f.write_str("the dot is missing"),
            Self::WrongDot(sign) => write!(f, "“{sign}” stands where the dot belongs"),
            Self::Nothing => f.write_str("the id is missing"),
            Self::Other(text) => write!(f, "“{text}” has the form of no id"),
        }
    }
}

/// What comes before the identifier in the path.
const PAGES: [&str; 10] = [
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

/// `ID`, `IDv2`, `arXiv:ID`, with or without `.pdf`.
pub(super) fn parse(text: &str) -> Option<Arxiv> {
    let text = strip_ends(text);
    let (id, rest) = split_new(text).or_else(|| split_old(text))?;
    let version = match rest.strip_prefix('v') {
        Some(version) => Some(version.parse().ok().filter(|version| *version > 0)?),
        None if rest.is_empty() => None,
        None => return None,
    };
    Some(Arxiv { id, version })
}

/// The text without `arXiv:` before and the name of a format behind it.
fn strip_ends(text: &str) -> &str {
    let text = text.trim_matches('/');
    let name = text.get(..6).filter(|name| name.eq_ignore_ascii_case("arxiv:"));
    let text = text[name.map_or(0, str::len)..].trim_start();
    [".pdf", ".html", ".ps.gz", ".ps"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text)
}

/// An identifier such as `2401.00001` at the start of a text, and what follows it.
fn split_new(text: &str) -> Option<(String, &str)> {
    let month = text.get(..4).filter(|_| digits(text) == 4)?;
    let serial = digits(text[4..].strip_prefix('.')?);
    let (id, rest) = text.split_at(5 + serial);
    (serial == serial_digits(month.parse().ok()?)?).then(|| (id.to_owned(), rest))
}

/// An identifier such as `cs/0501001` or `math.GT/0309136` at the start of a text, and what follows it.
fn split_old(text: &str) -> Option<(String, &str)> {
    let (archive, number) = text.split_once('/')?;
    let archive = archive.split_once('.').map_or(archive, |(archive, _)| archive);
    let (number, rest) = number.split_at_checked(7).filter(|_| digits(number) == 7)?;
    let month: u16 = number[..4].parse().ok()?;
    let is_month = (1..=12).contains(&(month % 100)) && (month >= 9107 || month <= 703);
    let is_archive = archive.len() > 1 && archive.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    (is_month && is_archive).then(|| (format!("{}/{number}", archive.to_ascii_lowercase()), rest))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// How many digits follow the dot in identifiers of a month, written `YYMM`; `None` when there is no such month.
/// Four from April 2007 on, five since 2015.
fn serial_digits(month: u16) -> Option<usize> {
    let exists = (1..=12).contains(&(month % 100)) && month >= 704;
    exists.then_some(if month < 1501 { 4 } else { 5 })
}

/// Why an address on arXiv leads to no paper, if it asks for one and its identifier cannot exist.
///
/// `None` for identifiers that may exist, for pages of arXiv that are no papers, and for all other hosts.
/// Source: <https://info.arxiv.org/help/arxiv_identifier.html>.
#[must_use]
pub fn impossible_arxiv(url: &str) -> Option<ArxivError> {
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
    match self::page(&address) {
        Some(_) if is_doubled => Some(ArxivError {
            defect: ArxivDefect::DoubledSlash,
            meant: Some(format!("https://arxiv.org/{page}/{text}")),
        }),
        Some(_) => None,
        None => Some(diagnose(page, text)),
    }
}

fn is_arxiv(host: &str) -> bool {
    matches!(
        host,
        "arxiv.org" | "export.arxiv.org" | "cn.arxiv.org" | "browse.arxiv.org"
    )
}

/// `ab/2401.00001`. Of pages that take no identifier nothing is known.
fn unknown_page(page: &str, rest: &[&str]) -> Option<ArxivError> {
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
    let id = split_new(strip_ends(id)).filter(|_| !OTHERS.contains(&page))?.0;
    Some(ArxivError {
        defect: ArxivDefect::Page(page.to_owned()),
        meant: Some(format!("https://arxiv.org/abs/{id}")),
    })
}

/// What keeps a text from being an identifier.
fn diagnose(page: &str, text: &str) -> ArxivError {
    let id = strip_ends(text);
    let meant = |id: &str| parse(id).map(|_| format!("https://arxiv.org/{page}/{id}"));
    let found = |defect, meant| ArxivError { defect, meant };
    let (front, rest) = id.split_at(digits(id));
    if id.is_empty() {
        return found(ArxivDefect::Nothing, None);
    }
    if front.is_empty() {
        return found(ArxivDefect::Other(shorten(id)), None);
    }
    if front.len() >= 8 {
        let dotted = format!("{}.{}{rest}", &front[..4], &front[4..]);
        return match meant(&dotted) {
            Some(meant) => found(ArxivDefect::MissingDot, Some(meant)),
            None => found(ArxivDefect::Other(shorten(id)), None),
        };
    }
    let sign = rest.chars().next().unwrap_or('.');
    let back = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
    if front.len() != 4 {
        let is_short = sign == '.' && digits(back) > 0;
        let other = || ArxivDefect::Other(shorten(id));
        return found(
            if is_short {
                ArxivDefect::Front(front.len())
            } else {
                other()
            },
            None,
        );
    }
    let defect = after_front(front, sign, back, id);
    let meant = match &defect {
        ArxivDefect::WrongDot(_) => meant(&format!("{front}.{back}")),
        ArxivDefect::Junk(_) => meant(&id[..5 + digits(back)]),
        _ => None,
    };
    found(defect, meant)
}

/// The defect of a text that starts with four digits, a sign and a rest.
fn after_front(front: &str, sign: char, back: &str, id: &str) -> ArxivDefect {
    let month: u16 = front.parse().unwrap_or_default();
    let found = digits(back);
    match serial_digits(month) {
        _ if found == 0 => ArxivDefect::Other(shorten(id)),
        None if (1..=12).contains(&(month % 100)) => ArxivDefect::Other(shorten(id)),
        None => ArxivDefect::Month(u8::try_from(month % 100).unwrap_or_default()),
        Some(expected) if found != expected => ArxivDefect::Digits { found, expected },
        Some(_) if sign != '.' => ArxivDefect::WrongDot(sign),
        Some(_) => ArxivDefect::Junk(shorten(&back[found..])),
    }
}

/// The text as a message can quote it.
fn shorten(text: &str) -> String {
    text.chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Option<(String, Option<u16>)> {
        parse(text).map(|arxiv| (arxiv.id, arxiv.version))
    }

    fn impossible(url: &str) -> (String, String) {
        let error = impossible_arxiv(url).unwrap_or_else(|| panic!("{url} is possible"));
        (error.to_string(), error.meant.unwrap_or_default())
    }

    #[test]
    fn identifiers_of_all_times_are_read() {
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

    #[test]
    fn what_is_wrong_is_named_and_repaired_where_it_is_certain() {
        for (path, defect, meant) in [
            ("abs/2313.00001", "there is no month 13", ""),
            ("abs/2401.0001", "it has 4 digits behind the dot instead of 5", ""),
            (
                "abs/1312.61144",
                "it has 5 digits behind the dot instead of 4",
                "",
            ),
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
                "a slash too many stands before the id",
                "abs/2306.00001",
            ),
            ("abs/230600001v2", "the dot is missing", "abs/2306.00001v2"),
            (
                "abs/2306,00001",
                "“,” stands where the dot belongs",
                "abs/2306.00001",
            ),
            ("abs/", "the id is missing", ""),
            ("abs/XXXX.XXXXX", "“XXXX.XXXXX” has the form of no id", ""),
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
