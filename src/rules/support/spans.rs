//! Sets of spans. Must not know rules.

use crate::source::Span;

/// True if one of the spans, which are in order and apart, holds the byte at `at`.
pub(in crate::rules) fn is_within(spans: &[Span], at: usize) -> bool {
    let next = spans.partition_point(|span| span.start <= at);
    next > 0 && at < spans[next - 1].end
}
