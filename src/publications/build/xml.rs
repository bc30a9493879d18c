//! Reads DBLP's XML, one record at a time. Must not expand entities that the file itself declares.

use std::io::BufRead;

use quick_xml::{
    Error, Reader,
    events::{BytesStart, Event},
};

use super::{
    bounded::Bounded,
    error::SourceError,
    record::{Field, Record},
    selection::Selection,
};
use crate::publications::writer::Writer;

/// No record is larger. A paper of a thousand authors has 100 KiB.
const LONGEST_RECORD: usize = 4 << 20;

/// The deepest element: a record, its title, and marks such as `<i>` and `<sub>` within each other.
const DEEPEST: usize = 16;

/// Reads the papers and preprints of a selection.
pub(super) fn add(
    source: impl BufRead,
    selection: &Selection<'_>,
    writer: &mut Writer,
) -> Result<(), SourceError> {
    let mut reader = Reader::from_reader(Bounded::new(source, LONGEST_RECORD));
    let mut place = Place::default();
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if place.depth <= 1 {
            reader.get_mut().begin();
        }
        let event = reader.read_event_into(&mut bytes);
        let line = reader.get_ref().line();
        match event.map_err(|error| fault(&error, line))? {
            Event::Start(start) => place.start(&start, selection, writer, line)?,
            Event::End(_) => place.end(selection, writer)?,
            Event::Text(text) => place.text(&text.into_inner()),
            Event::CData(text) => place.text(&text.into_inner()),
            // The names of HTML are resolved when the text is complete, and all other entities stay as they are.
            Event::GeneralRef(name) => {
                for part in ["&", &name.into_inner(), ";"] {
                    place.text(part);
                }
            }
            Event::Eof if place.is_complete() => return Ok(()),
            Event::Eof => return Err(SourceError::at(line, "the file ends within a record")),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn fault(error: &Error, line: u64) -> SourceError {
    let fault = match error {
        Error::Io(error) => error.to_string(),
        error => error.to_string(),
    };
    SourceError::at(line, fault)
}

/// The place in the file, and the record there.
#[derive(Default)]
struct Place {
    depth: usize,
    has_root: bool,
    record: Option<Record>,
    field: Option<Field>,
}

impl Place {
    /// True after the end of the root.
    fn is_complete(&self) -> bool {
        self.has_root && self.depth == 0
    }

    fn start(
        &mut self,
        start: &BytesStart<'_>,
        selection: &Selection<'_>,
        writer: &mut Writer,
        line: u64,
    ) -> Result<(), SourceError> {
        let element = start.name();
        let element = element.as_ref();
        match self.depth {
            0 if element != "dblp" => {
                return Err(SourceError::at(
                    line,
                    "not DBLP's XML: its first element is not `dblp`",
                ));
            }
            0 => self.has_root = true,
            1 => self.record = begin(start, selection, writer),
            2 => self.field = self.record.as_mut().and_then(|record| record.begin(element)),
            DEEPEST => return Err(SourceError::at(line, "elements are nested too deeply")),
            _ => {}
        }
        self.depth += 1;
        Ok(())
    }

    fn end(&mut self, selection: &Selection<'_>, writer: &mut Writer) -> Result<(), SourceError> {
        self.depth = self.depth.saturating_sub(1);
        match self.depth {
            1 => {
                if let Some(record) = self.record.take() {
                    record.add(selection, writer)?;
                }
            }
            2 => self.field = None,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let (Some(record), Some(field)) = (&mut self.record, self.field) {
            record.text(field).push_str(text);
        }
    }
}

/// Begins a record; `None` if no selection takes it. Every record counts for the date of the source.
fn begin(start: &BytesStart<'_>, selection: &Selection<'_>, writer: &mut Writer) -> Option<Record> {
    let (mut key, mut is_withdrawn) = (None, false);
    for attribute in start.attributes().with_checks(false).flatten() {
        match attribute.key.as_ref() {
            "mdate" => {
                if let Some(month) = month(&attribute.value) {
                    writer.dated(month);
                }
            }
            "key" => key = Some(attribute.value),
            "publtype" => is_withdrawn = attribute.value == "withdrawn",
            _ => {}
        }
    }
    let is_paper = matches!(start.name().as_ref(), "article" | "inproceedings") && !is_withdrawn;
    Record::new(&key.filter(|_| is_paper)?, selection)
}

/// The year and month of a date: `2024-05` of `2024-05-31`.
fn month(date: &str) -> Option<&str> {
    let month = date.get(..7)?;
    let is_month = |(at, byte): (usize, u8)| {
        if at == 4 {
            byte == b'-'
        } else {
            byte.is_ascii_digit()
        }
    };
    month.bytes().enumerate().all(is_month).then_some(month)
}
