//! The library as an office uses it.
#![cfg(test)]

mod incoming;
mod keeping;
mod room;
mod writing;
