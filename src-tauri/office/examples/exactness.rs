//! Reads ten thousand made-up reports in every shape, the same every time, and prints how many cells were read right,
//! how many are in doubt, and how many are wrong in silence, shape by shape; then a few that other programs have written.
//!
//! `cargo run --release -p nianbao-office --example exactness [-- HOW MANY]`

#[path = "../tests/generated/made.rs"]
mod made;
#[path = "../tests/generated/others.rs"]
mod others;
#[path = "../tests/generated/paper.rs"]
mod paper;
#[path = "../tests/generated/score.rs"]
mod score;
#[path = "../tests/generated/shapes.rs"]
mod shapes;

use made::Dice;
use office::{on_all_cores, Office};
use score::Score;
use shapes::SHAPES;
use std::{error::Error, path::Path, time::Instant};

const MANY: u64 = 10_000;

/// How many of each kind another program writes: each takes it a second or more.
const BY_OTHERS: u64 = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let many = std::env::args().nth(1).map_or(Ok(MANY), |text| text.parse())?;
    let office = Office::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts"))?;
    let mut total = Score::default();
    let start = Instant::now();
    for (n, shape) in SHAPES.iter().enumerate() {
        // As evenly as it goes.
        let seeds: Vec<u64> = (0..many).filter(|seed| seed % SHAPES.len() as u64 == n as u64).collect();
        let all = on_all_cores(&seeds, |seed| score::of(&office, shape, &mut Dice(*seed)), |_| ());
        let all = all.into_iter().fold(Score::default(), |mut all, score| {
            all.add(score);
            all
        });
        let plain = if shape.is_plain { "" } else { "（有干扰）" };
        tell(&format!("{}{plain}", shape.name), &all);
        total.add(all);
    }
    let took = start.elapsed().as_secs_f64();
    println!("{many} documents, made and read: {:.0} a second; {total}", many as f64 / took);
    for (name, score) in others::scores(&office, BY_OTHERS)? {
        tell(&name, &score);
    }
    Ok(())
}

fn tell(name: &str, score: &Score) {
    println!("{name}: {score}");
    for wrong in score.wrong.iter().chain(&score.misnamed).take(5) {
        println!("  {wrong}");
    }
}
