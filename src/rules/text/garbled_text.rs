//! `garbled-text`: text that was written as UTF-8 and read in another encoding.

use crate::{
    document::{Garbled, garbled},
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{SHOWN, is_same_line, quote},
    },
};

pub(super) struct GarbledText;

static META: Meta = meta!("garbled-text", Text, Warning, Page)
    .with_help("write the text again in UTF-8")
    .with_safe_fix();

impl Rule for GarbledText {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let source = cx.document.source();
        // A line is garbled as a whole: the text between the pieces looks the same in both encodings.
        for pieces in garbled(source.text()).chunk_by(|a, b| is_same_line(source, a.span, b.span)) {
            report(cx, pieces);
        }
    }
}

fn report(cx: &mut Context<'_>, pieces: &[Garbled]) {
    let [first, others @ ..] = pieces else { return };
    if others.is_empty() && is_odd_capital(cx.document.source().text(), first) {
        let message = format!("{} is garbled", quote(cx.document.slice(first.span)));
        cx.report(first.span, message);
        return;
    }
    let message = format!(
        "{} is garbled: the text was UTF-8 and has been read as {}; it was {}",
        quote(cx.document.slice(first.span)),
        first.encoding,
        quote(&first.restored)
    );
    let edits = pieces
        .iter()
        .map(|piece| Edit::replace(piece.span, piece.restored.clone()));
    let finding = cx.report(first.span, message);
    finding.fix(Fix::safe("restore the text", edits.collect()));
    for piece in others.iter().take(SHOWN) {
        finding.related(piece.span, "garbled as well");
    }
}

/// True for a restored capital letter inside a word, which proves that the text was read wrongly more than once.
fn is_odd_capital(text: &str, piece: &Garbled) -> bool {
    let mut letters = piece.restored.chars();
    let is_capital = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    let before = text[..piece.span.start].chars().next_back();
    let after = text[piece.span.end..].chars().next();
    is_capital && before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::check;

    #[test]
    fn a_line_is_one_finding() {
        check(
            &GarbledText,
            "
## ‚Äì Updates üì¢
   ^^^ “‚Äì” is garbled: the text was UTF-8 and has been read as MacRoman; it was “–”
|**ÈÅ•ÊÑü**|Ê≠¶Ê±â (‰ø°) 2023|
   ^^^^^^ “ÈÅ•ÊÑü” is garbled: the text was UTF-8 and has been read as MacRoman; it was “遥感”
",
        );
    }

    #[test]
    fn text_in_other_languages_is_left_alone() {
        check(
            &GarbledText,
            "Müller, l’été, «Я», 遥感, naïve “façade”… 50 °C – Größe\n",
        );
    }
}
