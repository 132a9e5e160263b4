//! The program in its real window, as a test drives it.
//!
//! `cargo xtask test --only window` provides what it needs: `NIANBAO_DESKTOP` (the program), `NIANBAO_WEBDRIVER` (the
//! driver's address) and `NIANBAO_RUN_DIR` (an empty folder, known to the program too). The system's own dialogs
//! cannot be driven; a debug build takes their answers from `dialog-answer` in that folder.

pub mod clerk;
mod frame;

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::future::{poll_fn, Future as _};
use std::os::unix::ffi::OsStrExt;
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::{Command, ExitStatus, Stdio};
use std::task::Poll;
use std::time::{Duration, Instant};

use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

const PATIENCE: Duration = Duration::from_secs(10);
/// The folder of the library within the run's.
const LIBRARY: &str = "library";
const GLANCE: Duration = Duration::from_millis(20);

/// What makes a test fail before it has judged anything.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// The program's window.
pub struct Window {
    driver: WebDriver,
    process: u32,
    run_dir: PathBuf,
}

/// Opens the program's window on a library of its own for a test, and closes it however the test ends: the driver
/// takes one session at a time.
pub async fn in_window(test: impl AsyncFnOnce(&Window) -> Result<(), Trouble>) -> Result<(), Trouble> {
    match std::fs::remove_dir_all(PathBuf::from(told("NIANBAO_RUN_DIR")?).join(LIBRARY)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => in_window_again(test).await,
    }
}

/// Opens the window on the library that the last one left.
pub async fn in_window_again(test: impl AsyncFnOnce(&Window) -> Result<(), Trouble>) -> Result<(), Trouble> {
    let window = Window::open().await?;
    // A test that panics would leave the session open, and whoever comes next would wait for minutes.
    let mut run = pin!(test(&window));
    let outcome = poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| run.as_mut().poll(context))) {
        Ok(polled) => polled.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await;
    let closed = window.driver.clone().quit().await;
    outcome.unwrap_or_else(|panic| resume_unwind(panic))?;
    // A test may have closed the window itself.
    if holds_on(window.process) {
        closed?;
    }
    ended(window.process).await
}

/// Whether the desktop that the windows open on from now is a dark one.
///
/// The driver's own configuration folder lies beside the run's folder; GTK reads its file when a program starts.
pub fn wears(dark: bool) -> Result<(), Trouble> {
    let run_dir = PathBuf::from(told("NIANBAO_RUN_DIR")?);
    let folder = run_dir.with_file_name("home").join("config/gtk-3.0");
    std::fs::create_dir_all(&folder)?;
    let settings = format!("[Settings]\ngtk-application-prefer-dark-theme={}\n", u8::from(dark));
    Ok(std::fs::write(folder.join("settings.ini"), settings)?)
}

/// The file of the library that the last window left.
pub fn library_file() -> Result<PathBuf, Trouble> {
    Ok(PathBuf::from(told("NIANBAO_RUN_DIR")?).join(LIBRARY).join("nianbao.db"))
}

/// The driver does not wait for the program to end. One that is started meanwhile would find the old one still there,
/// hand over to it, and end: no window, for which the driver would wait in vain.
async fn ended(process: u32) -> Result<(), Trouble> {
    let deadline = Instant::now() + PATIENCE;
    while holds_on(process) {
        if Instant::now() > deadline {
            return Err("the program does not end".into());
        }
        tokio::time::sleep(GLANCE).await;
    }
    Ok(())
}

/// The screen that a process shows its windows on.
fn display_of(process: u32) -> Result<String, Trouble> {
    let environment = std::fs::read(format!("/proc/{process}/environ"))?;
    let display = environment.split(|byte| *byte == 0).find_map(|pair| pair.strip_prefix(b"DISPLAY="));
    Ok(std::str::from_utf8(display.ok_or("no display")?)?.to_owned())
}

/// Whether a process still has anything open: its first thread may have ended (state `Z`) before the others.
fn holds_on(process: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).map_or(0, Iterator::count);
    threads > 1 || threads == 1 && !stat.contains(") Z")
}

