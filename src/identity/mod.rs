//! Identifiers of papers, code and data in URLs, and keys for comparing URLs and titles. Must do no I/O.

mod address;
mod hub;
mod key;
mod leftover;
mod likeness;
mod part;
mod repository;
mod site;
mod sites;
mod slug;
mod table;
pub mod title;

#[cfg(test)]
mod tests;

pub use hub::{HubId, HubKind};
pub use key::identify;
pub use leftover::{copied_view, tracking_parameters};
pub use likeness::{Likeness, are_translated, likeness};
pub use part::is_four_digits;
pub use repository::Repository;
pub use site::{Family, Published};
pub use sites::{
    arxiv::Arxiv,
    cvf::Cvf,
    ecva::Ecva,
    ijcai::Ijcai,
    impossible_arxiv::{ArxivDefect, ArxivError, impossible_arxiv},
    neurips::{Neurips, Nips},
    pmlr::Pmlr,
};
pub use slug::bears_title;
pub use table::{Identity, SCHOLAR, family_of_host};
pub use title::TitleKey;
