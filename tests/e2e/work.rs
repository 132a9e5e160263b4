//! Long work in the window: how far it is, and stopping it, which leaves nothing half done.

use std::path::PathBuf;

use e2e::{in_window, Trouble, Window};

/// So many are no matter of an instant.
const AGENCIES: usize = 120;

/// Begins something and presses 停止 as soon as it is told how far it is; gives what was told.
const STOP: &str = "const [act, done] = arguments; document.querySelector(act).click();\
    const look = () => {\
      const far = document.querySelector('.work .far');\
      if (!far) { setTimeout(look, 1); return; }\
      document.querySelector('.work [data-act=stop]').click(); done(far.textContent.trim());\
    }; look();";

/// Last year's report of so many townships.
fn reports(window: &Window) -> Result<Vec<PathBuf>, Trouble> {
    let report = include_str!("../data/01_guantangyi-town_2024.txt");
    let write = |n: usize| {
        let path = window.path(&format!("第{n}镇.txt"));
        std::fs::write(&path, report.replace("官塘驿镇", &format!("第{n}镇")))?;
        Ok(path)
    };
    (1..=AGENCIES).map(write).collect()
}

/// Waits until nothing takes long any more.
async fn done(window: &Window) -> Result<(), Trouble> {
    let done = "document.querySelector('.work') === null";
    for _ in 0..5 {
        if window.until(done).await.is_ok() {
            return Ok(());
        }
    }
    window.until(done).await
}

async fn stopped(window: &Window, act: &str) -> Result<String, Trouble> {
    let told = window.ask_page_later(STOP, act).await?.as_str().unwrap_or_default().to_owned();
    done(window).await?;
    Ok(told)
}

#[tokio::test]
async fn long_work_tells_how_far_it_is_and_can_be_stopped() -> Result<(), Trouble> {
    in_window(async |window| {
        reading(window).await?;
        checking(window).await?;
        keeping(window).await
    })
    .await
}

async fn reading(window: &Window) -> Result<(), Trouble> {
    let all = reports(window)?;
    let lines = async || Ok::<_, Trouble>(window.find_all(".tray tbody tr").await?.len());
    window.click_for("[data-act=import]", "[data-act=choose-files]").await?;
    window.will_answer_all(&all)?;
    let told = stopped(window, "[data-act=choose-files]").await?;
    assert!(told.ends_with(" / 120 份"), "{told}");
    let said = window.text(".tray .late").await?;
    assert!(said.contains("您停止了，还有") && said.contains("没有读"), "{said}");
    assert!((1..AGENCIES).contains(&lines().await?));

    // From the beginning, to its end.
    window.click_for("[data-act=another]", "[data-act=choose-files]").await?;
    window.click("[data-act=choose-files]").await?;
    window.until(&format!("document.querySelectorAll('.tray tbody tr').length === {AGENCIES}")).await?;
    storing(window).await?;
    window.click_for("[data-act=back]", ".cards").await?;
    Ok(())
}

async fn storing(window: &Window) -> Result<(), Trouble> {
    let told = stopped(window, "[data-act=store-sure]").await?;
    assert!(told.contains(" / 120 份 第") && told.ends_with("镇.txt"), "{told}");
    let said = window.text(".said[role=status]").await?;
    let kept = kept(window).await?;
    assert!((1..AGENCIES).contains(&kept), "{kept}");
    assert!(said.contains(&format!("存入 {kept} 份，停止后没有处理的 {} 份", AGENCIES - kept)), "{said}");

    // The rest.
    window.click("[data-act=store-sure]").await?;
    // What is done at once is not worth a flicker; this is not.
    let seen = "[...document.querySelectorAll('.work .far')].some((it) => getComputedStyle(it).visibility === 'visible')";
    window.until(seen).await?;
    window.picture("work.png").await?;
    done(window).await?;
    let said = window.text(".said[role=status]").await?;
    assert!(said.contains(&format!("存入 {} 份。", AGENCIES - kept)), "{said}");
    assert_eq!(self::kept(window).await?, AGENCIES);
    Ok(())
}

/// How many lines of the table say that they are in the library.
async fn kept(window: &Window) -> Result<usize, Trouble> {
    let script = "return [...document.querySelectorAll('.tray tbody tr')].filter((it) => it.textContent.includes('已存入')).length";
    Ok(usize::try_from(window.ask_page(script).await?.as_u64().unwrap_or_default())?)
}

async fn checking(window: &Window) -> Result<(), Trouble> {
    let told = stopped(window, "[data-act=check-all]").await?;
    assert!(told.contains("/ 120 份 赤壁市第"), "{told}");
    let said = window.text("main.checked [role=status]").await?;
    assert!(said.contains("还有") && said.contains("没有校验"), "{said}");
    window.click("[data-act=check-all]").await?;
    window.until(&format!("document.querySelectorAll('[data-checked]').length === {AGENCIES}")).await?;
    window.picture("checked.png").await?;
    // Each line leads to its report, and back to the list.
    let first = window.text("[data-checked]").await?;
    window.click_for("[data-checked]", ".fill-page [data-field]").await?;
    let title = window.text(".fill-page .title").await?;
    assert!(title.contains(first.trim_end_matches("2024年")), "{first}: {title}");
    window.click_for("[data-act=back]", "[data-checked]").await?;
    window.click_for("[data-act=back]", ".cards").await?;
    Ok(())
}

async fn keeping(window: &Window) -> Result<(), Trouble> {
    window.click_for("[data-act=settings]", "#set-contact").await?;
    let before = window.library_names("backups");
    let told = stopped(window, "[data-act=back-up]").await?;
    assert!(told.contains("/ 120 份 核对") || told.contains("复制"), "{told}");
    let said = window.text("[role=status]").await?;
    assert!(said.contains("已停止"), "{said}");
    assert_eq!(window.library_names("backups"), before, "nothing of it stays");

    window.click("[data-act=back-up]").await?;
    window.until("document.body.textContent.includes('已备份')").await?;
    assert_eq!(window.library_names("backups").len(), before.len() + 1);
    let files = window.library_names("");

    stopped(window, "[data-restore]").await?;
    window.until("document.body.textContent.includes('已停止')").await?;
    assert!(window.find_all("dialog[open]").await?.is_empty());
    window.click_for("[data-restore]", "dialog [data-act=confirm]").await?;
    stopped(window, "dialog [data-act=confirm]").await?;
    window.until("document.body.textContent.includes('已停止')").await?;
    assert_eq!(window.library_names(""), files, "no half copy beside the library");
    assert_eq!(window.library_names("backups").len(), before.len() + 1, "nor a backup nobody needs");
    Ok(())
}
