//! Years before the forms: a few numbers of each, read from the tables of that time or entered by hand, beside the
//! later years on the compare page.

use std::path::Path;

use e2e::clerk::{focus, saved, value};
use e2e::{in_window, in_window_again, Trouble, Window};

const AGENCY: &str = "平潭综合实验区管委会";

#[tokio::test]
async fn numbers_before_the_forms_are_read_or_entered_and_compared() -> Result<(), Trouble> {
    in_window(async |window| {
        read(window).await?;
        enter(window).await
    })
    .await?;
    in_window_again(async |window| {
        window.until("document.querySelectorAll('article.historic').length === 4").await?;
        window.picture("earlier-years.png").await?;
        compare(window).await
    })
    .await
}

/// Three years stand in one document; each is stored for itself.
async fn read(window: &Window) -> Result<(), Trouble> {
    window.find(".first").await?;
    let folder = window.new_folder("历史指标")?;
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let statistics = std::fs::read_to_string(data.join("12_pingtan_2014-2018.txt"))?;
    // The page is cut: its title is as the office writes it.
    let titled = format!("{AGENCY}2018年政府信息公开工作年度报告\n{statistics}");
    std::fs::write(folder.join("旧统计表.txt"), titled)?;
    window.click_for("[data-act=import]", "[data-act=choose-folder]").await?;
    window.will_answer(Some(&folder))?;
    window.click_for("[data-act=choose-folder]", ".tray tbody tr").await?;
    let rows = window.text(".tray tbody").await?;
    for year in [2014, 2017, 2018] {
        assert!(rows.contains(&format!("旧统计表.txt（{year}年历史指标）")), "{rows}");
    }
    window.click("[data-act=store-sure]").await?;
    window.until("document.querySelector('.said[role=status]')?.textContent.includes('存入 3 份')").await?;
    window.picture("earlier-tray.png").await?;
    // One of them beside its source: the number's place is marked there.
    window.ask_page("document.querySelector('[data-sheet]').click()").await?;
    window.find(".sheet-page .source mark").await?;
    window.picture("earlier-sheet.png").await?;
    window.click_for("[data-act=leave]", ".tray tbody tr").await?;
    window.click_for("[data-act=back]", ".years").await?;
    Ok(())
}

/// A year by hand: eight numbers, no prose, nothing to publish; it is saved as it is typed, and undone.
async fn enter(window: &Window) -> Result<(), Trouble> {
    window.click_for("[data-act=early]", "dialog [data-field=early-year]").await?;
    let offered = window.text("dialog select").await?;
    assert!(offered.contains("2016年") && !offered.contains("2017年"), "{offered}");
    window
        .ask_page(
            "const all = document.querySelector('dialog select'); all.value = '2016'; all.dispatchEvent(new Event('change'))",
        )
        .await?;
    window.picture("earlier-dialog.png").await?;
    window.click_for("[data-act=begin-early]", ".fill-page [data-field]").await?;
    assert_eq!(window.ask_page("return document.querySelectorAll('.fill-page textarea').length").await?, 0);
    for act in ["finalise", "publish", "correct"] {
        let there = format!("return document.querySelector('[data-act={act}]') !== null");
        assert_eq!(window.ask_page(&there).await?, false, "{act}");
    }
    focus(window, "statistics.received.year").await?;
    window.press("9").await?;
    window.press("6").await?;
    saved(window).await?;
    assert_eq!(value(window, "statistics.received.year").await?, "96");
    window.picture("earlier-page.png").await?;
    window.click_for("[data-act=back]", ".years .cards").await?;
    Ok(())
}

/// The years before stand in the chart, and the break between them and the forms is told.
async fn compare(window: &Window) -> Result<(), Trouble> {
    window.click_for("[data-act=compare]", ".compare").await?;
    window.until("document.querySelector('.compare')?.textContent.includes('96')").await?;
    window.picture("earlier-compare.png").await?;
    Ok(())
}
