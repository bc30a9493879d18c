//! The cached fact about one link, and the time for which it is cached. Pure: is given the time, must not read or
//! write files.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::facts::{Evidence, LinkFact, Record, Verdict, Wants};

const HOUR: Duration = Duration::from_hours(1);

/// The unit for the age of a link.
pub const DAY: Duration = Duration::from_hours(24);

/// The UTC date of a point in time, as `2026-11-24`.
#[must_use]
pub fn day(moment: SystemTime) -> String {
    let text = humantime::format_rfc3339_seconds(moment).to_string();
    text.split('T').next().unwrap_or_default().to_owned()
}

/// The cached fact about one link.
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
    /// The end of redirects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leads_to: Option<String>,
    /// The fragments of links to the page, each true if the page has it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub anchors: BTreeMap<String, bool>,
    /// The record of the target in a registry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
    /// The registry that gave the verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The time of the check.
    #[serde(with = "moment")]
    pub checked: SystemTime,
    /// The failures of the same kind in a row, including this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing: Option<Streak>,
    /// The validators for a conditional request.
    #[serde(default, skip_serializing_if = "Validators::is_empty")]
    pub validators: Validators,
    /// The facts that the run needed: a later run may need more.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub wants: Wants,
    /// True if a registry that may have a record gave no answer.
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
    /// The time of the first failure.
    #[serde(with = "moment")]
    pub since: SystemTime,
    /// The number of failures, each in a separate check.
    pub times: u32,
}

/// The headers by which a host recognises a version of a page, RFC 9110 section 8.8.
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
    /// The entry for a fact found now; `None` if the fact says nothing about the link.
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

    /// True if it has not expired.
    #[must_use]
    pub fn is_fresh(&self, now: SystemTime) -> bool {
        // An entry from the future comes from a wrong clock.
        now.duration_since(self.checked)
            .is_ok_and(|age| age < self.lifetime())
    }

    /// True if it contains all facts that a run needs.
    #[must_use]
    pub fn suffices(&self, wants: Wants) -> bool {
        // A page that is gone or turns programs away has no further facts, and a record has more than the page.
        let has_record = self.record.is_some() && self.wants >= Wants::Life;
        VerdictClass::of(self.verdict) != Some(VerdictClass::There) || has_record || self.wants >= wants
    }

    /// The time for which it is cached.
    fn lifetime(&self) -> Duration {
        let times = self.failing.map_or(1, |streak| streak.times);
        match VerdictClass::of(self.verdict) {
            // The page exists, but the missing answer of its registry should be requested again soon.
            Some(VerdictClass::There) if self.missed => HOUR,
            // A page that exists today will probably exist next week, and most links of a list lead to such pages.
            Some(VerdictClass::There) => 7 * DAY,
            // A nightly run checks again: the page may come back, and a second failure is stronger evidence.
            Some(VerdictClass::Gone) => DAY,
            // A host that turns programs away does so for weeks; the longer it has, the less useful is another request.
            Some(VerdictClass::TurnsAway) => {
                (6 * HOUR * 2_u32.saturating_pow(times.clamp(1, 9) - 1)).min(7 * DAY)
            }
            // An outage ends, but not within the minutes after which a job is restarted.
            Some(VerdictClass::Silent) => HOUR,
            None => Duration::ZERO,
        }
    }

    /// The cached fact.
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

/// The classes of verdicts that are cached in the same way.
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
            // These say something about the run, but nothing about the link.
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

/// Points in time as readable text: `2026-11-24T12:25:40Z`.
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
        Entry::new(&fact, Validators::default(), before, now).expect("it is worth caching")
    }

    #[test]
    fn each_verdict_is_cached_for_its_own_time() {
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
    fn verdicts_without_a_result_are_not_cached() {
        for verdict in [Verdict::RateLimited, Verdict::Unchecked] {
            let fact = LinkFact::new(verdict, "");
            assert_eq!(Entry::new(&fact, Validators::default(), None, start()), None);
        }
    }

    #[test]
    fn an_entry_from_the_future_is_not_fresh() {
        assert!(!noted(Verdict::Alive, None, start()).is_fresh(start() - HOUR));
    }

    #[test]
    fn pages_that_turn_programs_away_are_checked_less_and_less_often() {
        let mut entry = noted(Verdict::Blocked, None, start());
        let mut hours = Vec::new();
        for _ in 0..7 {
            hours.push(entry.lifetime().as_secs() / 3600);
            entry = noted(Verdict::Blocked, Some(&entry), start());
        }
        assert_eq!(hours, [6, 12, 24, 48, 96, 168, 168]);
    }

    #[test]
    fn failures_in_a_row_are_counted_until_a_different_result() {
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
    fn an_entry_suffices_for_the_facts_that_it_contains() {
        let mut entry = noted(Verdict::Alive, None, start());
        for (noted, needed, suffices) in [
            (Wants::Record, Wants::Record, true),
            (Wants::Record, Wants::Life, false),
            (Wants::Life, Wants::Record, true),
            (Wants::Life, Wants::Paper, false),
            (Wants::Paper, Wants::Life, true),
        ] {
            entry.wants = noted;
            assert_eq!(entry.suffices(needed), suffices, "{noted:?} {needed:?}");
        }
    }

    #[test]
    fn an_entry_without_the_answer_of_its_registry_expires_soon() {
        let mut entry = noted(Verdict::Alive, None, start());
        assert!(entry.is_fresh(start() + DAY));
        entry.missed = true;
        assert!(!entry.is_fresh(start() + DAY));
    }

    #[test]
    fn a_fact_comes_back_as_it_was_cached() {
        let mut fact = LinkFact::new(Verdict::Moved, "moved permanently");
        fact.evidence.status = Some(200);
        fact.evidence.leads_to = Some("https://b.org/".to_owned());
        fact.evidence.requests = 2;
        fact.anchors.insert("x".to_owned(), true);
        let entry = Entry::new(&fact, Validators::default(), None, start()).expect("an entry");
        let cached = entry.fact();
        assert!(cached.evidence.is_remembered && cached.evidence.requests == 0);
        assert_eq!((cached.verdict, cached.anchors), (fact.verdict, fact.anchors));
        assert_eq!(cached.evidence.leads_to, fact.evidence.leads_to);
    }
}
