//! A year's report, from the first start to the restart: what a township's clerk does in January.

use e2e::clerk::{begin, focus, go_over_all, paste, saved, set_all_aside, value};
use e2e::{in_window, in_window_again, Trouble, Window};
use thirtyfour::Key;

async fn standing(window: &Window, rule: &str) -> Result<usize, Trouble> {
    let script = format!(
        "return [...document.querySelectorAll('.item .rule')].filter((it) => it.textContent === '{rule}').length"
    );
    Ok(usize::try_from(window.ask_page(&script).await?.as_u64().unwrap_or_default())?)
}

/// Gives the keyboard to what is hidden behind a few presses of Tab or Shift+Tab.
async fn walk_to(window: &Window, css: &str, backwards: bool) -> Result<(), Trouble> {
    for _ in 0..6 {
        if window.ask_page(&format!("return document.activeElement.matches('{css}')")).await? == true {
            return Ok(());
        }
        if backwards {
            window.press(Key::Shift + Key::Tab).await?;
        } else {
            window.press(Key::Tab).await?;
        }
    }
    Err(format!("{css} is not reached by the keyboard").into())
}

#[tokio::test]
async fn a_year_is_begun_filled_in_and_there_after_a_restart() -> Result<(), Trouble> {
    in_window(async |window| {
        begin(window).await?;
        assert_eq!(value(window, "requests.carried_in.person").await?, "0", "carried in from last year");
        assert_eq!(value(window, "requests.received.person").await?, "");
        assert_eq!(window.find_all("p.carried").await?.len(), 3);
        window.picture("fill-begun.png").await?;

        fill_requests_by_keyboard(window).await?;
        mend_by_a_pasted_range(window).await?;
        set_a_warning_aside(window).await?;
        make_final(window).await
    })
    .await?;
    in_window_again(async |window| {
        let card = window.text("article.present").await?;
        assert!(card.contains("定稿"), "{card}");
        window.picture("years-final.png").await?;
        window.click_for("article.present [data-act=open]", ".fill-page [data-field]").await?;
        for (cell, expected) in [("received.person", "3"), ("received.total", "4"), ("granted.company", "1")]
        {
            assert_eq!(value(window, &format!("requests.{cell}")).await?, expected, "{cell}");
        }
        let aside = window.text("details.aside summary").await?;
        assert!(!aside.is_empty());
        publish(window).await
    })
    .await
}

/// 表三 without the mouse: digits and Tab along the first row, then zeros into all that is blank.
async fn fill_requests_by_keyboard(window: &Window) -> Result<(), Trouble> {
    focus(window, "requests.received.person").await?;
    for digit in ["3", "1", "0", "0", "0", "0"] {
        window.press(digit).await?;
        window.press(Key::Tab).await?;
    }
    saved(window).await?;
    assert_eq!(value(window, "requests.received.total").await?, "4", "the sum of the row");

    // A letter is refused, and seen to be.
    focus(window, "requests.received.person").await?;
    window.press("x").await?;
    window.find(".bubble").await?;
    assert_eq!(value(window, "requests.received.person").await?, "3");
    window.press(Key::Escape).await?;
    walk_to(window, "[data-act=zeros]", true).await?;
    window.press(Key::Enter).await?;
    window.until("document.querySelector(\"[data-field='requests.handled.total']\").value === '0'").await?;
    saved(window).await
}

/// What was received is not handled: an error, until the missing row is pasted.
async fn mend_by_a_pasted_range(window: &Window) -> Result<(), Trouble> {
    assert!(standing(window, "R03").await? > 0, "received and not handled");
    window.ask_page("document.querySelector('.card.error button.finding').focus()").await?;
    window.press(Key::Enter).await?;
    window.find("td.selected").await?;
    window.picture("fill-error.png").await?;
    assert_eq!(window.ask_page("return document.scrollingElement.scrollTop").await?, 0, "the bar stays");

    focus(window, "requests.granted.person").await?;
    paste(window, "3\t1\t0\t0\t0\t0\r\n").await?;
    window.until("document.querySelector(\"[data-field='requests.handled.total']\").value === '4'").await?;
    assert_eq!(standing(window, "R03").await?, 0);
    assert_eq!(value(window, "requests.granted.total").await?, "4");

    // One step back, and forth again.
    window.press(Key::Control + "z").await?;
    window.until("document.querySelector(\"[data-field='requests.handled.total']\").value === '0'").await?;
    assert!(standing(window, "R03").await? > 0);
    window.press(Key::Control + "y").await?;
    window.until("document.querySelector(\"[data-field='requests.handled.total']\").value === '4'").await?;
    saved(window).await
}

