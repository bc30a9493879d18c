//! The ground of every rule: its metadata, its view of a file, and the trait. Must not know any rule.

mod context;
mod meta;
mod rule;
mod view;

pub use context::Context;
pub(super) use meta::meta;
pub use meta::{Group, Meta, Needs};
pub use rule::Rule;
pub use view::{Others, View};
