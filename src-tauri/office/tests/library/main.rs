//! The library as an office uses it.
#![cfg(test)]

mod charts;
mod comparing;
mod incoming;
mod keeping;
mod packages;
mod posting;
mod room;
mod writing;
