//! Years side by side: reports are stored, indicators chosen, charts and numbers saved, two years compared word by word,
//! and the sheet for the notice board printed. What is saved is what the reports say.

use std::io::Read;
use std::path::{Path, PathBuf};

use e2e::{in_window, Trouble, Window};
use thirtyfour::Key;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

/// 平潭 2020, 2022 and 2024, and 宿迁 2024, into the library through the window.
async fn store(window: &Window) -> Result<(), Trouble> {
    window.find(".first").await?;
    window.click_for("[data-act=import]", "[data-act=choose-files]").await?;
    window.will_answer_all(&[
        data("src-tauri/report/tests/data/published/10.json"),
        data("src-tauri/report/tests/data/published/16.json"),
        data("src-tauri/report/tests/data/published/05.json"),
        data("src-tauri/report/tests/data/published/18-excerpt.json"),
    ])?;
    window.click_for("[data-act=choose-files]", ".tray tbody tr").await?;
    window.click("[data-act=store-sure]").await?;
    window.until("document.querySelector('.said[role=status]')?.textContent.includes('存入 4 份')").await?;
    window.click_for("[data-act=back]", ".cards").await?;
    let agency = "const all = document.querySelector('.agencies select'); if (all) { all.selectedIndex = [...all.options].findIndex((it) => it.textContent.includes('平潭')); all.dispatchEvent(new Event('change')) }";
    window.ask_page(agency).await?;
    window.until("document.querySelector('.years h1')?.textContent.includes('平潭')").await
}

async fn choose(window: &Window, script: &str) -> Result<(), Trouble> {
    window.ask_page(&format!("document.querySelector(\"{script}\").click()")).await?;
    Ok(())
}

/// Saves by a button to a file, and waits until it is told.
async fn save(window: &Window, button: &str, name: &str) -> Result<PathBuf, Trouble> {
    let path = window.path(name);
    window.will_answer(Some(&path))?;
    choose(window, button).await?;
    window
        .until(&format!("document.querySelector('.said[role=status]')?.textContent.includes('{name}')"))
        .await?;
    Ok(path)
}

/// The rows of the first sheet of a workbook, as its file has them.
fn sheet(path: &Path) -> Result<String, Trouble> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path)?)?;
    let mut text = String::new();
    archive.by_name("xl/worksheets/sheet1.xml")?.read_to_string(&mut text)?;
    Ok(text)
}

#[tokio::test]
async fn years_are_compared_saved_and_printed_for_the_notice_board() -> Result<(), Trouble> {
    in_window(async |window| {
        store(window).await?;
        window.click_for("[data-act=compare]", "[data-table=figures] tbody tr").await?;
        window.find(".series-chart canvas").await?;
        let row = window.text("[data-table=figures] tbody").await?;
        assert!(row.contains("21件") && row.contains("74件") && row.contains("218件"), "{row}");
        assert!(row.contains("缺年报"), "a year that is not there is a gap: {row}");
        window.picture("compare-bars.png").await?;
        for (plan, kind) in [("outcomes", "stacked"), ("documents", "line")] {
            choose(window, &format!("[data-plan={plan}]")).await?;
            window.until(&format!("document.querySelector('[data-way={kind}]').checked && document.querySelector('.series-chart canvas') !== null")).await?;
            window.picture(&format!("compare-{kind}.png")).await?;
        }
        window.until("document.querySelector('.breaks')?.textContent.includes('不是现行有效件数')").await?;

        // By the keyboard through the chart, and to the report.
        window.ask_page("document.querySelector('.series-chart .seen').focus()").await?;
        window.press(Key::Right).await?;
        window.until("document.querySelector('.card')?.textContent.includes('166')").await?;
        window.picture("compare-card.png").await?;

        save_all(window).await?;
        two(window).await?;
        several(window).await?;
        notice(window).await?;

        choose(window, "[data-way=line]").await?;
        window.click_for("[data-report]", ".fill-page [data-field]").await?;
        Ok(())
    })
    .await
}

