//! Reports from outside: read many at once, confirmed beside their source with the keyboard, stored, and never over
//! what is there without a word.

use std::path::{Path, PathBuf};

use e2e::{in_window, in_window_again, Trouble, Window};
use thirtyfour::Key;

const SURE: &str = "好.txt";
const GLUED: &str = "连写.txt";
const PICTURE: &str = "某县某镇2021年政府信息公开工作年度报告.png";

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data").join(name)
}

/// A sure one, one whose digits have run together, and a picture.
fn folder(window: &Window) -> Result<PathBuf, Trouble> {
    let folder = window.new_folder("往年")?;
    std::fs::copy(data("01_guantangyi-town_2024.txt"), folder.join(SURE))?;
    std::fs::copy(data("05_pingtan_2024_flattened.txt"), folder.join(GLUED))?;
    std::fs::write(folder.join(PICTURE), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
    Ok(folder)
}

/// Presses the button that leads to the document of a name.
async fn open(window: &Window, name: &str) -> Result<(), Trouble> {
    let press = format!(
        "[...document.querySelectorAll('[data-sheet]')].find((it) => it.textContent.includes('{name}')).click()"
    );
    window.ask_page(&press).await?;
    window.find(".sheet-page .source mark").await?;
    Ok(())
}

async fn state(window: &Window, name: &str) -> Result<String, Trouble> {
    let script = format!(
        "return [...document.querySelectorAll('.tray tbody tr')].find((it) => it.textContent.includes('{name}')).lastElementChild.textContent"
    );
    Ok(window.ask_page(&script).await?.as_str().unwrap_or_default().trim().to_owned())
}

async fn number(window: &Window, script: &str) -> Result<u64, Trouble> {
    Ok(window.ask_page(&format!("return {script}")).await?.as_u64().unwrap_or_default())
}

const OPEN: &str = "document.querySelectorAll('input[data-doubt].open').length";

#[tokio::test]
async fn reports_are_read_confirmed_by_keyboard_stored_and_there_after_a_restart() -> Result<(), Trouble> {
    in_window(async |window| {
        window.find(".first").await?;
        window.click_for("[data-act=import]", "[data-act=choose-folder]").await?;
        window.picture("reading-entry.png").await?;
        window.will_answer(Some(&folder(window)?))?;
        window.click_for("[data-act=choose-folder]", ".tray tbody tr").await?;
        window.picture("reading-tray.png").await?;
        assert_eq!(state(window, SURE).await?, "可以存入");
        assert_eq!(state(window, GLUED).await?, "待确认");
        unread(window).await?;

        // The sure one in one act; the other waits.
        window.click("[data-act=store-sure]").await?;
        window
            .until("document.querySelector('.said[role=status]')?.textContent.includes('存入 1 份')")
            .await?;
        assert_eq!(state(window, SURE).await?, "已存入");
        assert_eq!(state(window, GLUED).await?, "待确认");

        open(window, GLUED).await?;
        confirm(window).await?;
        store(window).await?;
        window.click_for("[data-act=leave]", ".tray tbody tr").await?;
        assert_eq!(state(window, GLUED).await?, "已存入");
        Ok(())
    })
    .await?;
    in_window_again(async |window| {
        window.until("document.querySelectorAll('.agencies option').length === 2").await?;
        conflict(window).await
    })
    .await?;
    in_window_again(async |window| {
        window.find(".cards").await?;
        window.ask_page("const all = document.querySelector('.agencies select'); all.selectedIndex = [...all.options].findIndex((it) => it.textContent.includes('官塘驿')); all.dispatchEvent(new Event('change'))").await?;
        window.until("document.querySelector('.years h1')?.textContent.includes('官塘驿')").await?;
        window.click_for("article [data-act=open]", ".fill-page [data-field]").await?;
        let cell = "return document.querySelector(\"[data-field='requests.received.person']\").value";
        assert_eq!(window.ask_page(cell).await?, "7");
        window.click_for("[data-act=history]", ".history nav").await?;
        let said = window.text(".history nav").await?;
        assert!(said.contains("读入") || said.contains("导入"), "{said}");
        Ok(())
    })
    .await
}

/// What could not be read says why; a picture is entered by hand.
async fn unread(window: &Window) -> Result<(), Trouble> {
    let said = window.text(".unread").await?;
    assert!(said.contains(PICTURE) && said.contains("没有文字层"), "{said}");
    let list = window.path("清单.txt");
    window.will_answer(Some(&list))?;
    window.click("[data-act=save-unread]").await?;
    window.until("document.querySelector('.said[role=status]')?.textContent.includes('清单已保存')").await?;
    let saved = std::fs::read_to_string(&list)?;
    assert!(saved.contains("共 3 份，没有读出 1 份") && saved.contains(PICTURE), "{saved}");
    window.click_for("[data-act=by-hand]", "dialog [data-act=begin]").await?;
    let agency = "return document.querySelector('[data-field=hand-agency]').value";
    assert_eq!(window.ask_page(agency).await?, "某县某镇");
    window.picture("reading-hand.png").await?;
    window.press(Key::Escape).await?;
    window.until("document.querySelector('dialog[open]') === null").await
}

/// Enter from cell to cell; a digit changes one, Esc takes it back; both sides go together.
async fn confirm(window: &Window) -> Result<(), Trouble> {
    let doubts = number(window, OPEN).await?;
    assert!(doubts > 0, "nothing is unsure");
    let first = "document.activeElement.dataset.doubt";
    let at = window.ask_page(&format!("return {first}")).await?;
    window.until("document.querySelector('.source mark.selected') !== null").await?;
    window.picture("reading-sheet.png").await?;
    window.press("9").await?;
    window.press(Key::Escape).await?;
    assert_eq!(number(window, OPEN).await?, doubts, "nothing was confirmed");
    window.ask_page("document.querySelector('input[data-doubt].open').focus()").await?;
    // Passed over and come back to.
    if doubts > 1 {
        window.press(Key::Tab).await?;
        window.until(&format!("{first} !== {at}")).await?;
        window.press(Key::Shift + Key::Tab).await?;
        window.until(&format!("{first} === {at}")).await?;
    }
    for left in (0..doubts).rev() {
        window.press(Key::Enter).await?;
        window.until(&format!("{OPEN} === {left}")).await?;
    }
    window.until("document.activeElement.dataset.act === 'store'").await?;
    // From the source to the cell.
    window.ask_page("document.querySelector('.source mark').click()").await?;
    window.until("document.activeElement.matches('[data-doubt], [data-place]')").await?;
    window.picture("reading-confirmed.png").await?;
    Ok(())
}

async fn store(window: &Window) -> Result<(), Trouble> {
    window.click_for("[data-act=store]", "dialog [data-act=store-now]").await?.click().await?;
    window.until("document.querySelector('[data-state]').textContent.includes('已存入')").await
}

/// The same year with another number: shown, left where nothing is chosen, taken with a reason.
async fn conflict(window: &Window) -> Result<(), Trouble> {
    let other = window.path("另一份.txt");
    let text = std::fs::read_to_string(data("01_guantangyi-town_2024.txt"))?;
    std::fs::write(&other, text)?;
    window.click_for("[data-act=import]", "[data-act=choose-files]").await?;
    window.will_answer(Some(&other))?;
    window.click_for("[data-act=choose-files]", ".sheet-page [data-state]").await?;
    assert!(window.text("[data-state]").await?.contains("年报库已有"));
    // One that differs: pasted, with another number.
    window.click_for("[data-act=leave]", "#paste-here").await?;
    let text = changed(&std::fs::read_to_string(&other)?)?;
    let paste = format!(
        "const data = new DataTransfer(); data.setData('text/plain', {});\
         document.querySelector('#paste-here').dispatchEvent(new ClipboardEvent('paste', \
         {{ clipboardData: data, bubbles: true, cancelable: true }}));",
        serde_json::Value::from(text)
    );
    window.ask_page(&paste).await?;
    window.find(".sheet-page [data-state]").await?;
    assert!(window.text("[data-state]").await?.contains("与年报库不同"));
    window.click_for("[data-act=store]", "dialog [data-change]").await?;
    window.picture("reading-conflict.png").await?;
    window.click("dialog [data-act=store-now]").await?;
    assert_eq!(window.find_all("dialog[open]").await?.len(), 1, "nothing is taken without a choice");
    window.click("[data-change='requests.received.person'] input").await?;
    window.find("[data-field=reason]").await?.send_keys("与网页核对").await?;
    window.press(Key::Enter).await?;
    window.until("document.querySelector('[data-state]').textContent.includes('已存入')").await
}

/// The sample with 7 requests from people instead of none.
fn changed(text: &str) -> Result<String, Trouble> {
    let label = "本年新收政府信息公开申请数量";
    let at = text.find(label).ok_or("the sample has no such row")? + label.len();
    let digit = text[at..].find(|c: char| c.is_ascii_digit()).ok_or("the row has no number")? + at;
    Ok(format!("{}7{}", &text[..digit], &text[digit + 1..]))
}
