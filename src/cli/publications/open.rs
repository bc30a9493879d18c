//! Opens files with publications: indexes, and BibTeX. Must not know which command uses them.

use std::path::Path;

use crate::{
    cli::{
        error::{Error, PublicationsError},
        input,
    },
    config::Venue,
    list::VenueRegistry,
    publications::{
        Index, Writer,
        build::{self, Selection},
        is_index,
    },
};

/// Opens a file with publications. Its venues may be known to paperlint, or declared by a list.
pub(in crate::cli) fn open(path: &Path, declared: &[Venue]) -> Result<Index, Error> {
    let bytes = input::publications(path)?;
    let index = if is_index(&bytes) {
        Index::open(bytes).map_err(PublicationsError::from)
    } else {
        of_bibtex(&name(path), &bytes, declared)
    };
    index.map_err(|source| Error::Publications {
        path: path.to_owned(),
        source,
    })
}

/// The name of a file as the source of its papers.
pub(super) fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn of_bibtex(name: &str, bytes: &[u8], declared: &[Venue]) -> Result<Index, PublicationsError> {
    let is_bibtex = std::str::from_utf8(bytes).is_ok_and(|text| text.contains('@') || text.trim().is_empty());
    if !is_bibtex {
        return Err(PublicationsError::Unknown);
    }
    let registry = VenueRegistry::builtin().extended(declared);
    let mut writer = Writer::default();
    build::add_bibtex(name, bytes, &Selection::of(&registry), &mut writer)?;
    let bytes = writer.finish().map_err(build::SourceError::from)?;
    Ok(Index::open(bytes)?)
}
