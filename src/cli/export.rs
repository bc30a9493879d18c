//! `export`: reads lists and writes their papers. Must not know what papers or formats look like.

use super::{args::ExportOptions, error::Error, input, output, settings::Settings};
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
    for input in input::read(&options.paths)? {
        records.extend(read(&*settings.of(&input.folder)?, &input.source));
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
