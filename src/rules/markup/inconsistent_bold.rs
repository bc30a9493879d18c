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

static META: Meta = meta!("inconsistent-bold", Markup, Warning, List)
    .following_habit()
    .with_safe_fix()
    .yields_to(&["unrendered-emphasis"]);

impl Rule for InconsistentBold {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for (cell, convention) in cx.list.conventions().bold.outliers() {
            // In a list of plain titles a bold one is a highlight, unless the list says that there are none.
            if convention.form || convention.is_declared() {
                report(cx, cell, convention);
            }
        }
    }
}

fn report(cx: &mut Context<'_>, cell: &Sample<Role, bool>, convention: Convention<bool>) {
    let role = match cell.group {
        Role::Title => "title",
        _ => "name",
    };
    let (is, style) = if convention.form {
        ("is not", "bold")
    } else {
        ("is", "plain")
    };
    let evidence = convention.evidence(&format!("{role}s"), style);
    let document = cx.document;
    let finding = cx.report(cell.span, format!("this {role} {is} bold; {evidence}"));
    if convention.form {
        finding.fix(make_bold(document, cell.span));
        if document.slice(cell.span).contains("**") {
            finding.help(r"an asterisk inside the text ends the bold text: write it as `\*`");
        }
    } else {
        finding.fix(make_plain(document, cell.span));
    }
}

/// The fix that makes a cell bold, if it holds text alone: asterisks around a link or an image might not make it so.
fn make_bold(document: &Document<'_>, span: Span) -> Option<Fix> {
    let first = document.texts_in(span).first()?;
    // An asterisk inside would end the bold text.
    if first.span != span || document.slice(span).contains('*') {
        return None;
    }
    Some(Fix::safe(
        "make it bold",
        vec![Edit::insert(span.start, "**"), Edit::insert(span.end, "**")],
    ))
}

/// The fix that makes a cell plain, if it is bold from end to end.
fn make_plain(document: &Document<'_>, span: Span) -> Option<Fix> {
    let inner = document.slice(span).strip_prefix("**")?.strip_suffix("**")?;
    if inner.contains('*') {
        return None;
    }
    Some(Fix::safe(
        "make it plain",
        vec![
            Edit::delete(Span::new(span.start, span.start + 2)),
            Edit::delete(Span::new(span.end - 2, span.end)),
        ],
    ))
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
