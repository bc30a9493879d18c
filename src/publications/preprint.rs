//! Numbers of arXiv identifiers, as indexes hold them. Must not know titles.
//!
//! `2401.00012` becomes 2401 000012: the month, and six digits for the paper. `cs/0112017` becomes the seven digits in
//! the low 24 bits, and above them the name of the archive, five bits for each of at most eight letters. The first
//! letter takes the highest bits, so no number of the one form is one of the other.

/// The bits of a letter, and of the digits after the letters.
const LETTER: u32 = 5;
const DIGITS: u32 = 24;
/// The letters of the longest name of an archive: `astro-ph`.
const LETTERS: usize = 8;
/// The digits of a paper in its month have this many values.
const IN_MONTH: u64 = 1_000_000;

/// The number of an identifier without its version, as `identity` reads it; `None` if it is not one.
#[must_use]
pub fn arxiv_number(id: &str) -> Option<u64> {
    match id.split_once('/') {
        Some((archive, digits)) => old(archive, digits),
        None => new(id),
    }
}

fn new(id: &str) -> Option<u64> {
    let (month, paper) = id.split_once('.')?;
    let is_sized = month.len() == 4 && matches!(paper.len(), 4 | 5);
    is_sized
        .then(|| Some(number(month)? * IN_MONTH + number(paper)?))
        .flatten()
}

fn old(archive: &str, digits: &str) -> Option<u64> {
    // The identifier does not include the subject class: `math.GT/0309136` is `math/0309136`.
    let archive = archive.split('.').next()?;
    if archive.is_empty() || archive.len() > LETTERS || digits.len() != 7 {
        return None;
    }
    let mut packed = 0;
    for at in 0..LETTERS {
        let letter = archive.as_bytes().get(at).map_or(Some(0), |byte| match byte {
            b'a'..=b'z' => Some(u64::from(byte - b'a') + 1),
            b'-' => Some(27),
            _ => None,
        });
        packed = packed << LETTER | letter?;
    }
    Some(packed << DIGITS | number(digits)?)
}

fn number(digits: &str) -> Option<u64> {
    // `parse` allows a plus.
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_identifier_has_a_number_of_its_own() {
        assert_eq!(arxiv_number("2401.00012"), Some(2_401_000_012));
        let ids = [
            "0704.0001",
            "1412.6980",
            "1501.00001",
            "2401.00012",
            "cs/0112017",
            "cs/0112018",
            "astro-ph/9901001",
            "hep-th/9901001",
            "q-bio/0309136",
            "math/0309136",
            "quant-ph/0309136",
        ];
        let mut numbers: Vec<_> = ids.iter().filter_map(|id| arxiv_number(id)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), ids.len());
        assert_eq!(arxiv_number("math.GT/0309136"), arxiv_number("math/0309136"));
    }

    #[test]
    fn other_texts_have_none() {
        for text in [
            "",
            "2401",
            "2401.",
            "2401.123",
            "24.00012",
            "+240.00012",
            "cs/",
            "/0112017",
            "cs/011201",
            "CS/0112017",
            "verylongname/0112017",
            "2401.00012v2",
        ] {
            assert_eq!(arxiv_number(text), None, "{text}");
        }
    }
}