async fn set_a_warning_aside(window: &Window) -> Result<(), Trouble> {
    for table in ["disclosure", "disputes"] {
        window
            .ask_page(&format!("document.querySelector('[data-section={table}] [data-act=zeros]').click()"))
            .await?;
    }
    saved(window).await?;
    let before = window.find_all(".card.warning").await?.len();
    assert!(before > 0, "there is no warning to set aside");
    window.find(".card.warning [data-act=ask]").await?.click().await?;
    window.find(".card.warning input").await?.send_keys("与业务科室核对过，属实").await?;
    window.press(Key::Enter).await?;
    window.until(&format!("document.querySelectorAll('.card.warning').length === {}", before - 1)).await?;
    window.click("details.aside summary").await?;
    let said = window.text("details.aside").await?;
    assert!(said.contains("与业务科室核对过，属实"), "{said}");
    window.picture("fill-aside.png").await?;
    Ok(())
}

/// 定稿 is refused while something stands against it, and done when nothing does.
async fn make_final(window: &Window) -> Result<(), Trouble> {
    set_all_aside(window, "error", "测试").await?;
    window.click_for("[data-act=finalise]", "dialog [data-act=confirm]").await?.click().await?;
    let said = window.text("dialog [role=alert]").await?;
    assert!(said.contains("沿用上年"), "{said}");
    window.picture("final-refused.png").await?;
    window.click("dialog [data-act=cancel]").await?;
    go_over_all(window).await?;
    set_all_aside(window, "error", "测试").await?;
    window.click_for("[data-act=finalise]", "dialog [data-act=confirm]").await?.click().await?;
    window.find("[data-act=publish]").await?;
    Ok(())
}

async fn publish(window: &Window) -> Result<(), Trouble> {
    window.click_for("[data-act=publish]", "#act-words").await?.send_keys("市政府门户网站").await?;
    window.picture("publish.png").await?;
    window.click_for("dialog [data-act=confirm]", "[data-act=correct]").await?;
    window.click("[data-act=history]").await?;
    let said = window.text(".history nav").await?;
    assert!(said.contains("公布") && said.contains("市政府门户网站") && said.contains("定稿"), "{said}");
    // The newest is what there is now, and there is nothing to go back to; the oldest is not.
    window.click("[data-revision]").await?;
    window.until("document.querySelector('.difference').textContent.includes('没有不同')").await?;
    assert!(window.find_all(".difference [data-act=restore]").await?.is_empty());
    window.click_for(".history li:last-child [data-revision]", ".difference tbody tr").await?;
    window.find(".difference [data-act=restore]").await?;
    window.picture("history.png").await?;
    window.click("[data-act=close]").await?;
    window.until("document.querySelector('dialog[open]') === null").await?;
    window.click_for("[data-act=back]", "article.present").await?;
    let card = window.text("article.present").await?;
    assert!(card.contains("已公布") && card.contains("市政府门户网站"), "{card}");
    Ok(())
}

