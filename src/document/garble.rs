//! Finds text that was written as UTF-8 and read as something else, and restores it. Must not report.
//!
//! A character beyond ASCII takes two to four bytes in UTF-8. Read in an encoding of one byte, each of them becomes
//! a character of its own: `é` turns into `Ã©`. The first byte says how many follow, and all that follow stem from
//! the same quarter of the table, so that intact text very rarely looks garbled.

use std::{collections::BTreeSet, sync::LazyLock};

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::source::Span;

/// A piece of text that was read in the wrong encoding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Garbled {
    /// The bytes.
    pub span: Span,
    /// The text that was meant.
    pub restored: String,
    /// The encoding that it was read in.
    pub encoding: &'static str,
}

/// The pieces of a text that were read in the wrong encoding, in order.
#[must_use]
pub fn garbled(text: &str) -> Vec<Garbled> {
    let found: Vec<_> = runs(text).filter_map(|run| best(text, run)).collect();
    // A single place may look garbled by chance. A file is read in one encoding, so a sure place proves the others.
    let sure: BTreeSet<_> = found
        .iter()
        .filter(|found| found.is_sure)
        .map(|found| found.codec.name)
        .collect();
    let mut garbled = Vec::new();
    for found in found {
        let restored = restore_fully(found.restored);
        if sure.contains(found.codec.name) && !restored.contains(char::is_control) {
            garbled.push(Garbled {
                span: found.span,
                restored,
                encoding: found.codec.name,
            });
        }
    }
    garbled
}

/// The runs of characters beyond ASCII.
fn runs(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(|byte| !byte.is_ascii())?;
        let len = bytes[start..].iter().position(u8::is_ascii);
        at = len.map_or(bytes.len(), |len| start + len);
        Some(Span::new(start, at))
    })
}

/// An encoding of one byte that UTF-8 is read in by mistake.
struct Codec {
    name: &'static str,
    /// The characters of the bytes from 128 on, sorted.
    bytes: Vec<(char, u8)>,
    /// The number of characters in a row that rules out chance.
    sure: usize,
}

/// The encodings, commonest first. Scripts with many letters beyond ASCII need more evidence.
static CODECS: LazyLock<[Codec; 4]> = LazyLock::new(|| {
    [
        Codec::new("Windows-1252", WINDOWS_1252, 2),
        Codec::new("MacRoman", MACINTOSH, 2),
        Codec::new("Windows-1251", WINDOWS_1251, 3),
        Codec::new("Windows-1250", WINDOWS_1250, 3),
    ]
});

impl Codec {
    fn new(name: &'static str, encoding: &'static Encoding, sure: usize) -> Self {
        let mut bytes = Vec::new();
        for byte in 0x80..=0xff {
            let (decoded, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
            bytes.extend(decoded.chars().map(|c| (c, byte)));
            // Latin-1 has control characters in place of printable ones of Windows-1252; programs mix the two up.
            if encoding == WINDOWS_1252 && byte < 0xa0 {
                bytes.push((char::from(byte), byte));
            }
        }
        bytes.sort_unstable();
        bytes.dedup();
        Self { name, bytes, sure }
    }

    fn byte(&self, c: char) -> Option<u8> {
        let found = self.bytes.binary_search_by_key(&c, |(known, _)| *known);
        found.ok().map(|index| self.bytes[index].1)
    }
}

/// A stretch of characters that one codec turns into text.
struct Found {
    span: Span,
    restored: String,
    codec: &'static Codec,
    is_sure: bool,
}

/// The longest stretch within a run of characters that some codec turns into text.
fn best(text: &str, run: Span) -> Option<Found> {
    let found = CODECS.iter().filter_map(|codec| longest(text, run, codec));
    // Of equally long ones, the first is the commonest.
    found.reduce(|best, next| {
        if next.span.len() > best.span.len() {
            next
        } else {
            best
        }
    })
}

fn longest(text: &str, run: Span, codec: &'static Codec) -> Option<Found> {
    let (mut best, mut current): (Option<Found>, Option<Found>) = (None, None);
    let mut at = run.start;
    while at < run.end {
        let Some((c, end, is_doubtful)) = character(&text[at..run.end], codec) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            best = longer(best, current.take());
            continue;
        };
        let found = current.get_or_insert_with(|| Found {
            span: Span::at(at),
            restored: String::new(),
            codec,
            is_sure: false,
        });
        found.restored.push(c);
        found.is_sure |= !is_doubtful || found.restored.chars().nth(codec.sure - 1).is_some();
        at += end;
        found.span.end = at;
    }
    longer(best, current)
}

