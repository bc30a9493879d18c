//! The end of a run and its exit status. Must not print.

use std::process::ExitCode;

use super::options::FailOn;
use crate::report::Run;

/// The exit status of a program that was ended by an interruption, as shells know it.
pub(super) const INTERRUPTED: u8 = 130;

/// The end of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Status {
    /// Nothing at or above the level that fails a run.
    Clean,
    /// Findings at or above it.
    Findings,
    /// A signal, before all links were checked.
    Interrupted,
}

impl Status {
    /// The end of a run that has reported this.
    pub(super) fn of(run: &Run, fail_on: FailOn, was_interrupted: bool) -> Self {
        let fails = |level| run.findings().any(|(_, finding)| finding.fails_at(level));
        if was_interrupted {
            // Findings would pass for a verdict on the whole list.
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
