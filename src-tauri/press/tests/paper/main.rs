//! The printed report, judged by programs that know nothing of ours: poppler, qpdf, and golden pictures.
//! Not on Windows, where they are not; the file is the same there, byte by byte (`cargo xtask test --windows`).
#![cfg(test)]
#![cfg(not(windows))]

mod archive;
mod charts;
mod drawn;
mod file;
mod notice;
mod opened;
mod own_fonts;
mod pictures;
#[path = "../../src/font/renamed.rs"]
mod renamed;
mod rules;
mod samples;
mod stress;
mod tagged;
mod text;
mod tools;
mod variants;
