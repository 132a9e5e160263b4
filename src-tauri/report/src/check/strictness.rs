//! How strict an office is: what it sets otherwise than the catalogue.

use super::{rule, Limits, RuleId, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Severities and limits of an office's own. Kept as JSON.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Strictness {
    /// Rules that are graver or lighter here.
    pub severities: Vec<(RuleId, Severity)>,
    /// From where on lengths and repetition are told.
    pub limits: Limits,
}

/// Why a text says nothing about strictness.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StrictnessError {
    /// Not JSON, or of another shape.
    #[error("校验设置不合格式：第 {line} 行第 {column} 列附近")]
    Shape {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// No such rule.
    #[error("没有“{0}”这条校验规则")]
    Rule(String),
    /// No such severity.
    #[error("校验级别“{0}”不认识，应为 error、warning 或 hint")]
    Severity(String),
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Kept {
    severities: BTreeMap<String, String>,
    limits: Limits,
}

impl Strictness {
    /// Reads what [`Strictness::to_json`] wrote; what is not named is the catalogue's.
    ///
    /// # Errors
    /// When it is no such JSON, or names a rule or severity that there is not.
    pub fn from_json(text: &str) -> Result<Strictness, StrictnessError> {
        let kept: Kept = serde_json::from_str(text)
            .map_err(|error| StrictnessError::Shape { line: error.line(), column: error.column() })?;
        let severity = |(id, code): (String, String)| {
            let rule = rule(&id).ok_or(StrictnessError::Rule(id))?;
            Ok((rule.id, Severity::of_code(&code).ok_or(StrictnessError::Severity(code))?))
        };
        let severities: Result<_, StrictnessError> = kept.severities.into_iter().map(severity).collect();
        Ok(Strictness { severities: severities?, limits: kept.limits })
    }

    /// The settings as JSON.
    pub fn to_json(&self) -> String {
        let severities =
            self.severities.iter().map(|(id, severity)| (id.to_string(), severity.code().into()));
        let kept = Kept { severities: severities.collect(), limits: self.limits };
        // Strings and numbers in maps always make JSON.
        serde_json::to_string(&kept).unwrap_or_default()
    }
}
