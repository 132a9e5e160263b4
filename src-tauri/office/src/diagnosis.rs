//! What helps to find a mistake, in a zip that the user can look into before they give it away: the program's and the
//! system's versions, how large the library is, the logs. Nothing of a report, no agency, no user's name.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{file, OfficeError, Places};

const ABOUT: &str = "说明.txt";
/// A log is rotated long before.
const LONGEST_LOG: u64 = 8 << 20;

/// What is told of a program that does not do what it should.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnosis {
    /// What each is called, and what it is.
    pub facts: Vec<(String, String)>,
    /// The folder of the logs.
    pub logs: Option<PathBuf>,
    /// The user's folder, whose name is theirs: it is left out wherever it stands.
    pub home: Option<PathBuf>,
}

impl Diagnosis {
    /// Adds a fact.
    pub fn tell(&mut self, what: &str, is: impl Into<String>) {
        self.facts.push((what.into(), is.into()));
    }

    /// Adds what is to be known of the library's files, without looking into them.
    pub fn tell_of_library(&mut self, places: &Places) {
        let size = |path: &Path| fs::metadata(path).map_or_else(|_| "没有".into(), |it| megabytes(it.len()));
        self.tell("年报库", format!("{}，{}", places.library().display(), size(places.library())));
        let backups = store::backups_in(places.backups())
            .map_or_else(|_| "看不到".into(), |all| format!("{} 份", all.len()));
        self.tell("备份", format!("{}，{backups}", places.backups().display()));
    }

    /// Writes the zip.
    ///
    /// # Errors
    /// When it cannot be written. A log that cannot be read is named and left out.
    pub fn write(&self, path: &Path) -> Result<(), OfficeError> {
        let (logs, unread) = self.logs();
        let mut about = String::from(
            "这些是查找程序问题用的信息，不含年报内容和机关名称。交给别人以前，可以先逐个打开看看。\n\n",
        );
        for (what, is) in &self.facts {
            about += &format!("{what}：{}\n", self.nameless(is));
        }
        for name in unread {
            about += &format!("没有读出的日志：{name}\n");
        }
        let parts = [(ABOUT.to_owned(), about)].into_iter().chain(logs).collect::<Vec<_>>();
        file::write(path, &press::pack_texts(&parts)?)
    }

    /// The logs, newest content last within each, and the names of those that could not be read.
    fn logs(&self) -> (Vec<(String, String)>, Vec<String>) {
        let entries = self.logs.as_deref().and_then(|folder| fs::read_dir(folder).ok());
        let mut paths: Vec<PathBuf> = entries.into_iter().flatten().flatten().map(|it| it.path()).collect();
        paths.retain(|path| path.is_file() && path.extension().is_some_and(|ending| ending == "log"));
        paths.sort();
        let (mut logs, mut unread) = (Vec::new(), Vec::new());
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match file::read(&path, LONGEST_LOG) {
                Ok(bytes) => {
                    logs.push((format!("日志/{name}"), self.nameless(&String::from_utf8_lossy(&bytes))))
                }
                Err(_) => unread.push(name),
            }
        }
        (logs, unread)
    }

    fn nameless(&self, text: &str) -> String {
        let home = self.home.as_deref().and_then(Path::to_str).filter(|home| home.len() > 1);
        home.map_or_else(|| text.to_owned(), |home| text.replace(home, "~"))
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn within(path: &Path) -> Vec<(String, String)> {
        let mut zip = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
        (0..zip.len())
            .map(|at| {
                let mut part = zip.by_index(at).unwrap();
                let mut text = String::new();
                part.read_to_string(&mut text).unwrap();
                (part.name().unwrap().into_owned(), text)
            })
            .collect()
    }

    #[test]
    fn facts_and_logs_are_told_and_the_users_name_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("张三丰");
        let logs = home.join("logs");
        fs::create_dir_all(&logs).unwrap();
        fs::write(logs.join("nianbao.log"), format!("opened {}/nianbao.db\n", home.display())).unwrap();
        fs::write(logs.join("nianbao.db"), "四百件").unwrap();
        let places = Places::of_user(&home).unwrap();
        fs::write(places.library(), vec![0; 1_500_000]).unwrap();

        let mut diagnosis = Diagnosis { logs: Some(logs), home: Some(home), ..Diagnosis::default() };
        diagnosis.tell("版本", "0.1.0");
        diagnosis.tell_of_library(&places);
        let zip = folder.path().join("诊断.zip");
        diagnosis.write(&zip).unwrap();

        let parts = within(&zip);
        let names: Vec<_> = parts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [ABOUT, "日志/nianbao.log"]);
        assert!(parts[0].1.contains("版本：0.1.0\n") && parts[0].1.contains("1.5 MB"), "{}", parts[0].1);
        assert!(parts[1].1.starts_with("opened ~"), "{}", parts[1].1);
        assert!(parts.iter().all(|(_, text)| !text.contains("张三丰") && !text.contains("四百件")));
    }

    #[test]
    fn there_is_something_to_tell_without_logs_and_library() {
        let folder = tempfile::tempdir().unwrap();
        let mut diagnosis = Diagnosis { logs: Some(folder.path().join("none")), ..Diagnosis::default() };
        diagnosis.tell_of_library(&Places::of_user(&folder.path().join("data")).unwrap());
        let zip = folder.path().join("诊断.zip");
        diagnosis.write(&zip).unwrap();
        assert!(within(&zip)[0].1.contains("没有"));
    }
}
