//! Years side by side: reports are stored, indicators chosen, charts and numbers saved, two years compared word by word,
//! and the sheet for the notice board printed. What is saved is what the reports say.

use std::io::Read;
use std::path::{Path, PathBuf};

use e2e::{in_window, Trouble, Window};
use thirtyfour::Key;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

/// A published report as another agency's or year's, its counts so many times as large: their sums hold as they did.
fn made(window: &Window, name: &str, agency: &str, year: u16, factor: u64) -> Result<PathBuf, Trouble> {
    let text = std::fs::read_to_string(data(&format!("src-tauri/report/tests/data/published/{name}.json")))?;
    let mut report: serde_json::Value = serde_json::from_str(&text)?;
    report["agency"] = agency.into();
    report["year"] = year.into();
    if (agency, year) == (PINGTAN, 2021) {
        report["notes"] = serde_json::json!([DOUBT]);
    }
    report["title"] = format!("{agency}{year}年政府信息公开工作年度报告").into();
    for cell in report["cells"].as_object_mut().into_iter().flat_map(serde_json::Map::values_mut) {
        if let Some(n) = cell.as_u64() {
            *cell = (n * factor).into();
        }
    }
    let path = window.path(&format!("{agency}{year}.json"));
    std::fs::write(&path, report.to_string())?;
    Ok(path)
}

const PINGTAN: &str = "平潭综合实验区";

/// What 平潭's year that is made up says of itself.
const DOUBT: &str =
    "读自“网页.txt”，1 格没有对照原文确认，按读出的存入：表三“一、本年新收政府信息公开申请数量”总计（原文“1 48”）。";

const TOWNS: [&str; 8] = ["甲镇", "乙镇", "丙镇", "丁镇", "戊镇", "己镇", "庚镇", "辛镇"];

/// 平潭 2020, 2022 and 2024 with the years before them made to fit, 宿迁 2024, and some townships, into the library
/// through the window.
async fn store(window: &Window) -> Result<(), Trouble> {
    window.find(".first").await?;
    window.click_for("[data-act=import]", "[data-act=choose-files]").await?;
    let published = |name: &str| data(&format!("src-tauri/report/tests/data/published/{name}.json"));
    let mut files: Vec<PathBuf> = ["10", "16", "05", "18-excerpt"].map(published).into();
    files.push(made(window, "10", PINGTAN, 2019, 2)?);
    files.push(made(window, "16", PINGTAN, 2021, 2)?);
    for (at, town) in (1..).zip(TOWNS) {
        for year in [2020, 2021, 2022, 2024] {
            // The last one has not reported on the last year.
            if (town, year) != ("辛镇", 2024) {
                let name = if year < 2021 { "10" } else { "16" };
                files.push(made(window, name, town, year, at + u64::from(year % 4))?);
            }
        }
    }
    window.will_answer_all(&files)?;
    window.click_for("[data-act=choose-files]", ".tray tbody tr").await?;
    window.until(&format!("document.querySelectorAll('.tray tbody tr').length >= {}", files.len())).await?;
    window.click("[data-act=store-sure]").await?;
    window
        .until(&format!(
            "document.querySelector('.said[role=status]')?.textContent.includes('存入 {} 份')",
            files.len()
        ))
        .await?;
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
        let row = window.text("[data-table=figures]").await?;
        assert!(row.contains("21件") && row.contains("74件") && row.contains("218件"), "{row}");
        assert!(row.contains("缺年报"), "a year that is not there is a gap: {row}");
        window.picture("compare-bars.png").await?;
        // What nobody compared with its document is said when the numbers are drawn.
        window.until("document.querySelector('[data-notes] [data-doubt]')?.textContent.includes('平潭综合实验区2021年的年报有1格读取时没有把握')").await?;
        for (plan, kind) in [("outcomes", "stacked"), ("documents", "line")] {
            choose(window, &format!("[data-plan={plan}]")).await?;
            window.until(&format!("document.querySelector('[data-way={kind}]').checked && document.querySelector('.series-chart canvas') !== null")).await?;
            window.picture(&format!("compare-{kind}-light-100.png")).await?;
        }
        window.until("document.querySelector('.breaks')?.textContent.includes('不是现行有效件数')").await?;
        choose(window, "[data-plan=outcomes]").await?;
        window.until("document.querySelector('[data-notes]')?.textContent.includes('2020年各项之和27件，年报总计21件。')").await?;
        choose(window, "[data-plan=documents]").await?;
        window.until("document.querySelector('[data-notes]')?.textContent.includes('各项之和') !== true").await?;
        choose(window, "[data-sources] summary").await?;
        window.until("document.querySelector('[data-source=normative_in_force]')?.textContent.includes('表二“规范性文件”对外公开总数量')").await?;
        window.ask_page("document.querySelector('[data-sources]').scrollIntoView()").await?;
        window.picture("compare-sources-light-100.png").await?;
        window.ask_page("document.querySelector('[data-sources]').open = false; document.querySelector('.shown').scrollTo(0, 0)").await?;

        // By the keyboard through the chart, and to the report.
        window.ask_page("document.querySelector('.series-chart .seen').focus()").await?;
        window.press(Key::Right).await?;
        window.until("document.querySelector('.card')?.textContent.includes('2019')").await?;
        window.press(Key::Right).await?;
        window.until("document.querySelector('.card')?.textContent.includes('166')").await?;
        window.picture("compare-card.png").await?;

        save_all(window).await?;
        two(window).await?;
        several(window).await?;
        notice(window).await?;

        pointed_near(window).await?;
        pointed_at(window).await
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
    window.picture("compare-two-light-100.png").await?;
    Ok(())
}

