//! Cells that the reader of a document was not sure of and that nobody has compared with it: a remark of the report
//! names them until somebody has.

use crate::{
    cell::CellId,
    form::Form,
    report::{Report, ReportError},
};

/// A cell that was read with doubt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubt {
    /// The cell.
    pub cell: CellId,
    /// What the document has there.
    pub raw: String,
}

const FROM: &str = "读自“";
const FROM_END: &str = "”，";
const UNCONFIRMED: &str = " 格没有对照原文确认，";
const AS_READ: &str = "按读出的存入：";
const BLANK: &str = "留空：";
const RAW: &str = "（原文“";
const RAW_END: &str = "”）";
const NEXT: &str = "、";
const END: &str = "。";

/// A remark that names such cells, taken apart.
struct Remark<'n> {
    /// The document.
    from: &'n str,
    /// Each cell as the paper calls it, and what the document has there.
    named: Vec<(&'n str, &'n str)>,
}

impl Report {
    /// Notes cells of a document that nobody has compared with it, which stand as they were read, or are blank.
    ///
    /// # Errors
    /// When they are to be blank and the form has no such cell.
    pub fn note_doubts(&mut self, from: &str, doubts: &[Doubt], is_kept: bool) -> Result<(), ReportError> {
        if doubts.is_empty() {
            return Ok(());
        }
        let form = self.form().clone();
        let name = |it: &Doubt| form.cell(it.cell.as_str()).map_or("", |cell| cell.name.as_str()).to_owned();
        let named: Vec<(String, &str)> = doubts.iter().map(|it| (name(it), it.raw.as_str())).collect();
        let named = named.iter().map(|(name, raw)| (name.as_str(), *raw)).collect();
        self.notes.push(Remark { from, named }.told(if is_kept { AS_READ } else { BLANK }));
        if !is_kept {
            for it in doubts {
                self.write(&it.cell, "")?;
            }
        }
        Ok(())
    }

    /// The cells that stand as they were read and that nobody has compared with the document, in the order of the
    /// paper.
    pub fn doubts(&self) -> Vec<Doubt> {
        let form = self.form();
        let remarks: Vec<Remark> = self.notes.iter().filter_map(|note| Remark::read(note, form)).collect();
        let raw_of = |name: &str| {
            let named = remarks.iter().flat_map(|it| &it.named);
            named.filter(|(known, _)| *known == name).map(|(_, raw)| *raw).next_back()
        };
        if remarks.is_empty() {
            return Vec::new();
        }
        let cells = form.cells().iter();
        cells
            .filter_map(|it| Some(Doubt { cell: it.id.clone(), raw: raw_of(&it.name)?.to_owned() }))
            .collect()
    }

    /// Says that somebody stands for what is in these cells: no remark names them any longer.
    pub fn vouch_for<'a>(&mut self, cells: impl IntoIterator<Item = &'a CellId>) {
        if !self.notes.iter().any(|note| note.starts_with(FROM)) {
            return;
        }
        let form = self.form().clone();
        let cells = cells.into_iter().filter_map(|id| form.cell(id.as_str()));
        let vouched: Vec<&str> = cells.map(|cell| cell.name.as_str()).collect();
        let left = |note: String| {
            let Some(mut remark) = Remark::read(&note, &form) else { return Some(note) };
            remark.named.retain(|(name, _)| !vouched.contains(name));
            (!remark.named.is_empty()).then(|| remark.told(AS_READ))
        };
        self.notes = std::mem::take(&mut self.notes).into_iter().filter_map(left).collect();
    }
}

impl<'n> Remark<'n> {
    fn told(&self, became: &str) -> String {
        let named: Vec<String> =
            self.named.iter().map(|(name, raw)| format!("{name}{RAW}{raw}{RAW_END}")).collect();
        let (from, count) = (self.from, self.named.len());
        format!("{FROM}{from}{FROM_END}{count}{UNCONFIRMED}{became}{}{END}", named.join(NEXT))
    }

