//! One binary for all tests of the whole program.

#[cfg(unix)]
mod action;
mod arrows;
#[cfg(feature = "net")]
mod cache;
mod cli;
mod corpus;
mod document;
#[path = "../farm/mod.rs"]
mod farm;
mod fixtures;
mod fuzz;
mod growth;
mod history;
#[cfg(feature = "net")]
mod killed;
mod layers;
#[cfg(feature = "net")]
mod links;
#[cfg(feature = "net")]
mod nightly;
#[cfg(feature = "net")]
mod online;
mod packaging;
mod properties;
mod reading;
mod readme;
#[cfg(unix)]
mod release;
mod repair;
mod repository;
mod sources;
mod support;
mod suppressions;
mod tables;
mod unused;
mod words;
