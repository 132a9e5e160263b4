//! Every page and dialog in four looks: light and dark, at 100 % and at 150 %. A picture of each is left for people to
//! look at, and axe-core has nothing against any.

use std::path::Path;

use e2e::clerk::{begin, focus, saved};
use e2e::{in_window, in_window_again, wears, Trouble, Window};
use thirtyfour::Key;

const LOOKS: [(bool, u32); 4] = [(false, 100), (false, 150), (true, 100), (true, 150)];

/// The window in one of its looks, and what axe-core said so far.
struct Look<'a> {
    window: &'a Window,
    name: String,
    scale: u32,
    axe: &'a str,
}

impl Look<'_> {
    /// A picture of what is shown, and what axe-core says of it.
    async fn at(&self, page: &str) -> Result<(), Trouble> {
        let size = f64::from(self.scale) / 100.0;
        let zoom = format!("document.documentElement.style.setProperty('--scale', '{size}')");
        self.window.ask_page(&zoom).await?;
        self.window.picture(&format!("{page}-{}.png", self.name)).await?;
        let found = self.window.violations(self.axe).await?;
        assert!(found.is_empty(), "{page}, {}: {}", self.name, found.join("\n"));
        let wide = "return document.documentElement.scrollWidth > innerWidth";
        assert_eq!(self.window.ask_page(wide).await?, false, "{page}, {}: wider than the window", self.name);
        Ok(())
    }
}

#[tokio::test]
async fn every_page_has_its_picture_and_no_violation() -> Result<(), Trouble> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(package)?;
    for (dark, scale) in LOOKS {
        wears(dark)?;
        let name = format!("{}-{scale}", if dark { "dark" } else { "light" });
        let look = async |window: &Window| {
            let is_dark =
                window.ask_page("return matchMedia('(prefers-color-scheme: dark)').matches").await?;
            assert_eq!(is_dark, dark, "the window wears the system's colours");
            let look = Look { window, name: name.clone(), scale, axe: &axe };
            january(&look).await
        };
        let walked = in_window(look).await;
        // The next tests want the usual colours.
        wears(false)?;
        walked?;
        wears(dark)?;
        let library = e2e::library_file()?;
        let mut bytes = std::fs::read(&library)?;
        let middle = bytes.len() / 2;
        bytes[200..middle].fill(0);
        std::fs::write(&library, bytes)?;
        let closed = in_window_again(async |window| {
            window.find(".closed [data-act=use-backup]").await?;
            Look { window, name: name.clone(), scale, axe: &axe }.at("closed").await
        })
        .await;
        wears(false)?;
        closed?;
    }
    Ok(())
}

/// axe-core is at work: a picture without words and a word that nobody can read are told of.
async fn what_is_wrong_is_found(look: &Look<'_>) -> Result<(), Trouble> {
    let wrong = "const it = document.createElement('p'); it.id = 'wrong'; it.textContent = '这行字看不清楚'; \
                 it.style.color = '#777'; it.style.background = '#888'; it.append(document.createElement('img')); \
                 document.querySelector('main').append(it)";
    look.window.ask_page(wrong).await?;
    let found = look.window.violations(look.axe).await?.join("\n");
    assert!(found.contains("image-alt") && found.contains("color-contrast"), "{found}");
    look.window.ask_page("document.getElementById('wrong').remove()").await?;
    Ok(())
}

async fn january(look: &Look<'_>) -> Result<(), Trouble> {
    let window = look.window;
    window.find(".first").await?;
    what_is_wrong_is_found(look).await?;
    look.at("first").await?;
    begin(window).await?;
    look.at("fill-begun").await?;
    openings(look).await?;
    filled(look).await?;

    window.click_for("[data-act=finalise]", "dialog [data-act=confirm]").await?.click().await?;
    window.find("dialog [role=alert]").await?;
    look.at("final").await?;
    window.click("dialog [data-act=cancel]").await?;
    window.click_for("[data-act=history]", ".history nav").await?;
    window.click_for("[data-revision]:not([aria-current])", ".difference .acts, .difference p").await?;
    let beside = "document.querySelector('.difference').getBoundingClientRect().right <= innerWidth";
    window.until(beside).await?;
    look.at("history").await?;
    window.click("[data-act=close]").await?;
    window.until("document.querySelector('dialog[open]') === null").await?;

    window.click_for("[data-act=back]", "article.present").await?;
    look.at("years").await?;
    window.click_for("[data-act=check-all]", "[data-checked]").await?;
    look.at("checked").await?;
    window.click_for("[data-act=back]", "article.present").await?;
    window.click_for("[data-act=settings]", "#set-contact").await?;
    window.click("[data-act=back-up]").await?;
    window.until("document.body.textContent.includes('已备份')").await?;
    // Where the test keeps its library is nobody's business.
    window.ask_page("document.querySelector('output').textContent = '文档/信息公开年报'").await?;
    look.at("settings").await?;
    window.click_for("[data-restore]", "dialog [data-act=confirm]").await?;
    look.at("restore").await?;
    window.click("dialog [data-act=cancel]").await?;
    window.click_for("[data-act=back]", "[data-act=import]").await?;
    imported(look).await?;
    window.find("[data-act=read]").await?.click().await?;
    window.find("[data-action=sample]").await?;
    look.at("read-empty").await?;
    window.click_for("[data-action=sample]", ".sheet .title").await?;
    look.at("read").await
}

