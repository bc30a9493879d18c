//! A source that is read in pieces of bounded size. Must not know the format of the pieces.

use std::io::{self, BufRead, Read};

use memchr::memchr_iter;

/// A source that fails if a piece of it is too long, so that no piece fills the memory.
#[derive(Debug)]
pub(super) struct Bounded<R> {
    source: R,
    longest: usize,
    left: usize,
    line: u64,
}

impl<R: BufRead> Bounded<R> {
    /// A source whose pieces have at most this many bytes.
    pub(super) fn new(source: R, longest: usize) -> Self {
        let (left, line) = (longest, 1);
        Self {
            source,
            longest,
            left,
            line,
        }
    }

    /// Begins a piece.
    pub(super) fn begin(&mut self) {
        self.left = self.longest;
    }

    /// The line of the next byte, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let bytes = self.source.fill_buf()?;
        if self.left == 0 && !bytes.is_empty() {
            let limit = self.longest >> 20;
            return Err(io::Error::other(format!("a record is larger than {limit} MiB")));
        }
        Ok(&bytes[..bytes.len().min(self.left)])
    }

    fn consume(&mut self, amount: usize) {
        // The buffer is filled, because its bytes are consumed: this does not read.
        if let Ok(bytes) = self.source.fill_buf() {
            let lines = memchr_iter(b'\n', &bytes[..amount.min(bytes.len())]).count();
            self.line += lines as u64;
        }
        self.left = self.left.saturating_sub(amount);
        self.source.consume(amount);
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let read = bytes.read(out)?;
        self.consume(read);
        Ok(read)
    }
}
