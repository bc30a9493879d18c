//! CVF Open Access, with papers of computer vision conferences. Must not know their other sites.

use std::fmt;

use super::ecva;
use crate::identity::{
    address::Address,
    part::{is_four_digits, is_word, year},
    site::{Family, Form, Published, Site},
};

/// A paper at CVF Open Access.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Cvf {
    /// `CVPR`, `ICCV`, `WACV`, `ACCV` or `ECCV`.
    pub conference: String,
    /// The name of the workshop in the URL; empty if the URL has none.
    pub workshop: Option<String>,
    /// The year of the conference.
    pub year: u16,
    /// The surname, title, conference and year, joined by `_`.
    pub slug: String,
}

impl Site for Cvf {
    type Id = Self;

    const NAME: &'static str = "CVF";
    const KEY: &'static str = "cvf";
    const FAMILY: Family = Family::Paper;
    const FORMS: &'static [Form<Self>] = &[
        (&["openaccess.thecvf.com", "cv-foundation.org"], read),
        (ecva::HOSTS, at_ecva),
    ];
    const DOMAINS: &'static [&'static str] = &["thecvf.com"];
    const IGNORES_CASE: bool = true;

    fn url(paper: &Self) -> String {
        let name = paper.workshop.as_deref().unwrap_or_default();
        let separator = if name.is_empty() { "" } else { "/" };
        let (folder, slug) = (paper.folder(), &paper.slug);
        format!("https://openaccess.thecvf.com/{folder}/{name}{separator}html/{slug}_paper.html")
    }

    fn published(paper: &Self) -> Option<Published> {
        Some(Published {
            is_workshop: paper.workshop.is_some(),
            ..Published::at(&paper.conference, Some(paper.year))
        })
    }

    /// `Title_Words` in `Surname_Title_Words_CVPR_2023` and `Surname_Title_Words_2014_CVPR`.
    fn title(paper: &Self) -> Option<&str> {
        let (rest, last) = paper.slug.rsplit_once('_')?;
        let (words, conference) = rest.rsplit_once('_')?;
        // From 2013 to 2015 the year came before the conference.
        if !is_four_digits(last) && !is_four_digits(conference) {
            return None;
        }
        // The first word is the surname of the first author.
        Some(words.split_once('_')?.1)
    }
}

/// The edition and the slug.
impl fmt::Display for Cvf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Slugs are unique without the name of the workshop, which some URLs omit.
        let mark = if self.workshop.is_some() { "w" } else { "" };
        write!(f, "{}{}{mark}/{}", self.conference, self.year, self.slug)
    }
}

impl Cvf {
    /// Returns the folder of the conference, whose naming changed over the years.
    fn folder(&self) -> String {
        let (conference, year) = (&*self.conference, self.year);
        let lower = conference.to_ascii_lowercase();
        match (self.workshop.is_some(), year) {
            // Newest first: the naming of 2021 is the only lasting one.
            (true, 2021..) => format!("content/{conference}{year}W"),
            (true, 2019..) => format!("content_{conference}W_{year}"),
            (true, _) => format!("content_{lower}_{year}_workshops"),
            (false, _) if year >= 2021 || conference == "ACCV" => format!("content/{conference}{year}"),
            (false, _) if year >= 2019 || conference == "ECCV" || (conference, year) == ("ICCV", 2017) => {
                format!("content_{conference}_{year}")
            }
            (false, _) => format!("content_{lower}_{year}"),
        }
    }
}

/// `/content/CVPR2021/html/SLUG_paper.html`, `/content/CVPR2021W/NAME/papers/SLUG_paper.pdf`, and the older
/// `/content_CVPR_2019/…`, `/content_ICCVW_2019/NAME/…`, `/content_cvpr_2018_workshops/NAME/…`.
fn read(address: &Address<'_>) -> Option<Cvf> {
    let parts = address.parts();
    let parts = match parts.as_slice() {
        // The first years are on a different host.
        ["openaccess", rest @ ..] => rest,
        all => all,
    };
    let (edition, inner) = match parts {
        ["content", edition, inner @ ..] => (*edition, inner),
        [folder, inner @ ..] => (folder.strip_prefix("content_")?, inner),
        [] => return None,
    };
    let (conference, year, is_workshop) = read_edition(edition)?;
    let (file, folders) = inner.split_last()?;
    let slug = file
        .strip_suffix(".html")
        .or_else(|| file.strip_suffix(".pdf"))?
        .strip_suffix("_paper")
        .filter(|slug| is_word(slug))?;
    let name = folders.iter().find(|name| !matches!(**name, "html" | "papers"));
    Some(Cvf {
        conference,
        workshop: is_workshop.then(|| name.copied().unwrap_or_default().to_owned()),
        year,
        slug: slug.to_owned(),
    })
}

/// Returns the conference, the year, and true for a workshop, from `CVPR2021W`, `CVPR_2019`, `ICCVW_2019`,
/// `cvpr_2018_workshops` or `cvpr_workshops_2015`.
fn read_edition(text: &str) -> Option<(String, u16, bool)> {
    let text = text.to_ascii_uppercase();
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let year = year(text.get(at..at + 4)?)?;
    let before = text[..at].trim_end_matches('_');
    let behind = &text[at + 4..];
    let main = before
        .strip_suffix("_WORKSHOPS")
        .or_else(|| before.strip_suffix('W'));
    let is_workshop = main.is_some() || matches!(behind, "W" | "_WORKSHOPS");
    let conference = main.unwrap_or(before);
    // Other folders contain supplements, news and lists of papers.
    let is_known = matches!(conference, "CVPR" | "ICCV" | "WACV" | "ACCV" | "ECCV");
    is_known.then(|| (conference.to_owned(), year, is_workshop))
}

/// A paper of ECCV 2018 at ECVA, which names it by its slug; CVF has these papers as well.
fn at_ecva(address: &Address<'_>) -> Option<Cvf> {
    let (year, slug) = ecva::edition_and_file(address)?;
    (year == 2018 && is_word(slug)).then(|| Cvf {
        conference: "ECCV".to_owned(),
        workshop: None,
        year,
        slug: slug.to_owned(),
    })
}
