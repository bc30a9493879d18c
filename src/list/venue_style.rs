//! The style in which a venue is written with its year: the joint between them, and the digits of the year. Must not
//! read venues.

use std::fmt;

/// The joint between venue and year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Join {
    /// `CVPR2024`.
    Attached,
    /// `CVPR 2024`.
    Space,
    /// `CVPR'24`.
    Apostrophe,
    /// `CVPR '24`.
    SpaceApostrophe,
    /// `CVPR-2024`.
    Hyphen,
    /// `CVPR, 2024`.
    Comma,
    /// `CVPR (2024)`.
    Parentheses,
    /// `CVPR‘24`: a mark in place of an apostrophe.
    Mark(&'static str),
}

/// The characters for an apostrophe.
const APOSTROPHES: [char; 2] = ['\'', '’'];
/// The characters that are typed in place of an apostrophe.
const MARKS: [&str; 4] = ["‘", "´", "′", "`"];

/// True for an apostrophe, and for a character in its place.
pub(super) fn is_apostrophe(c: char) -> bool {
    APOSTROPHES.contains(&c) || MARKS.iter().any(|mark| mark.starts_with(c))
}

impl Join {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Attached, ""),
        (Self::Space, " "),
        (Self::Apostrophe, "'"),
        (Self::SpaceApostrophe, " '"),
        (Self::Hyphen, "-"),
        (Self::Comma, ", "),
        (Self::Parentheses, " ("),
    ];

    /// The text between venue and year.
    #[must_use]
    pub fn separator(self) -> &'static str {
        if let Self::Mark(mark) = self {
            return mark;
        }
        let found = Self::ALL.iter().find(|(join, _)| *join == self);
        found.map_or("", |(_, separator)| separator)
    }

    /// The text after the year.
    #[must_use]
    pub fn terminator(self) -> &'static str {
        if self == Self::Parentheses { ")" } else { "" }
    }

    pub(super) fn of(gap: &str, after: &str) -> Option<Self> {
        // Which of the two apostrophes an author types is up to the keyboard.
        let gap = gap.replace('’', "'");
        for (join, separator) in Self::ALL {
            if gap == separator && after.starts_with(join.terminator()) {
                return Some(join);
            }
        }
        let mark = MARKS.iter().find(|mark| gap == **mark)?;
        Some(Self::Mark(mark))
    }
}

/// The style of a venue with its year, such as `CVPR 2024` or `CVPR'24`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct VenueStyle {
    /// The joint between venue and year.
    pub join: Join,
    /// True if the year has two digits.
    pub is_short: bool,
}

impl VenueStyle {
    /// Writes a venue's year in this style, with the text before and after it.
    #[must_use]
    pub fn write_year(self, year: u16) -> String {
        let year = if self.is_short {
            format!("{:02}", year % 100)
        } else {
            year.to_string()
        };
        format!("{}{year}{}", self.join.separator(), self.join.terminator())
    }
}

impl fmt::Display for VenueStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CVPR{}", self.write_year(2024))
    }
}
