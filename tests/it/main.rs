//! One binary for every test of the whole.

mod cli;
mod corpus;
mod document;
mod fixtures;
mod layers;
#[cfg(feature = "net")]
mod links;
#[cfg(feature = "net")]
mod online;
mod properties;
mod readme;
mod repository;
mod support;
mod suppressions;
mod tables;
