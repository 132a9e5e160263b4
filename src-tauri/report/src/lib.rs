//! The domain of the annual report on government information disclosure (政府信息公开工作年度报告):
//! the official forms as data, cells and their values, prose, the report itself and its checks.
//!
//! It does no input or output, reads no clock and knows no window. Entry points:
//! [`Forms::bundled`] gives the official forms, [`Report`] is one agency's report of one year,
//! [`check::check`] says what a careful reviewer would, [`json`] is the exchange format
//! `nianbao.report/1`.

pub mod agency;
mod begin;
pub mod cell;
pub mod check;
pub mod difference;
mod doubt;
pub mod form;
pub mod json;
pub mod prose;
pub mod quantity;
mod report;
pub mod series;
mod totals;
pub mod wording;

pub use cell::{Amount, CellId, CellKind, Entry, MoneyUnit, Value};
pub use check::{Finding, Fix, Place, RuleId, Severity};
pub use difference::{Difference, DifferenceError};
pub use doubt::Doubt;
pub use form::{Form, FormError, Forms, SectionId};
pub use prose::{Heading, Inline, Paragraph, Prose};
pub use report::{Report, ReportError};
pub use totals::computed_totals;
