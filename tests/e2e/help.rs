//! The help, from a machine that has nothing yet; and a file that the program is opened with.

use std::path::Path;

use e2e::{in_window, Trouble, Window};

#[tokio::test]
async fn the_help_tells_and_gives_a_diagnosis() -> Result<(), Trouble> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(package)?;
    in_window(async |window| {
        window.click_for("[data-act=help]", "[data-fact=version]").await?;
        assert_eq!(window.text("[data-fact=version]").await?, env!("CARGO_PKG_VERSION"));
        window.picture("help.png").await?;
        let found = window.violations(&axe).await?;
        assert!(found.is_empty(), "{}", found.join("\n"));

        let zip = window.path("诊断.zip");
        window.will_answer(None)?;
        window.click("[data-act=diagnosis]").await?;
        window.will_answer(Some(&zip))?;
        window.click("[data-act=diagnosis]").await?;
        window.until("document.body.textContent.includes('已导出')").await?;
        let names = within(&zip)?;
        assert_eq!(names[0], "说明.txt");
        assert!(names.iter().any(|name| name == "日志/nianbao.log"), "{names:?}");
        let draws = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with("renderD");
        let has_card =
            std::fs::read_dir("/dev/dri").is_ok_and(|all| all.flatten().any(|it| draws(&it.file_name())));
        assert_ne!(window.is_logged("painted in one layer")?, has_card);
        window.click_for("[data-act=back]", "[data-act=help]").await.map(drop)
    })
    .await
}

fn within(zip: &Path) -> Result<Vec<String>, Trouble> {
    let zip = zip::ZipArchive::new(std::fs::File::open(zip)?)?;
    Ok(zip.file_names().map(|name| name.map(|it| it.into_owned())).collect::<Result<_, _>>()?)
}

#[tokio::test]
async fn a_file_that_is_opened_while_the_program_runs_is_read() -> Result<(), Trouble> {
    in_window(async |window: &Window| {
        window.find("[data-act=help]").await?;
        let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/01_guantangyi-town_2024.txt");
        let ended = window.start_again_with(&[&report]).await?;
        assert!(ended.success());
        // The only one lies beside its source at once.
        window.find(".sheet-page [data-state]").await?;
        let said = window.text(".sheet-page").await?;
        assert!(said.contains("官塘驿镇"), "{said}");
        Ok(())
    })
    .await
}
