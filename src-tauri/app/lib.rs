//! The window: Tauri around the office, and nothing else.
//!
//! [`run`] is the program. [`ipc`] is all the page may ask for: a list of calls, each of which turns its
//! arguments into the domain's types, calls the office once and gives back what the page shows. What reaches
//! out of the program (dialogs, the PDF viewer, the window itself) stands behind [`outside::Outside`].

pub mod books;
pub mod closing;
pub mod desk;
pub mod ipc;
pub mod outside;
mod painting;
pub mod printer;
mod start;
mod window;
pub mod work;

pub use start::run;
