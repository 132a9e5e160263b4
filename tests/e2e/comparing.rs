//! What a change of selection takes on the compare page until it is drawn, beside a library of 60 townships and ten
//! years: for `cargo xtask bench window`. Prints a flat JSON object a line.
//!
//! Each try but those of the way, of the sum and of the overview chooses what was not chosen before, and takes it back:
//! what the page has been told once and what it has not are tried as often.

use e2e::{in_window_again, Trouble, Window};

/// Each way of choosing is tried so often.
const ROUNDS: usize = 6;

/// A choice, and the time until its answer is drawn: the page says when it has what was asked for last, a chart in sight
/// when it is not yet what it should be; small ones are drawn in the frame that lays them out. A new chart learns only in the next frame that it is in sight: what is drawn
/// must have been so for two.
const CHOICE: &str = "const [what, done] = arguments;\
    const shown = document.querySelector('.shown');\
    const begun = performance.now();\
    let took = 0;\
    let frames = 0;\
    const isDrawn = () => shown.getAttribute('aria-busy') === 'false' && !document.querySelector('.series-chart[aria-busy=true]');\
    const look = () => {\
      if (frames > 1 && took > 0) return done(took);\
      requestAnimationFrame(() => {\
        if (!isDrawn()) frames = took = 0;\
        else if (frames++ === 0) setTimeout(() => { took = performance.now() - begun; });\
        look();\
      });\
    };\
    const answer = new MutationObserver(() => {\
      if (shown.getAttribute('aria-busy') !== 'false') return;\
      answer.disconnect();\
      look();\
    });\
    answer.observe(shown, { attributes: true, attributeFilter: ['aria-busy'] });\
    const [boxes, at] = what.split('@');\
    document.querySelectorAll(boxes)[Number(at ?? 0)].click();";

/// What can be chosen: its name among the figures, what is clicked in a round, and what is clicked to go back. Behind
/// `@` stands which of the boxes that a selector names, `{}` for another in each round.
const CHOICES: [(&str, &str, &str); 7] = [
    ("year", "[data-year]@{}", "[data-year]@{}"),
    ("agency", "[data-agency]@3{}", "[data-agency]@3{}"),
    ("indicator", "[data-indicator]@2{}", "[data-indicator]@2{}"),
    ("plan", "[data-plan]:not([data-plan=documents])@{}", "[data-plan=documents]"),
    ("way", "[data-way=grouped]", "[data-way=line]"),
    ("together", "[data-field=together]", "[data-field=together]"),
    ("overview", "[data-way=overview]", "[data-way=line]"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Trouble> {
    in_window_again(async |window| {
        window.click_for("[data-act=compare]", "[data-table=figures] tbody tr").await?;
        window.ask_page("document.querySelector('[data-act=all-agencies]').click()").await?;
        window.until("document.querySelector('[data-act=all-places]') !== null").await?;
        window.picture("comparing-60.png").await?;
        for (name, there, back) in CHOICES {
            let mut times = Vec::new();
            let before = window.worked_ms()?;
            for round in 0..ROUNDS {
                for what in [there, back] {
                    times.push(choice(window, &what.replace("{}", &round.to_string())).await?);
                }
            }
            let worked = (window.worked_ms()? - before) as f64 / times.len() as f64;
            times.sort_by(f64::total_cmp);
            let (middle, most) = (times[times.len() / 2], times[times.len() - 1]);
            println!(
                "{{\"{name}_p50_ms\":{middle:.1},\"{name}_most_ms\":{most:.1},\"{name}_worked_ms\":{worked:.1}}}"
            );
        }
        Ok(())
    })
    .await
}

async fn choice(window: &Window, what: &str) -> Result<f64, Trouble> {
    let took = window.ask_page_later(CHOICE, what).await?;
    took.as_f64().ok_or_else(|| "nothing was drawn".into())
}
