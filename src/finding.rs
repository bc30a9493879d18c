//! The reports of rules: findings and fixes as plain data with byte spans. Must not know how they are shown.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// How bad a finding is.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Very likely wrong.
    Warning,
    /// Loses data or leads nowhere.
    Error,
}

impl Severity {
    /// The word that reports use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How sure a rule is of a finding.
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
    /// May be meant as it is written. Such a finding never fails a run.
    #[default]
    Low,
    /// Proved by the page, the list or a record.
    High,
}

impl Confidence {
    /// The word that reports use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::High => "high",
        }
    }
}

/// One thing that a rule found in one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// Its severity, after configuration.
    pub severity: Severity,
    /// The confidence of the rule.
    pub confidence: Confidence,
    /// Its place.
    pub span: Span,
    /// The message: lower case, no full stop.
    pub message: String,
    /// Other places in the same file that explain it.
    pub related: Vec<Label>,
    /// Advice.
    pub help: Option<String>,
    /// An edit that repairs it.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding with nothing but its place and message.
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

    /// The message for readers of text, with a remark where the confidence is low.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self.confidence {
            Confidence::High => Cow::Borrowed(&self.message),
            Confidence::Low => Cow::Owned(format!("{} (low confidence)", self.message)),
        }
    }

    /// True if the finding makes a run fail that fails at this level. One of low confidence never does.
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

    /// Says what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a repair, if there is one.
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

/// Whether a fix may be applied without a person looking at it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The meaning stays; the page shows what the author meant.
    Safe,
    /// Likely right; a person should look.
    Unsafe,
}

impl Applicability {
    /// The word that reports use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// Edits that repair one finding; all of them are applied or none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// The title, in the imperative.
    pub title: String,
    /// Its applicability.
    pub applicability: Applicability,
    /// The edits, in order and without overlap.
    pub edits: Vec<Edit>,
    /// True if the blocks where it edits may be other ones afterwards: a row more, a heading instead of a paragraph.
    /// Otherwise it is not applied where they would be.
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

    /// A fix that is applied unseen.
    #[must_use]
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(Applicability::Safe, title, edits)
    }

    /// A fix that a person should look at.
    #[must_use]
    pub fn risky(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self::new(Applicability::Unsafe, title, edits)
    }

    /// Lets the fix change which blocks there are where it edits.
    #[must_use]
    pub fn reshaping(self) -> Self {
        Self {
            reshapes: true,
            ..self
        }
    }
}

/// Bytes to replace and what stands there afterwards.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// The text that comes.
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
