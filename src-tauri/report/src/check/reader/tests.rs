#![cfg(test)]

use super::{statements, Statement};
use crate::{check::view::Passage, Forms};

/// What is understood of a text in a report on 2024: a line for each figure.
fn read(text: &str) -> Vec<String> {
    let forms = Forms::bundled().unwrap();
    let place = forms.edition("2021").unwrap().prose_place("overview").unwrap().clone();
    let passages = [Passage::new(place, 0, text.to_owned())];
    statements(&passages, Some(2024)).iter().map(|said| shown(text, said)).collect()
}

fn shown(text: &str, said: &Statement) -> String {
    let mut line = format!("{} {:?} {:?} {:?}", &text[said.range.clone()], said.told, said.things, said.acts);
    line += &format!(" {:?}", said.period);
    for (name, is) in [
        ("opened", said.scope.opened),
        ("about", said.scope.about),
        ("part", said.scope.part),
        ("applicant", said.scope.applicant),
        ("channel", said.scope.channel),
        ("in_time", said.scope.in_time),
        ("rough", said.quantity.rough),
        ("each", said.each),
        ("running", said.running),
        ("until", said.until),
        ("bracket", said.in_brackets),
        ("named", said.is_named),
        ("clear", said.is_clear),
    ] {
        if is {
            line += &format!(" {name}");
        }
    }
    line
}

#[test]
fn dump() {
    let Ok(file) = std::env::var("DUMP") else { return };
    for line in std::fs::read_to_string(file).unwrap().lines() {
        println!("# {line}");
        for said in read(line) {
            println!("    {said}");
        }
    }
}
