//! Characters that several of the rules look for. Must not report.

/// The length of the blocks in which rare bytes are looked for.
const BLOCK: usize = 256;

/// The places of bytes of a rare kind, in order. One at a time: a hostile page may have nothing else.
pub(super) fn rare_bytes(text: &str, is_rare: impl Fn(u8) -> bool + Copy) -> impl Iterator<Item = usize> {
    text.as_bytes()
        .chunks(BLOCK)
        .enumerate()
        // Most blocks have none. The compiler turns a loop without a branch into instructions for many bytes at once.
        .filter(move |(_, block)| block.iter().fold(false, |found, &byte| found | is_rare(byte)))
        .flat_map(|(index, block)| (index * BLOCK..).zip(block))
        .filter(move |(_, byte)| is_rare(**byte))
        .map(|(at, _)| at)
}
