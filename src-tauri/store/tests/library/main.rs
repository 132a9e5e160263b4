//! The library as its users meet it: kept in real files, by real processes, on disks that fail.
#![cfg(test)]

mod corruption;
mod desk;
mod history;
mod migration;
mod model;
mod opening;
mod package;
mod paths;
mod salvage;
mod size;
mod years;
