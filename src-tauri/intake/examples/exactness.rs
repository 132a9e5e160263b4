//! Reads ten thousand made-up reports in every shape, the same every time, and prints how many cells were read right,
//! how many are in doubt, and how many are wrong in silence, shape by shape.
//!
//! `cargo run --release -p nianbao-intake --example exactness [-- HOW MANY]`

#[path = "../tests/generated/made.rs"]
mod made;
#[path = "../tests/generated/score.rs"]
mod score;
#[path = "../tests/generated/shapes.rs"]
mod shapes;

use made::Dice;
use report::Forms;
use score::Score;
use shapes::SHAPES;
use std::{error::Error, time::Instant};

const MANY: u64 = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let many = std::env::args().nth(1).map_or(Ok(MANY), |text| text.parse())?;
    let forms = Forms::bundled()?;
    let mut total = Score::default();
    let start = Instant::now();
    for (n, shape) in SHAPES.iter().enumerate() {
        let mut all = Score::default();
        // As evenly as it goes.
        for seed in (0..many).filter(|seed| seed % SHAPES.len() as u64 == n as u64) {
            all.add(score::of(&forms, shape, &mut Dice(seed)));
        }
        let plain = if shape.is_plain { "" } else { "（有干扰）" };
        println!("{}{plain}: {all}", shape.name);
        for wrong in all.wrong.iter().take(5) {
            println!("  {wrong}");
        }
        total.add(all);
    }
    let took = start.elapsed().as_secs_f64();
    println!(
        "{many} documents, made and read one after another: {:.0} a second; {total}",
        many as f64 / took
    );
    Ok(())
}
