//! The reasons for which a source cannot be read. Must not read sources.

use std::{borrow::Cow, io};

use thiserror::Error;

use crate::publications::writer::TooLarge;

/// The reason why a source cannot be read.
#[derive(Debug, Error)]
pub enum SourceError {
    /// The source ends early, or cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A record that cannot be a record of this format.
    #[error("line {line}: {fault}")]
    Malformed {
        /// The line, from 1.
        line: u64,
        /// The fault, in a few words.
        fault: Cow<'static, str>,
    },
    /// Other content than that of any format.
    #[error("neither DBLP's XML nor BibTeX nor a table of papers")]
    Unknown,
    /// An index, which has no titles to make another one of.
    #[error("this is already an index")]
    Index,
    /// More papers than fit into an index.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

impl SourceError {
    pub(super) fn at(line: u64, fault: impl Into<Cow<'static, str>>) -> Self {
        let fault = fault.into();
        Self::Malformed { line, fault }
    }
}
