//! The venues of DBLP's streams. Must not read records.

use std::collections::HashMap;

use crate::list::{Venue, VenueRegistry};

/// The venues by their streams at DBLP: the first two parts of a record's key, as in `conf/cvpr`.
#[derive(Clone, Debug)]
pub struct Streams<'r> {
    registry: &'r VenueRegistry,
    by_stream: HashMap<&'static str, &'r Venue>,
}

impl<'r> Streams<'r> {
    /// The streams of the venues in a registry.
    #[must_use]
    pub fn of(registry: &'r VenueRegistry) -> Self {
        let mut by_stream = HashMap::new();
        for (stream, id) in table() {
            by_stream.extend(registry.get(id).map(|venue| (stream, venue)));
        }
        Self { registry, by_stream }
    }

    /// True if the stream of a key has a venue. Its record may still be one of a workshop.
    pub(super) fn has(&self, key: &str) -> bool {
        stream(key).is_some_and(|stream| self.by_stream.contains_key(stream))
    }

    /// The venue of a record, by its key and by DBLP's short name of the proceedings or the journal.
    ///
    /// Companions, demonstrations and other satellites have the stream of their conference and another name, and
    /// journals have the stream of the journals that they continue. So the name has to agree with the stream.
    #[must_use]
    pub fn venue(&self, key: &str, container: &str) -> Option<&'r Venue> {
        let venue = *self.by_stream.get(stream(key)?)?;
        let container = container.trim();
        // Tables may name the stream itself instead of the proceedings. The stream of all preprints is also that of the
        // papers of a conference.
        let (kind, name) = stream(key)?.split_once('/')?;
        if name.eq_ignore_ascii_case(container) && (kind == "conf") == venue.is_meeting() {
            return Some(venue);
        }
        if venue.is_meeting() {
            self.meeting(venue, container)
        } else {
            (self.names(container, venue) || abbreviates(container, &venue.name)).then_some(venue)
        }
    }

    /// The registry of the venues.
    #[must_use]
    pub fn registry(&self) -> &'r VenueRegistry {
        self.registry
    }

    /// The conference of these proceedings, its workshops or its Findings.
    fn meeting(&self, venue: &'r Venue, container: &str) -> Option<&'r Venue> {
        let (name, track) = split_track(container);
        // The registry knows to which of two conferences some joint ones belong: `AACL/IJCNLP`.
        let joint = self.registry.get(name).filter(|_| is_joint(name));
        let venue = joint.unwrap_or(venue);
        let is_own = |name: &str| name.split(['/', '-']).any(|part| self.names(part, venue));
        if let Some(name) = name.strip_suffix(" Workshops") {
            return self.part(venue, "Workshop").filter(|_| is_own(name));
        }
        let is_named = self.names(name, venue) || is_joint(name) && is_own(name);
        if !is_named {
            // A workshop of the conference may be a venue of the registry by itself.
            let named = self.registry.get(container)?;
            return (named.is_workshop() && named.id.starts_with(&venue.id)).then_some(named);
        }
        match track.to_lowercase().as_str() {
            "findings" => self.part(venue, "Findings"),
            track if track.starts_with("workshop") => self.part(venue, "Workshop"),
            track => is_main(track).then_some(venue),
        }
    }

    /// The venue of a part of a conference, such as its workshops.
    fn part(&self, venue: &Venue, part: &str) -> Option<&'r Venue> {
        self.registry.get(&format!("{} {part}", venue.id))
    }

    fn names(&self, name: &str, venue: &Venue) -> bool {
        let named = self.registry.get(name).or_else(|| self.registry.titled(name));
        named.is_some_and(|named| named.id == venue.id)
    }
}

/// The streams with the venues that they belong to. They are not in `venues.toml`, which every run reads.
/// `journals/corr` has the papers of ICLR from 2013 to 2016.
fn table() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../../../rules/streams.tsv").lines();
    lines.filter_map(|line| line.split_once('\t'))
}

/// The stream in the key of a record.
fn stream(key: &str) -> Option<&str> {
    let (kind, rest) = key.split_once('/')?;
    let (name, _) = rest.split_once('/')?;
    Some(&key[..kind.len() + 1 + name.len()])
}