/// The program of this run of the tests, started with this word or without one; another run may have it open as well.
fn find_process(program: &str, run_dir: &str, word: Option<&str>) -> Result<u32, Trouble> {
    let program = Path::new(program).canonicalize()?;
    let is_ours = |process: &Path| {
        let environment = std::fs::read(process.join("environ")).unwrap_or_default();
        std::fs::read_link(process.join("exe")).is_ok_and(|exe| exe == program)
            && environment.windows(run_dir.len()).any(|part| part == run_dir.as_bytes())
            && word.is_none_or(|word| {
                let line = std::fs::read(process.join("cmdline")).unwrap_or_default();
                line.split(|byte| *byte == 0).nth(1) == Some(word.as_bytes())
            })
    };
    let processes = std::fs::read_dir("/proc")?.flatten().filter(|entry| is_ours(&entry.path()));
    let mut numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    numbers.next().ok_or_else(|| "the program is not there".into())
}

impl Window {
    async fn open() -> Result<Self, Trouble> {
        let program = told("NIANBAO_DESKTOP")?;
        let run_dir = told("NIANBAO_RUN_DIR")?;
        let mut wanted = Capabilities::new();
        wanted.set("webkitgtk:browserOptions", serde_json::json!({ "binary": &program, "args": [] }))?;
        let driver = WebDriver::new(told("NIANBAO_WEBDRIVER")?, wanted).await?;
        let process = find_process(&program, &run_dir, None)?;
        let window = Self { driver, process, run_dir: run_dir.into() };
        window.find("main [data-act]").await?;
        Ok(window)
    }

