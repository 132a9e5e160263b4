//! Every page and dialog in four looks: light and dark, at 100 % and at 150 %. A picture of each is left for people to
//! look at, and axe-core has nothing against any.

use std::path::Path;

use e2e::clerk::{begin, focus, go_over_all, saved, set_all_aside};
use e2e::{in_window, in_window_again, wears, Trouble, Window};
use thirtyfour::Key;

const LOOKS: [(bool, u32); 4] = [(false, 100), (false, 150), (true, 100), (true, 150)];

/// In one of the looks every page is also tried in the smallest window, in larger letters.
const TRIED_SMALL: (bool, u32) = (true, 100);
const SMALLEST: (u32, u32) = (1024, 700);
const LARGER: [u32; 2] = [150, 200];

/// What can be pressed or written in and cannot be brought into sight: what is cut off makes no page wider, but is lost.
const LOST: &str = "const lost = []; const dialog = document.querySelector('dialog[open]');\
    for (const it of (dialog ?? document).querySelectorAll('button, input, select, textarea, summary')) {\
      if (!it.checkVisibility() || it.closest('.unseen')) continue;\
      it.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });\
      const box = it.getBoundingClientRect();\
      let [left, top, right, bottom] = [0, 0, innerWidth, innerHeight];\
      for (let around = it.parentElement; around; around = around.parentElement) {\
        if (getComputedStyle(around).overflow === 'visible') continue;\
        const edge = around.getBoundingClientRect();\
        [left, top] = [Math.max(left, edge.left), Math.max(top, edge.top)];\
        [right, bottom] = [Math.min(right, edge.right), Math.min(bottom, edge.bottom)];\
      }\
      const wide = Math.min(right, box.right) - Math.max(left, box.left);\
      const high = Math.min(bottom, box.bottom) - Math.max(top, box.top);\
      if (wide < box.width - 1 || high < Math.min(box.height, 20) - 1) lost.push(it.outerHTML.slice(0, 120));\
    }\
    if ([document.scrollingElement, document.body].some((it) => it.scrollTop + it.scrollLeft > 0)) lost.push('the whole window scrolls');\
    return lost.slice(0, 5).join('\\n');";

/// The list of figures scrolls with the arrow keys, of which axe-core knows nothing: the keyboard stays in the field over
/// it. `what_comes_and_goes` walks it.
const WALKED: &str = "<div class=\"el-select-dropdown__wrap";

/// The window in one of its looks, and what axe-core said so far.
struct Look<'a> {
    window: &'a Window,
    name: String,
    dark: bool,
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
        let mut found = self.window.violations(self.axe).await?;
        found.retain(|it| !it.contains(WALKED));
        assert!(found.is_empty(), "{page}, {}: {}", self.name, found.join("\n"));
        let wide = "return document.documentElement.scrollWidth > innerWidth";
        assert_eq!(self.window.ask_page(wide).await?, false, "{page}, {}: wider than the window", self.name);
        if (self.dark, self.scale) == TRIED_SMALL {
            self.small(page).await?;
            self.window.ask_page(&zoom).await?;
        }
        Ok(())
    }

    /// In the smallest window and in larger letters everything can still be reached.
    async fn small(&self, page: &str) -> Result<(), Trouble> {
        let keep = "window.scrolled = [...document.querySelectorAll('*')].map((it) => [it, it.scrollTop]).filter(([, top]) => top > 0);\
            return [outerWidth, outerHeight]";
        let size: (u32, u32) = serde_json::from_value(self.window.ask_page(keep).await?)?;
        self.window.resize(SMALLEST.0, SMALLEST.1).await?;
        self.window.until(&format!("innerWidth <= {}", SMALLEST.0)).await?;
        for scale in LARGER {
            let zoom = format!(
                "document.documentElement.style.setProperty('--scale', '{}')",
                f64::from(scale) / 100.0
            );
            self.window.ask_page(&zoom).await?;
            self.window.picture(&format!("{page}-small-{scale}.png")).await?;
            let lost = self.window.ask_page(LOST).await?;
            assert_eq!(lost, "", "{page}, {scale} % in the smallest window: out of reach");
        }
        self.window.resize(size.0, size.1).await?;
        self.window.until(&format!("innerWidth > {}", SMALLEST.0)).await?;
        self.window.ask_page("window.scrolled.forEach(([it, top]) => (it.scrollTop = top))").await?;
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
            let look = Look { window, name: name.clone(), dark, scale, axe: &axe };
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
            Look { window, name: name.clone(), dark, scale, axe: &axe }.at("closed").await
        })
        .await;
        wears(false)?;
        closed?;
    }
    Ok(())
}

