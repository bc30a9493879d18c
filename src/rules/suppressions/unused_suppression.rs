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

static META: Meta = meta!("unused-suppression", Suppressions, Warning, Findings)
    .with_help("name a rule, or remove the comment");

impl Rule for UnusedSuppression {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        // A page may have very many comments and findings: sorted, each comment looks at its own findings only.
        let findings = cx.others.findings.iter();
        let mut found: Vec<_> = findings
            .map(|finding| (finding.rule, finding.span.start))
            .collect();
        found.sort_unstable();
        for suppression in cx.document.suppressions() {
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
    // A rule that is off or has no input finds nothing, but the comment may still be useful.
    if cx.others.ran.contains(&name) && !is_used(suppression, name, found) {
        cx.report(span, format!("`{name}` finds nothing here"))
            .help("remove the comment");
    }
}

/// True if the rule of this name finds something where the comment silences it.
fn is_used(suppression: &Suppression, name: &str, found: &[(&str, usize)]) -> bool {
    let target = suppression.target;
    let first = found.partition_point(|place| *place < (name, target.start));
    match found.get(first) {
        Some((rule, start)) => *rule == name && *start < target.end,
        None => false,
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