    /// Gives the window another size.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Trouble> {
        Ok(self.driver.set_window_rect(0, 0, width, height).await?)
    }

    /// The element, once it is there.
    pub async fn find(&self, css: &str) -> Result<WebElement, Trouble> {
        Ok(self.driver.query(By::Css(css)).wait(PATIENCE, GLANCE).first().await?)
    }

    /// All such elements there are at this moment.
    pub async fn find_all(&self, css: &str) -> Result<Vec<WebElement>, Trouble> {
        Ok(self.driver.find_all(By::Css(css)).await?)
    }

    /// The element's text, once it is there.
    pub async fn text(&self, css: &str) -> Result<String, Trouble> {
        Ok(self.find(css).await?.text().await?)
    }

    /// Clicks on the element, once it is there.
    pub async fn click(&self, css: &str) -> Result<(), Trouble> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let clicked = self.find(css).await?.click().await;
            let moves = clicked.as_ref().is_err_and(|error| {
                matches!(
                    error.as_inner(),
                    WebDriverErrorInner::ElementNotInteractable(_)
                        | WebDriverErrorInner::ElementClickIntercepted(_)
                )
            });
            // A page that is being laid out anew has it nowhere for a moment.
            if !moves || Instant::now() > deadline {
                return Ok(clicked?);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Clicks on the element and waits until another is there.
    pub async fn click_for(&self, css: &str, then: &str) -> Result<WebElement, Trouble> {
        self.click(css).await?;
        self.find(then).await
    }

    /// Waits until a script in the page returns true.
    pub async fn until(&self, script: &str) -> Result<(), Trouble> {
        let deadline = Instant::now() + PATIENCE;
        while self.ask_page(&format!("return Boolean({script})")).await? != true {
            if Instant::now() > deadline {
                return Err(format!("never true: {script}").into());
            }
            tokio::time::sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Types a text, or presses keys, on what has the keyboard.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<(), Trouble> {
        Ok(self.driver.active_element().await?.send_keys(keys).await?)
    }

    /// Moves the pointer to a place in the page.
    pub async fn point(&self, x: i64, y: i64) -> Result<(), Trouble> {
        Ok(self.driver.action_chain().move_to(x, y).perform().await?)
    }

    /// Clicks where the pointer is.
    pub async fn click_here(&self) -> Result<(), Trouble> {
        Ok(self.driver.action_chain().click().perform().await?)
    }

    /// What a script in the page returns.
    pub async fn ask_page(&self, script: &str) -> Result<serde_json::Value, Trouble> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// What axe-core has against what is shown, a line each; `axe` is its source.
    pub async fn violations(&self, axe: &str) -> Result<Vec<String>, Trouble> {
        let script = format!(
            "{axe};\nconst done = arguments[arguments.length - 1];\
             axe.run(document, {{ resultTypes: ['violations'] }}).then(({{ violations }}) => done(violations.map(\
             ({{ id, help, nodes }}) => `${{id}}: ${{help}}: ${{nodes.length}}: ${{nodes[0]?.html.slice(0, 200)}} ${{nodes[0]?.failureSummary ?? ''}}`\
             )), (error) => done([String(error)]));"
        );
        let found = self.driver.execute_async(script, Vec::new()).await?;
        Ok(serde_json::from_value(found.json().clone())?)
    }

    /// What a script in the page calls its last argument with; the first one is `word`.
    pub async fn ask_page_later(&self, script: &str, word: &str) -> Result<serde_json::Value, Trouble> {
        Ok(self.driver.execute_async(script, vec![word.into()]).await?.json().clone())
    }

    /// The memory of the program and of the processes it started for its page, what they share counted once.
    pub fn memory_kib(&self) -> Result<u64, Trouble> {
        self.of_family(|folder| {
            let said = std::fs::read_to_string(folder.join("smaps_rollup"))?;
            let own = said.lines().find_map(|line| line.strip_prefix("Pss:")?.trim().strip_suffix(" kB"));
            Ok(own.ok_or("this machine does not tell memory")?.trim().parse::<u64>()?)
        })
    }

    /// What the program and the processes it started for its page have used of the processors, in milliseconds: what
    /// others do meanwhile does not count.
    pub fn worked_ms(&self) -> Result<u64, Trouble> {
        const TICK: u64 = 10;
        self.of_family(|folder| {
            let said = std::fs::read_to_string(folder.join("stat"))?;
            // Behind the name, which may have blanks: user and system time are the 12th and 13th.
            let (_, after) = said.rsplit_once(')').ok_or("this machine does not tell times")?;
            let ticks = after.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
            Ok(ticks.sum::<Result<u64, _>>()? * TICK)
        })
    }

    /// The sum over the program and the processes it started, each looked at in its folder under `/proc`.
    fn of_family(&self, own: impl Fn(&Path) -> Result<u64, Trouble>) -> Result<u64, Trouble> {
        let mut family = vec![self.process];
        let mut all = 0;
        while let Some(process) = family.pop() {
            let folder = PathBuf::from(format!("/proc/{process}"));
            all += own(&folder)?;
            for task in std::fs::read_dir(folder.join("task"))?.flatten() {
                let children = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
                family.extend(children.split_whitespace().filter_map(|it| it.parse::<u32>().ok()));
            }
        }
        Ok(all)
    }

    /// How long the calls of a name took in the program, in milliseconds, as its log tells where it is asked to.
    pub fn call_times(&self, call: &str) -> Result<Vec<f64>, Trouble> {
        let said = self.log()?;
        let micros = |line: &str| {
            let (_, after) = line.split_once(&format!("{call}: "))?;
            after.strip_suffix(" µs")?.parse::<f64>().ok()
        };
        Ok(said.lines().filter_map(micros).map(|it| it / 1e3).collect())
    }

    /// How often the program's log tells of a panic.
    pub fn crashes_logged(&self) -> Result<usize, Trouble> {
        Ok(self.log()?.matches("panic at src-tauri").count())
    }

    /// Whether the program's log says so.
    pub fn is_logged(&self, words: &str) -> Result<bool, Trouble> {
        Ok(self.log()?.contains(words))
    }

    fn log(&self) -> Result<String, Trouble> {
        let log = self.run_dir.with_file_name("home").join("data/cn.nianbao.desktop/logs/nianbao.log");
        Ok(std::fs::read_to_string(log)?)
    }

    /// Starts the program once more, as a user does who does not see the window; gives how that start ended.
    pub async fn start_again(&self) -> Result<ExitStatus, Trouble> {
        self.start_again_with(&[]).await
    }

    /// Starts it once more with a file, as a double click does.
    pub async fn start_again_with(&self, words: &[&Path]) -> Result<ExitStatus, Trouble> {
        let environment = std::fs::read(format!("/proc/{}/environ", self.process))?;
        let variables = environment.split(|byte| *byte == 0).filter_map(|pair| {
            let at = pair.iter().position(|byte| *byte == b'=')?;
            Some((OsStr::from_bytes(&pair[..at]), OsStr::from_bytes(&pair[at + 1..])))
        });
        let mut second = Command::new(told("NIANBAO_DESKTOP")?)
            .env_clear()
            .envs(variables)
            .args(words)
            .stderr(Stdio::null())
            .spawn()?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = second.try_wait()? {
                return Ok(status);
            }
            if Instant::now() > deadline {
                second.kill()?;
                second.wait()?;
                return Err("the second start does not end".into());
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Presses the closing button of the window's frame.
    pub fn press_close(&self) -> Result<(), Trouble> {
        frame::press_close(&display_of(self.process)?, self.process)
    }

    /// Has the program crash, waits until it tells so in a window of its own, and puts that away.
    pub async fn crash(&self) -> Result<(), Trouble> {
        let order = self.path("crash");
        std::fs::write(&order, "")?;
        // The program looks when anything happens to its window.
        let _ = self.driver.set_window_rect(0, 0, 1000, 700).await;
        self.gone().await?;
        std::fs::remove_file(order)?;
        let (program, run_dir) = (told("NIANBAO_DESKTOP")?, told("NIANBAO_RUN_DIR")?);
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            tokio::time::sleep(GLANCE).await;
            let Ok(teller) = find_process(&program, &run_dir, Some("--crashed")) else { continue };
            let display = display_of(teller)?;
            if frame::is_shown(&display, teller)? {
                frame::press_close(&display, teller)?;
                return ended(teller).await;
            }
        }
        Err("the crash is not told".into())
    }

    /// Ends the program as a power cut does.
    pub fn kill(&self) -> Result<(), Trouble> {
        let killed = Command::new("kill").args(["-9", &self.process.to_string()]).status()?;
        killed.success().then_some(()).ok_or_else(|| "not killed".into())
    }

    /// Waits until the program has ended.
    pub async fn gone(&self) -> Result<(), Trouble> {
        ended(self.process).await
    }

    /// A path in this run's own folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.run_dir.join(name)
    }

    /// A folder for a test's files. All tests of a run share one place: a name that another has taken is an error,
    /// not a folder with the other's files in it.
    pub fn new_folder(&self, name: &str) -> Result<PathBuf, Trouble> {
        let folder = self.path(name);
        std::fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(folder)
    }

    /// Whether a folder of the library's has anything in it.
    pub fn library_has(&self, name: &str) -> bool {
        std::fs::read_dir(self.run_dir.join(LIBRARY).join(name)).is_ok_and(|mut it| it.next().is_some())
    }

    /// The names in a folder of the library's, in order.
    pub fn library_names(&self, name: &str) -> Vec<String> {
        let entries =
            std::fs::read_dir(self.run_dir.join(LIBRARY).join(name)).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.map(|it| it.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The next system dialog answers with several files.
    pub fn will_answer_all(&self, paths: &[PathBuf]) -> Result<(), Trouble> {
        let lines: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        Ok(std::fs::write(self.path("dialog-answer"), lines.join("\n"))?)
    }

    /// What the next system dialog answers; `None` for a user who changes their mind.
    pub fn will_answer(&self, path: Option<&Path>) -> Result<(), Trouble> {
        let mut answer = String::new();
        if let Some(path) = path {
            write!(answer, "{}", path.display())?;
        }
        Ok(std::fs::write(self.path("dialog-answer"), answer)?)
    }

    /// Leaves the next system dialog without an answer, at which the program panics.
    pub fn will_not_answer(&self) -> Result<(), Trouble> {
        match std::fs::remove_file(self.path("dialog-answer")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// What the window shows, as a PNG in this run's folder.
    pub async fn picture(&self, name: &str) -> Result<PathBuf, Trouble> {
        // Every chart in sight is drawn, and what slides in has arrived. The picture is one frame behind the page: two
        // frames, and a moment for the window to take them.
        let script = "const done = arguments[0]; \
                      const drawn = () => document.querySelector('.series-chart[aria-busy=true]') ? requestAnimationFrame(drawn) : \
                      Promise.allSettled(document.getAnimations().map((it) => it.finished)).then(() => \
                      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))); \
                      requestAnimationFrame(() => requestAnimationFrame(drawn));";
        self.driver.execute_async(script, Vec::new()).await?;
        let path = self.path(name);
        self.driver.screenshot(&path).await?;
        Ok(path)
    }
}

fn told(variable: &str) -> Result<String, Trouble> {
    std::env::var(variable)
        .map_err(|_| format!("{variable} is not set; run `cargo xtask test --only window`").into())
}
