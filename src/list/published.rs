//! What the address of a published paper says about it: venue, year and title. Must not compare it with a list.

use crate::identity::{
    Identity,
    title::{self, TitleKey},
};

/// A conference or journal with the year, as the address of a paper has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// The venue as the registry spells it.
    pub venue: String,
    /// The year of the conference or volume.
    pub year: Option<u16>,
    /// Whether the paper is one of a workshop at the conference.
    pub is_workshop: bool,
}

/// Where a paper was published; `None` where its address does not say it.
#[must_use]
pub fn published(identity: &Identity) -> Option<Published> {
    let of = |venue: &str, year| Published {
        venue: venue.to_owned(),
        year,
        is_workshop: false,
    };
    match identity {
        Identity::Cvf {
            conference,
            workshop,
            year,
            ..
        } => Some(Published {
            is_workshop: workshop.is_some(),
            ..of(conference, Some(*year))
        }),
        Identity::Ecva { year, .. } => Some(of("ECCV", Some(*year))),
        Identity::Neurips { year, .. } => Some(of("NeurIPS", Some(*year))),
        Identity::Nips { .. } => Some(of("NeurIPS", None)),
        Identity::Ijcai { year, .. } => Some(of("IJCAI", Some(*year))),
        Identity::Aaai(_) => Some(of("AAAI", None)),
        Identity::Doi(doi) => of_ieee(doi),
        Identity::Acl(_) => {
            let (venue, year) = identity.acl_venue_year()?;
            Some(of(venue, Some(year)))
        }
        _ => None,
    }
}

/// `10.1109/tgrs.2021.3115569` and `10.1109/cvpr52688.2022.00943`. The year of a journal's is that of acceptance.
fn of_ieee(doi: &str) -> Option<Published> {
    let mut parts = doi.strip_prefix("10.1109/")?.split('.');
    let (front, year) = (parts.next()?, parts.next()?);
    let venue = front.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_conference = venue.len() < front.len();
    let year = year.parse().ok().filter(|_| is_conference && year.len() == 4);
    let conference = venue.strip_suffix('w').filter(|_| is_conference);
    venue
        .bytes()
        .all(|byte| byte.is_ascii_alphabetic())
        .then(|| Published {
            venue: conference.unwrap_or(venue).to_uppercase(),
            year,
            is_workshop: conference.is_some(),
        })
}

/// Fewer words that are not found may be cut or changed.
const FEWEST: usize = 4;
/// Shorter words are in every title.
const SHORTEST_WORD: usize = 4;

/// Whether a paper's address has the words of this title; `None` where it has too few to tell.
///
/// An address may have the surname or the full name before the words, and only the first words of a title.
#[must_use]
pub fn bears_title(identity: &Identity, title: &TitleKey) -> Option<bool> {
    let words = match identity {
        Identity::Cvf { slug, .. } => without_edition(slug)?.split_once('_')?.1,
        Identity::Nips { slug, .. } => slug,
        _ => return None,
    };
    let words = words.split(['_', '-']).filter(|word| word.len() >= SHORTEST_WORD);
    let found: Vec<bool> = words
        .map(|word| title.as_str().contains(title::key(word).as_str()))
        .collect();
    let right = found.iter().filter(|found| **found).count();
    match found.len() {
        0 | 1 => None,
        all if right == all => Some(true),
        all if all < FEWEST => None,
        all => Some(right * 2 >= all),
    }
}

/// `Surname_Title_Words` of `Surname_Title_Words_CVPR_2023`.
fn without_edition(slug: &str) -> Option<&str> {
    let (rest, year) = slug.rsplit_once('_')?;
    let is_edition = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    // In 2013 to 2015 the year stood first: `Title_2014_CVPR`.
    if is_edition {
        return rest.rsplit_once('_').map(|(words, _)| words);
    }
    let (words, year) = rest.rsplit_once('_')?;
    (year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(url: &str) -> Identity {
        Identity::parse(url).expect("the address is of a known form")
    }

    #[track_caller]
    fn check(url: &str, expected: Option<(&str, Option<u16>, bool)>) {
        let found = published(&identity(url));
        let found = found.map(|it| (it.venue, it.year, it.is_workshop));
        let expected = expected.map(|(venue, year, is_workshop)| (venue.to_owned(), year, is_workshop));
        assert_eq!(found, expected, "{url}");
    }

    const CVF: &str = "https://openaccess.thecvf.com/content/CVPR2022/html/\
        Ruan_Learning_to_Deblur_Using_Light_Field_Generated_and_Real_Defocus_CVPR_2022_paper.html";
    const OLD: &str = "http://www.cv-foundation.org/openaccess/content_cvpr_2014/papers/\
        Girshick_Rich_Feature_Hierarchies_2014_CVPR_paper.pdf";

    #[test]
    fn addresses_say_where_a_paper_was_published() {
        check(CVF, Some(("CVPR", Some(2022), false)));
        check(
            "https://aclanthology.org/2023.acl-long.1/",
            Some(("acl", Some(2023), false)),
        );
        check(
            "https://www.ijcai.org/proceedings/2023/12",
            Some(("IJCAI", Some(2023), false)),
        );
        check(
            "https://doi.org/10.1109/TGRS.2021.3115569",
            Some(("TGRS", None, false)),
        );
        check(
            "https://doi.org/10.1109/CVPRW52688.2022.00943",
            Some(("CVPR", Some(2022), true)),
        );
        check("https://arxiv.org/abs/2401.00001", None);
        check("https://doi.org/10.1016/j.aiopen.2021.01.001", None);
    }

    #[test]
    fn titles_are_compared_with_the_words_of_addresses() {
        let bears = |url: &str, text: &str| bears_title(&identity(url), &title::key(text));
        let right = "Learning to Deblur using Light Field Generated and Real Defocus Images";
        assert_eq!(bears(CVF, right), Some(true));
        assert_eq!(bears(CVF, &format!("DRBNet: {right}")), Some(true));
        assert_eq!(
            bears(CVF, "Unsupervised Learning of Depth and Defocus Effects"),
            Some(false)
        );
        assert_eq!(
            bears(OLD, "Rich feature hierarchies for accurate object detection"),
            Some(true)
        );
        assert_eq!(bears(OLD, "Long-term recurrent convolutional networks"), None);
        let arxiv = "https://arxiv.org/abs/2401.00001";
        assert_eq!(bears(arxiv, right), None);
    }
}
