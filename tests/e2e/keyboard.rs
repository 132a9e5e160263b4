//! A January by the keyboard alone, in the smallest window: from the first start to 定稿, 公布 and 更正. What has the
//! keyboard is always seen.

use e2e::clerk::{paste, saved, value};
use e2e::{in_window, Trouble, Window};
use thirtyfour::Key;

const WIDTH: u32 = 1024;
const HEIGHT: u32 = 700;
/// More presses of Tab than there are stops on a page.
const STOPS: usize = 120;

/// Whether the eye finds what has the keyboard: it has an outline, or lies in a frame that is drawn for it, and is in sight.
const SEEN: &str = "const it = document.activeElement; const box = it.getBoundingClientRect();\
    const drawn = [it, it.parentElement].some((one) => { const style = getComputedStyle(one);\
      return style.outlineStyle !== 'none' || style.boxShadow !== 'none'; });\
    return it === document.body || drawn && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth \
      ? null : it.outerHTML.slice(0, 200) + JSON.stringify(box)";

async fn on(window: &Window, css: &str) -> Result<bool, Trouble> {
    Ok(window.ask_page(&format!("return document.activeElement.matches(\"{css}\")")).await? == true)
}

/// Presses Tab until something has the keyboard.
async fn tab_to(window: &Window, css: &str) -> Result<(), Trouble> {
    step_to(window, css, async || window.press(Key::Tab).await).await
}

/// Goes on by a key until something has the keyboard; what has it on the way is seen.
async fn step_to(
    window: &Window,
    css: &str,
    step: impl AsyncFn() -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    window.find(css).await?;
    for _ in 0..STOPS {
        // What is scrolled to arrives a moment later.
        if window.until(&format!("(() => {{ {SEEN} }})() === null")).await.is_err() {
            return Err(format!("unseen on the way to {css}: {}", window.ask_page(SEEN).await?).into());
        }
        if on(window, css).await? {
            return Ok(());
        }
        step().await?;
    }
    let last = window.ask_page("return document.activeElement.outerHTML.slice(0, 200)").await?;
    Err(format!("{css} is not reached by the keyboard, which is at {last}").into())
}

/// Presses F6 until the pane has the keyboard.
async fn pane(window: &Window, css: &str) -> Result<(), Trouble> {
    for _ in 0..5 {
        if on(window, &format!("{css} *")).await? {
            return Ok(());
        }
        window.press(Key::F6).await?;
    }
    Err(format!("{css} is not reached by F6").into())
}

/// Waits until the dialog is gone: what had the keyboard in it goes with it.
async fn answered(window: &Window) -> Result<(), Trouble> {
    window.until("document.querySelector('dialog[open]') === null").await
}

async fn press_on(window: &Window, css: &str) -> Result<(), Trouble> {
    tab_to(window, css).await?;
    window.press(Key::Enter).await
}

/// Sets aside whatever stands with a severity.
async fn set_aside(window: &Window, severity: &str) -> Result<(), Trouble> {
    let count = format!("document.querySelectorAll('.card.{severity}').length");
    loop {
        let left = window.ask_page(&format!("return {count}")).await?.as_u64().unwrap_or_default();
        if left == 0 {
            return Ok(());
        }
        pane(window, ".side").await?;
        press_on(window, &format!(".card.{severity} [data-act=ask]")).await?;
        window.until("document.activeElement.matches('.card input')").await?;
        window.press("与业务科室核对过").await?;
        window.press(Key::Enter).await?;
        window.until(&format!("{count} < {left}")).await?;
    }
}

#[tokio::test]
async fn a_january_without_the_mouse() -> Result<(), Trouble> {
    in_window(async |window| {
        window.resize(WIDTH, HEIGHT).await?;
        begin(window).await?;
        write(window).await?;
        fill(window).await?;
        paste_shapes(window).await?;
        acts(window).await
    })
    .await
}

async fn begin(window: &Window) -> Result<(), Trouble> {
    tab_to(window, "#first-name").await?;
    window.press("赤壁市官塘驿镇").await?;
    window.press(Key::Tab).await?;
    window.until("document.querySelector('#first-level').value === 'township'").await?;
    press_on(window, "[data-act=add]").await?;
    press_on(window, "[data-act=start-blank]").await?;
    window.find(".fill-page [data-field]").await?;
    saved(window).await?;
    window.picture("small-fill.png").await?;
    Ok(())
}

/// Each section has its words.
async fn write(window: &Window) -> Result<(), Trouble> {
    for (section, further) in [("preamble", 0), ("overview", 1), ("problems", 4), ("other_matters", 1)] {
        for _ in 0..further {
            window.press(Key::Control + Key::PageDown).await?;
        }
        tab_to(window, &format!("[data-section={section}] textarea")).await?;
        window.press("全年工作平稳有序开展，公开渠道保持畅通，没有发生需要另行说明的情况。").await?;
        saved(window).await?;
    }
    Ok(())
}

