//! The style of the text at the parser's place. Must not know the text.

use super::super::Style;

/// The styles that are open, one within the other.
#[derive(Default)]
pub(super) struct Styles {
    /// The number of open elements of each style, by the style's bit.
    depths: [usize; 6],
    now: Style,
    /// The styles that have started since the last run of text.
    started: Style,
}

impl Styles {
    /// Ends all styles.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// All open styles together.
    pub(super) fn now(&self) -> Style {
        self.now
    }

    pub(super) fn enter(&mut self, style: Style) {
        self.depths[style.index()] += 1;
        self.now = self.now.with(style);
        self.started = self.started.with(style);
    }

    /// The styles that the next run of text starts.
    pub(super) fn take_started(&mut self) -> Style {
        std::mem::take(&mut self.started)
    }

    pub(super) fn leave(&mut self, style: Style) {
        let depth = &mut self.depths[style.index()];
        // Cells that GitHub drops are parsed by themselves, and may end a style that they did not start.
        *depth = depth.saturating_sub(1);
        if *depth == 0 {
            self.now = self.now.without(style);
        }
    }
}
