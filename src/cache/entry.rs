//! The note about one link, and the time for which it is believed. Pure: is given the time, must not read or write
//! files.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::facts::{Evidence, LinkFact, Record, Verdict, Wants};

const HOUR: Duration = Duration::from_hours(1);

/// The unit in which people count the age of a link.
pub const DAY: Duration = Duration::from_hours(24);

/// The day of a moment, in the time of Greenwich, as `2026-11-24`.
#[must_use]
pub fn day(moment: SystemTime) -> String {
    let text = humantime::format_rfc3339_seconds(moment).to_string();
    text.split('T').next().unwrap_or_default().to_owned()
}

/// The note about one link.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Entry {
    /// The verdict.
    pub verdict: Verdict,
    /// The status of the last answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The reason, in words.
    pub detail: String,
    /// The end of its redirects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<String>,
    /// The fragments that the page has or lacks.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub anchors: BTreeMap<String, bool>,
    /// The record of a registry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
    /// The registry that gave the verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The moment of the check.
    #[serde(with = "moment")]
    pub checked: SystemTime,
    /// The failures of the same kind in a row, up to this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing: Option<Streak>,
    /// Validators with which to ask whether the page has changed.
    #[serde(default, skip_serializing_if = "Validators::is_empty")]
    pub validators: Validators,
    /// The wish of the run: a later one may want to know more.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub wants: Wants,
    /// True if a registry that may know more gave no answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub missed: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_usual(wants: &Wants) -> bool {
    *wants == Wants::default()
}

/// Failures in a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Streak {
    /// The moment of the first.
    #[serde(with = "moment")]
    pub since: SystemTime,
    /// Their number, each in a check of its own.
    pub times: u32,
}

/// The marks by which a host recognises a version of a page, RFC 9110 section 8.8.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Validators {
    /// The value of `ETag`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The value of `Last-Modified`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

impl Validators {
    /// True if the host gave none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

impl Entry {
    /// The note about a fact of this moment; `None` where the fact says nothing about the link.
    pub(super) fn new(
        fact: &LinkFact,
        validators: Validators,
        before: Option<&Self>,
        now: SystemTime,
    ) -> Option<Self> {
        let kind = VerdictClass::of(fact.verdict)?;
        let LinkFact {
            verdict,
            evidence,
            anchors,
            record,
        } = fact.clone();
        Some(Self {
            verdict,
            status: evidence.status,
            detail: evidence.detail,
            leads_to: evidence.leads_to,
            anchors,
            record,
            by: evidence.by,
            checked: now,
            failing: (kind != VerdictClass::There).then(|| Streak::after(before, kind, now)),
            validators,
            wants: Wants::default(),
            missed: false,
        })
    }

    /// True if it is still to be believed.
    #[must_use]
    pub fn is_fresh(&self, now: SystemTime) -> bool {
        // A note from the future comes from a clock that was wrong.
        now.duration_since(self.checked)
            .is_ok_and(|age| age < self.lifetime())
    }

    /// True if it says all that a run wants to know.
    #[must_use]
    pub fn suffices(&self, wants: Wants) -> bool {
        // A page that is gone or turns programs away has nothing more to say, and a record says more than the page.
        let has_record = self.record.is_some() && self.wants >= Wants::Life;
        VerdictClass::of(self.verdict) != Some(VerdictClass::There) || has_record || self.wants >= wants
    }

    /// The time for which it is believed.
    fn lifetime(&self) -> Duration {
        let times = self.failing.map_or(1, |streak| streak.times);
        match VerdictClass::of(self.verdict) {
            // The page is there, but what its registry would have said is wanted soon.
            Some(VerdictClass::There) if self.missed => HOUR,
            // A page that is there today is most likely there next week, and most links of a list are such pages.
            Some(VerdictClass::There) => 7 * DAY,
            // A nightly run asks again: the page may come back, and a death that is seen twice is believed more.
            Some(VerdictClass::Gone) => DAY,
            // A host that turns programs away does so for weeks; the longer it has, the less it is worth to ask.
            Some(VerdictClass::TurnsAway) => {
                (6 * HOUR * 2_u32.saturating_pow(times.clamp(1, 9) - 1)).min(7 * DAY)
            }
            // Silence passes, but not within the minutes in which a job is started again.
            Some(VerdictClass::Silent) => HOUR,
            None => Duration::ZERO,
        }
    }

    /// The fact that was noted.
    pub(super) fn fact(&self) -> LinkFact {
        LinkFact {
            verdict: self.verdict,
            evidence: Evidence {
                by: self.by.clone(),
                status: self.status,
                leads_to: self.leads_to.clone(),
                detail: self.detail.clone(),
                requests: 0,
                is_remembered: true,
            },
            anchors: self.anchors.clone(),
            record: self.record.clone(),
        }
    }
}

/// The kinds of verdicts that are remembered in the same way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum VerdictClass {
    There,
    Gone,
    TurnsAway,
    Silent,
}

impl VerdictClass {
    fn of(verdict: Verdict) -> Option<Self> {
        match verdict {
            Verdict::Alive | Verdict::Moved => Some(Self::There),
            Verdict::Dead | Verdict::Soft404 => Some(Self::Gone),
            Verdict::Blocked => Some(Self::TurnsAway),
            Verdict::TimedOut | Verdict::Unreachable => Some(Self::Silent),
            // They say something about the run, and nothing about the link.
            Verdict::RateLimited | Verdict::Unchecked => None,
        }
    }
}

