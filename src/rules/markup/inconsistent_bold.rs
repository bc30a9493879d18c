//! `inconsistent-bold`: a name or title that is not bold where the others are, or the reverse.

use crate::{
    config::Role,
    document::Document,
    finding::{Edit, Fix},
    list::{Convention, Sample},
    rules::base::{Context, Meta, Rule, meta},
    source::Span,
};

pub(super) struct InconsistentBold;

static META: Meta = meta!("inconsistent-bold", Markup, Warning, List).with_safe_fix();

impl Rule for InconsistentBold {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (cell, convention) in cx.list.conventions().bold.outliers() {
            // In a list of plain titles a bold one is a highlight, unless the list says that there are none.
            let counts = convention.form || convention.is_declared();
            if counts && !is_meant_bold(cx.document.slice(cell.span)) {
                report(cx, cell, convention);
            }
        }
    }
}

fn report(cx: &mut Context<'_>, cell: &Sample<Role, bool>, convention: Convention<bool>) {
    let role = if cell.group == Role::Title {
        "title"
    } else {
        "name"
    };
    let (is, style) = if convention.form {
        ("is not", "bold")
    } else {
        ("is", "plain")
    };
    let evidence = convention.evidence(&format!("{role}s"), style);
    let fix = fix(cx.document, cell.span, convention.form);
    let is_broken = convention.form && cx.document.slice(cell.span).contains("**");
    let finding = cx.report(cell.span, format!("this {role} {is} bold; {evidence}"));
    finding.fix = fix;
    if is_broken {
        finding.help(r"an asterisk inside the text ends the bold: write it as `\*`");
    }
}

/// Whether only a blank at the inner side of the asterisks keeps a cell from being bold: `unrendered-emphasis` says so.
fn is_meant_bold(cell: &str) -> bool {
    let inner = cell.strip_prefix("**").and_then(|cell| cell.strip_suffix("**"));
    inner.is_some_and(|inner| inner.trim() != inner)
}

/// The edit that gives a cell the form of the others, where the cell is simple enough to be sure.
fn fix(document: &Document<'_>, span: Span, bold: bool) -> Option<Fix> {
    let text = document.slice(span);
    if bold {
        let is_plain_text = document
            .texts_in(span)
            .first()
            .is_some_and(|run| run.span == span);
        let is_plain_text = is_plain_text && !text.contains('*');
        let edits = || vec![Edit::insert(span.start, "**"), Edit::insert(span.end, "**")];
        return is_plain_text.then(|| Fix::safe("make it bold", edits()));
    }
    let inner = text.strip_prefix("**")?.strip_suffix("**")?;
    let edits = || {
        vec![
            Edit::delete(Span::new(span.start, span.start + 2)),
            Edit::delete(Span::new(span.end - 2, span.end)),
        ]
    };
    (!inner.contains('*')).then(|| Fix::safe("make it plain", edits()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn an_outlier_among_bold_titles_is_reported() {
        check(
            &InconsistentBold,
            "
| Title | Venue |
|---|---|
| **One** | CVPR |
| **Two** | CVPR |
| [**Three**](x) | CVPR |
| **Four** | CVPR |
| **Five** | CVPR |
| **Six** | CVPR |
| **Seven** | CVPR |
| **Eight** | CVPR |
| **Nine** | CVPR |
| Ten | CVPR |
  ^^^ this title is not bold; 9 of 10 titles are bold
",
        );
    }

    #[test]
    fn a_list_without_a_clear_form_is_left_alone() {
        check(
            &InconsistentBold,
            "\n| Title | Venue |\n|---|---|\n| **One** | a |\n| Two | a |\n| **Three** | a |\n",
        );
    }

    #[test]
    fn placeholders_and_mixed_cells_do_not_count() {
        check(
            &InconsistentBold,
            "\n| Title | Venue |\n|---|---|\n| **A** | a |\n| **B** | a |\n| **C** | a |\n| - | a |\n| **D** and more | a |\n| ** E** | a |\n",
        );
    }
}
