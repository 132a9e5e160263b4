//! The library as an office uses it.
#![cfg(test)]

mod keeping;
mod room;
mod writing;