/// Both looks are at work: a picture without words, a word that nobody can read and a button cut in half are told of.
async fn what_is_wrong_is_found(look: &Look<'_>) -> Result<(), Trouble> {
    let wrong = "const it = document.createElement('p'); it.id = 'wrong'; it.textContent = '这行字看不清楚'; \
                 it.style.color = '#777'; it.style.background = '#888'; it.append(document.createElement('img')); \
                 document.querySelector('main').append(it)";
    look.window.ask_page(wrong).await?;
    let found = look.window.violations(look.axe).await?.join("\n");
    assert!(found.contains("image-alt") && found.contains("color-contrast"), "{found}");
    look.window.ask_page("document.getElementById('wrong').remove()").await?;
    let cut = "const it = document.createElement('div'); it.id = 'wrong'; it.style.cssText = 'overflow: clip; width: 20px'; \
               it.innerHTML = '<button style=\"width: 200px\">一半</button>'; document.querySelector('main').append(it)";
    look.window.ask_page(cut).await?;
    let lost = look.window.ask_page(LOST).await?;
    assert!(lost.as_str().is_some_and(|it| it.contains("一半")), "{lost}");
    look.window
        .ask_page("document.getElementById('wrong').remove(); document.querySelector('main').scrollTop = 0")
        .await?;
    Ok(())
}

async fn january(look: &Look<'_>) -> Result<(), Trouble> {
    let window = look.window;
    window.find(".first").await?;
    told_day(window).await?;
    what_is_wrong_is_found(look).await?;
    look.at("first").await?;
    begin(window).await?;
    look.at("fill-begun").await?;
    openings(look).await?;
    filled(look).await?;
    printed(look).await?;

    window.click_for("[data-act=finalise]", "dialog [data-act=confirm]").await?.click().await?;
    window.find("dialog [role=alert]").await?;
    look.at("final").await?;
    window.click("dialog [data-act=cancel]").await?;
    window.click_for("[data-act=history]", ".history nav").await?;
    window.click_for(".history li:last-child [data-revision]", ".difference :is(table, dl)").await?;
    window.find(".difference [data-act=restore]").await?;
    let beside = "document.querySelector('.difference').getBoundingClientRect().right <= innerWidth";
    window.until(beside).await?;
    look.at("history").await?;
    window.click("[data-act=close]").await?;
    window.until("document.querySelector('dialog[open]') === null").await?;

    window.click_for("[data-act=back]", "article.present").await?;
    look.at("years").await?;
    before_the_forms(look).await?;
    window.click_for("[data-act=compare]", ".series-chart canvas").await?;
    look.at("compare").await?;
    window.click_for("[data-act=back]", "article.present").await?;
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
    look.at("read").await?;
    window.click_for("[data-action=back]", "article.present [data-act=open]").await?;
    kept_for_ever(look).await
}

/// The printed page beside the paper, with the choices of both versions.
async fn printed(look: &Look<'_>) -> Result<(), Trouble> {
    let window = look.window;
    window.click_for("[data-act=print]", ".preview canvas[data-drawn]").await?;
    let signed = "const it = document.querySelector('[data-option=version]'); it.value = 'signed'; it.dispatchEvent(new Event('change'))";
    window.ask_page(signed).await?;
    window.find("[data-option=day]").await?;
    look.at("preview").await?;
    window.click("[data-act=print]").await?;
    window.until("document.querySelector('.preview') === null").await
}

/// The page takes the day that the program is told for its own.
async fn told_day(window: &Window) -> Result<(), Trouble> {
    let Ok(day) = std::env::var("NIANBAO_TODAY") else { return Ok(()) };
    let script = format!(
        "const Real = Date; window.Date = class extends Real {{ constructor(...given) {{ \
           if (given.length > 0) super(...given); else super('{day}T09:30:00'); }} }}"
    );
    window.ask_page(&script).await.map(drop)
}

