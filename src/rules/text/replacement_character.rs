//! `replacement-character`: characters that a program could not read, and control characters.

use std::collections::HashMap;

use super::shared::{rare_bytes, without};
use crate::{
    encoding::lost_byte,
    finding::{Edit, Fix, counted},
    rules::{
        base::{Context, Meta, Rule, meta},
        support::is_same_line,
    },
    source::Span,
};

pub(super) struct ReplacementCharacter;

static META: Meta = meta!("replacement-character", Text, Warning, Page)
    .with_help("write the character that was lost")
    .with_safe_fix();

impl Rule for ReplacementCharacter {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn check(&self, cx: &mut Context<'_>) {
        let source = cx.document.source();
        let suspects = suspects(source.text());
        // The letters of one word are lost together: in real lists they come in pairs, `��AFL` for `μAFL`.
        for lost in suspects.lost.chunk_by(|a, b| is_same_line(source, *a, *b)) {
            report_lost(cx, lost);
        }
        for lost in suspects.bytes.chunk_by(|a, b| is_same_line(source, *a, *b)) {
            report_byte(cx, lost);
        }
        if suspects.control.is_empty() {
            return;
        }
        let words = words_of(source.text());
        for control in suspects.control.chunk_by(|a, b| is_same_line(source, *a, *b)) {
            report_control(cx, control, &words);
        }
    }
}

fn report_lost(cx: &mut Context<'_>, lost: &[Span]) {
    let message = format!(
        "text was lost here: the line contains {}",
        counted(lost.len(), "replacement character")
    );
    cx.report(lost[0], message)
        .help("restore the lost characters, and save the file as UTF-8");
}

fn report_byte(cx: &mut Context<'_>, lost: &[Span]) {
    let c = cx.document.slice(lost[0]).chars().next().unwrap_or_default();
    let byte = lost_byte(c).unwrap_or_default();
    let message = format!("the byte 0x{byte:02X} is not UTF-8: readers see a replacement character");
    cx.report(lost[0], message)
        .help("write the character that is meant, and save the file as UTF-8");
}

fn report_control(cx: &mut Context<'_>, control: &[Span], words: &HashMap<String, usize>) {
    let c = cx.document.slice(control[0]).chars().next().unwrap_or_default();
    let message = format!("this text contains the control character U+{:04X}", u32::from(c));
    let text = cx.document.source().text();
    let edits: Option<Vec<_>> = control.iter().map(|span| removal(text, *span, words)).collect();
    cx.report(control[0], message)
        .fix(edits.map(|edits| Fix::safe("remove it", edits)));
}

/// The words of a text in lower case, with their numbers.
fn words_of(text: &str) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    for word in text.split(|c: char| !c.is_alphabetic()) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// Removes a control character. Between two letters a space takes its place if both sides are words of the list, and
/// nothing if they are one word of the list. Where neither is known, letters were lost, as in `di erent`.
fn removal(text: &str, control: Span, words: &HashMap<String, usize>) -> Option<Edit> {
    let before = text[..control.start]
        .rsplit(|c: char| !c.is_alphabetic())
        .next()?;
    let after = text[control.end..].split(|c: char| !c.is_alphabetic()).next()?;
    if before.is_empty() || after.is_empty() {
        return Some(without(text, control, true));
    }
    // A capital starts a word.
    if before.ends_with(char::is_lowercase) && after.starts_with(char::is_uppercase) {
        return Some(Edit::replace(control, " "));
    }
    let uses = |word: &str| words.get(&word.to_lowercase()).copied().unwrap_or(0);
    if uses(&format!("{before}{after}")) > 0 {
        return Some(Edit::delete(control));
    }
    // The control character makes words of both sides, so each has to be one elsewhere as well.
    (uses(before) > 1 && uses(after) > 1).then(|| Edit::replace(control, " "))
}

/// The replacement characters and the control characters of a text.
#[derive(Default)]
struct Suspects {
    lost: Vec<Span>,
    /// Bytes of the file that are not UTF-8.
    bytes: Vec<Span>,
    control: Vec<Span>,
}

fn suspects(text: &str) -> Suspects {
    /// The second byte of U+0085, a line end on some systems.
    const NEXT_LINE: u8 = 0x85;
    let bytes = text.as_bytes();
    let mut suspects = Suspects::default();
    // Tabs, line ends and form feeds do no harm.
    for at in rare_bytes(
        text,
        |byte| matches!(byte, 0..=8 | 11 | 14..=31 | 127 | 0xc2 | 0xef | 0xf4),
    ) {
        match bytes[at] {
            0xef if text[at..].starts_with('\u{fffd}') => suspects.lost.push(Span::new(at, at + 3)),
            0xc2 if bytes[at + 1] < 0xa0 && bytes[at + 1] != NEXT_LINE => {
                suspects.control.push(Span::new(at, at + 2));
            }
            0xf4 if text[at..].starts_with(|c| lost_byte(c).is_some()) => {
                suspects.bytes.push(Span::new(at, at + 4));
            }
            0xc2 | 0xef | 0xf4 => {}
            _ => suspects.control.push(Span::new(at, at + 1)),
        }
    }
    suspects
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::support::testing::{check, fixed};

    #[test]
    fn lost_text_and_control_characters_are_reported_once_a_line() {
        check(
            &ReplacementCharacter,
            "
- A \u{fffd}\u{fffd}-calculus and \u{fffd}
    ^ text was lost here: the line contains 3 replacement characters
- B\u{8}C\u{9d}
   ^ this text contains the control character U+0008
",
        );
    }

    #[test]
    fn tabs_line_ends_and_other_characters_are_left_alone() {
        check(
            &ReplacementCharacter,
            "a\tb\r\n\u{c} é \u{ff0c} \u{85} \u{a0}\r\n",
        );
    }

    #[test]
    fn lost_letters_are_not_made_invisible() {
        let text = "experiments, basic block, block basic, ex\u{2}periments, basic\u{2}block\n";
        let healed = "experiments, basic block, block basic, experiments, basic block\n";
        assert_eq!(fixed(&ReplacementCharacter, text), healed);
        let lost = "a di\u{b}erent one\n";
        assert_eq!(fixed(&ReplacementCharacter, lost), lost);
    }

    #[test]
    fn a_control_character_between_letters_becomes_a_space() {
        assert_eq!(
            fixed(&ReplacementCharacter, "Deep\u{b}Learning \u{1f}x\n"),
            "Deep Learning x\n"
        );
    }
}
