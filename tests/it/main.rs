//! One binary for every test of the whole.

#[cfg(feature = "net")]
mod links;
mod readme;
mod repository;
