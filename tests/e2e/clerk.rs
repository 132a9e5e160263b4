//! What a clerk does in January, for tests that begin where it has been done.

use std::path::PathBuf;

use thirtyfour::Key;

use crate::{Trouble, Window};

/// The sample report of 官塘驿镇 as if it were that of last year.
async fn last_year(window: &Window) -> Result<PathBuf, Trouble> {
    let today = window.ask_page("return new Date().getFullYear()").await?;
    let last = today.as_u64().unwrap_or_default() - 2;
    let report = include_str!("../data/01_guantangyi-town_2024.txt");
    let path = window.path("上年年报.txt");
    std::fs::write(&path, report.replace("2024", &last.to_string()))?;
    Ok(path)
}

/// The first start with last year's report, and this year begun from it.
pub async fn begin(window: &Window) -> Result<(), Trouble> {
    window.find(".first").await?;
    window.picture("first-start.png").await?;
    window.will_answer(Some(&last_year(window).await?))?;
    window.click_for("[data-act=import]", "[data-act=choose-files]").await?;
    window.click_for("[data-act=choose-files]", ".sheet-page [data-state]").await?;
    window.click_for("[data-act=store]", "dialog [data-act=store-now]").await?.click().await?;
    window.until("document.querySelector('[data-state]').textContent.includes('已存入')").await?;
    window.click_for("[data-act=leave]", "[data-act=back]").await?;
    window.click_for("[data-act=back]", "[data-act=start-from]").await?;
    assert!(window.text(".years h1").await?.contains("赤壁市官塘驿镇"));
    window.picture("years.png").await?;
    window.click_for("[data-act=start-from]", ".fill-page [data-field]").await?;
    saved(window).await
}

/// Waits until everything typed is on the disk.
pub async fn saved(window: &Window) -> Result<(), Trouble> {
    window.until("document.querySelector('.status').textContent.includes('已保存')").await
}

/// What stands in a cell's field.
pub async fn value(window: &Window, cell: &str) -> Result<String, Trouble> {
    let script = format!("return document.querySelector(\"[data-field='{cell}']\").value");
    Ok(window.ask_page(&script).await?.as_str().unwrap_or_default().to_owned())
}

/// Gives the keyboard to a cell's field.
pub async fn focus(window: &Window, cell: &str) -> Result<(), Trouble> {
    window.ask_page(&format!("document.querySelector(\"[data-field='{cell}']\").focus()")).await?;
    Ok(())
}

/// As Excel puts a range on the clipboard.
pub async fn paste(window: &Window, text: &str) -> Result<(), Trouble> {
    let script = format!(
        "const data = new DataTransfer(); data.setData('text/plain', {});\
         document.activeElement.dispatchEvent(new ClipboardEvent('paste', \
         {{ clipboardData: data, bubbles: true, cancelable: true }}));",
        serde_json::Value::from(text)
    );
    window.ask_page(&script).await?;
    saved(window).await
}

/// Sets everything aside that stands with a severity.
pub async fn set_all_aside(window: &Window, severity: &str, reason: &str) -> Result<(), Trouble> {
    loop {
        let cards = window.find_all(&format!(".card.{severity} [data-act=ask]")).await?;
        let Some(card) = cards.first() else { return Ok(()) };
        let left = cards.len() - 1;
        card.click().await?;
        window.find(&format!(".card.{severity} input")).await?.send_keys(reason).await?;
        window.press(Key::Enter).await?;
        window.until(&format!("document.querySelectorAll('.card.{severity}').length <= {left}")).await?;
    }
}

/// Says of all that was copied from last year that it has been gone over.
pub async fn go_over_all(window: &Window) -> Result<(), Trouble> {
    while let Some(over) = window.find_all("[data-act=reviewed]").await?.first() {
        let left = window.find_all("[data-act=reviewed]").await?.len() - 1;
        over.click().await?;
        window.until(&format!("document.querySelectorAll('[data-act=reviewed]').length === {left}")).await?;
    }
    Ok(())
}
