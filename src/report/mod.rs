//! Output formats, one file each. Reports read findings and rule pages; they must not judge or change anything.

use crate::{facts::Coverage, finding::Finding, source::SourceFile};

/// What one run found.
#[derive(Debug, Default)]
pub struct Run {
    /// The files, in the order of their paths.
    pub files: Vec<CheckedFile>,
    /// How many links were verified; `None` when links were not checked.
    pub coverage: Option<Coverage>,
}

/// One file and what was found in it, in the order of the text.
#[derive(Debug)]
pub struct CheckedFile {
    /// The file.
    pub source: SourceFile,
    /// The findings.
    pub findings: Vec<Finding>,
}