/// Reports from outside: the entry, the table of results, one beside its source, what comes before it is stored.
async fn imported(look: &Look<'_>) -> Result<(), Trouble> {
    let window = look.window;
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let scanned = window.path("某县某镇2021年扫描件.png");
    std::fs::write(&scanned, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
    window.click_for("[data-act=import]", "[data-act=choose-files]").await?;
    look.at("import").await?;
    window.will_answer_all(&[
        data.join("05_pingtan_2024_flattened.txt"),
        data.join("13_hangzhou-style-city_2025.html"),
        scanned,
    ])?;
    window.click_for("[data-act=choose-files]", ".tray tbody tr").await?;
    look.at("import-results").await?;
    window.click_for("[data-act=by-hand]", "dialog [data-act=begin]").await?;
    look.at("import-by-hand").await?;
    window.press(Key::Escape).await?;
    window.until("document.querySelector('dialog[open]') === null").await?;
    window.click_for("[data-sheet='0']", ".source mark.selected").await?;
    look.at("import-beside").await?;
    window.click_for("[data-act=store]", "dialog [data-act=store-now]").await?;
    look.at("import-store").await?;
    window.click("dialog [data-act=cancel]").await?;
    window.until("document.querySelector('dialog[open]') === null").await?;
    window.click_for("[data-act=leave]", ".tray tbody tr").await?;
    window.click_for("[data-act=back]", ".cards").await?;
    Ok(())
}

/// The sentences to begin with; the fee's asks for its numbers, is taken back in one step and written again.
async fn openings(look: &Look<'_>) -> Result<(), Trouble> {
    const AREA: &str = "document.querySelector('[data-section=other_matters] textarea')";
    let window = look.window;
    window.click("[data-section=other_matters] .openings summary").await?;
    window.click("[data-opening=fee]").await?;
    window.press("２").await?;
    window.press(Key::Enter).await?;
    window.find("[data-section=other_matters] [role=alert]").await?;
    look.at("openings").await?;
    window.press("2230.5").await?;
    window.press(Key::Enter).await?;
    window
        .until(&format!("{AREA}.value.includes('对2件政府信息公开申请收取信息处理费，共计2230.5元')"))
        .await?;
    saved(window).await?;
    window.press(Key::Control + "z").await?;
    window.until(&format!("!{AREA}.value.includes('2230.5')")).await?;
    saved(window).await?;
    window.press(Key::Control + "y").await?;
    window.until(&format!("{AREA}.value.includes('2230.5')")).await?;
    saved(window).await?;
    // Section one's carries its figures, which follow the table.
    let overview = "document.querySelector('[data-section=overview] .openings')";
    window
        .ask_page(&format!(
            "{overview}.open = true; {overview}.querySelector('[data-opening=requests]').click()"
        ))
        .await?;
    window.until("document.querySelector('[data-section=overview] textarea').value.includes('〔')").await?;
    saved(window).await
}

/// 表三 with an error that is looked at.
async fn filled(look: &Look<'_>) -> Result<(), Trouble> {
    let window = look.window;
    focus(window, "requests.received.person").await?;
    window.press("3").await?;
    window.press(Key::Tab).await?;
    for table in ["requests", "disclosure", "disputes"] {
        let zeros = format!("document.querySelector('[data-section={table}] [data-act=zeros]').click()");
        window.ask_page(&zeros).await?;
    }
    saved(window).await?;
    window.find(".card.error button.finding").await?;
    // The mouse rests where it hides nothing.
    window.click(".status").await?;
    look.at("fill").await?;
    window.ask_page("document.querySelector('.card.error button.finding').click()").await?;
    window.find("td.selected").await?;
    // Both sides are marked in the paper, and both values stand in the card.
    window.find("td.against").await?;
    window.until("document.querySelectorAll('.finding[aria-current] .side b').length === 2").await?;
    look.at("finding").await
}
