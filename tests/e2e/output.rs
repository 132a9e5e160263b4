//! What leaves the program: the very PDF beside the paper, following what is typed; its variants; the printer; files.

use std::os::unix::fs::PermissionsExt;

use e2e::{clerk, in_window, Trouble, Window};

/// Whether the first page in sight is drawn, and with something on it.
const DRAWN: &str = "(() => { const page = document.querySelector('canvas[data-drawn]'); if (!page || page.width < 200) return false;\
    const ink = page.getContext('2d').getImageData(0, 0, page.width, page.height).data;\
    let dark = 0; for (let at = 0; at < ink.length; at += 4) if (ink[at] < 100) dark += 1; return dark > 500; })()";

/// What all drawn pages look like, as one text.
const LOOK: &str =
    "return [...document.querySelectorAll('canvas[data-drawn]')].map((it) => it.toDataURL()).join()";

async fn look(window: &Window) -> Result<String, Trouble> {
    Ok(window.ask_page(LOOK).await?.as_str().unwrap_or_default().to_owned())
}

async fn changes(window: &Window, from: &str) -> Result<String, Trouble> {
    for _ in 0..200 {
        let now = look(window).await?;
        if now != from {
            return Ok(now);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err("the pages stay as they were".into())
}

async fn pages(window: &Window) -> Result<usize, Trouble> {
    Ok(window.find_all(".pages canvas").await?.len())
}

#[tokio::test]
async fn what_is_seen_is_what_is_printed_and_saved() -> Result<(), Trouble> {
    in_window(async |window| {
        clerk::begin(window).await?;
        window.click_for("[data-act=print]", ".preview .pages").await?;
        window.until(DRAWN).await?;
        window.picture("preview.png").await?;
        let before = look(window).await?;
        assert!(pages(window).await? >= 4);

        // It follows the paper: the page with the table of requests.
        window.ask_page("document.querySelector('.pages canvas[data-page=\"3\"]').scrollIntoView()").await?;
        window.until("document.querySelector('.pages canvas[data-page=\"3\"]').dataset.drawn === ''").await?;
        // Pages near it are drawn behind it.
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let table = look(window).await?;
        assert_ne!(table, before);
        clerk::focus(window, "requests.received.person").await?;
        window.press("38472619").await?;
        window.until("document.querySelector('.status').textContent.includes('已保存')").await?;
        let typed = changes(window, &table).await?;
        what_is_kept_is_what_would_be_drawn(window).await?;

        // Its variants.
        window.ask_page("const it = document.querySelector('[data-option=body]'); it.value = 'four'; it.dispatchEvent(new Event('change'))").await?;
        changes(window, &typed).await?;
        window.ask_page("const it = document.querySelector('[data-option=version]'); it.value = 'signed'; it.dispatchEvent(new Event('change'))").await?;
        window.find("[data-option=day]").await?;
        window.ask_page("const it = document.querySelector('[data-option=day]'); it.value = '2026-02-30'; it.dispatchEvent(new Event('change'))").await?;
        assert!(window.text(".preview [role=alert]").await?.contains("2026-02-30"));
        window.ask_page("const it = document.querySelector('[data-option=day]'); it.value = '2026-01-20'; it.dispatchEvent(new Event('change'))").await?;
        window.until("document.querySelector('.preview [role=alert]') === null").await?;
        window.picture("preview-signed.png").await?;

        printed(window).await?;
        saved(window).await
    })
    .await
}

/// Of several pages in sight an edit draws that anew which it changed, and all look as they do when drawn from nothing.
async fn what_is_kept_is_what_would_be_drawn(window: &Window) -> Result<(), Trouble> {
    let zoom = "const it = document.querySelector('[data-option=zoom]'); it.value = '0.5'; it.dispatchEvent(new Event('change'))";
    // A page that left the sight before its turn keeps its former size until it is looked at again.
    let drawn = "return Object.fromEntries([...document.querySelectorAll('canvas[data-drawn]')].filter((it) => it.width < 500).map((it) => [it.dataset.page, it.toDataURL()]))";
    let all_drawn = "(() => { const frame = document.querySelector('.preview .pages').getBoundingClientRect();\
        return [...document.querySelectorAll('.pages canvas')].filter((it) => { const box = it.getBoundingClientRect();\
        return box.bottom > frame.top && box.top < frame.bottom; }).every((it) => it.width < 500 && it.dataset.drawn === ''); })()";
    let turn = "document.querySelector('.pages canvas[data-page=\"3\"]').scrollIntoView()";
    window.ask_page(zoom).await?;
    window.ask_page(turn).await?;
    window.until(all_drawn).await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let before = window.ask_page(drawn).await?;
    window.ask_page("window.redrawn = []; new MutationObserver((seen) => window.redrawn.push(...seen.map((it) => it.target.dataset.page)))\
        .observe(document.querySelector('.preview .pages'), { subtree: true, attributeFilter: ['data-drawn'] })").await?;
    clerk::focus(window, "requests.received.person").await?;
    // Each digit gives up the page that the one before it was having drawn.
    window.press("5678").await?;
    window.until("window.redrawn.length > 0").await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let (kept, redrawn) =
        (window.ask_page(drawn).await?, window.ask_page("return [...new Set(window.redrawn)]").await?);
    let redrawn: Vec<String> = serde_json::from_value(redrawn)?;
    for page in &redrawn {
        assert_ne!(kept.get(page), before.get(page), "page {page} was drawn again though it looks the same");
    }
    let in_sight = before.as_object().map_or(0, |pages| pages.len());
    assert!(redrawn.len() < in_sight, "{redrawn:?} of {in_sight}");

    window.click("[data-act=print]").await?;
    window.click_for("[data-act=print]", ".preview .pages").await?;
    window.ask_page(zoom).await?;
    window.until("document.querySelectorAll('.pages canvas').length > 2").await?;
    window.ask_page(turn).await?;
    window.until(all_drawn).await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let anew = window.ask_page(drawn).await?;
    let anew = anew.as_object().ok_or("no pages")?;
    assert!(anew.len() > 1, "{} pages in sight", anew.len());
    for (page, picture) in anew {
        assert!(
            kept.get(page).is_none_or(|kept| kept == picture),
            "page {page} looks different when it is kept"
        );
    }
    assert!(anew.keys().filter(|page| kept.get(*page).is_some()).count() > 1);
    Ok(())
}

/// Without a printing service a sentence; with one, the PDF itself at its own size.
async fn printed(window: &Window) -> Result<(), Trouble> {
    window.click("[data-act=send]").await?;
    let said = window.text(".preview [role=alert]").await?;
    assert!(said.contains("打印服务") && said.contains("另存 PDF"), "{said}");
    let (lp, asked) = (window.path("lp"), window.path("asked"));
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > '{0}'; for it; do :; done; cp \"$it\" '{0}.pdf'\n",
        asked.display()
    );
    std::fs::write(&lp, script)?;
    std::fs::set_permissions(&lp, std::fs::Permissions::from_mode(0o755))?;
    window.click("[data-act=send]").await?;
    window.until("document.querySelector('.preview .said')?.textContent.includes('已交给打印机')").await?;
    let asked = std::fs::read_to_string(asked)?;
    assert!(asked.starts_with("-o\nmedia=A4\n-o\nprint-scaling=none\n--\n"), "{asked}");
    assert!(std::fs::read(window.path("asked.pdf"))?.starts_with(b"%PDF-"));
    Ok(())
}

/// As each kind of file.
async fn saved(window: &Window) -> Result<(), Trouble> {
    for (format, begins) in
        [("pdf", "%PDF-"), ("docx", "PK"), ("xlsx", "PK"), ("html", "<!"), ("txt", ""), ("json", "{")]
    {
        let path = window.path(&format!("年报.{format}"));
        window.will_answer(Some(&path))?;
        window.click(&format!("[data-save={format}]")).await?;
        window
            .until(&format!(
                "document.querySelector('.preview .notice.printed')?.textContent.includes('年报.{format}')"
            ))
            .await?;
        let bytes = std::fs::read(&path)?;
        assert!(
            bytes.len() > 1_000
                && String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').starts_with(begins),
            "{format}"
        );
    }
    // The printed one is the saved one.
    assert_eq!(std::fs::read(window.path("年报.pdf"))?, std::fs::read(window.path("asked.pdf"))?);
    Ok(())
}
