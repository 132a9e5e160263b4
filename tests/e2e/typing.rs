//! What a keystroke takes until what it changed is shown, and what memory goes on editing takes: for `cargo xtask bench
//! window`, which lays a library of ten years out. Prints what it finds as it finds it, a flat JSON object a line.

use std::time::{Duration, Instant};

use e2e::clerk::saved;
use e2e::{in_window_again, Trouble, Window};

/// Before anything is measured: caches fill, and what is compiled late is compiled.
const WARM: usize = 60;
const KEYS: usize = 400;
const PAGES: usize = 100;
/// Between two looks at the memory.
const LOOK: Duration = Duration::from_secs(60);

/// A digit in a cell, and the times until its answer stands in the page (sums, findings, and that it is saved) and until
/// the frame that draws it begins.
const KEY: &str = "const [digit, done] = arguments;\
    const field = document.querySelector(\"[data-field='requests.received.person']\");\
    const status = document.querySelector('.status');\
    let sent = false;\
    const begun = performance.now();\
    const look = new MutationObserver(() => {\
      if (!status.textContent.includes('已保存')) { sent = true; return; }\
      if (!sent) return;\
      look.disconnect();\
      const stands = performance.now() - begun;\
      requestAnimationFrame(() => done([stands, performance.now() - begun]));\
    });\
    look.observe(status, { subtree: true, childList: true, characterData: true });\
    field.focus();\
    field.value = digit;\
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: digit, inputType: 'insertText' }));";

/// What one frame costs where it is measured: the same page with one word changed in it.
const FRAME: &str = "const [word, done] = arguments;\
    const begun = performance.now();\
    document.querySelector('.status').lastElementChild.dataset.word = word;\
    requestAnimationFrame(() => done(performance.now() - begun));";

/// A digit in a cell, and the time until the printed page beside it is drawn anew.
const PAGE: &str = "const [digit, done] = arguments;\
    const field = document.querySelector(\"[data-field='requests.received.person']\");\
    const begun = performance.now();\
    const look = new MutationObserver(() => {\
      look.disconnect();\
      requestAnimationFrame(() => done(performance.now() - begun));\
    });\
    look.observe(document.querySelector('.preview .pages'), { subtree: true, attributeFilter: ['data-drawn'] });\
    field.focus();\
    field.value = digit;\
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: digit, inputType: 'insertText' }));";

/// The page of 三 is in sight, and drawn.
const TURN: &str = "document.querySelector('.pages [data-page=\"3\"]').scrollIntoView()";

/// A word at the end of section one, and the step back.
const WORD: &str = "const field = document.querySelector('[data-section=overview] textarea');\
    field.focus(); field.setSelectionRange(field.value.length, field.value.length);\
    field.dispatchEvent(new InputEvent('beforeinput', { bubbles: true, cancelable: true }));\
    field.value += '又';\
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: '又', inputType: 'insertText' }));\
    document.querySelector('[data-act=undo]').click();";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Trouble> {
    let minutes: u64 = std::env::var("NIANBAO_BENCH_MINUTES")?.parse()?;
    in_window_again(async |window| {
        window.click_for("[data-act=start-from]", ".fill-page [data-field]").await?;
        for table in ["requests", "disclosure", "disputes"] {
            let zeros = format!("document.querySelector('[data-section={table}] [data-act=zeros]').click()");
            window.ask_page(&zeros).await?;
        }
        saved(window).await?;
        for at in 0..WARM {
            key(window, at).await?;
        }
        let (mut stands, mut drawn, mut frames) = (Vec::new(), Vec::new(), Vec::new());
        for at in 0..KEYS {
            let [answered, shown] = key(window, at).await?;
            stands.push(answered);
            drawn.push(shown);
            let frame = window.ask_page_later(FRAME, &at.to_string()).await?;
            frames.push(frame.as_f64().ok_or("no frame was drawn")?);
        }
        let mut in_rust = window.call_times("fill_in")?;
        let in_rust = in_rust.split_off(in_rust.len().saturating_sub(KEYS));
        for (name, times) in [("key", stands), ("drawn", drawn), ("frame", frames), ("rust", in_rust)] {
            let [p50, p99] = middle_and_last(times);
            println!("{{\"{name}_p50_ms\":{p50:.2},\"{name}_p99_ms\":{p99:.2}}}");
        }
        let [p50, p99] = middle_and_last(pages(window).await?);
        println!("{{\"page_p50_ms\":{p50:.2},\"page_p99_ms\":{p99:.2}}}");
        let (start, begun) = (window.memory_kib()?, Instant::now());
        let (mut edits, mut looks) = (0, 1);
        let mut most = start;
        println!("{{\"memory_start_kib\":{start}}}");
        while begun.elapsed() < Duration::from_secs(minutes * 60) {
            key(window, edits).await?;
            window.ask_page(WORD).await?;
            saved(window).await?;
            edits += 1;
            if begun.elapsed() > LOOK * looks {
                looks += 1;
                let now = window.memory_kib()?;
                most = most.max(now);
                println!("{{\"minutes\":{:.1},\"memory_kib\":{now},\"edits\":{edits}}}", minutes_of(begun));
            }
        }
        let end = window.memory_kib()?;
        println!("{{\"memory_most_kib\":{most},\"memory_end_kib\":{end},\"edits\":{edits}}}");
        Ok(())
    })
    .await
}

/// How long a digit took until the page it changed was drawn, with the preview open.
async fn pages(window: &Window) -> Result<Vec<f64>, Trouble> {
    window.click_for("[data-act=print]", ".preview canvas[data-drawn]").await?;
    window.ask_page(TURN).await?;
    window.until("document.querySelector('.pages [data-page=\"3\"]').dataset.drawn === ''").await?;
    let mut times = Vec::new();
    for at in 0..WARM + PAGES {
        let took = window.ask_page_later(PAGE, &(at % 9 + 1).to_string()).await?;
        times.push(took.as_f64().ok_or("no page was drawn")?);
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    window.click("[data-act=print]").await?;
    Ok(times.split_off(WARM))
}

fn minutes_of(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() / 60.0
}

/// The median and the 99th percentile.
fn middle_and_last(mut times: Vec<f64>) -> [f64; 2] {
    times.sort_by(f64::total_cmp);
    [50, 99].map(|percent| times.get(times.len() * percent / 100).copied().unwrap_or(f64::NAN))
}

/// How long it took until the answer stood in the page, and until it was drawn, in milliseconds.
async fn key(window: &Window, at: usize) -> Result<[f64; 2], Trouble> {
    let digit = (at % 9 + 1).to_string();
    let took = window.ask_page_later(KEY, &digit).await?;
    Ok(serde_json::from_value(took)?)
}
