//! `schema`: the JSON schemas of paperlint's formats. Must not describe anything by hand.

use serde_json::{Value, json};

use super::args::SchemaOf;
use crate::{config::Config, export, report, rules};

/// A schema as a JSON text.
pub(super) fn text(of: SchemaOf) -> String {
    let schema = match of {
        SchemaOf::Config => config(),
        SchemaOf::Report => report::json::schema(),
        SchemaOf::Entries => export::json::schema(),
    };
    format!("{schema:#}\n")
}

/// The schema of the configuration, which names every rule.
fn config() -> Value {
    // The type of the configuration does not know the rules: it allows a level for any name.
    let mut schema: Value = schemars::schema_for!(Config).into();
    let level = schema["properties"]["rules"]["additionalProperties"].take();
    let rule = |meta: &rules::Meta| {
        let mut level = level.clone();
        level["description"] = Value::from(format!("{} ({})", meta.summary(), meta.properties()));
        (meta.id.to_owned(), level)
    };
    let rules = &mut schema["properties"]["rules"];
    rules["properties"] = Value::Object(rules::metas().map(rule).collect());
    rules["additionalProperties"] = json!(false);
    schema
}
