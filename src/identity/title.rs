//! Keys for comparing titles, however they are written. Must not know the source of a title.

use std::borrow::Cow;

use icu_normalizer::{DecomposingNormalizerBorrowed, properties::CanonicalCombiningClassMapBorrowed};

use crate::entity;

/// The number of letters of a title that are compared; real titles are far shorter.
const COMPARED: usize = 512;

/// A title in lower case, without markup, accents, punctuation and space.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct TitleKey(String);

impl TitleKey {
    /// The letters and digits of any script, in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True if the title has neither letters nor digits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True if this title contains all of `other` in one piece.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.0.contains(&other.0)
    }

    /// True if `other` starts with this title, as when a list leaves out the subtitle.
    #[must_use]
    pub fn is_prefix_of(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The number of letters and digits.
    pub(super) fn length(&self) -> usize {
        self.0.chars().count()
    }

    /// Returns twice the number of letters that two titles share in order, divided by the number of letters of both:
    /// from 0 to 1.
    ///
    /// Only the first 512 letters are compared, unless the titles are equal.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> f64 {
        if self == other {
            return 1.0;
        }
        let left: Vec<_> = self.0.chars().take(COMPARED).collect();
        let right: Vec<_> = other.0.chars().take(COMPARED).collect();
        let shared = u16::try_from(longest_common(&left, &right)).unwrap_or(u16::MAX);
        let all = u16::try_from(left.len() + right.len()).unwrap_or(u16::MAX);
        2.0 * f64::from(shared) / f64::from(all)
    }
}

/// Returns the length of the longest common subsequence.
fn longest_common(left: &[char], right: &[char]) -> usize {
    // One row of the usual table is enough for the length.
    let mut row = vec![0; right.len() + 1];
    for l in left {
        let mut diagonal = 0;
        for (at, r) in right.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if l == r { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[right.len()]
}

/// Returns the key of a title in Markdown, HTML or LaTeX.
///
/// Entities and commands are resolved. Tags, accents, punctuation and space are dropped. Greek letters become their
/// names, and `&` becomes "and". Compatible characters are folded, so that `H₂O`, `H$_2$O` and `H<sub>2</sub>O` are
/// equal.
#[must_use]
pub fn key(title: &str) -> TitleKey {
    let plain = if title.contains(['<', '&', '＆', '\\']) {
        Cow::Owned(unmarked(title))
    } else {
        Cow::Borrowed(title)
    };
    let mut key = String::with_capacity(plain.len());
    // Nearly all titles are ASCII, which needs no Unicode tables.
    if plain.is_ascii() {
        let kept = plain.chars().filter(char::is_ascii_alphanumeric);
        key.extend(kept.map(|c| c.to_ascii_lowercase()));
        return TitleKey(key);
    }
    let classes = CanonicalCombiningClassMapBorrowed::new();
    // NFKD separates letters from their accents, and folds ligatures, fractions and mathematical letters.
    for c in DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(plain.chars()) {
        for c in c.to_lowercase() {
            // Some marks count as letters in Unicode, so their class is checked as well.
            if !c.is_alphanumeric() || classes.get_u8(c) != 0 {
                continue;
            }
            match folded(c) {
                "" => key.push(c),
                name => key.push_str(name),
            }
        }
    }
    TitleKey(key)
}

/// The names of the Greek letters from α on; ς and σ are both sigma.
const GREEK: [&str; 25] = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
    "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
];

/// Returns the ASCII spelling of a letter that NFKD does not decompose; empty for all other letters.
fn folded(c: char) -> &'static str {
    match c {
        'α'..='ω' => GREEK[c as usize - 'α' as usize],
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'ı' => "i",
        'đ' | 'ð' => "d",
        'þ' => "th",
        _ => "",
    }
}

/// Strips tags, and resolves entities and LaTeX commands.
fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '\\']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.as_bytes()[0] {
            b'<' => tag(rest),
            _ => 1 + command(&rest[1..], &mut plain),
        };
        rest = &rest[length..];
    }
    plain.push_str(rest);
    // Tags are stripped first: `&lt;b&gt;` is text.
    entity::decode(&plain).replace(['&', '＆'], " and ")
}

/// Returns the length of the tag at the start of a text, or of the `<` alone.
fn tag(text: &str) -> usize {
    /// The length of a tag within which its end is searched: a text full of `<` must not be searched repeatedly.
    const LONGEST: usize = 256;
    // `a < b` has a space after the `<`, and `<3` a digit.
    if !text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')) {
        return 1;
    }
    let end = text.bytes().take(LONGEST).position(|byte| byte == b'>');
    end.map_or(1, |end| end + 1)
}

/// Resolves the command after a backslash; returns its length.
fn command(text: &str, plain: &mut String) -> usize {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = text[..length].to_ascii_lowercase();
    // `\varepsilon` is a variant of `\epsilon`.
    match name.strip_prefix("var").unwrap_or(&name) {
        "ell" => plain.push('l'),
        "aa" => plain.push('a'),
        name if is_silent(name) => {}
        // Keys use the same names for Greek letters, and the same spellings for ß, æ and ø: `\ss`, `\ae` and `\o`.
        name => plain.push_str(name),
    }
    length
}

/// True if a LaTeX command only changes the look of letters, or is a character that keys drop.
fn is_silent(name: &str) -> bool {
    SILENT.binary_search(&name).is_ok() || name.starts_with("text") || name.starts_with("math")
}