async fn save_all(window: &Window) -> Result<(), Trouble> {
    choose(window, "[data-plan=requests]").await?;
    window.until("document.querySelector('[data-table=figures]')?.textContent.includes('218件')").await?;
    let xlsx = save(window, "[data-act=as-figures]", "对比.xlsx").await?;
    let text = sheet(&xlsx)?;
    for number in ["<v>21</v>", "<v>74</v>", "<v>218</v>", "<v>144</v>"] {
        assert!(text.contains(number), "{number}: {text}");
    }
    let png = std::fs::read(save(window, "[data-act=as-picture]", "对比.png").await?)?;
    let wide =
        |bytes: &[u8]| bytes.get(16..20).map(|it| it.iter().fold(0_u64, |n, b| n * 256 + u64::from(*b)));
    let shown = window.ask_page("return document.querySelector('.series-chart .place').clientWidth").await?;
    assert_eq!(wide(&png), shown.as_u64().map(|it| it * 2), "a picture is of twice the size");
    let svg = std::fs::read_to_string(save(window, "[data-act=as-vector]", "对比.svg").await?)?;
    assert!(svg.starts_with("<svg ") && svg.contains(">218</text>"), "{svg}");
    // Who changes their mind is told nothing and nothing is written.
    window.will_answer(None)?;
    choose(window, "[data-act=as-figures]").await?;
    window.until("document.querySelector('.said[role=status]') === null").await
}

async fn two(window: &Window) -> Result<(), Trouble> {
    choose(window, "[data-way=two]").await?;
    let after = "const it = document.querySelector('[data-field=before]'); it.value = [...it.options].find((one) => one.textContent.includes('2022')).value; it.dispatchEvent(new Event('change')); const that = document.querySelector('[data-field=after]'); that.value = [...that.options].find((one) => one.textContent.includes('2024')).value; that.dispatchEvent(new Event('change'))";
    window.ask_page(after).await?;
    window.find("[data-cell='requests.received.total']").await?;
    window
        .until(
            "document.querySelector(\"[data-cell='requests.received.total']\").textContent.includes('+144')",
        )
        .await?;
    window.find("[data-repeated]").await?;
    window.picture("compare-two.png").await?;
    Ok(())
}

async fn several(window: &Window) -> Result<(), Trouble> {
    choose(window, "[data-way=overview]").await?;
    window.until("document.querySelectorAll('.overview figure').length === 20").await?;
    window.picture("compare-overview.png").await?;
    let fits = "return [...document.querySelectorAll('.overview figure')].at(-1).getBoundingClientRect().bottom <= innerHeight";
    assert_eq!(window.ask_page(fits).await?, true, "the overview is on one screen");
    choose(window, "[data-way=line]").await?;
    choose(window, "[data-agency]:not(:checked)").await?;
    window.until("document.querySelector('[data-ranking]')?.textContent.includes('宿迁')").await?;
    window.picture("compare-several.png").await?;
    choose(window, "[data-agency]:checked").await?;
    Ok(())
}

async fn notice(window: &Window) -> Result<(), Trouble> {
    window.click_for("[data-act=notice]", "dialog [data-sentence]").await?;
    window.until("document.querySelector('[data-sentence=requests]').value.includes('新收申请')").await?;
    window.picture("compare-notice.png").await?;
    let own = "const it = document.querySelector('[data-sentence=requests]'); it.value = '今年申请明显增多。'; it.dispatchEvent(new Event('change'))";
    window.ask_page(own).await?;
    window.ask_page("document.querySelector('[data-field=a3]').click()").await?;
    let path = window.path("公示.pdf");
    window.will_answer(Some(&path))?;
    window.click("[data-act=save-notice]").await?;
    window.find("dialog [data-act=open-printed]").await?;
    let pdf = std::fs::read(&path)?;
    assert!(pdf.starts_with(b"%PDF-"), "a PDF");
    window.press(Key::Escape).await?;
    window.until("document.querySelector('dialog[open]') === null").await
}
