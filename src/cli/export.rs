//! `export`: reads lists and writes their papers. Must not know what papers or formats look like.

use super::{
    args::ExportOptions,
    check,
    error::Error,
    files::{Files, Use},
    output,
    settings::Settings,
};
use crate::{
    document::Document,
    engine::{Engine, Selection},
    export::{self, Record},
    list::List,
    source::SourceFile,
};

pub(super) fn run(options: &ExportOptions) -> Result<(), Error> {
    let mut settings = Settings::with(Selection::default(), options.config.as_deref());
    let mut records = Vec::new();
    let files = Files::default().writing(Use::Export, &options.output);
    for (engine, input) in check::read_with(&mut settings, &options.paths, files)? {
        records.extend(read(&engine, &input.source));
    }
    output::write(options.output.as_deref(), |out| {
        export::write(options.format, &records, out)
    })
}

fn read(engine: &Engine, source: &SourceFile) -> Vec<Record> {
    let document = Document::parse(source);
    let list = List::read(&document, engine.config(), engine.registry());
    export::records(&document, &list)
}