/// The names of silent commands, in alphabetical order.
const SILENT: [&str; 40] = [
    "approx",
    "ast",
    "b",
    "bar",
    "bf",
    "bm",
    "boldsymbol",
    "c",
    "cal",
    "cdot",
    "circ",
    "d",
    "dagger",
    "ddot",
    "dots",
    "em",
    "emph",
    "ensuremath",
    "h",
    "hat",
    "infty",
    "it",
    "k",
    "ldots",
    "left",
    "mbox",
    "operatorname",
    "overline",
    "r",
    "right",
    "rightarrow",
    "rm",
    "sc",
    "sqrt",
    "tilde",
    "times",
    "to",
    "u",
    "underline",
    "v",
];

/// Returns the name of a method at the start of a title, as `SAM` in `SAM: Segment Anything`.
///
/// A name is one word, or up to three words with a capital or digit inside one of them. A title that merely has a
/// colon, such as `Learning to See: A Survey`, has no name.
#[must_use]
pub fn name(title: &str) -> Option<&str> {
    const LONGEST: usize = 40;
    let (name, rest) = title.split_once([':', '：'])?;
    let name = name.trim_matches(is_mark);
    // If nothing follows, the colon only ends a label.
    if rest.trim_matches(is_mark).is_empty() || name.chars().count() > LONGEST {
        return None;
    }
    let words = name.split_whitespace().count();
    let is_name = words == 1 || words <= 3 && name.split_whitespace().any(is_coined);
    (is_name && name.contains(char::is_alphabetic)).then_some(name)
}

/// True for space and for the markup around a name.
fn is_mark(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_' | '`' | '"' | '“' | '”' | '[' | '<' | '>')
}

/// True for `DeepLab` and `v2`; a capital at the start is normal in a title.
fn is_coined(word: &str) -> bool {
    word.chars().skip(1).any(|c| c.is_uppercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_title_has_one_key_however_it_is_written() {
        for titles in [
            [
                "β-VAE: Learning",
                "$\\beta$-VAE : learning",
                "&beta;-VAE Learning",
            ],
            ["H₂O & Ice", "H$_2$O and ice", "H<sub>2</sub>O &amp; Ice"],
            ["Gödel", "G\\\"{o}del", "G&ouml;del"],
            ["Gödel", "Go\u{308}del", "G&#246;del"],
            ["Déjà Vu™", "D&eacute;j&agrave; Vu&trade;", "Deja Vu(TM)"],
            ["Žižek", "&Zcaron;i&zcaron;ek", "Zizek"],
            ["ℓ1 ﬁlters", "\\ell_1 Filters", "**ℓ1** `filters`"],
            ["Łukasz Strauß", "\\L{}ukasz Strau\\ss", "ŁUKASZ STRAUSS"],
            ["𝒩-Net", "\\mathcal{N}-Net", "N–Net"],
            ["R＆D", "R&D", "R and D"],
            ["视觉：模型", "视觉: 模型", "《视觉》模型"],
        ] {
            let keys = titles.map(key);
            assert_eq!(keys[0], keys[1], "{titles:?}");
            assert_eq!(keys[0], keys[2], "{titles:?}");
        }
        assert_eq!(key("β-VAE").as_str(), "betavae");
        assert_eq!(key("a < b").as_str(), "ab");
        assert_ne!(key("视觉"), key("模型"));
    }

    #[test]
    fn similarity_is_the_share_of_common_letters() {
        let similarity = |left, right| key(left).similarity(&key(right));
        let is = |found: f64, expected: f64| (found - expected).abs() < 1e-9;
        assert!(is(similarity("Same", "same!"), 1.0));
        assert!(is(similarity("abcd", "abxd"), 0.75));
        assert!(is(similarity("abc", "xyz"), 0.0));
        assert!(is(similarity("", "a"), 0.0));
        assert!(key("Segment Anything").is_prefix_of(&key("Segment anything: a survey")));
    }

    #[test]
    fn very_long_titles_are_compared_in_bounded_time() {
        let (left, right) = ("ab".repeat(1_000_000), "ba".repeat(1_000_000));
        assert!(key(&left).similarity(&key(&right)) > 0.9);
    }

    #[test]
    fn a_name_comes_before_the_colon() {
        assert_eq!(name("**SAM 2**: Segment Anything"), Some("SAM 2"));
        assert_eq!(name("Attention: All You Need"), Some("Attention"));
        assert_eq!(name("β-VAE：Learning"), Some("β-VAE"));
        assert_eq!(name("Learning to See: A Survey"), None);
        assert_eq!(name("Deep learning: a review"), None);
        assert_eq!(name("SAM:"), None);
        assert_eq!(name("No colon"), None);
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(title in "\\PC{0,40}") {
            let once = key(&title);
            prop_assert_eq!(&key(once.as_str()), &once);
        }

        #[test]
        fn markup_case_and_punctuation_do_not_count(words in proptest::collection::vec("[A-Za-z0-9éß中]{1,8}", 1..8)) {
            let plain = words.join(" ");
            let marked = format!("**{}**.", words.join("_ – <i>").to_lowercase());
            prop_assert_eq!(key(&plain), key(&marked));
        }

        #[test]
        fn similarity_is_symmetric_and_bounded(left in "\\PC{0,30}", right in "\\PC{0,30}") {
            let (left, right) = (key(&left), key(&right));
            let similarity = left.similarity(&right);
            prop_assert!((0.0..=1.0).contains(&similarity));
            prop_assert!((similarity - right.similarity(&left)).abs() < 1e-9);
        }

        #[test]
        fn names_never_panic(title in any::<String>()) {
            let _ = name(&title);
            let _ = key(&title);
        }
    }
}
