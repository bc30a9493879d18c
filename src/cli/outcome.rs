//! The end of a run and its exit status. Must not print.

use std::process::ExitCode;

use super::options::FailOn;
use crate::report::Run;

/// The exit status of an interrupted program, as shells define it.
pub(super) const INTERRUPTED: u8 = 130;

/// The end of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Status {
    /// No findings at or above the level of `--fail-on`.
    Clean,
    /// Findings at or above the level of `--fail-on`.
    Findings,
    /// An interrupt before all links were checked.
    Interrupted,
}

impl Status {
    /// The status of a finished run.
    pub(super) fn of(run: &Run, fail_on: FailOn, was_interrupted: bool) -> Self {
        let fails = |level| run.findings().any(|(_, finding)| finding.fails_at(level));
        if was_interrupted {
            // A status for findings would look like a verdict on the whole list.
            Self::Interrupted
        } else if fail_on.0.is_some_and(fails) {
            Self::Findings
        } else {
            Self::Clean
        }
    }
}

impl From<Status> for ExitCode {
    fn from(outcome: Status) -> Self {
        match outcome {
            Status::Clean => Self::SUCCESS,
            Status::Findings => Self::from(1),
            Status::Interrupted => Self::from(INTERRUPTED),
        }
    }
}
