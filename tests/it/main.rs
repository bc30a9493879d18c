//! One binary for every test of the whole.
