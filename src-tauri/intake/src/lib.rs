//! Reads reports from outside: text and HTML into a Reading.
