//! The printed report, judged by programs that know nothing of ours: poppler, qpdf, and golden pictures.
#![cfg(test)]

mod file;
mod pictures;
mod rules;
mod samples;
mod text;
mod tools;
