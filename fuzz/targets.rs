//! What must hold for every input, for `cargo fuzz` and for the bounded test that runs with the others.

use std::collections::BTreeSet;

use paperlint::{
    baseline::Baseline,
    config::{Config, ConfigFile},
    document::Document,
    encoding,
    engine::{Engine, Selection},
    export,
    facts::Facts,
    finding::{Applicability, Finding},
    fix::fixed_point,
    identity::title,
    list::{Reading, VenueRegistry},
    publications::{Index, Publications, Writer, build},
    source::SourceFile,
};

/// A target: its name, and the check of one input.
pub(super) type Target = (&'static str, fn(&[u8]));

/// All targets.
pub(super) const TARGETS: [Target; 6] = [
    ("list", list),
    ("config", config),
    ("baseline", baseline),
    ("recording", recording),
    ("index", index),
    ("bibliography", bibliography),
];

/// A list: nothing panics, findings are sound, fixes come to an end and lose no paper, exports read back.
pub(super) fn list(bytes: &[u8]) {
    let Ok(text) = encoding::decode(bytes.to_vec()) else {
        return;
    };
    assert_eq!(&*encoding::encode(&text), bytes);
    let source = SourceFile::new("x.md", text);
    let engine = Engine::new(Config::default(), &Selection::default());
    let check = |source: &SourceFile| engine.check(source, &Facts::default());
    let found = check(&source);
    for finding in &found {
        sound(&source, finding);
    }
    let before = papers(&source);
    for allowed in [Applicability::Safe, Applicability::Unsafe] {
        let fixed = fixed_point(&source, &found, allowed, check);
        assert!(fixed.is_stable, "the fixes do not come to an end");
        if allowed == Applicability::Safe {
            let after = papers(&fixed.source);
            // A fix may complete an identifier that a tag has cut.
            let is_kept = |paper: &&String| after.iter().any(|other| other.starts_with(&***paper));
            let lost: Vec<_> = before.iter().filter(|paper| !is_kept(paper)).collect();
            assert!(lost.is_empty(), "a safe fix has lost {lost:?}");
        }
    }
    let reading = Reading::of(&source, &Config::default(), VenueRegistry::builtin());
    let records = export::records(&reading, &Facts::default());
    let formats = [
        export::Format::Json,
        export::Format::Csv,
        export::Format::Bibtex,
        export::Format::Csl,
    ];
    for format in formats {
        let mut out = Vec::new();
        export::write(format, &records, &mut out).expect("writing to memory cannot fail");
        let text = String::from_utf8(out).expect("exports are UTF-8");
        if format == export::Format::Json {
            let read: serde_json::Value = serde_json::from_str(&text).expect("the export is JSON");
            let entries = read["entries"].as_array().map_or(0, Vec::len);
            assert_eq!(entries, records.len());
        }
    }
}

/// The spans of a finding are places in the text, and its edits are in order.
fn sound(source: &SourceFile, finding: &Finding) {
    let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
    let spans = edits.iter().map(|edit| edit.span).chain([finding.span]);
    for span in spans.chain(finding.related.iter().map(|label| label.span)) {
        assert!(source.text().get(span.range()).is_some(), "{finding:?}");
    }
    assert!(
        edits.is_sorted_by(|a, b| a.span.end <= b.span.start),
        "{finding:?}"
    );
}

/// The identifiers of the papers that a page links to.
fn papers(source: &SourceFile) -> BTreeSet<String> {
    let document = Document::parse(source);
    let links = document.links().iter();
    links
        .filter_map(|link| paperlint::identity::Identity::parse(&link.url))
        .filter(paperlint::identity::Identity::is_paper)
        .map(|identity| identity.key())
        .collect()
}

/// A configuration: it is read or refused, and a list can be checked with it.
pub(super) fn config(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(file) = ConfigFile::parse("paperlint.toml", text)
    {
        let source = SourceFile::new("x.md", "| Title | Venue |\n|---|---|\n| A | CVPR 2024 |\n");
        let engine = Engine::new(file.config, &Selection::default());
        let _ = engine.check(&source, &Facts::default());
    }
}

/// A baseline: it is read or refused.
pub(super) fn baseline(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = Baseline::parse(text);
    }
}

/// A recording of facts: it is read or refused.
pub(super) fn recording(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = Facts::replay(text);
    }
}

/// An index: it is opened or refused, also if its checksum is that of the damaged bytes.
pub(super) fn index(bytes: &[u8]) {
    let mut forged = bytes.to_vec();
    if let Some((header, body)) = forged.split_at_mut_checked(40) {
        // FNV-1a, as the writer computes it.
        let sum = body.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        header[32..40].copy_from_slice(&sum.to_le_bytes());
    }
    for bytes in [bytes.to_vec(), forged] {
        if let Ok(index) = Index::open(bytes) {
            let _ = index.editions().count();
            let known = Publications::of(vec![index]);
            let title = "Reading Maps Without Labels";
            let _ = known.find(&title::key(title), title);
            let _ = known.preprint("2401.00012");
        }
    }
}

/// A bibliography in any format: it makes a sound index or is refused.
pub(super) fn bibliography(bytes: &[u8]) {
    let mut writer = Writer::default();
    let selection = build::Selection::of(VenueRegistry::builtin());
    if build::add("x.bib", bytes, &selection, &mut writer).is_ok() {
        let written = writer.finish().expect("there are few papers");
        let index = Index::open(written).expect("a new index is sound");
        let papers: u32 = index.editions().map(|(_, papers)| papers).sum();
        assert_eq!(papers as usize, index.len());
    }
}