async fn several(window: &Window) -> Result<(), Trouble> {
    choose(window, "[data-way=overview]").await?;
    window.until("document.querySelectorAll('.overview figure').length === 20").await?;
    window.picture("compare-overview-light-100.png").await?;
    let fits = "return [...document.querySelectorAll('.overview figure')].at(-1).getBoundingClientRect().bottom <= innerHeight";
    assert_eq!(window.ask_page(fits).await?, true, "the overview is on one screen");
    window.until("document.querySelector('[data-gaps]').textContent.includes('2023年缺年报')").await?;
    // The small ones are gone through by keys, too, and pointed at: a line's own colour is under the pointer's number.
    window.ask_page("document.querySelector('[data-small=received] .small-chart').focus()").await?;
    window.press(Key::Right).await?;
    window.press(Key::Right).await?;
    window.until("document.querySelector('.small-chart .card')?.textContent.includes('2020年21件')").await?;
    let drawn = "const card = document.querySelector('.small-chart .card').style; const canvas = document.querySelector('[data-small=received] canvas');\
        const at = ['--x', '--y'].map((it) => Math.round(Number.parseFloat(card.getPropertyValue(it)) * devicePixelRatio));\
        return [...canvas.getContext('2d').getImageData(at[0], at[1], 1, 1).data].join()";
    assert_eq!(window.ask_page(drawn).await?, "31,78,121,255", "the number is drawn where it is said to be");
    window.press(Key::Escape).await?;
    window.until("document.querySelector('.card') === null").await?;
    choose(window, "[data-way=line]").await?;
    choose(window, "[data-act=all-agencies]").await?;
    let ranking = "document.querySelector('[data-ranking=received]')";
    window.until(&format!("{ranking}?.textContent.includes('宿迁')")).await?;
    // One chart for each indicator, with all agencies in it.
    window.until("document.querySelectorAll('.shown figure[data-chart]').length === 2").await?;
    let said = window.text("[data-ranking=received]").await?;
    assert!(said.contains("2024年排名") && said.contains("未列入：辛镇（缺年报）"), "{said}");
    window.picture("compare-several-light-100.png").await?;
    let year = "const it = document.querySelector('[data-ranking=received] [data-field=ranked]'); it.value = '2020'; it.dispatchEvent(new Event('change'))";
    window.ask_page(year).await?;
    window.until(&format!("{ranking}.textContent.includes('2020年排名') && {ranking}.textContent.includes('未列入：宿迁市（缺年报）')")).await?;
    window.ask_page(&format!("{ranking}.scrollIntoView()")).await?;
    window.picture("compare-ranking-light-100.png").await?;
    choose(window, "[data-act=one-agency]").await?;
    window.until("document.querySelector('[data-ranking]') === null").await
}

/// A real pointer near a point of a line.
async fn pointed_near(window: &Window) -> Result<(), Trouble> {
    choose(window, "[data-plan=documents]").await?;
    window.until("document.querySelector('.shown').getAttribute('aria-busy') === 'false' && document.querySelector('[data-way=line]').checked").await?;
    window.ask_page("document.querySelector('.shown').scrollTo(0, 0)").await?;
    // The keyboard says where the point is.
    window.ask_page("document.querySelector('.series-chart .seen').focus()").await?;
    window.press(Key::Right).await?;
    window.press(Key::Right).await?;
    window.until("document.querySelector('.card')?.textContent.includes('2020年166件')").await?;
    let of = async |edge: &str, way: &str| -> Result<i64, Trouble> {
        let it = window.ask_page(&format!("return Math.round(document.querySelector('.series-chart .place').getBoundingClientRect().{edge} + Number.parseFloat(document.querySelector('.card').style.getPropertyValue('{way}')))")).await?;
        it.as_i64().ok_or_else(|| "no card".into())
    };
    let (x, y) = (of("left", "--x").await?, of("top", "--y").await?);
    window.ask_page("document.activeElement.blur()").await?;
    window.until("document.querySelector('.card') === null").await?;
    window.point(x + 9, y - 9).await?;
    window.until("document.querySelector('.card')?.textContent.includes('2020年166件')").await?;
    window.point(x + 60, y - 60).await?;
    window.until("document.querySelector('.card') === null").await
}

