//! `paperlint.toml` as typed data. Must not know rules, lists or links, which read it.

mod keys;
#[expect(clippy::disallowed_methods, reason = "finds and reads paperlint.toml")]
mod load;

pub use keys::{Config, Conventions, Level, Links, Role, Venue, VenueKind};
pub use load::{ConfigError, ConfigFile, FILE_NAME, find, nearest};
