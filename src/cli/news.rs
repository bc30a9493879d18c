//! Hides findings that already existed, at a revision or in a baseline. Must not judge.

use std::path::{Path, PathBuf};

use super::{error::Error, input, input::Input, older::Older, subject::ReadSubject};
use crate::{
    baseline::{Baseline, News},
    finding::Finding,
    rules,
    source::Span,
};

/// A baseline, and the folder to which its paths are relative.
pub(super) struct Known {
    pub(super) baseline: Baseline,
    folder: PathBuf,
}

impl Known {
    /// The baseline in a file.
    pub(super) fn read(file: &Path) -> Result<Self, Error> {
        Ok(Self {
            baseline: input::baseline(file)?,
            folder: input::folder(file)?,
        })
    }

    /// An empty baseline, for a file that does not exist yet.
    pub(super) fn new(file: &Path) -> Result<Self, Error> {
        Ok(Self {
            baseline: Baseline::default(),
            folder: input::folder(file)?,
        })
    }

    /// The path of a list in the baseline: relative to the baseline's folder if the list lies below it.
    pub(super) fn path(&self, input: &Input) -> String {
        let path = input.file();
        let below = path
            .as_ref()
            .and_then(|path| path.strip_prefix(&self.folder).ok());
        let path = below.map_or_else(
            || input.source.path().to_owned(),
            |path| path.display().to_string(),
        );
        path.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// The new findings in a list: all of them without a revision or baseline.
pub(super) fn news(
    read: &ReadSubject<'_>,
    known: Option<&Known>,
    findings: Vec<Finding>,
) -> Result<News, Error> {
    let input = &read.subject.input;
    if let Some(known) = known {
        return Ok(known.baseline.news(&known.path(input), &input.source, findings));
    }
    let Some(before) = &read.subject.before else {
        return Ok(News {
            findings,
            ..News::default()
        });
    };
    let (findings, unchanged) = by_changes(input, before, findings);
    // Without findings there is nothing to hide, so the older list is not read.
    let older = if findings.is_empty() { None } else { read.before() };
    let baseline = match older {
        Some(older) => before.baseline(&read.subject.engine, input, older, &findings)?,
        None => Baseline::default(),
    };
    let mut news = baseline.news("", &input.source, findings);
    news.known += unchanged;
    Ok(news)
}

/// The findings, except for deviations from a habit in unchanged lines, and the number of these: only a change elsewhere
/// made a habit of it.
fn by_changes(input: &Input, before: &Older, mut findings: Vec<Finding>) -> (Vec<Finding>, usize) {
    let is_habit = |finding: &Finding| rules::meta(finding.rule).is_some_and(|meta| meta.follows_habit);
    if !findings.iter().any(is_habit) {
        return (findings, 0);
    }
    let all = findings.len();
    let changed = before.changed_lines(&input.source);
    let is_changed = |span: Span| changed.contains(&input.source.line_index(span.start));
    findings.retain(|finding| !is_habit(finding) || is_changed(finding.span));
    let unchanged = all - findings.len();
    (findings, unchanged)
}
