//! Texts with a few bytes that are not UTF-8: each such byte is kept as a character of its own. Must not read files.

use std::borrow::Cow;

/// The character for the byte 0; the bytes from 128 on are used. Plane 16 is for private use, and lists have none of it.
const FIRST: u32 = 0x10_f700;
/// A file with one such byte in fewer bytes is not a text in UTF-8.
const BYTES_PER_ERROR: usize = 50;

/// The place of the first byte that is not UTF-8, in a file that is not a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotText {
    /// The line, from 1.
    pub line: usize,
    /// The byte within the line, from 1.
    pub byte: usize,
}

/// The text of a list, with a character in place of each byte that is not UTF-8.
///
/// # Errors
///
/// If so many bytes are wrong that the file is something else, such as UTF-16.
pub fn decode(bytes: Vec<u8>) -> Result<String, NotText> {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let not_text = place(error.as_bytes(), error.utf8_error().valid_up_to());
    let bytes = error.into_bytes();
    let (mut text, mut wrong) = (String::with_capacity(bytes.len() + 8), 0);
    for chunk in bytes.utf8_chunks() {
        if chunk.valid().contains(|c| lost_byte(c).is_some()) {
            return Err(not_text);
        }
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().copied().map(kept));
        wrong += chunk.invalid().len();
    }
    if wrong * BYTES_PER_ERROR > bytes.len() {
        return Err(not_text);
    }
    Ok(text)
}

/// The place of a byte.
#[must_use]
pub fn place(bytes: &[u8], at: usize) -> NotText {
    let before = &bytes[..at];
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    NotText {
        line: before.split(|byte| *byte == b'\n').count(),
        byte: at - start + 1,
    }
}

/// The bytes of a text that [`decode`] has read.
#[must_use]
pub fn encode(text: &str) -> Cow<'_, [u8]> {
    if !text.contains(|c| lost_byte(c).is_some()) {
        return Cow::Borrowed(text.as_bytes());
    }
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match lost_byte(c) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    Cow::Owned(bytes)
}

/// A text as people and other programs read it: with a replacement character for each such byte.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.contains(|c| lost_byte(c).is_some()) {
        Cow::Owned(text.replace(|c| lost_byte(c).is_some(), "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The byte that a character stands for; `None` for all characters of real texts.
#[must_use]
pub fn lost_byte(c: char) -> Option<u8> {
    let byte = u8::try_from(u32::from(c).checked_sub(FIRST)?).ok()?;
    (byte >= 0x80).then_some(byte)
}

fn kept(byte: u8) -> char {
    char::from_u32(FIRST + u32::from(byte)).unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_byte_is_kept_and_shown_as_lost() {
        let bytes = [b"- Caf\xe9s and bars".as_slice(), &[b' '; 80]].concat();
        let text = decode(bytes.clone()).expect("it is a text");
        assert_eq!(*encode(&text), *bytes);
        assert!(shown(&text).starts_with("- Caf\u{fffd}s"));
        assert_eq!(text.chars().filter_map(lost_byte).collect::<Vec<_>>(), [0xe9]);
    }

    #[test]
    fn what_is_not_a_text_is_refused() {
        assert_eq!(
            decode(b"one\ntwo \xff\n".to_vec()),
            Err(NotText { line: 2, byte: 5 })
        );
        let utf16: Vec<u8> = "# A list of papers"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(decode([b"\xff\xfe".as_slice(), &utf16].concat()).is_err());
        let taken = format!("{}{} \u{10f7e9}", "a".repeat(200), "");
        assert!(decode([taken.as_bytes(), b"\xe9"].concat()).is_err());
    }

    proptest! {
        #[test]
        fn all_bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let bytes = [bytes, vec![b' '; 10_000]].concat();
            if let Ok(text) = decode(bytes.clone()) {
                prop_assert_eq!(&*encode(&text), &*bytes);
            }
        }
    }
}
