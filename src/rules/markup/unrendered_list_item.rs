//! `unrendered-list-item`: a list item or task box that GitHub shows as text, since a space is missing.

use super::shared::{is_year, marked_lines};
use crate::{
    document::Document,
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{first_items, text_before},
    },
    source::Span,
};

pub(super) struct UnrenderedListItem;

static META: Meta = meta!("unrendered-list-item", Markup, Warning, Page).with_safe_fix();

impl Rule for UnrenderedListItem {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        for line in marked_lines(cx.document) {
            if is_item(cx.document, line) {
                let message = format!(
                    "this is not rendered as a list item: the space is missing after `{}`",
                    &cx.document.slice(line)[..1]
                );
                cx.report(line, message).fix(space_at(line.start + 1));
            } else if is_indented_item(cx.document, line) {
                cx.report(
                    line,
                    "this list item is indented too far: GitHub shows it as text of the item above",
                )
                .help("indent it like the items beside it");
            }
        }
        for line in doubled_marks(cx.document) {
            let mark = Span::new(line.start, line.start + 1);
            let behind = cx.document.slice(Span::new(mark.end, line.end));
            let gap = behind.len() - behind.trim_start_matches(' ').len();
            let edit = Edit::delete(Span::new(mark.start, mark.end + gap));
            cx.report(line, "the mark of this list item is doubled")
                .fix(Fix::safe("remove one mark", vec![edit]).reshaping());
        }
        for &item in cx.document.items() {
            if let Some(task) = task_box(cx.document, item) {
                cx.report(
                    task,
                    "these brackets are not rendered as a task box: the space in them is missing",
                )
                .fix(space_at(task.start + 1));
            }
        }
    }
}

fn space_at(at: usize) -> Fix {
    Fix::safe("add the space", vec![Edit::insert(at, " ")]).reshaping()
}

/// True for an item in the text of a paragraph: four spaces more than the item above keep it from being one.
fn is_indented_item(document: &Document<'_>, line: Span) -> bool {
    const SPACES: usize = 4;
    let text = document.slice(line);
    let is_marked = text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ");
    is_marked
        && text_before(document.source(), line.start).len() >= SPACES
        && !document.links_in(line).is_empty()
}

/// The lines with two marks, `** x` and `- - x`, between items with one.
fn doubled_marks(document: &Document<'_>) -> Vec<Span> {
    let source = document.source();
    let mut lines = marked_lines(document);
    lines.extend(first_items(document));
    lines.retain(|line| {
        let text = source.slice(*line);
        let Some(mark) = text.chars().next().filter(|c| matches!(c, '-' | '*' | '+')) else {
            return false;
        };
        let rest = text[1..].trim_start_matches(' ');
        // `- - a` may be an item in an item; beside items of one mark it is not.
        rest.strip_prefix(mark)
            .is_some_and(|rest| rest.starts_with(' ') && rest.contains(char::is_alphanumeric))
            && starts_line(document, *line)
            && siblings(document, *line)
                .iter()
                .all(|sibling| *sibling == Some(mark))
    });
    lines.sort_unstable();
    lines.dedup_by_key(|line| line.start);
    lines
}

/// True if nothing but spaces is before a place on its line.
fn starts_line(document: &Document<'_>, line: Span) -> bool {
    text_before(document.source(), line.start).trim().is_empty()
}

/// The marks of the items on the lines above and below, if they are indented alike.
fn siblings(document: &Document<'_>, line: Span) -> [Option<char>; 2] {
    let source = document.source();
    let indentation = text_before(source, line.start);
    let whole = source.line_at(line.start).whole();
    let above = whole.start.checked_sub(1).map(|end| source.line_at(end).span);
    let below = (whole.end < source.text().len()).then(|| source.line_at(whole.end).span);
    [above, below].map(|other| {
        let text = source.slice(other?).strip_prefix(indentation)?;
        let mark = text.chars().next().filter(|c| matches!(c, '-' | '*' | '+'))?;
        let rest = text[1..].strip_prefix(' ')?;
        // Another line with two marks proves nothing.
        (!rest.starts_with(mark)).then_some(mark)
    })
}

