//! A year's report begun from last year's: its words to be gone over, what it carried out carried in.

use crate::{
    form::{Form, SectionId},
    prose::{Inline, Paragraph, Prose},
    report::{Report, ReportError},
};
use std::sync::Arc;

/// Before the name of a place whose words are last year's still; kept among the report's remarks.
const CARRIED: &str = "沿用上年，待修改：";

impl Report {
    /// The report of `year`, begun from the one before: its prose, marked as last year's, with the figures in it as
    /// they read then; what last year carried out is carried in. Everything else is blank.
    ///
    /// # Errors
    /// Never for forms whose carried cells are of one kind.
    pub fn following(last: &Report, form: Arc<Form>, year: u16) -> Result<Report, ReportError> {
        let mut report = Report::new(form.clone(), last.agency.clone(), year);
        for place in form.prose_places() {
            let Some(then) = last.form().prose_place(place.as_str()) else { continue };
            let prose = Prose::plain(last.text(then));
            if !prose.is_empty() {
                report.notes.push(format!("{CARRIED}{}", form.place_name(place)));
                report.set_prose(place, prose)?;
            }
        }
        for carry in &form.carries {
            let from = last.form().cell(carry.from.as_str());
            report.set(&carry.into, from.and_then(|cell| last.value(&cell.id)))?;
        }
        Ok(report)
    }

    /// The places whose prose was taken from last year and has not been gone over.
    pub fn carried_over(&self) -> Vec<SectionId> {
        let form = self.form();
        let is_carried =
            |place: &&SectionId| self.notes.contains(&format!("{CARRIED}{}", form.place_name(place)));
        form.prose_places().filter(is_carried).cloned().collect()
    }

    /// Says that a place has been gone over.
    pub fn go_over(&mut self, place: &SectionId) {
        let mark = format!("{CARRIED}{}", self.form().place_name(place));
        self.notes.retain(|note| *note != mark);
    }

    /// Replaces what is written in a place by hand, which goes over it, too.
    ///
    /// # Errors
    /// When the form has no such place.
    pub fn rewrite(&mut self, place: &SectionId, prose: Prose) -> Result<(), ReportError> {
        if self.prose(place) != prose.paragraphs.as_slice() {
            self.set_prose(place, prose)?;
            self.go_over(place);
        }
        Ok(())
    }

    /// Puts other words in the place of some of a paragraph, `range` in bytes of the paragraph as it reads. `None`
    /// when there is no such paragraph, or the words touch a linked figure.
    pub fn reworded(
        &self,
        place: &SectionId,
        paragraph: usize,
        range: std::ops::Range<usize>,
        words: &str,
    ) -> Option<Prose> {
        let mut paragraphs = self.prose(place).to_vec();
        let changed = paragraphs.get_mut(paragraph)?;
        let mut start = 0;
        for inline in &mut changed.inlines {
            let length = self.paragraph_text(&Paragraph { inlines: vec![inline.clone()] }).len();
            let here = start..start + length;
            start = here.end;
            if range.start < here.start || range.end > here.end {
                continue;
            }
            let Inline::Text(text) = inline else { continue };
            let within = range.start - here.start..range.end - here.start;
            text.get(within.clone())?;
            text.replace_range(within, words);
            return Some(Prose { paragraphs });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Forms;

    fn last() -> Report {
        let form = Forms::bundled().unwrap().edition("2021").unwrap().clone();
        let mut last = Report::new(form.clone(), "某镇", 2024);
        let cell = |name: &str| form.cell(name).unwrap().id.clone();
        last.write(&cell("requests.carried_out.person"), "2").unwrap();
        last.write(&cell("requests.received.person"), "56").unwrap();
        let linked = Paragraph {
            inlines: vec![
                Inline::Text("新收".into()),
                Inline::Figure(cell("requests.received.person")),
                Inline::Text("件，办结很快。".into()),
            ],
        };
        last.set_prose(form.prose_place("overview").unwrap(), Prose { paragraphs: vec![linked] }).unwrap();
        last
    }

    #[test]
    fn words_are_marked_and_what_was_carried_out_is_carried_in() {
        let last = last();
        let form = last.form().clone();
        let mut report = Report::following(&last, form.clone(), 2025).unwrap();
        let overview = form.prose_place("overview").unwrap();
        assert_eq!(report.text(overview), ["新收56件，办结很快。"], "the figure is last year's and no link");
        let value =
            |report: &Report, name: &str| report.value(&form.cell(name).unwrap().id).map(|it| it.to_string());
        assert_eq!(value(&report, "requests.carried_in.person").as_deref(), Some("2"));
        assert_eq!(value(&report, "requests.received.person"), None);
        assert_eq!((report.year, report.agency.as_str()), (2025, "某镇"));
        assert_eq!(report.carried_over(), std::slice::from_ref(overview));
        assert_eq!(report.notes, ["沿用上年，待修改：一、总体情况"]);

        let same = Prose { paragraphs: report.prose(overview).to_vec() };
        report.rewrite(overview, same).unwrap();
        assert_eq!(report.carried_over().len(), 1, "nothing was changed");
        report.rewrite(overview, Prose::plain(["新写的。"])).unwrap();
        assert!(report.carried_over().is_empty());
    }

    #[test]
    fn from_another_edition_too() {
        let older = Forms::bundled().unwrap().edition("2019").unwrap().clone();
        let mut last = Report::new(older.clone(), "某镇", 2020);
        let out = older.carries[0].from.clone();
        last.write(&out, "3").unwrap();
        let newer = Forms::bundled().unwrap().edition("2021").unwrap().clone();
        let report = Report::following(&last, newer.clone(), 2021).unwrap();
        let carried = newer.carries.iter().find(|carry| carry.from.as_str() == out.as_str()).unwrap();
        assert_eq!(report.value(&carried.into).map(|it| it.to_string()).as_deref(), Some("3"));
    }

    #[test]
    fn words_are_replaced_beside_figures_and_not_in_them() {
        let report = last();
        let overview = report.form().prose_place("overview").unwrap().clone();
        let text = report.text(&overview)[0].clone();
        let of = |words: &str| text.find(words).map(|at| at..at + words.len()).unwrap();
        let mut changed = report.clone();
        changed.set_prose(&overview, report.reworded(&overview, 0, of("很快"), "及时").unwrap()).unwrap();
        assert_eq!(changed.text(&overview), ["新收56件，办结及时。"]);
        assert!(matches!(changed.prose(&overview)[0].inlines[1], Inline::Figure(_)), "the link stays");
        assert_eq!(report.reworded(&overview, 0, of("56"), "57"), None);
        assert_eq!(report.reworded(&overview, 0, of("收56件"), "x"), None);
        assert_eq!(report.reworded(&overview, 0, 1..2, "x"), None, "half a character");
        assert_eq!(report.reworded(&overview, 9, 0..1, "x"), None);
    }
}
