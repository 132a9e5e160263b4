//! `nianbao`: the office without a window.
fn main() {}
