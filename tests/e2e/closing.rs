//! The end of the program, by its button and otherwise: what was typed is there the next time.

use e2e::{clerk, in_window, in_window_again, library_file, Trouble, Window};

const CELL: &str = "requests.received.person";

/// Types a number into a cell as a user does, without waiting until it is saved.
async fn type_in(window: &Window, number: &str) -> Result<(), Trouble> {
    clerk::focus(window, CELL).await?;
    window.press(number).await
}

/// Opens this year's report.
async fn open(window: &Window) -> Result<(), Trouble> {
    window.click_for("article.present [data-act=open]", ".fill-page [data-field]").await?;
    Ok(())
}

#[tokio::test]
async fn what_was_typed_last_is_kept_however_the_program_ends() -> Result<(), Trouble> {
    in_window(async |window| {
        clerk::begin(window).await?;
        type_in(window, "7").await?;
        // At once after the key.
        window.press_close()?;
        window.gone().await
    })
    .await?;
    in_window_again(async |window| {
        open(window).await?;
        assert_eq!(clerk::value(window, CELL).await?, "7");
        type_in(window, "8").await?;
        clerk::saved(window).await?;
        window.kill()?;
        window.gone().await
    })
    .await?;
    in_window_again(async |window| {
        open(window).await?;
        assert_eq!(clerk::value(window, CELL).await?, "8", "after the power was cut");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_window_with_something_unsaved_does_not_close_unasked() -> Result<(), Trouble> {
    in_window(async |window| {
        clerk::begin(window).await?;
        // Another program holds the library: nothing can be saved.
        let other = rusqlite::Connection::open(library_file()?)?;
        other.execute_batch("BEGIN IMMEDIATE")?;
        type_in(window, "9").await?;
        window.until("document.querySelector('.status .unsaved') !== null").await?;
        window.press_close()?;
        window.until("document.querySelector('dialog[open] [data-act=stay]') !== null").await?;
        let said = window.text("dialog[open]").await?;
        assert!(said.contains("还没有存上"), "{said}");
        window.picture("closing.png").await?;
        window.click("dialog[open] [data-act=stay]").await?;
        other.execute_batch("ROLLBACK")?;
        window.press_close()?;
        window.gone().await
    })
    .await?;
    in_window_again(async |window| {
        open(window).await?;
        assert_eq!(clerk::value(window, CELL).await?, "9", "it was saved before the window closed");
        Ok(())
    })
    .await
}
