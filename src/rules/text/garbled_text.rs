//! `garbled-text`: text that was written as UTF-8 and read in another encoding.

use crate::{
    document::garbled,
    finding::{Edit, Fix},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::{SHOWN, quote},
    },
};

pub(super) struct GarbledText;

static META: Meta = meta!("garbled-text", Text, Warning, Page).with_safe_fix();

impl Rule for GarbledText {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let source = cx.document.source();
        let found = garbled(source.text());
        // A line was garbled as a whole.
        for pieces in
            found.chunk_by(|a, b| source.line_index(a.span.start) == source.line_index(b.span.start))
        {
            let first = &pieces[0];
            let (shown, restored) = (quote(source.slice(first.span)), quote(&first.restored));
            let message = format!(
                "{shown} is garbled: the text was UTF-8 and has been read as {}; it was {restored}",
                first.encoding
            );
            let edits = pieces
                .iter()
                .map(|piece| Edit::replace(piece.span, piece.restored.clone()))
                .collect();
            let finding = cx.report(first.span, message);
            finding.fix(Fix::safe("restore the text", edits));
            for piece in pieces.iter().skip(1).take(SHOWN) {
                finding.related(piece.span, "garbled as well");
            }
        }
    }
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
