//! Node.js, npm and the packages of the lock file.

use std::fs;
use std::path::Path;

use crate::shell::{command, npm, output, root, run, Outcome, Stop};

/// The oldest Node.js the front end's tools run on.
const OLDEST: u32 = 20;

/// A copy of the lock file that `node_modules` was installed from.
const STAMP: &str = "node_modules/.installed-from";

/// Checks Node.js and installs the npm packages, unless they are those of the lock file already.
pub fn prepare() -> Outcome {
    let version = output(&mut command("node", &["--version"])).ok_or_else(|| {
        Stop::new(format!("没有找到 Node.js，请安装 {OLDEST} 或更新的版本：https://nodejs.org"))
    })?;
    if major(&version).is_none_or(|it| it < OLDEST) {
        return Err(Stop::new(format!("Node.js {version} 太旧，请安装 {OLDEST} 或更新的版本。")));
    }
    let root = root()?;
    if is_installed(&root) {
        return Ok(());
    }
    if output(&mut npm(&["--version"])).is_none() {
        return Err(Stop::new("没有找到 npm，它通常随 Node.js 一起安装。"));
    }
    run(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    fs::copy(root.join("package-lock.json"), root.join(STAMP))
        .map(|_| ())
        .map_err(|error| Stop::new(format!("无法写入 {STAMP}：{error}")))
}

fn is_installed(root: &Path) -> bool {
    match (fs::read(root.join(STAMP)), fs::read(root.join("package-lock.json"))) {
        (Ok(stamp), Ok(lock)) => stamp == lock,
        _ => false,
    }
}

/// The major number of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_number_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("20.1.0"), None);
        assert_eq!(major(""), None);
    }

    #[test]
    fn packages_are_installed_anew_only_when_the_lock_changed() {
        let root = std::env::temp_dir().join(format!("nianbao-xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(root.join("node_modules")).unwrap();
        let is_installed_after = |file: &str, text: &str| {
            fs::write(root.join(file), text).unwrap();
            is_installed(&root)
        };
        assert!(!is_installed_after("package-lock.json", "one"), "never installed");
        assert!(is_installed_after(STAMP, "one"), "installed from this lock file");
        assert!(!is_installed_after("package-lock.json", "two"), "the lock file has changed since");
        fs::remove_dir_all(&root).unwrap();
    }
}
