//! Any sequence of acts ends in the state that a plain model predicts: lists of states, and no database.

use crate::desk::{add_agency, forms, write_cell, write_prose, Place, RECEIVED};
use proptest::{collection::vec, option, prelude::*};
use report::Report;
use store::{Access, Library, Moment, Origin, ReportId, RevisionKind, State, StoreError};

const CELLS: [&str; 3] = [RECEIVED, "requests.granted.legal", "disclosure.charges.amount"];
const PLACES: [&str; 2] = ["preamble", "problems"];

/// What a report says, as far as it is edited here.
#[derive(Clone, PartialEq, Debug, Default)]
struct Plain {
    cells: [Option<u8>; 3],
    prose: [Vec<u8>; 2],
    notes: Vec<u8>,
    title: Option<u8>,
}

impl Plain {
    fn report(&self) -> Report {
        let mut report = Report::new(forms().edition("2021").unwrap().clone(), "赤壁市官塘驿镇", 2024);
        for (name, number) in CELLS.iter().zip(self.cells) {
            write_cell(&mut report, name, &number.map_or(String::new(), |n| n.to_string()));
        }
        for (place, paragraphs) in PLACES.iter().zip(&self.prose) {
            let texts: Vec<String> = paragraphs.iter().map(|n| format!("第{n}段。")).collect();
            write_prose(&mut report, place, &texts.iter().map(String::as_str).collect::<Vec<_>>());
        }
        report.notes = self.notes.iter().map(|n| format!("备注{n}")).collect();
        report.title = self.title.map(|n| format!("自拟标题{n}"));
        report
    }
}

#[derive(Clone, Debug)]
enum Edit {
    Cell(usize, Option<u8>),
    Prose(usize, Vec<u8>),
    Notes(Vec<u8>),
    Title(Option<u8>),
}

#[derive(Clone, Debug)]
enum Act {
    Save(Vec<Edit>, Moment),
    Undo,
    Redo,
    Revert(prop::sample::Index),
    Finalise,
    Publish,
    Correct,
    /// The clock moves, back too.
    Pass(i64),
    Reopen,
}

fn edits() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (0..3_usize, option::weighted(0.8, 0..4_u8)).prop_map(|(cell, n)| Edit::Cell(cell, n)),
        3 => (0..2_usize, vec(0..4_u8, 0..4)).prop_map(|(place, texts)| Edit::Prose(place, texts)),
        1 => vec(0..3_u8, 0..3).prop_map(Edit::Notes),
        1 => option::of(0..2_u8).prop_map(Edit::Title),
    ]
}

fn acts() -> impl Strategy<Value = Act> {
    let moment = prop_oneof![
        2 => Just(Moment::Typing), 3 => Just(Moment::Passing), 1 => Just(Moment::Meaningful)
    ];
    prop_oneof![
        8 => (vec(edits(), 0..4), moment).prop_map(|(edits, moment)| Act::Save(edits, moment)),
        4 => Just(Act::Undo),
        3 => Just(Act::Redo),
        2 => any::<prop::sample::Index>().prop_map(Act::Revert),
        1 => Just(Act::Finalise),
        1 => Just(Act::Publish),
        1 => Just(Act::Correct),
        3 => prop_oneof![Just(-30), Just(3), Just(20), Just(59), Just(60), Just(3_600)].prop_map(Act::Pass),
        1 => Just(Act::Reopen),
    ]
}

/// What is known of the report without any database.
struct Model {
    now: i64,
    /// Every state that can be gone to, with the name of the step that led there and when that began.
    states: Vec<(Plain, String, i64)>,
    at: usize,
    state: State,
    published: Option<Plain>,
    /// Oldest first, with the second an autosave was begun in.
    revisions: Vec<(RevisionKind, Plain, i64)>,
}

impl Model {
    fn new() -> Model {
        let first = Plain::default();
        Model {
            now: 0,
            states: vec![(first.clone(), String::new(), 0)],
            at: 0,
            state: State::Draft,
            published: None,
            revisions: vec![(RevisionKind::Saved, first, 0)],
        }
    }