impl Streak {
    fn after(before: Option<&Entry>, kind: VerdictClass, now: SystemTime) -> Self {
        match before {
            Some(Entry {
                verdict,
                failing: Some(streak),
                ..
            }) if VerdictClass::of(*verdict) == Some(kind) => Self {
                times: streak.times.saturating_add(1),
                since: streak.since,
            },
            _ => Self { since: now, times: 1 },
        }
    }
}

/// Moments as people read them: `2026-11-24T12:25:40Z`.
mod moment {
    use std::time::SystemTime;

    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(moment: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&humantime::format_rfc3339_seconds(*moment))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SystemTime, D::Error> {
        let text = String::deserialize(deserializer)?;
        humantime::parse_rfc3339(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> SystemTime {
        SystemTime::UNIX_EPOCH + 20_000 * DAY
    }

    fn noted(verdict: Verdict, before: Option<&Entry>, now: SystemTime) -> Entry {
        let fact = LinkFact::new(verdict, "words");
        Entry::new(&fact, Validators::default(), before, now).expect("it is worth a note")
    }

    #[test]
    fn notes_are_believed_for_as_long_as_they_are_likely_to_hold() {
        for (verdict, lifetime) in [
            (Verdict::Alive, 7 * DAY),
            (Verdict::Moved, 7 * DAY),
            (Verdict::Dead, DAY),
            (Verdict::Soft404, DAY),
            (Verdict::Blocked, 6 * HOUR),
            (Verdict::TimedOut, HOUR),
            (Verdict::Unreachable, HOUR),
        ] {
            let entry = noted(verdict, None, start());
            let last = start() + lifetime - Duration::from_secs(1);
            assert!(entry.is_fresh(last), "{verdict:?}");
            assert!(!entry.is_fresh(start() + lifetime), "{verdict:?}");
        }
    }

    #[test]
    fn that_nothing_was_learnt_is_not_noted() {
        for verdict in [Verdict::RateLimited, Verdict::Unchecked] {
            let fact = LinkFact::new(verdict, "");
            assert_eq!(Entry::new(&fact, Validators::default(), None, start()), None);
        }
    }

    #[test]
    fn a_note_from_the_future_is_not_believed() {
        assert!(!noted(Verdict::Alive, None, start()).is_fresh(start() - HOUR));
    }

    #[test]
    fn what_turns_programs_away_is_asked_less_and_less_often() {
        let mut entry = noted(Verdict::Blocked, None, start());
        let mut hours = Vec::new();
        for _ in 0..7 {
            hours.push(entry.lifetime().as_secs() / 3600);
            entry = noted(Verdict::Blocked, Some(&entry), start());
        }
        assert_eq!(hours, [6, 12, 24, 48, 96, 168, 168]);
    }

    #[test]
    fn failures_in_a_row_are_counted_until_something_else_happens() {
        let first = noted(Verdict::Dead, None, start());
        let second = noted(Verdict::Soft404, Some(&first), start() + DAY);
        let streak = second.failing.expect("it fails");
        assert_eq!((streak.since, streak.times), (start(), 2));
        let alive = noted(Verdict::Alive, Some(&second), start() + 2 * DAY);
        assert_eq!(alive.failing, None);
        let silent = noted(Verdict::TimedOut, Some(&second), start() + 2 * DAY);
        assert_eq!(silent.failing.map(|streak| streak.times), Some(1));
    }

    #[test]
    fn a_note_does_not_say_more_than_was_asked() {
        let mut entry = noted(Verdict::Alive, None, start());
        for (noted, wanted, suffices) in [
            (Wants::Record, Wants::Record, true),
            (Wants::Record, Wants::Life, false),
            (Wants::Life, Wants::Record, true),
            (Wants::Life, Wants::Paper, false),
            (Wants::Paper, Wants::Life, true),
        ] {
            entry.wants = noted;
            assert_eq!(entry.suffices(wanted), suffices, "{noted:?} {wanted:?}");
        }
    }

    #[test]
    fn what_a_registry_gave_no_answer_about_is_asked_again_soon() {
        let mut entry = noted(Verdict::Alive, None, start());
        assert!(entry.is_fresh(start() + DAY));
        entry.missed = true;
        assert!(!entry.is_fresh(start() + DAY));
    }

    #[test]
    fn a_fact_comes_back_as_it_was_noted() {
        let mut fact = LinkFact::new(Verdict::Moved, "moved permanently");
        fact.evidence.status = Some(200);
        fact.evidence.leads_to = Some("https://b.org/".to_owned());
        fact.evidence.requests = 2;
        fact.anchors.insert("x".to_owned(), true);
        let entry = Entry::new(&fact, Validators::default(), None, start()).expect("a note");
        let told = entry.fact();
        assert!(told.evidence.is_remembered && told.evidence.requests == 0);
        assert_eq!((told.verdict, told.anchors), (fact.verdict, fact.anchors));
        assert_eq!(told.evidence.leads_to, fact.evidence.leads_to);
    }
}
