//! The parts of the crate, each built on the previous ones: source ← document ← list ← facts ← rules ← engine ← cli.

#![warn(clippy::disallowed_methods)]

pub mod baseline;
#[cfg(feature = "net")]
pub mod cache;
pub mod cli;
pub mod config;
pub mod document;
pub mod encoding;
pub mod engine;
pub mod entity;
pub mod escape;
pub mod export;
pub mod facts;
pub mod finding;
pub mod fingerprint;
pub mod fix;
pub mod handle;
mod hash;
pub mod identity;
pub mod list;
#[cfg(feature = "net")]
pub mod net;
pub mod publications;
pub mod report;
pub mod rules;
pub mod source;