    /// A remark on cells that stand as they were read; `None` for any other.
    fn read(note: &'n str, form: &Form) -> Option<Remark<'n>> {
        let (head, tail) = note.strip_prefix(FROM)?.split_once(UNCONFIRMED)?;
        let (from, _) = head.rsplit_once(FROM_END)?;
        let mut rest = tail.strip_prefix(AS_READ)?.strip_suffix(END)?;
        let mut named = Vec::new();
        while let Some((name, behind)) = opening(rest, form) {
            // What the document has there may look like the end of it.
            let ends = |at: &usize| {
                let after = &behind[at + RAW_END.len()..];
                after.is_empty() || after.strip_prefix(NEXT).is_some_and(|it| opening(it, form).is_some())
            };
            let at = behind.match_indices(RAW_END).map(|(at, _)| at).find(ends)?;
            named.push((name, &behind[..at]));
            let after = &behind[at + RAW_END.len()..];
            rest = after.strip_prefix(NEXT).unwrap_or(after);
        }
        rest.is_empty().then_some(Remark { from, named })
    }
}

/// The name of a cell at the beginning of a text, and what stands behind it.
fn opening<'n>(text: &'n str, form: &Form) -> Option<(&'n str, &'n str)> {
    form.cells().iter().find_map(|cell| {
        let behind = text.strip_prefix(cell.name.as_str())?.strip_prefix(RAW)?;
        Some((&text[..cell.name.len()], behind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Forms;

    fn doubts(form: &Form, cells: &[(&str, &str)]) -> Vec<Doubt> {
        let doubt = |(name, raw): &(&str, &str)| Doubt {
            cell: form.cell(name).unwrap().id.clone(),
            raw: (*raw).into(),
        };
        cells.iter().map(doubt).collect()
    }

    #[test]
    fn what_nobody_compared_is_named_until_somebody_has() {
        for form in Forms::bundled().unwrap().iter().filter(|it| it.is_report()) {
            let mut report = Report::new(form.clone(), "某镇", form.first_year);
            report.notes.push("依据公开网页录入".into());
            let odd = [
                ("requests.received.person", "5 1"),
                ("requests.received.total", "”）、见附件（原文“3”）。"),
                ("requests.granted.person", ""),
            ];
            let odd = doubts(form, &odd);
            report.note_doubts("“年报”，1 格.txt", &odd, true).unwrap();
            assert_eq!(report.doubts(), odd, "{}", report.notes[1]);
            report.vouch_for([&odd[1].cell]);
            assert_eq!(report.doubts(), [odd[0].clone(), odd[2].clone()]);
            assert!(
                report.notes[1].starts_with("读自““年报”，1 格.txt”，2 格没有对照原文确认，按读出的存入：")
            );
            report.write_and_add_up(&[(odd[0].cell.clone(), "51".into())]).unwrap();
            assert_eq!(report.doubts(), [odd[2].clone()], "who writes a number stands for it");
            report.vouch_for(form.cells().iter().map(|it| &it.id));
            assert_eq!(report.notes, ["依据公开网页录入"]);
        }
    }

    #[test]
    fn a_cell_that_was_left_blank_has_no_number_to_doubt() {
        let forms = Forms::bundled().unwrap();
        let form = forms.newest();
        let mut report = Report::new(form.clone(), "某镇", 2024);
        let odd = doubts(form, &[("requests.received.person", "5 1")]);
        report.write(&odd[0].cell, "51").unwrap();
        report.note_doubts("一.txt", &odd, false).unwrap();
        assert!(report.doubts().is_empty() && report.entry(&odd[0].cell).is_none());
        let before = report.notes.clone();
        report.vouch_for([&odd[0].cell]);
        assert_eq!(report.notes, before, "it still says what stood there");
    }

    #[test]
    fn no_two_cells_of_a_form_have_one_name() {
        for form in Forms::bundled().unwrap().iter() {
            let mut names: Vec<&str> = form.cells().iter().map(|it| it.name.as_str()).collect();
            names.sort_unstable();
            names.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1], "{}", form.name));
        }
    }
}
