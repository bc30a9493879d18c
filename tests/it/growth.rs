//! Reading and checking take time in proportion to the text, whatever a hostile pull request holds.

use std::time::{Duration, Instant};

use paperlint::source::SourceFile;

use crate::support::findings;

/// Texts that repeat one pattern. Some of them once took time by the square of their length.
const PATTERNS: [&str; 12] = [
    "www.x.orgCVPR'24",
    "https://x.orgCVPR2024",
    "+ ",
    "1. ",
    "> ",
    "[a](#b) ",
    "CVPR 2024 ",
    "**a** ",
    "<b>a</b>",
    "|a",
    "- [a](https://x.org/a), CVPR 2024\n",
    "a_b ",
];

/// The bytes of the short text. The long one is sixteen times as long.
const SHORT: usize = 2 << 10;
const TIMES: usize = 16;

/// The long text may take so many times as long as all its parts by themselves. Linear time is a factor of one, and
/// quadratic time one of sixteen.
const MAX: u32 = 5;

/// A busy machine can make one try slow, but no try makes quadratic time linear.
const TRIES: usize = 20;

#[test]
fn time_grows_with_the_text_and_not_with_its_square() {
    for pattern in PATTERNS {
        let short = pattern.repeat(SHORT / pattern.len());
        let long = short.repeat(TIMES);
        let is_linear = || time_of(&long, 1) < MAX * time_of(&short, TIMES);
        assert!((0..TRIES).any(|_| is_linear()), "{pattern:?}");
    }
}

fn time_of(text: &str, times: usize) -> Duration {
    let source = SourceFile::new("x.md", text);
    let start = Instant::now();
    for _ in 0..times {
        findings(&source);
    }
    start.elapsed()
}
