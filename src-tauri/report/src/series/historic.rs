//! Indicators of the statistics from before the forms of 2019: what of them can be compared, and how well.

use crate::{CellId, FormError, Forms};
use serde::Deserialize;

/// How the tables of that time look, and what of them can be compared.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Historic {
    /// The heading above the labels.
    pub heading: String,
    /// What stands behind the number of the year in a column's heading.
    pub year: String,
    /// The heading of the column that adds up all years.
    pub cumulative: String,
    /// Units that stand between a label and its numbers.
    pub units: Vec<String>,
    /// In the order of the tables.
    pub indicators: Vec<HistoricIndicator>,
}

/// A row that can be compared with cells of today's form.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoricIndicator {
    /// Its name in files.
    pub id: String,
    /// Its label in the tables.
    pub label: String,
    /// Other labels for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The cells of the newest form whose sum says the same, by name.
    pub to: Vec<String>,
    /// How well.
    pub quality: HistoricQuality,
    /// What a person should know who compares.
    pub note: String,
}

/// How well an indicator can be compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HistoricQuality {
    /// The same but for the note.
    Close,
    /// Roughly the same.
    Fair,
}

impl Historic {
    /// Those of `forms/series/historic.toml`.
    ///
    /// # Errors
    /// Only when the file is wrong, which a test of this crate rules out for what is shipped.
    pub fn bundled(forms: &Forms) -> Result<Historic, FormError> {
        Historic::parse(include_str!("../../../../forms/series/historic.toml"), forms)
    }

    /// Those of a file's text.
    ///
    /// # Errors
    /// Says what is wrong in the file.
    pub fn parse(text: &str, forms: &Forms) -> Result<Historic, FormError> {
        let wrong = |what: String| FormError { edition: "historic".into(), what };
        let historic: Historic = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        for indicator in &historic.indicators {
            let unknown = indicator.to.iter().find(|name| forms.newest().cell(name).is_none());
            if let Some(name) = unknown {
                return Err(wrong(format!("{}: no cell {name}", indicator.id)));
            }
        }
        Ok(historic)
    }

    /// The indicator of this id.
    pub fn get(&self, id: &str) -> Option<&HistoricIndicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }
}

impl HistoricIndicator {
    /// The cells of the newest form whose sum says the same.
    pub fn cells<'a>(&'a self, forms: &'a Forms) -> impl Iterator<Item = &'a CellId> {
        self.to.iter().filter_map(|name| forms.newest().cell(name).map(|cell| &cell.id))
    }

    /// Its label and the others for it.
    pub fn labels(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.label).chain(&self.aliases)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_goes_to_cells_of_today() {
        let forms = Forms::bundled().unwrap();
        let historic = Historic::bundled(&forms).unwrap();
        for indicator in &historic.indicators {
            assert_eq!(indicator.cells(&forms).count(), indicator.to.len(), "{}", indicator.id);
            assert!(!indicator.to.is_empty());
        }
        let text = include_str!("../../../../forms/series/historic.toml");
        let wrong =
            Historic::parse(&text.replacen("requests.received.total", "requests.none.total", 1), &forms);
        assert!(wrong.unwrap_err().what.contains("requests.none.total"));
    }
}