/// 定稿, 公布 and 更正, each asked for.
async fn kept_for_ever(look: &Look<'_>) -> Result<(), Trouble> {
    let window = look.window;
    window.click_for("article.present [data-act=open]", ".fill-page [data-field]").await?;
    set_all_aside(window, "error", "与业务科室核对过，属实").await?;
    go_over_all(window).await?;
    set_all_aside(window, "error", "与业务科室核对过，属实").await?;
    window.click_for("[data-act=finalise]", "dialog [data-act=confirm]").await?.click().await?;
    window.click_for("[data-act=publish]", "#act-words").await?.send_keys("市政府门户网站").await?;
    look.at("publish").await?;
    window.click_for("dialog [data-act=confirm]", "[data-act=correct]").await?;
    window.until("document.querySelector('dialog[open]') === null").await?;
    window.click_for("[data-act=correct]", "#act-words").await?.send_keys("漏计一件").await?;
    look.at("correct").await?;
    window.click("dialog [data-act=cancel]").await
}

/// A few numbers of a year before the forms, by hand.
async fn before_the_forms(look: &Look<'_>) -> Result<(), Trouble> {
    let window = look.window;
    window.click_for("[data-act=early]", "dialog [data-field=early-year]").await?;
    look.at("early").await?;
    window.click_for("[data-act=begin-early]", ".fill-page [data-field]").await?;
    focus(window, "statistics.received.year").await?;
    window.press("2").await?;
    saved(window).await?;
    look.at("early-page").await?;
    window.click_for("[data-act=back]", "article.present").await?;
    Ok(())
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
    // Not at the edge, but with what stands around it.
    let amid = "(() => { const [pane, mark] = ['.source', '.source mark.selected'].map((it) => document.querySelector(it).getBoundingClientRect());\
        return mark.top > pane.top + pane.height / 5 && mark.bottom < pane.bottom - pane.height / 5; })()";
    window.until(amid).await?;
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
    // A page scrolls by whole pixels, and what stands on it by parts of them.
    let said = "(() => { const [desk, alert] = ['.desk', '[data-section=other_matters] [role=alert]'].map((it) => document.querySelector(it).getBoundingClientRect());\
        return alert.bottom < desk.bottom + 1 && alert.top > desk.top - 1; })()";
    window.until(said).await?;
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
    window.press("1").await?;
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
    look.at("finding").await?;
    what_comes_and_goes(look).await
}

/// Over the page: the note of a cell, what was not taken, a reason, a figure to be put in, an offer.
async fn what_comes_and_goes(look: &Look<'_>) -> Result<(), Trouble> {
    let window = look.window;
    focus(window, "requests.received.company").await?;
    window.press(Key::F1).await?;
    window.find(".overlay").await?;
    look.at("note").await?;
    window.press(Key::Escape).await?;
    window.press("x").await?;
    window.find(".bubble").await?;
    look.at("refused").await?;
    window.press(Key::Escape).await?;
    window.click_for(".card [data-act=ask]", ".card .aside input").await?;
    look.at("reason").await?;
    window.press(Key::Escape).await?;
    window.click_for("[data-section=other_matters] [data-act=figure]", ".picker input").await?;
    for _ in 0..15 {
        window.press(Key::Down).await?;
    }
    let walked = "(() => { const at = document.querySelector('.picker .is-hovering'); if (!at) return false;\
        const [list, one] = [at.closest('.el-select-dropdown__wrap'), at].map((it) => it.getBoundingClientRect());\
        return at.closest('.el-select-dropdown__wrap').scrollTop > 0 && one.top >= list.top - 1 && one.bottom <= list.bottom + 1; })()";
    window.until(walked).await?;
    look.at("figures").await?;
    window.press(Key::Escape).await?;
    // A figure that is linked already is not offered again: the sentence stands alone, and is taken back.
    let overview = "document.querySelector('[data-section=overview] textarea')";
    window.ask_page(&format!("{overview}.focus(); {overview}.select()")).await?;
    window.press("我镇收到政府信息公开申请4件。").await?;
    window.find("[data-section=overview] [data-act=link]").await?;
    look.at("offer").await?;
    saved(window).await?;
    window.press(Key::Control + "z").await?;
    window.until(&format!("{overview}.value.includes('〔')")).await?;
    saved(window).await
}
