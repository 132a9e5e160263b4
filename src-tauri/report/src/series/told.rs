//! Where an indicator comes from, in the words of each edition of the form.

use super::indicator::{Formula, Indicator};
use crate::{
    cell::CellId,
    form::{Form, Forms},
};

/// What one edition of the form has of an indicator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EditionTold {
    /// The form's name.
    pub form: String,
    /// The years it holds for.
    pub years: String,
    /// The cells, as the form calls them, added up and divided; `None` where the form does not have it.
    pub cells: Option<String>,
    /// How it compares with the next edition that has it; `None` of the last.
    pub beside: Option<String>,
    /// Why it is not exactly the same, or not there; empty where it is.
    pub reason: String,
}

impl EditionTold {
    /// All of it in one line.
    pub fn line(&self) -> String {
        let EditionTold { form, years, cells, beside, reason } = self;
        match cells {
            Some(cells) => {
                let beside = beside.as_ref().map(|it| format!("；{it}")).unwrap_or_default();
                let reason = if reason.is_empty() { String::new() } else { format!("：{reason}") };
                format!("{form}（{years}）：{cells}{beside}{reason}")
            }
            None => format!("{form}（{years}）：没有。{reason}"),
        }
    }
}

impl Indicator {
    /// What each edition of the form has of it, oldest first.
    pub fn editions(&self, forms: &Forms) -> Vec<EditionTold> {
        forms.iter().filter_map(|form| self.edition(form, forms)).collect()
    }

    fn edition(&self, form: &Form, forms: &Forms) -> Option<EditionTold> {
        let told = |cells, beside, reason: &str| EditionTold {
            form: form.name.clone(),
            years: years(form),
            cells,
            beside,
            reason: reason.to_owned(),
        };
        if let Some(at) = self.formulas.iter().position(|it| it.edition == form.edition) {
            let formula = self.formulas.get(at)?;
            let next = self.formulas.get(at + 1).and_then(|next| forms.edition(&next.edition));
            let beside = next.map(|next| format!("与{}{}", next.name, formula.comparability.label()));
            return Some(told(Some(cells(formula, form)), beside, &formula.reason));
        }
        let (_, why) = self.absent.iter().find(|(edition, _)| *edition == form.edition)?;
        Some(told(None, None, why))
    }
}

/// The cells of a formula as their form calls them.
fn cells(formula: &Formula, form: &Form) -> String {
    let (of, per) = (added_up(&formula.of, form), added_up(&formula.per, form));
    let in_brackets = |text: String, count: usize| if count > 1 { format!("（{text}）") } else { text };
    match formula.per.len() {
        0 => of,
        count => format!("{}÷{}", in_brackets(of, formula.of.len()), in_brackets(per, count)),
    }
}

fn added_up(cells: &[CellId], form: &Form) -> String {
    let name = |id: &CellId| form.cell(id.as_str()).map_or_else(|| id.to_string(), |cell| cell.name.clone());
    cells.iter().map(name).collect::<Vec<_>>().join("＋")
}

fn years(form: &Form) -> String {
    let first = form.first_year;
    match form.last_year {
        None => format!("{first}年起"),
        Some(last) if last == first => format!("{first}年"),
        Some(last) => format!("{first}年至{last}年"),
    }
}
