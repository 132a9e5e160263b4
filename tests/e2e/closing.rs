//! The end of the program, by its button and otherwise: what was typed is there the next time.

use std::fs::File;

use nix::fcntl::{fcntl, FcntlArg};
use nix::libc;

use e2e::{clerk, in_window, in_window_again, library_file, Trouble, Window};

/// The byte of the log's index that whoever writes has locked (the WAL file format of SQLite, 2.3.1).
const WRITING: i64 = 120;

/// Holds the library as another program does that writes to it for a long time; until what it gives is dropped.
fn hold_library() -> Result<File, Trouble> {
    let index = library_file()?.with_extension("db-shm");
    let index = File::options().read(true).write(true).open(index)?;
    let lock = libc::flock {
        l_type: libc::F_WRLCK.try_into()?,
        l_whence: libc::SEEK_SET.try_into()?,
        l_start: WRITING,
        l_len: 1,
        l_pid: 0,
    };
    fcntl(&index, FcntlArg::F_SETLKW(&lock))?;
    Ok(index)
}

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
        let other = hold_library()?;
        type_in(window, "9").await?;
        window.until("document.querySelector('.status .unsaved') !== null").await?;
        window.press_close()?;
        window.until("document.querySelector('dialog[open] [data-act=stay]') !== null").await?;
        let said = window.text("dialog[open]").await?;
        assert!(said.contains("还没有存上"), "{said}");
        window.picture("closing.png").await?;
        window.click("dialog[open] [data-act=stay]").await?;
        drop(other);
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

#[tokio::test]
async fn a_crash_is_told_in_the_log_and_to_the_user_and_loses_nothing() -> Result<(), Trouble> {
    in_window(async |window| {
        clerk::begin(window).await?;
        type_in(window, "5").await?;
        clerk::saved(window).await?;
        let before = window.crashes_logged()?;
        window.crash().await?;
        assert_eq!(window.crashes_logged()?, before + 1);
        Ok(())
    })
    .await?;
    in_window_again(async |window| {
        open(window).await?;
        assert_eq!(clerk::value(window, CELL).await?, "5", "after the crash");
        Ok(())
    })
    .await
}
