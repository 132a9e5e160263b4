//! The shape of `forms/*.toml`; what its parts mean is told in `docs/forms.md`.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormFile {
    pub edition: String,
    pub name: String,
    pub title: Vec<String>,
    pub document: Option<DocumentFile>,
    pub years: Years,
    pub statistics: Option<StatisticsFile>,
    pub sections: Vec<SectionFile>,
    pub tables: Vec<TableFile>,
    pub mapping: Option<MappingFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentFile {
    pub number: String,
    pub title: String,
    pub date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Years {
    pub first: u16,
    pub last: Option<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatisticsFile {
    pub heading: String,
    pub year: String,
    pub cumulative: String,
    pub units: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionFile {
    pub id: String,
    pub heading: String,
    #[serde(default)]
    pub variants: Vec<String>,
    pub guidance: String,
    pub length_limit: Option<usize>,
    #[serde(default)]
    pub openings: Vec<OpeningFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpeningFile {
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub asks: Vec<AskFile>,
    pub text: String,
    pub nothing: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AskFile {
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub kind: KindFile,
    pub unit: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableFile {
    pub id: String,
    pub section: String,
    pub name: String,
    pub widths: Vec<f64>,
    pub head_rows: usize,
    pub rows: Vec<RowFile>,
    pub columns: Vec<ColumnFile>,
    #[serde(default)]
    pub groups: Vec<GroupFile>,
    pub grid: GridFile,
    #[serde(default)]
    pub sums: Vec<SumFile>,
    #[serde(default)]
    pub balances: Vec<BalanceFile>,
    #[serde(default)]
    pub carries: Vec<CarryFile>,
    #[serde(default)]
    pub stocks: Vec<StockFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowFile {
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub group: Option<String>,
    #[serde(default)]
    pub articles: Vec<String>,
    pub guidance: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnFile {
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub kind: KindFile,
    pub unit: Option<String>,
    #[serde(default)]
    pub own_unit: bool,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum KindFile {
    #[default]
    Count,
    Change,
    Amount,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupFile {
    pub id: String,
    pub label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GridFile {
    pub rows: Vec<Vec<GridCellFile>>,
}

/// One of `band`, `head`, `note`, `column`, `row`, `group`, `value`, `values`, with its spans.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GridCellFile {
    pub band: Option<String>,
    pub head: Option<String>,
    pub note: Option<String>,
    pub column: Option<String>,
    pub row: Option<String>,
    pub group: Option<String>,
    pub value: Option<String>,
    pub values: Option<String>,
    #[serde(default = "one")]
    pub colspan: usize,
    #[serde(default = "one")]
    pub rowspan: usize,
}

fn one() -> usize {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SumFile {
    pub total: String,
    pub parts: Vec<String>,
    pub rule: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BalanceFile {
    pub left: Vec<String>,
    pub right: Vec<String>,
    pub rule: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CarryFile {
    pub into: String,
    pub from: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StockFile {
    pub stock: String,
    pub plus: String,
    pub minus: String,
    pub rule: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MappingFile {
    pub edition: String,
    #[serde(default)]
    pub same: Vec<String>,
    #[serde(default)]
    pub cells: Vec<JoinFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JoinFile {
    pub from: String,
    pub to: Vec<String>,
    pub quality: QualityFile,
    #[serde(default)]
    pub note: String,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum QualityFile {
    Exact,
    Close,
    Sum,
    Broken,
    None,
}