fn longer(a: Option<Found>, b: Option<Found>) -> Option<Found> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.span.len() > a.span.len() { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// The character that `text` starts with when its characters are read as bytes of UTF-8, the bytes of `text` that it
/// takes, and true if these may well have been meant.
fn character(text: &str, codec: &Codec) -> Option<(char, usize, bool)> {
    let mut chars = text.char_indices();
    let first = codec.byte(chars.next()?.1)?;
    let len = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    for slot in &mut bytes[1..len] {
        *slot = codec.byte(chars.next()?.1)?;
    }
    let c = std::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    let end = chars.next().map_or(text.len(), |(end, _)| end);
    // One accented letter with one character behind it proves something only if Latin text comes out.
    let is_latin = codec.name == "Windows-1252" && ('\u{a0}'..='\u{ff}').contains(&c);
    let is_doubtful = len == 2 && !is_latin || codec.sure > 2 || is_usual(&text[..end]);
    is_text(c).then_some((c, end, is_doubtful))
}

/// True if people write such characters next to each other: a letter before punctuation, or a word in quotes.
fn is_usual(shown: &str) -> bool {
    let mut rest = shown.chars();
    let first = rest.next();
    rest.clone().all(is_punctuation) || first.is_some_and(is_punctuation) && rest.all(char::is_lowercase)
}

fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '‘'..='‟' | '…' | '–' | '—' | '«' | '»' | '‹' | '›' | '\u{a0}' | '·' | '°'
    )
}

/// True if a character may be in a text. The control characters of Latin-1 come out where text was garbled twice.
fn is_text(c: char) -> bool {
    use GeneralCategory::{Control, PrivateUse, Unassigned};
    let is_strange = matches!(c.general_category(), Control | PrivateUse | Unassigned);
    !is_strange || matches!(c, '\u{80}'..='\u{9f}')
}

/// Restores text that was garbled several times over.
fn restore_fully(mut text: String) -> String {
    // Each program in a row that reads UTF-8 as something else garbles the text once more.
    for _ in 1..MAX_TIMES {
        let whole = Span::new(0, text.len());
        match best(&text, whole) {
            Some(found) if found.span == whole && found.is_sure => text = found.restored,
            _ => break,
        }
    }
    text
}

/// The most times that a text is garbled: every time makes it twice as long.
const MAX_TIMES: usize = 4;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text that a program shows if it takes UTF-8 for something else.
    fn garble(text: &str, codec: &Codec) -> Option<String> {
        let char_of = |byte: u8| {
            codec
                .bytes
                .iter()
                .rfind(|(_, known)| *known == byte)
                .map(|(c, _)| *c)
        };
        text.bytes()
            .map(|byte| {
                if byte.is_ascii() {
                    Some(char::from(byte))
                } else {
                    char_of(byte)
                }
            })
            .collect()
    }

    fn restore(text: &str) -> String {
        let mut restored = text.to_owned();
        for found in garbled(text).into_iter().rev() {
            restored.replace_range(found.span.range(), &found.restored);
        }
        restored
    }

    proptest! {
        #[test]
        fn what_was_garbled_is_restored(
            text in "[a-z ]{0,9}([а-яё]{3,9}|[α-ω]{3,9}|[一-龥]{3,9}|[가-힣]{3,9}|[🔥-🚀]{3,5})[a-z ]{0,9}",
            codec in 0..CODECS.len(),
        ) {
            if let Some(shown) = garble(&text, &CODECS[codec]) {
                prop_assert_eq!(restore(&shown), text);
            }
        }

        #[test]
        fn what_was_garbled_twice_is_restored(text in "[一-龥]{3,9}", codec in 0..2usize) {
            let twice = garble(&text, &CODECS[codec]).and_then(|once| garble(&once, &CODECS[codec]));
            if let Some(shown) = twice {
                prop_assert_eq!(restore(&shown), text);
            }
        }

        // No Russian word doubles its ё, as three bytes of another text would.
        #[test]
        fn text_in_any_language_is_left_alone(
            words in prop::collection::vec(
                "[«“‘„]?([A-ZÄÖÜÉÀ]?[a-z][a-zäöüßéèàçêñ]{1,8}|[А-Я]?ё?[а-я]{2,9}|[一-龥]{1,9}|[가-힣]{1,9}|[ΑΒΓΔ]?[α-ω]{2,9}|[🔥-🚀])[»”’…–—]?",
                0..12,
            ),
        ) {
            prop_assert_eq!(garbled(&words.join(" ")), Vec::new());
        }
    }

    #[test]
    fn each_codec_is_told_from_the_others() {
        let one = |text| {
            garbled(text)
                .into_iter()
                .map(|found| (found.restored, found.encoding))
                .next()
        };
        assert_eq!(one("Tom√°≈° ‚Äô"), Some(("áš".into(), "MacRoman")));
        assert_eq!(one("itâ€™s"), Some(("’".into(), "Windows-1252")));
        assert_eq!(one("MÃžller"), Some(("Þ".into(), "Windows-1252")));
        assert_eq!(one("ÐŸÑ€Ð¸Ð²ÐµÑ‚"), Some(("Привет".into(), "Windows-1252")));
        assert_eq!(one("РџСЂРёРІРµС‚"), Some(("Привет".into(), "Windows-1251")));
    }

    #[test]
    fn single_signs_between_letters_prove_nothing() {
        for text in [
            "l’été",
            "x √π",
            "groß”",
            "«Я»",
            "déjà–vu",
            "É…",
            "touché…”",
            "50 °C",
            "Ã",
            "",
        ] {
            assert_eq!(garbled(text), [], "{text}");
        }
    }

    #[test]
    fn a_doubtful_sign_counts_where_its_codec_is_sure() {
        assert_eq!(restore("Ã–zgÃ¼r"), "Özgür");
        assert_eq!(restore("‚Äô √©"), "’ é");
    }
}
