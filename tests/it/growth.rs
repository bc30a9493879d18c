//! Reading and checking take time in proportion to the text, even in a hostile pull request.

use std::time::{Duration, Instant};

use paperlint::source::SourceFile;

use crate::support::findings;

/// Texts that repeat one pattern. Some of them once took quadratic time.
const PATTERNS: [&str; 15] = [
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
    "<summary>a</summary>\n\n",
    "## A Title of Some Length\n\n|a|\n|-|\n|b|\n\n",
    "**Ada King, Bob Lind, Cy Ware and Dan Poe**\n\n",
];

/// The bytes of the short text. The long text is sixteen times as long.
const SHORT: usize = 2 << 10;
const TIMES: usize = 16;

/// The most time of the long text, as a multiple of the time of all its parts by themselves. Linear time is a factor of
/// one, and quadratic time a factor of sixteen.
const MAX: u32 = 5;

/// The number of tries. A busy machine can slow down one try, but no try makes quadratic time linear.
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
