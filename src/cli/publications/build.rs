//! `publications build`: makes an index of sources. Must not read their formats.

use std::collections::BTreeSet;

use super::{counts::Counts, open::name, options::BuildOptions, progress::Counted};
use crate::{
    cli::{
        error::Error,
        files::{Files, Use},
        input,
        output::Terminal,
        write,
    },
    list::VenueRegistry,
    publications::{
        Index, Writer,
        build::{self, Selection, SourceError},
    },
};

pub(super) fn run(options: &BuildOptions, terminal: &Terminal) -> Result<(), Error> {
    let files = options.sources.iter().filter(|path| !input::is_stdin(path));
    Files::default()
        .reading(Use::Source, files)
        .writing(Use::Index, [&options.output])
        .check()?;
    let registry = VenueRegistry::builtin();
    let selection = Selection {
        years: options.years.clone().unwrap_or(0..=u16::MAX),
        venues: venues(&options.venue, registry)?,
        ..Selection::of(registry)
    };
    let mut writer = Writer::default();
    for path in &options.sources {
        let source = Counted::new(input::source(path)?);
        build::add(&name(path), source, &selection, &mut writer).map_err(|source| failure(path, source))?;
    }
    let bytes = writer
        .finish()
        .map_err(|error| failure(&options.output, error.into()))?;
    let index = Index::open(bytes).expect("a new index is not damaged");
    if index.is_empty() && index.preprints() == 0 {
        return Err(Error::NoPapers);
    }
    write::file(&options.output, |out| out.write_all(index.bytes()))?;
    let counts = Counts::of(None, &index);
    let (file, summary, dates) = (options.output.display(), counts.summary(), counts.dates());
    terminal.note(&format!(
        "{file}: {summary} ({dates}), {} kB",
        counts.bytes / 1000
    ));
    Ok(())
}

fn failure(path: &std::path::Path, source: SourceError) -> Error {
    Error::Source {
        path: path.to_owned(),
        source,
    }
}

/// The short names of the venues, however they were typed.
fn venues(names: &[String], registry: &VenueRegistry) -> Result<Option<BTreeSet<String>>, Error> {
    if names.is_empty() {
        return Ok(None);
    }
    let mut venues = BTreeSet::new();
    for name in names {
        let venue = registry.get(name);
        let venue = venue.ok_or_else(|| Error::UnknownVenue { name: name.clone() })?;
        venues.insert(venue.id.clone());
    }
    Ok(Some(venues))
}