    fn today(&self) -> &Plain {
        &self.states[self.at].0
    }

    fn undone(&self) -> Option<String> {
        (self.at > 0).then(|| self.states[self.at].1.clone())
    }

    fn redone(&self) -> Option<String> {
        self.states.get(self.at + 1).map(|(_, label, _)| label.clone())
    }

    fn is_released(&self) -> bool {
        self.published.is_some()
    }

    /// What was final is so no more when it changes.
    fn changed(&mut self) {
        if self.state == State::Final {
            self.state = State::Draft;
        }
    }

    fn step_to(&mut self, plain: Plain, label: String) {
        self.states.truncate(self.at + 1);
        self.states.push((plain, label, self.now));
        self.at += 1;
        self.changed();
    }

    fn keep(&mut self, kind: RevisionKind) {
        self.revisions.push((kind, self.today().clone(), self.now));
    }

    /// At most one a minute: the last grows when it is an autosave that was begun within one.
    fn autosave(&mut self) {
        let (now, today) = (self.now, self.today().clone());
        match self.revisions.last_mut() {
            Some((RevisionKind::Autosave, plain, began)) if (0..60).contains(&(now - *began)) => {
                *plain = today
            }
            _ => self.keep(RevisionKind::Autosave),
        }
    }

    fn save(&mut self, plain: Plain, moment: Moment, label: String) {
        if plain == *self.today() {
            if let (Some((kind @ RevisionKind::Autosave, ..)), Moment::Meaningful) =
                (self.revisions.last_mut(), moment)
            {
                *kind = RevisionKind::Saved;
            }
            return;
        }
        match (moment, self.states.last()) {
            (Moment::Typing, Some((_, last, began)))
                if self.at > 0
                    && self.at + 1 == self.states.len()
                    && *last == label
                    && (0..5).contains(&(self.now - began)) =>
            {
                self.states[self.at].0 = plain;
                // Typed and taken back is no step.
                if self.states[self.at].0 == self.states[self.at - 1].0 {
                    self.states.pop();
                    self.at -= 1;
                }
                self.changed();
            }
            _ => self.step_to(plain, label),
        }
        match moment {
            Moment::Typing | Moment::Passing => self.autosave(),
            Moment::Meaningful => self.keep(RevisionKind::Saved),
        }
    }

    fn go(&mut self, at: Option<usize>) -> bool {
        let Some(at) = at.filter(|at| *at < self.states.len()) else { return false };
        self.at = at;
        self.changed();
        self.autosave();
        true
    }

    fn revert(&mut self, plain: Plain) {
        if plain != *self.today() {
            self.step_to(plain, "回到以前的版本".into());
            self.keep(RevisionKind::Reverted);
        }
    }

    fn release(&mut self, state: State, kind: RevisionKind) {
        self.state = state;
        self.keep(kind);
        if kind != RevisionKind::Finalised {
            self.published = Some(self.today().clone());
        }
    }
}

/// Both at once: the library and the model of it.
struct Both {
    place: Place,
    library: Option<Library>,
    id: ReportId,
    model: Model,
    acts: usize,
}

impl Both {
    fn new() -> Both {
        let place = Place::new();
        let mut library = place.library();
        let agency = add_agency(&mut library);
        let id = library.add(agency, &Plain::default().report(), &Origin::Written).unwrap();
        Both { place, library: Some(library), id, model: Model::new(), acts: 0 }
    }

