//! Counts the bytes of a source, and shows them to people who wait. Must not change the bytes.

use std::io::{self, IsTerminal, Read, Write};

/// The bytes between two updates.
const STEP: u64 = 16 << 20;

/// A source whose progress is shown on a terminal.
pub(super) struct Counted<R> {
    source: R,
    read: u64,
    is_shown: bool,
}

impl<R: Read> Counted<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            read: 0,
            is_shown: io::stderr().is_terminal(),
        }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(out)?;
        let before = self.read / STEP;
        self.read += read as u64;
        if self.is_shown && self.read / STEP > before {
            // A terminal that is gone needs no progress.
            _ = write!(io::stderr(), "\r{} MB read", self.read / 1_000_000);
        }
        Ok(read)
    }
}

impl<R> Drop for Counted<R> {
    fn drop(&mut self) {
        if self.is_shown && self.read >= STEP {
            _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
