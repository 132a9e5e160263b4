//! The library as it is treated: processes that are killed, two at once, disks that fail.
#![cfg(test)]

#[cfg(target_os = "linux")]
mod acts;
mod again;
mod crash;
#[path = "../library/desk.rs"]
#[expect(dead_code, reason = "the tests of the library itself use the rest")]
mod desk;
#[cfg(target_os = "linux")]
mod disk;
mod kills;
mod processes;
#[cfg(target_os = "linux")]
mod unwritable;