/// The name of proceedings, and the volume or track in brackets behind it: `ECCV (12)`, `ICLR (Poster)`.
fn split_track(container: &str) -> (&str, &str) {
    let inner = container.strip_suffix(')');
    inner
        .and_then(|inner| inner.rsplit_once(" ("))
        .unwrap_or((container, ""))
}

/// True for the main proceedings of a conference, in lower case: a volume, or a track whose papers count as its own.
fn is_main(track: &str) -> bool {
    const TRACKS: [&str; 10] = [
        "conference paper track",
        "conference papers",
        "long papers",
        "main",
        "oral",
        "poster",
        "research track",
        "short papers",
        "spotlight",
        "technical track",
    ];
    track.bytes().all(|byte| byte.is_ascii_digit()) || TRACKS.contains(&track)
}

/// True for conferences that met together: `EMNLP/IJCNLP`, `HLT-NAACL`. Names of workshops have several words.
fn is_joint(name: &str) -> bool {
    name.contains(['/', '-']) && !name.contains([' ', '@'])
}

/// True if a short name has the first letters of words in a full name, in their order: `Int. J. Comput. Vis.`.
fn abbreviates(short: &str, full: &str) -> bool {
    let mut full = words(full);
    let mut short = words(short).peekable();
    short.peek().is_some() && short.all(|start| full.any(|word| word.starts_with(&start)))
}

