//! Reports made up in every shape, with all their cells known: none is read wrong in silence.
//!
//! `cargo run --release -p nianbao-office --example exactness` reads ten thousand of them and prints the figures.
#![cfg(test)]

mod made;
mod paper;
mod score;
mod shapes;

use made::Dice;
use office::Office;
use score::Score;
use shapes::SHAPES;
use std::path::Path;

const EACH: u64 = 24;

#[test]
fn nothing_made_up_is_wrong_in_silence() {
    let office = Office::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts")).unwrap();
    let mut wrong = Vec::new();
    let mut doubts = Vec::new();
    let mut misnamed = Vec::new();
    for shape in SHAPES {
        let mut all = Score::default();
        for seed in 0..EACH {
            let score = score::of(&office, shape, &mut Dice(seed));
            let named = |id: &String| format!("{} {seed}: {id}", shape.name);
            wrong.extend(score.wrong.iter().map(named));
            if shape.is_plain {
                doubts.extend(score.doubts.iter().map(named));
            }
            misnamed.extend(score.misnamed.iter().map(named));
            all.add(score);
        }
        println!("{}: {all}", shape.name);
    }
    assert_eq!(wrong, [""; 0]);
    assert_eq!(doubts, [""; 0], "a plain table is read whole");
    assert_eq!(misnamed, [""; 0]);
}
