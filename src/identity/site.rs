//! The interface by which a site describes itself. Must not know any particular site.

use std::fmt::Display;

use super::{address::Address, repository::Repository};

/// The hosts that share a form of URL, and the function that reads it.
///
/// Hosts are written as in [`Address::host`]. A leading dot means all subdomains, and [`ANYWHERE`] means all hosts that
/// no other form names.
pub(super) type Form<Id> = (&'static [&'static str], fn(&Address<'_>) -> Option<Id>);

/// Any host.
pub(super) const ANYWHERE: &str = "";

/// A site whose URLs name papers, code or data.
///
/// Each site is one implementation in `sites` and one line in the table of `table.rs`.
pub(super) trait Site {
    /// The identifier; displayed as in keys.
    type Id: Display + 'static;

    /// The name in messages: of the site, or of the identifier if many sites share it.
    const NAME: &'static str;

    /// The start of every key.
    const KEY: &'static str;

    /// The kind of things on the site.
    const FAMILY: Family;

    /// The forms of URLs with an identifier of the site, on its own hosts, on mirrors or on other sites.
    const FORMS: &'static [Form<Self::Id>];

    /// The domains on which every page belongs to the site, whatever the form of its URL.
    ///
    /// The links of a column are recognised as papers or code by them; they do not give an identifier.
    const DOMAINS: &'static [&'static str] = &[];

    /// The name in Semantic Scholar for identifiers of the site, if it accepts them.
    const SEMANTIC_SCHOLAR: Option<&'static str> = None;

    /// Returns the identifier in a text that is not a URL, such as `doi:10.1000/1`.
    fn of_text(_text: &str) -> Option<Self::Id> {
        None
    }

    /// Returns the identifier in a lower-case DOI, for sites that register DOIs with their identifiers.
    fn of_doi(_doi: &str) -> Option<Self::Id> {
        None
    }

    /// True if no two identifiers differ only in upper and lower case; keys are then in lower case.
    const IGNORES_CASE: bool = false;

    /// Returns the key that all URLs of one thing share: without version, reference and path.
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

    /// True if a URL leads to one of several things with the same identifier, such as a file of a data set.
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

    /// Returns the repository, if the identifier names one.
    fn repository(_id: &Self::Id) -> Option<&Repository> {
        None
    }
}

/// The kinds of things that URLs name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// A paper, published or not.
    Paper,
    /// A repository or other place for code.
    Code,
    /// Data or models.
    Data,
    /// A page of a person, an organisation or a project.
    Page,
}

/// The conference or journal and the year in the URL of a paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// The venue in a spelling that the venue registry knows.
    pub venue: String,
    /// The year of the conference or volume.
    pub year: Option<u16>,
    /// True if the paper belongs to a workshop at the conference.
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
