//! `unused-suppression`: a comment that silences nothing, or names no rule.

use crate::{
    document::Suppression,
    rules::{
        base::{Context, Meta, Rule, meta},
        support::shorten,
    },
    source::Span,
};

pub(super) struct UnusedSuppression;

static META: Meta = meta!("unused-suppression", Suppressions, Warning, Findings);

impl Rule for UnusedSuppression {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let document = cx.document;
        let mut found: Vec<_> = cx
            .others
            .findings
            .iter()
            .map(|finding| (finding.rule, finding.span.start))
            .collect();
        found.sort_unstable();
        for suppression in document.suppressions() {
            if suppression.rules.is_empty() {
                cx.report(suppression.span, "this comment names no rule to ignore");
            }
            for &name in &suppression.rules {
                check_name(cx, suppression, name, &found);
            }
        }
    }
}

/// Checks one name in a comment; `found` holds the rules and places of all findings, in order.
fn check_name(cx: &mut Context<'_>, suppression: &Suppression, span: Span, found: &[(&str, usize)]) {
    let name = cx.document.slice(span);
    if !cx.others.names.contains(&name) {
        cx.report(span, format!("there is no rule `{}`", shorten(name, 48)))
            .help("`paperlint rules` lists the rules");
        return;
    }
    let target = suppression.target;
    let first = found.partition_point(|&place| place < (name, target.start));
    let is_used = found
        .get(first)
        .is_some_and(|&(rule, start)| rule == name && start < target.end);
    if cx.others.ran.contains(&name) && !is_used {
        cx.report(span, format!("nothing here is found by `{name}`"))
            .help("remove the comment");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn comments_have_to_name_rules() {
        check(
            &UnusedSuppression,
            "
<!-- paperlint-ignore shrt-row -->
                      ^^^^^^^^ there is no rule `shrt-row`

<!-- paperlint-ignore -->
^^^^^^^^^^^^^^^^^^^^^^^^^ this comment names no rule to ignore
",
        );
    }

    #[test]
    fn rules_that_did_not_run_may_be_named() {
        check(&UnusedSuppression, "<!-- paperlint-ignore-file dead-link -->\n");
    }
}