/// True if a line is an item but for the space after its mark: it holds a link or a year, as entries do, or is beside
/// items.
fn is_item(document: &Document<'_>, line: Span) -> bool {
    let text = document.slice(line);
    let Some(rest) = text.strip_prefix(['-', '*', '+']) else {
        return false;
    };
    let is_among_items = || siblings(document, line).contains(&text.chars().next());
    // `-2023.[Rooms](…)` is an item like `- 2023.[Rooms](…)`, while `-5 degrees` is a number.
    if rest.get(..4).is_some_and(is_year) && is_among_items() {
        return true;
    }
    // An asterisk before two others opens bold emphasis, and a hyphen before a digit makes a number.
    let is_bold = rest.starts_with("**") && !text.starts_with('*');
    if !is_bold && !rest.starts_with(|c: char| c.is_alphabetic() || "[(\"“`".contains(c)) {
        return false;
    }
    // A note on the state of the page has a year as well.
    let is_note = rest.to_lowercase().contains("updated");
    let is_emphasis = text.starts_with('*') && rest.trim_end().ends_with('*');
    let is_sibling = || {
        !is_emphasis
            && rest.starts_with(char::is_uppercase)
            && siblings(document, line)[0] == text.chars().next()
    };
    (!document.links_in(line).is_empty() || has_year(rest) || is_sibling()) && !is_note
}

/// True if a year is a word of a text.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_year)
}

/// Empty brackets at the start of an item.
fn task_box(document: &Document<'_>, item: Span) -> Option<Span> {
    let marked = document.slice(item);
    let words = marked.strip_prefix(['-', '*', '+'])?.trim_start_matches(' ');
    // Before a parenthesis they are a link without a label.
    if !words.starts_with("[] ") {
        return None;
    }
    Some(Span::new(0, 2).shifted(item.end - words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_mark_without_a_blank_makes_no_item() {
        check(
            &UnrenderedListItem,
            "
- [a](b)
-[c](d)
^^^^^^^ this is not rendered as a list item: the space is missing after `-`

*[**EMNLP, 2023**] Med-halt [paper](e)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is not rendered as a list item: the space is missing after `*`

+DBEST: Revisiting queries (SIGMOD 2019)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is not rendered as a list item: the space is missing after `+`
",
        );
    }

    #[test]
    fn empty_brackets_make_no_task_box() {
        check(
            &UnrenderedListItem,
            "
- [] Write
  ^^ these brackets are not rendered as a task box: the space in them is missing
- [ ] Read
- [](x) y
",
        );
    }

    #[test]
    fn emphasis_notes_and_numbers_are_left_alone() {
        check(
            &UnrenderedListItem,
            "
*[emphasis](a)* and **bold [b](c)**

*Equal contribution.

*Last updated: 2023/10/07

-5 degrees in [2023](d)

--[x](y)--

-> [z](z)

`-[code](e)`
",
        );
    }

    #[test]
    fn items_beside_a_line_tell_its_mark() {
        check(
            &UnrenderedListItem,
            "
- Rooms by Day [paper](e)
-Rooms by Night (a survey is to come)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is not rendered as a list item: the space is missing after `-`
- Rooms by Moon [paper](e)
-2023.[Rooms by Lamp](f)
^^^^^^^^^^^^^^^^^^^^^^^^ this is not rendered as a list item: the space is missing after `-`
- 2023.[Rooms by Fire](g)
-5 degrees
*Last change: May*

* [2024/10] **Doors that Stick** [paper](h)
** [2024/10] **Doors that Swing** [paper](i)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the mark of this list item is doubled
* [2024/09] **Doors that Slide** [paper](j)
* * [2024/08] **Doors that Fold** [paper](k)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the mark of this list item is doubled
* [2024/07] **Doors that Hang** [paper](l)
",
        );
    }
}
