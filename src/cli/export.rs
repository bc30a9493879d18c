//! `export`: reads lists and writes their papers. Must not depend on the fields of papers or on formats.

use super::{
    args::ExportOptions,
    error::Error,
    files::{Files, Use},
    net,
    options::NewsOptions,
    output::{self, Terminal},
    settings::Settings,
    subject::Subject,
};
use crate::{engine::Selection, export};

pub(super) fn run(options: &ExportOptions, terminal: &Terminal) -> Result<(), Error> {
    let subjects = Subject::all(
        &options.paths,
        Settings::with(Selection::default(), options.config.as_deref()),
        None,
        net::files(
            Files::default().writing(Use::Export, &options.output),
            &options.knowledge,
        ),
    )?;
    if let Some(line) = options.explain {
        let [subject] = subjects.as_slice() else {
            return Err(Error::SeveralFiles {
                count: subjects.len(),
            });
        };
        let reading = &subject.read().reading;
        let Some(text) = export::explain(reading, line as usize) else {
            let path = reading.document.source().path().into();
            return Err(Error::NoLine { path, line });
        };
        return output::write(options.output.as_deref(), |out| out.write_all(text.as_bytes()));
    }
    let reads: Vec<_> = subjects.iter().map(Subject::read).collect();
    let gathered = net::gather(&options.knowledge, &reads, &NewsOptions::default(), terminal)?;
    let mut records = Vec::new();
    for read in &reads {
        records.extend(export::records(&read.reading, &gathered.facts));
    }
    output::write(options.output.as_deref(), |out| {
        export::write(options.format, &records, out)
    })
}
