//! The form in which a site says all about itself. Must not know any single site.

use std::fmt::Display;

use super::{address::Address, repository::Repository};

/// The hosts whose URLs are read in one way, and the function that reads them.
///
/// Hosts are written as [`Address::host`] has them. A host with a dot in front means all hosts below it, and
/// [`ANYWHERE`] all hosts that no other form names.
pub(super) type Form<Id> = (&'static [&'static str], fn(&Address<'_>) -> Option<Id>);

/// Any host.
pub(super) const ANYWHERE: &str = "";

/// A site whose URLs name papers, code or data.
///
/// Each site is one implementation in `sites` and one line in the table of `table.rs`.
pub(super) trait Site {
    /// The identifiers of the site; written as keys have them.
    type Id: Display + 'static;

    /// The name in messages: of the site, or of the identifier where many sites share it.
    const NAME: &'static str;

    /// The start of every key.
    const KEY: &'static str;

    /// The kind of thing that the site holds.
    const FAMILY: Family;

    /// The forms of the URLs that name something of the site, on its own hosts, on mirrors or on other sites.
    const FORMS: &'static [Form<Self::Id>];

    /// The domains on which every page counts as one of the site, whatever the form of its URL.
    ///
    /// This is how the links of a column are recognised as papers or code; it names nothing.
    const DOMAINS: &'static [&'static str] = &[];

    /// The name that Semantic Scholar has for identifiers of the site, where it takes them.
    const SEMANTIC_SCHOLAR: Option<&'static str> = None;

    /// Returns the identifier in a text that is not a URL, such as `doi:10.1000/1`.
    fn of_text(_text: &str) -> Option<Self::Id> {
        None
    }

    /// Returns the identifier within a DOI in lower case, for sites that register DOIs with their identifiers.
    fn of_doi(_doi: &str) -> Option<Self::Id> {
        None
    }

    /// True if no two identifiers differ in case alone, so that keys are in lower case.
    const IGNORES_CASE: bool = false;

    /// Returns the key under which all URLs of one thing are equal: without version, reference and path.
    fn key(id: &Self::Id) -> String {
        let key = format!("{}:{id}", Self::KEY);
        if Self::IGNORES_CASE {
            key.to_lowercase()
        } else {
            key
        }
    }

    /// Returns the URL of the main page: without version, view and path.
    fn url(id: &Self::Id) -> String;

    /// Returns the kind of one thing.
    fn family(_id: &Self::Id) -> Family {
        Self::FAMILY
    }

    /// True if it is a paper on a preprint server.
    fn is_preprint(_id: &Self::Id) -> bool {
        false
    }

    /// True if a URL leads to one of several things under the identifier, such as a file of a data set.
    fn is_part(_address: &Address<'_>) -> bool {
        false
    }

    /// Returns the venue and year that the identifier contains.
    fn published(_id: &Self::Id) -> Option<Published> {
        None
    }

    /// Returns the words of the title that the identifier contains, separated by `_` or `-`.
    fn title(_id: &Self::Id) -> Option<&str> {
        None
    }

    /// Returns the repository that the identifier is.
    fn repository(_id: &Self::Id) -> Option<&Repository> {
        None
    }
}

/// The kinds of thing that URLs name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// A paper, published or not.
    Paper,
    /// A place where code is kept.
    Code,
    /// Data or models.
    Data,
    /// A page of a person, an organisation or a project.
    Page,
}

/// A conference or journal with the year, as the URL of a paper has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// The venue in a spelling that the registry of venues knows.
    pub venue: String,
    /// The year of the conference or volume.
    pub year: Option<u16>,
    /// True if the paper is one of a workshop at the conference.
    pub is_workshop: bool,
}

impl Published {
    /// A paper of the main conference.
    pub(super) fn at(venue: &str, year: Option<u16>) -> Self {
        Self {
            venue: venue.to_owned(),
            year,
            is_workshop: false,
        }
    }
}