    fn act(&mut self, act: &Act) {
        self.acts += 1;
        let Both { place, id, model, .. } = self;
        let id = *id;
        if let Act::Reopen = act {
            self.library = None;
            self.library = Some(place.open(Access::Write).unwrap());
            return;
        }
        let library = self.library.as_mut().unwrap();
        match act {
            Act::Save(edits, moment) => {
                let mut plain = model.today().clone();
                for edit in edits {
                    match edit.clone() {
                        Edit::Cell(cell, n) => plain.cells[cell] = n,
                        Edit::Prose(place, texts) => plain.prose[place] = texts,
                        Edit::Notes(notes) => plain.notes = notes,
                        Edit::Title(title) => plain.title = title,
                    }
                }
                let label = match moment {
                    Moment::Typing => "填写".to_owned(),
                    Moment::Passing | Moment::Meaningful => format!("第{}步", self.acts),
                };
                library.save(id, &plain.report(), &label, *moment).unwrap();
                model.save(plain, *moment, label);
            }
            Act::Undo => {
                let done = library.undo(id).unwrap();
                assert_eq!(done.is_some(), model.go(model.at.checked_sub(1)));
            }
            Act::Redo => {
                let done = library.redo(id).unwrap();
                assert_eq!(done.is_some(), model.go(Some(model.at + 1)));
            }
            Act::Revert(which) => {
                let n = which.index(model.revisions.len());
                let newest_first = library.revisions(id).unwrap();
                library.revert(id, newest_first[newest_first.len() - 1 - n].id).unwrap();
                model.revert(model.revisions[n].1.clone());
            }
            Act::Finalise => match library.finalise(id) {
                Ok(_) => {
                    assert_eq!(model.state, State::Draft);
                    model.release(State::Final, RevisionKind::Finalised);
                }
                Err(StoreError::AlreadyFinal) => assert_eq!(model.state, State::Final),
                Err(StoreError::AlreadyPublished) => assert!(model.is_released()),
                Err(error) => panic!("{error}"),
            },
            Act::Publish => match library.publish(id, None) {
                Ok(_) => {
                    assert!(!model.is_released());
                    model.release(State::Published, RevisionKind::Published);
                }
                Err(StoreError::AlreadyPublished) => assert!(model.is_released()),
                Err(error) => panic!("{error}"),
            },
            Act::Correct => match library.correct(id, "笔误", None) {
                Ok(_) => {
                    assert!(model.published.as_ref().is_some_and(|it| it != model.today()));
                    model.release(State::Corrected, RevisionKind::Corrected);
                }
                Err(StoreError::NotPublished) => assert!(!model.is_released()),
                Err(StoreError::NothingToCorrect) => {
                    assert_eq!(model.published.as_ref(), Some(model.today()))
                }
                Err(error) => panic!("{error}"),
            },
            Act::Pass(seconds) => {
                place.clock.pass(*seconds);
                model.now += seconds;
            }
            Act::Reopen => unreachable!("done above"),
        }
    }

    fn compare(&self) {
        let (library, id, model) = (self.library.as_ref().unwrap(), self.id, &self.model);
        let stored = library.report(id).unwrap();
        assert_eq!(stored.report, model.today().report());
        assert_eq!(stored.listed.state, model.state);
        let differs = model.published.as_ref().is_some_and(|it| it != model.today());
        assert_eq!(stored.listed.differs_from_published, differs);
        assert_eq!(library.can_undo(id).unwrap(), model.undone());
        assert_eq!(library.can_redo(id).unwrap(), model.redone());
        let kinds: Vec<_> = library.revisions(id).unwrap().into_iter().rev().map(|it| it.kind).collect();
        assert_eq!(kinds, model.revisions.iter().map(|(kind, ..)| *kind).collect::<Vec<_>>());
    }

    fn compare_contents(&self) {
        let library = self.library.as_ref().unwrap();
        let revisions = library.revisions(self.id).unwrap().into_iter().rev();
        for (revision, (_, plain, _)) in revisions.zip(&self.model.revisions) {
            assert_eq!(library.revision(revision.id).unwrap(), plain.report());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]
    #[test]
    fn any_acts_end_where_a_plain_model_says(acts in vec(acts(), 1..40)) {
        let mut both = Both::new();
        for act in &acts {
            both.act(act);
            both.compare();
        }
        both.compare_contents();
        both.act(&Act::Reopen);
        both.compare();
    }
}
