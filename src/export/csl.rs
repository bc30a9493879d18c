//! Entries as CSL-JSON, which reference managers and citation processors read. Must not know how entries are read.

use std::io;

use serde_json::{Map, Value, json};

use super::{Record, VenueKind, authors, key::Keys};
use crate::escape;

/// Writes each paper once, as an array.
pub(super) fn write(records: &[Record], out: &mut dyn io::Write) -> io::Result<()> {
    let mut keys = Keys::default();
    let mut items = Vec::new();
    for record in records {
        if let Some(key) = keys.key(record) {
            items.push(item(record, &key));
        }
    }
    let serialised = serde_json::to_string_pretty(&items)?;
    writeln!(out, "{}", escape::json(&serialised))
}

fn item(record: &Record, key: &str) -> Value {
    let people: Vec<_> = record.people().iter().map(|name| person(name)).collect();
    let fields = [
        ("title", record.label().map(Value::from)),
        ("author", (!people.is_empty()).then(|| Value::from(people))),
        ("container-title", record.container().map(Value::from)),
        ("issued", issued(record)),
        ("page", record.pages().map(Value::from)),
        ("DOI", record.doi().map(Value::from)),
        ("URL", record.url().map(Value::from)),
    ];
    let mut item = Map::new();
    item.insert("id".to_owned(), key.into());
    item.insert("type".to_owned(), kind(record).into());
    for (name, value) in fields {
        item.extend(value.map(|value| (name.to_owned(), value)));
    }
    Value::Object(item)
}

/// The type of a work in the vocabulary of CSL 1.0.2.
fn kind(record: &Record) -> &'static str {
    match record.kind() {
        Some(VenueKind::Conference | VenueKind::Workshop) => "paper-conference",
        Some(VenueKind::Journal) => "article-journal",
        Some(VenueKind::Preprint) | None => "article",
    }
}

fn issued(record: &Record) -> Option<Value> {
    let year = record.year_of_work()?;
    let parts = match record.month() {
        Some(month) => json!([[year, month]]),
        None => json!([[year]]),
    };
    Some(json!({ "date-parts": parts }))
}

/// A name in its parts; a name of one word, or without spaces between its parts, is literal.
fn person(name: &str) -> Value {
    if let Some((family, given)) = name.split_once(", ") {
        return json!({ "family": family, "given": given });
    }
    match authors::parts(name) {
        Some((given, family)) => json!({ "family": family, "given": given }),
        None => json!({ "literal": name }),
    }
}
