//! The limits that an office may set for itself.

use serde::{Deserialize, Serialize};

/// From where on lengths and repetition are reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// R57, R58: repetition from last year in percent, above which it is a warning.
    pub warning: u8,
    /// R57: above which it is an error, for section five.
    pub error: u8,
    /// R59: repetition from another agency in percent, above which it is told.
    pub others: u8,
    /// R53: characters of section one; the form's own limit unless set.
    pub longest_overview: Option<usize>,
    /// R54: characters of section one, below which it is called short.
    pub shortest_overview: usize,
    /// R55, R56: characters of section five, below which it is called short.
    pub shortest_problems: usize,
}

impl Default for Limits {
    /// 50 % as in 宿迁's assessment rules, 80 % for 年年雷同; the others are the catalogue's.
    fn default() -> Self {
        Limits {
            warning: 50,
            error: 80,
            others: 30,
            longest_overview: None,
            shortest_overview: 150,
            shortest_problems: 30,
        }
    }
}
