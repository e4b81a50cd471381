//! The binary and its commands.
fn main() {}