/// 表三: full-width digits, a letter that is refused, the row's explanation, zeros into the blanks.
async fn fill(window: &Window) -> Result<(), Trouble> {
    for _ in 0..3 {
        window.press(Key::Control + Key::PageUp).await?;
    }
    tab_to(window, "[data-field='requests.received.person']").await?;
    window.press("１２").await?;
    window.press(Key::Tab).await?;
    saved(window).await?;
    assert_eq!(value(window, "requests.received.person").await?, "12");
    window.press("e").await?;
    let said = window.text(".bubble").await?;
    assert!(said.contains("只能填数字"), "{said}");
    assert_eq!(value(window, "requests.received.company").await?, "");
    window.picture("small-refused.png").await?;
    window.press(Key::Escape).await?;
    window.press(Key::F1).await?;
    let note = window.text(".overlay").await?;
    assert!(note.chars().count() > 20, "{note}");
    window.picture("small-note.png").await?;
    window.press(Key::Escape).await?;
    // A total is not typed over by chance.
    window.press(Key::Control + Key::End).await?;
    window.press(Key::Control + Key::Home).await?;
    window.press(Key::End).await?;
    assert!(on(window, "[data-field='requests.received.total']").await?);
    window.press("9").await?;
    assert!(window.text(".bubble").await?.contains("F2"));
    assert_eq!(value(window, "requests.received.total").await?, "");
    window.press(Key::F2).await?;
    window.press("9").await?;
    window.press(Key::Enter).await?;
    saved(window).await?;
    assert_eq!(value(window, "requests.received.total").await?, "9", "deliberately");
    window.press(Key::Control + "z").await?;
    saved(window).await?;
    window.press(Key::Control + "z").await?;
    window.until("document.querySelector(\"[data-field='requests.received.total']\").value === ''").await
}

/// Ranges as Excel and WPS put them on the clipboard: with labels, with the column heads, with the total column.
async fn paste_shapes(window: &Window) -> Result<(), Trouble> {
    let at = "[data-field='requests.received.person']";
    window.ask_page(&format!("document.querySelector(\"{at}\").focus()")).await?;
    paste(window, "一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t4\r\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\r\n").await?;
    for (cell, wanted) in [
        ("received.person", "3"),
        ("received.company", "1"),
        ("received.total", "4"),
        ("carried_in.other", "0"),
    ] {
        assert_eq!(value(window, &format!("requests.{cell}")).await?, wanted, "{cell}");
    }
    // The six parts and the total, without the label: the total finds its column.
    paste(window, "２\t2\t0\t0\t0\t0\t4\r\n").await?;
    assert_eq!(value(window, "requests.received.person").await?, "2");
    assert_eq!(value(window, "requests.received.total").await?, "4");
    assert_eq!(window.find_all(".field.manual").await?.len(), 0, "a total that agrees stays computed");
    // With the heads of the columns above.
    paste(window, "\t自然人\t商业企业\r\n一、本年新收政府信息公开申请数量\t5\t0\r\n").await?;
    assert_eq!(value(window, "requests.received.person").await?, "5");
    // What is of another table changes nothing, and says why.
    paste(window, "不相干的项目\t1\t2\r\n").await?;
    assert!(window.text(".bubble").await?.contains("不相干的项目"));
    assert_eq!(value(window, "requests.received.person").await?, "5");
    window.press(Key::Escape).await?;
    paste(window, "三、本年度办理结果\t（一）予以公开\t\t5\t0\t0\t0\t0\t0\t5\r\n").await?;
    // Out of 三 by its first cell, from there to 二, from there to 四.
    window.press(Key::Control + Key::Home).await?;
    let zeros = "[data-section=requests] [data-act=zeros]";
    step_to(window, zeros, async || window.press(Key::Shift + Key::Tab).await).await?;
    window.press(Key::Enter).await?;
    saved(window).await?;
    for (table, way, sections) in [("disclosure", Key::PageUp, 1), ("disputes", Key::PageDown, 2)] {
        for _ in 0..sections {
            window.press(Key::Control + way.clone()).await?;
        }
        press_on(window, &format!("[data-section={table}] [data-act=zeros]")).await?;
        saved(window).await?;
    }
    Ok(())
}

async fn acts(window: &Window) -> Result<(), Trouble> {
    window.picture("small-filled.png").await?;
    set_aside(window, "error").await?;
    pane(window, ".bar").await?;
    press_on(window, "[data-act=finalise]").await?;
    press_on(window, "dialog [data-act=confirm]").await?;
    answered(window).await?;
    press_on(window, "[data-act=publish]").await?;
    tab_to(window, "#act-words").await?;
    window.press("镇政府网站").await?;
    window.picture("small-publish.png").await?;
    window.press(Key::Enter).await?;
    answered(window).await?;
    // Published, and an error found: it is mended, and the correction says why.
    pane(window, ".desk").await?;
    window.press(Key::Control + Key::PageUp).await?;
    for _ in 0..5 {
        window.press(Key::Control + Key::PageUp).await?;
    }
    tab_to(window, "[data-section=overview] textarea").await?;
    window.press(Key::End).await?;
    window.press("补充一句。").await?;
    saved(window).await?;
    pane(window, ".bar").await?;
    press_on(window, "[data-act=correct]").await?;
    tab_to(window, "#act-words").await?;
    window.press("补上漏写的一句").await?;
    window.press(Key::Enter).await?;
    answered(window).await?;
    pane(window, ".bar").await?;
    step_to(window, "[data-act=history]", async || window.press(Key::Shift + Key::Tab).await).await?;
    window.press(Key::Enter).await?;
    let said = window.text(".history nav").await?;
    assert!(
        said.contains("更正") && said.contains("补上漏写的一句") && said.contains("镇政府网站"),
        "{said}"
    );
    window.press(Key::Escape).await?;
    answered(window).await?;
    pane(window, ".bar").await?;
    step_to(window, "[data-act=back]", async || window.press(Key::Shift + Key::Tab).await).await?;
    window.press(Key::Enter).await?;
    let card = window.text("article.present").await?;
    assert!(card.contains("已更正"), "{card}");
    window.picture("small-years.png").await?;
    Ok(())
}
