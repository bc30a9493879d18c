//! Runs the command line and turns its outcome into an exit status.

fn main() {}
