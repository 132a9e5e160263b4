//! The use cases: read, check, print.
