//! The trait of all rules. Must do no I/O, and no rule may.

use super::{Context, Meta, View};
use crate::facts::Question;

/// A check of one kind of defect.
pub trait Rule: Sync {
    /// The rule's metadata.
    fn meta(&self) -> &'static Meta;

    /// Lookups whose records the rule needs before it can be sure, given the known facts.
    ///
    /// Only rules that run are asked, so no request is sent for others.
    fn questions(&self, _view: &View<'_>) -> Vec<Question> {
        // Few rules ask: most need no more than the links of the page.
        Vec::new()
    }

    /// Reports defects. Cannot fail: a rule is silent where it is not sure.
    fn check(&self, cx: &mut Context<'_>);
}