#[tokio::test]
async fn chinese_is_written_by_composition_and_stays_once() -> Result<(), Trouble> {
    in_window(async |window| {
        begin(window).await?;
        // What an input method does to a field: it holds the text until the composition ends.
        let compose = "const field = document.querySelector('[data-section=other_matters] textarea'); field.focus();\
            field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));\
            for (const so_far of ['w', 'wu', '无其他']) {\
              field.value = so_far; field.setSelectionRange(so_far.length, so_far.length);\
              field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true, inputType: 'insertCompositionText', data: so_far }));\
            }\
            field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '无其他' }));";
        window.ask_page(compose).await?;
        saved(window).await?;
        window.press("事项。").await?;
        saved(window).await?;
        let text = "return document.querySelector('[data-section=other_matters] textarea').value";
        assert_eq!(window.ask_page(text).await?, "无其他事项。");
        Ok(())
    })
    .await?;
    in_window_again(async |window| {
        window.click_for("article.present [data-act=open]", ".fill-page [data-field]").await?;
        let text = "return document.querySelector('[data-section=other_matters] textarea').value";
        assert_eq!(window.ask_page(text).await?, "无其他事项。");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn settings_hold_and_a_backup_is_made_and_restored() -> Result<(), Trouble> {
    in_window(async |window| {
        window.find("#first-name").await?.send_keys("某市某局").await?;
        window.press(Key::Tab).await?;
        window.until("document.querySelector('#first-level').value === 'department'").await?;
        window.click_for("[data-act=add]", "[data-act=start-blank]").await?;
        window.click_for("[data-act=settings]", "#set-contact").await?.send_keys("0000-1234567").await?;
        window.press(Key::Tab).await?;
        window.ask_page("const size = document.querySelector('#set-scale'); size.value = 120; size.dispatchEvent(new Event('change'))").await?;
        window.until("document.documentElement.style.getPropertyValue('--scale') === '1.2'").await?;
        window.click_for("[data-act=back-up]", "[data-restore]").await?;
        window.picture("settings.png").await?;
        window.click_for("[data-restore]", "dialog [data-act=confirm]").await?.click().await?;
        window.until("document.body.textContent.includes('已恢复')").await?;
        assert!(window.library_has("backups"));
        Ok(())
    })
    .await?;
    in_window_again(async |window| {
        window.until("document.documentElement.style.getPropertyValue('--scale') === '1.2'").await?;
        window.click_for("[data-act=settings]", "#set-contact").await?;
        let contact = window.ask_page("return document.querySelector('#set-contact').value").await?;
        assert_eq!(contact, "0000-1234567");
        Ok(())
    })
    .await
}

/// A figure is put in from the list, by the keyboard: it is one piece, shows its cell, and goes as one.
async fn picked(window: &Window) -> Result<(), Trouble> {
    const AREA: &str = "document.querySelector('[data-section=problems] textarea')";
    let at_the_end =
        format!("const it = {AREA}; it.focus(); it.setSelectionRange(it.value.length, it.value.length)");
    window.ask_page(&at_the_end).await?;
    window.press("共收到").await?;
    window.ask_page("document.querySelector('[data-section=problems] [data-act=figure]').focus()").await?;
    window.press(Key::Enter).await?;
    window.find("[data-section=problems] .picker input").await?;
    window.press("新收").await?;
    window.press(Key::Down).await?;
    window.press(Key::Enter).await?;
    window.until(&format!("/共收到〔[^〕]*新收[^〕]*：[0-9]+〕$/.test({AREA}.value)")).await?;
    saved(window).await?;
    // Back to what stood there: with one stroke, and not with what was typed before it.
    window.press(Key::Control + "z").await?;
    window.until(&format!("{AREA}.value.endsWith('共收到')")).await?;
    saved(window).await
}

#[tokio::test]
async fn a_number_is_linked_and_follows_its_cell() -> Result<(), Trouble> {
    const AREA: &str = "document.querySelector('[data-section=overview] textarea')";
    let ends_with = |text: &str| format!("{AREA}.value.endsWith('{text}')");
    in_window(async |window| {
        begin(window).await?;
        fill_requests_by_keyboard(window).await?;
        let at_the_end =
            format!("const it = {AREA}; it.focus(); it.setSelectionRange(it.value.length, it.value.length)");
        window.ask_page(&at_the_end).await?;
        window.press(Key::Enter).await?;
        window.press("我镇收到政府信息公开申请4件。").await?;
        // The number is the table's: to link it is offered, and taken by the keyboard.
        window.find("[data-section=overview] [data-act=link]").await?;
        window.picture("fill-offer.png").await?;
        window.press(Key::Control + Key::Enter).await?;
        window.until(&ends_with("：4〕件。")).await?;
        saved(window).await?;
        // Its cell changes, and the sentence with it.
        focus(window, "requests.received.company").await?;
        window.press("6").await?;
        window.press(Key::Tab).await?;
        window.until(&ends_with("：9〕件。")).await?;
        saved(window).await?;
        assert_eq!(standing(window, "R30").await?, 0, "the sentence says what the table says");
        window.picture("fill-linked.png").await?;
        picked(window).await
    })
    .await?;
    in_window_again(async |window| {
        window.click_for("article.present [data-act=open]", ".fill-page [data-field]").await?;
        window.until(&ends_with("：9〕件。")).await
    })
    .await
}