/// A real pointer over a bar: what it is, where it comes from; and a click goes there.
async fn pointed_at(window: &Window) -> Result<(), Trouble> {
    choose(window, "[data-plan=requests]").await?;
    window.until("document.querySelector('.shown').getAttribute('aria-busy') === 'false' && document.querySelector('[data-way=grouped]').checked").await?;
    window.ask_page("document.querySelector('.shown').scrollTo(0, 0)").await?;
    let place = "const it = document.querySelector('.series-chart .place').getBoundingClientRect(); return ";
    let of = async |what: &str| -> Result<i64, Trouble> {
        let it = window.ask_page(&format!("{place}Math.round(it.{what})")).await?;
        it.as_i64().ok_or_else(|| "no chart".into())
    };
    let (left, right, bottom) = (of("left").await?, of("right").await?, of("bottom").await?);
    // The bars of the last year are the tallest: from the right, a little above the axis.
    let mut x = right - 20;
    loop {
        window.point(x, bottom - 70).await?;
        if !window.find_all(".card").await?.is_empty() {
            break;
        }
        x -= 12;
        assert!(x > left, "nothing is told of what is pointed at");
    }
    let said = window.text(".card").await?;
    for part in ["2024年218件", "本年度办理结果的总计", "取自平潭综合实验区2024年年报"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    window.picture("compare-pointed-light-100.png").await?;
    window.click_here().await?;
    window.find(".fill-page [data-field]").await?;
    let title = window.ask_page("return document.body.textContent").await?.to_string();
    assert!(title.contains("2024年"), "{title}");
    Ok(())
}

async fn notice(window: &Window) -> Result<(), Trouble> {
    window.click_for("[data-act=notice]", "dialog [data-sentence]").await?;
    window.until("document.querySelector('[data-sentence=requests]').value.includes('新收申请')").await?;
    // What is not settled is said before it is printed, until somebody has compared it.
    window.until("document.querySelector('[data-unsettled]')?.textContent.includes('2021年的年报有1格读取时没有把握')").await?;
    window.picture("compare-unsettled-light-100.png").await?;
    // The way there ends in the cell.
    choose(window, "[data-unsettled-report]").await?;
    let cell = "document.activeElement?.closest('[data-cell]')?.dataset.cell";
    window.until(&format!("{cell} === 'requests.received.total'")).await?;
    window.click_for("[data-act=back]", ".cards").await?;
    window.click_for("[data-act=compare]", "[data-table=figures] tbody tr").await?;
    window.click_for("[data-act=notice]", "dialog [data-vouch]").await?;
    choose(window, "[data-vouch]").await?;
    window.until("document.querySelector('[data-unsettled]') === null").await?;
    window.picture("compare-notice-light-100.png").await?;
    let own = "const it = document.querySelector('[data-sentence=requests]'); it.value = '今年申请明显增多。'; it.dispatchEvent(new Event('change'))";
    window.ask_page(own).await?;
    window.ask_page("document.querySelector('[data-field=a3]').click()").await?;
    let path = window.path("公示.pdf");
    window.will_answer(Some(&path))?;
    window.click("[data-act=save-notice]").await?;
    window.find("dialog [data-act=open-printed]").await?;
    let upright = std::fs::read(&path)?;
    assert!(upright.starts_with(b"%PDF-"), "a PDF");
    // On its side and with a QR code: another sheet.
    window.ask_page("document.querySelector('[data-field=sideways]').click()").await?;
    let code = "const it = document.querySelector('dialog [data-field=code]'); it.value = 'https://www.pingtan.gov.cn/'; it.dispatchEvent(new Event('input'))";
    window.ask_page(code).await?;
    let sideways = window.path("公示横放.pdf");
    window.will_answer(Some(&sideways))?;
    window.click("[data-act=save-notice]").await?;
    window.until("document.querySelector('dialog [role=status]')?.textContent.includes('公示横放')").await?;
    let pdf = std::fs::read(&sideways)?;
    assert!(pdf.starts_with(b"%PDF-") && pdf != upright, "another PDF");
    window.press(Key::Escape).await?;
    window.until("document.querySelector('dialog[open]') === null").await
}
