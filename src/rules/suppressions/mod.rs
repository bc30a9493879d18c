//! Rules on the comments that silence other rules. They run when all others have.

mod unused_suppression;

use crate::rules::base::Rule;

/// The rules of this group, by name.
pub(super) static RULES: &[&dyn Rule] = &[&unused_suppression::UnusedSuppression];