fn words(name: &str) -> impl Iterator<Item = String> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, container: &str, expected: Option<&str>) {
        let streams = Streams::of(VenueRegistry::builtin());
        let venue = streams.venue(&format!("{key}/Lind24"), container);
        let venue = venue.map(|venue| venue.id.as_str());
        assert_eq!(venue, expected, "{key}: {container}");
    }

    #[test]
    fn proceedings_are_those_of_their_conference() {
        for (key, container, venue) in [
            ("conf/cvpr", "CVPR", "CVPR"),
            ("conf/eccv", "ECCV (12)", "ECCV"),
            ("conf/kdd", "KDD (1)", "KDD"),
            ("conf/nips", "NIPS", "NeurIPS"),
            ("conf/nips", "NeurIPS", "NeurIPS"),
            ("conf/iclr", "ICLR (Poster)", "ICLR"),
            ("conf/mm", "ACM Multimedia", "ACM MM"),
            ("conf/emnlp", "EMNLP/IJCNLP (1)", "EMNLP"),
            ("conf/acl", "ACL/IJCNLP (2)", "ACL"),
            ("conf/naacl", "NAACL-HLT (1)", "NAACL"),
            ("conf/naacl", "HLT-NAACL", "NAACL"),
            ("conf/coling", "LREC/COLING", "COLING"),
            ("conf/ijcnlp", "AACL/IJCNLP (1)", "AACL"),
            ("conf/ijcnlp", "IJCNLP", "IJCNLP"),
            ("conf/pkdd", "ECML/PKDD (3)", "ECML-PKDD"),
            ("conf/miccai", "MICCAI (7)", "MICCAI"),
            ("conf/rss", "Robotics: Science and Systems", "RSS"),
            ("conf/uss", "USENIX Security Symposium", "USENIX Security"),
            ("conf/atal", "AAMAS", "AAMAS"),
            ("conf/sp", "SP", "S&P"),
            ("conf/siggraph", "SIGGRAPH (Conference Paper Track)", "SIGGRAPH"),
            ("conf/cvpr", "cvpr", "CVPR"),
            ("journals/corr", "iclr", "ICLR"),
            (
                "journals/pami",
                "IEEE Trans. Pattern Anal. Mach. Intell.",
                "TPAMI",
            ),
            ("journals/ijcv", "Int. J. Comput. Vis.", "IJCV"),
            ("journals/tacl", "Trans. Assoc. Comput. Linguistics", "TACL"),
            ("journals/tnn", "IEEE Trans. Neural Networks", "TNNLS"),
            ("journals/tog", "ACM Trans. Graph.", "TOG"),
            ("journals/mia", "Medical Image Anal.", "MedIA"),
            ("journals/pr", "Pattern Recognit.", "PR"),
            (
                "journals/staeors",
                "IEEE J. Sel. Top. Appl. Earth Obs. Remote. Sens.",
                "JSTARS",
            ),
            ("journals/remotesensing", "Remote. Sens.", "RS"),
            (
                "journals/taslp",
                "IEEE ACM Trans. Audio Speech Lang. Process.",
                "TASLP",
            ),
            ("journals/kbs", "Knowl. Based Syst.", "KBS"),
            (
                "journals/tomccap",
                "ACM Trans. Multim. Comput. Commun. Appl.",
                "TOMM",
            ),
            ("journals/ral", "IEEE Robotics Autom. Lett.", "RA-L"),
            ("journals/ijon", "Neurocomputing", "Neurocomputing"),
            ("journals/vc", "Vis. Comput.", "TVC"),
            ("journals/tmlr", "Trans. Mach. Learn. Res.", "TMLR"),
            ("conf/fgr", "FG", "FG"),
            ("conf/kbse", "ASE", "ASE"),
            ("conf/hri", "HRI", "HRI"),
            ("conf/3dim", "3DV", "3DV"),
            ("conf/icmcs", "ICME", "ICME"),
            ("conf/semweb", "ISWC (1)", "ISWC"),
            ("conf/vr", "VR", "IEEE VR"),
            ("journals/pvldb", "Proc. VLDB Endow.", "VLDB"),
        ] {
            check(key, container, Some(venue));
        }
    }

    #[test]
    fn satellites_are_another_venue_or_none() {
        for (key, container, venue) in [
            ("conf/www", "WWW (Companion Volume)", None),
            ("conf/chi", "CHI Extended Abstracts", None),
            ("conf/acl", "ACL (demo)", None),
            ("conf/acl", "ACL (Student Research Workshop)", None),
            ("conf/acl", "ACL (Findings)", Some("ACL Findings")),
            ("conf/acl", "ACL/IJCNLP (Findings)", Some("ACL Findings")),
            ("conf/emnlp", "EMNLP (Findings)", Some("EMNLP Findings")),
            ("conf/emnlp", "BlackboxNLP@EMNLP", None),
            ("conf/miccai", "BrainLes@MICCAI (1)", None),
            ("conf/cvpr", "CVPR Workshops", Some("CVPRW")),
            ("conf/eccv", "ECCV Workshops (3)", Some("ECCVW")),
            ("conf/iclr", "ICLR (Workshop Poster)", Some("ICLRW")),
            ("conf/aaai", "AAAI Spring Symposium: Map Reading", None),
            ("conf/mm", "MM Workshop on Maps", None),
            ("journals/corr", "CoRR", None),
            ("journals/titb", "IEEE Trans. Inf. Technol. Biomed.", None),
            ("journals/trob", "IEEE Trans. Robotics Autom.", None),
            ("conf/nobody", "CVPR", None),
        ] {
            check(key, container, venue);
        }
        assert!(
            Streams::of(VenueRegistry::builtin())
                .venue("cvpr", "CVPR")
                .is_none()
        );
    }

    #[test]
    fn each_stream_is_well_formed_and_has_one_venue() {
        /// Meetings whose papers a journal prints.
        const PRINTED: [&str; 3] = ["ICLR", "SIGMOD", "VLDB"];
        let mut last = "";
        for (stream, id) in table() {
            let venue = VenueRegistry::builtin().get(id).expect(id);
            assert_eq!(venue.id, id);
            let (kind, name) = stream.split_once('/').expect("two parts");
            let is_meeting = kind == "conf";
            assert!(is_meeting || kind == "journals", "{stream}");
            let is_printed = PRINTED.contains(&id);
            assert!(is_meeting == venue.is_meeting() || is_printed, "{stream}");
            assert!(
                name.bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
                "{stream}"
            );
            assert!(last < stream, "{stream} is out of order, or has two venues");
            last = stream;
        }
        assert!(table().count() > 250);
    }
}
