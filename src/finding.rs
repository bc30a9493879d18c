//! The results of rules: findings and fixes as plain data with byte spans. Must not know output formats.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// The severity of a finding.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Information: nothing is wrong.
    Info,
    /// Very probably wrong.
    Warning,
    /// Loses data or leads nowhere.
    Error,
}

impl Severity {
    /// The word in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The confidence of a rule in a finding.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Default,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// May be intended. Such a finding never fails a run.
    #[default]
    Low,
    /// Proved by the page, the list or a record.
    High,
}

impl Confidence {
    /// The word in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::High => "high",
        }
    }
}

/// A defect that a rule found in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// The severity, after configuration.
    pub severity: Severity,
    /// The confidence of the rule.
    pub confidence: Confidence,
    /// The place of the defect.
    pub span: Span,
    /// The message: lower case, no full stop.
    pub message: String,
    /// Other places in the same file that explain it.
    pub related: Vec<Label>,
    /// The advice, in the imperative.
    pub help: Option<String>,
    /// The fix of the defect.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding with a place and a message only.
    #[must_use]
    pub fn new(rule: &'static str, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            confidence: Confidence::High,
            span,
            message: message.into(),
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// The message, with a remark if the confidence is low.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self.confidence {
            Confidence::High => Cow::Borrowed(&self.message),
            Confidence::Low => Cow::Owned(format!("{} (low confidence)", self.message)),
        }
    }

    /// True if the finding fails a run with this level of failure. A finding of low confidence never does.
    #[must_use]
    pub fn fails_at(&self, level: Severity) -> bool {
        self.severity >= level && self.confidence == Confidence::High
    }

    /// Adds a place that explains the finding.
    pub fn related(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.related.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// Sets the advice.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the fix, if there is one.
    pub fn fix(&mut self, fix: impl Into<Option<Fix>>) -> &mut Self {
        self.fix = fix.into();
        self
    }
}

/// A number with its noun, as messages write it.
#[must_use]
pub(crate) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A place with a remark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The remark.
    pub message: String,
}

/// The safety of a fix.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The page shows the intended text, so the fix keeps the meaning.
    Safe,
    /// Probably right, but a person should review it.
    Unsafe,
}

impl Applicability {
    /// The word in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// The edits that fix one finding; all of them are applied or none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// The title, in the imperative.
    pub title: String,
    /// The applicability.
    pub applicability: Applicability,
    /// The edits, in order and without overlap.
    pub edits: Vec<Edit>,
    /// True if the edits may change the blocks of the page: add a row, or make a heading of a paragraph. Other fixes
    /// are not applied if they would.
    pub reshapes: bool,
}

impl Fix {
    /// A fix of this applicability.
    #[must_use]
    pub fn new(applicability: Applicability, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self {
            title: title.into(),
            applicability,
            edits,
            reshapes: false,
        }
    }

    /// A fix that is applied without a review.
    #[must_use]
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(Applicability::Safe, title, edits)
    }

    /// A fix that a person should review.
    #[must_use]
    pub fn risky(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(Applicability::Unsafe, title, edits)
    }

    /// Lets the fix change the blocks that it edits.
    #[must_use]
    pub fn reshaping(self) -> Self {
        Self {
            reshapes: true,
            ..self
        }
    }
}

/// The bytes to replace, and their replacement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The replaced bytes.
    pub span: Span,
    /// The new text.
    pub replacement: String,
}

impl Edit {
    /// Replaces `span` by `replacement`.
    #[must_use]
    pub fn replace(span: Span, replacement: impl Into<String>) -> Self {
        Self {
            span,
            replacement: replacement.into(),
        }
    }

    /// Inserts `text` at `offset`.
    #[must_use]
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), text)
    }

    /// Removes `span`.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}
