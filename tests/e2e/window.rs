//! The way through the whole program: page, calls, office, file.

use e2e::{in_window, Trouble, Window};
use thirtyfour::Key;

#[tokio::test]
async fn the_sample_is_shown_and_printed() -> Result<(), Trouble> {
    in_window(async |window| {
        window.click_for("[data-act=read]", "[data-action=sample]").await?;
        window.picture("empty.png").await?;

        window.click("[data-action=sample]").await?;
        assert!(window.text(".sheet .title").await?.contains("赤壁市官塘驿镇"));
        assert_eq!(window.find_all("table.official").await?.len(), 3);
        assert_eq!(window.text("[data-cell='requests.received.person']").await?, "0");
        assert_eq!(
            window.text("[data-table=requests] thead tr:nth-child(2) th:nth-child(2)").await?,
            "法人或其他组织"
        );
        assert!(window.find("section.findings").await?.is_displayed().await?);
        window.picture("report.png").await?;

        let pdf = window.path("打印 样张.pdf");
        window.will_answer(Some(&pdf))?;
        window.click("[data-action=print]").await?;
        let said = window.text(".notice.printed").await?;
        assert!(
            said.contains("打印 样张.pdf") && said.contains("打开") && said.contains("在文件夹中显示"),
            "{said}"
        );
        assert!(std::fs::read(&pdf)?.starts_with(b"%PDF-"));
        window.picture("printed.png").await?;

        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_file_that_is_no_report_gives_a_sentence() -> Result<(), Trouble> {
    in_window(async |window| {
        let letter = window.path("来信.txt");
        std::fs::write(&letter, "您好，请问今天几点开门？\n")?;
        window.will_answer(Some(&letter))?;
        window.click_for("[data-act=read]", "[data-action=choose]").await?.click().await?;

        let alert = window.find("[role=alert]").await?;
        let said = alert.text().await?;
        assert!(said.contains("年报") && said.ends_with('。'), "{said}");
        window.picture("no-report.png").await?;

        assert_alive(window).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_user_who_changes_their_mind_is_left_alone() -> Result<(), Trouble> {
    in_window(async |window| {
        window.will_answer(None)?;
        window.click_for("[data-act=read]", "[data-action=choose]").await?.click().await?;
        idle(window).await?;
        assert!(window.find_all(".notice").await?.is_empty());
        assert_alive(window).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_panic_in_a_call_leaves_the_window_alive() -> Result<(), Trouble> {
    in_window(async |window| {
        window.will_not_answer()?;
        window.click_for("[data-act=read]", "[data-action=choose]").await?.click().await?;
        let said = window.text("[role=alert]").await?;
        assert!(said.contains("程序内部出错"), "{said}");

        assert_alive(window).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_second_start_hands_over_to_the_first() -> Result<(), Trouble> {
    in_window(async |window| {
        let status = window.start_again().await?;
        assert!(status.success(), "{status}");
        let visible = window.ask_page("return document.visibilityState").await?;
        assert_eq!(visible, serde_json::json!("visible"));
        window.click_for("[data-act=read]", "[data-action=sample]").await?;
        assert_alive(window).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn findings_are_reached_by_keyboard() -> Result<(), Trouble> {
    in_window(async |window| {
        let report = window.path("有误.txt");
        std::fs::write(&report, unbalanced())?;
        window.will_answer(Some(&report))?;
        window.click_for("[data-act=read]", "[data-action=choose]").await?.click().await?;
        window.find(".finding").await?;

        window.ask_page("document.querySelector('.finding').focus()").await?;
        window.press(Key::Enter).await?;
        window.find("td.selected").await?;
        // Scrolling is smooth, and takes its time on a busy machine.
        let place = "document.querySelector('td.selected').getBoundingClientRect()";
        window.until(&format!("{place}.top > 0 && {place}.bottom < innerHeight")).await?;
        window.picture("finding.png").await?;
        Ok(())
    })
    .await
}

/// A real report with one number changed, so that its sums no longer hold.
fn unbalanced() -> String {
    let report = include_str!("../data/01_guantangyi-town_2024.txt");
    let label = "一、本年新收政府信息公开申请数量\n\n0";
    assert!(report.contains(label));
    report.replacen(label, "一、本年新收政府信息公开申请数量\n\n5", 1)
}

async fn assert_alive(window: &Window) -> Result<(), Trouble> {
    window.click("[data-action=sample]").await?;
    assert!(window.text(".sheet .title").await?.contains("2024年"));
    Ok(())
}

async fn idle(window: &Window) -> Result<(), Trouble> {
    window.find(".page[aria-busy=false]").await.map(drop)
}
