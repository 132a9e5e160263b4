//! What helps to find a mistake, in a zip that the user can look into before they give it away: the program's and the
//! system's versions, on what kind of place the library is and how large, the logs. Nothing of a report, no agency, no
//! user's name; no path either, since a folder is often named after the office.

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
    facts: Vec<(String, String)>,
    /// The folder of the logs.
    logs: Option<PathBuf>,
    /// The user's folder, whose name is theirs: it is left out wherever it stands.
    home: Option<PathBuf>,
    /// Folders whose names are as telling, and what is said in their place.
    unsaid: Vec<(PathBuf, &'static str)>,
}

impl Diagnosis {
    /// Without a fact yet: where the logs are, and the user's folder.
    pub fn new(logs: Option<PathBuf>, home: Option<PathBuf>) -> Self {
        Self { logs, home, ..Self::default() }
    }

    /// Adds a fact.
    pub fn tell(&mut self, what: &str, is: impl Into<String>) {
        self.facts.push((what.into(), is.into()));
    }

    /// Adds what is to be known of the library's files, without looking into them.
    pub fn tell_of_library(&mut self, places: &Places) {
        let size = |path: &Path| fs::metadata(path).map_or_else(|_| "没有".into(), |it| megabytes(it.len()));
        let folder = places.library().parent().unwrap_or(places.library());
        self.tell(
            "年报库",
            format!("{}，{}", kind(places.library(), places.is_usual()), size(places.library())),
        );
        let backups = store::backups_in(places.backups()).map_or_else(
            |_| "看不到".into(),
            |all| {
                let bytes = all.iter().filter_map(|it| fs::metadata(&it.path).ok()).map(|it| it.len()).sum();
                format!("{} 份，{}", all.len(), megabytes(bytes))
            },
        );
        let is_usual = places.backups() == places.usual_backups();
        self.tell("备份", format!("{}，{backups}", kind(places.backups(), is_usual)));
        self.unsaid.push((places.library().to_owned(), "〔年报库〕"));
        self.unsaid.push((places.backups().to_owned(), "〔备份文件夹〕"));
        self.unsaid.push((folder.to_owned(), "〔年报库文件夹〕"));
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
        let home = self.home.iter().map(|home| (home.as_path(), "~"));
        let mut unsaid: Vec<_> =
            self.unsaid.iter().map(|(path, word)| (path.as_path(), *word)).chain(home).collect();
        // A folder within another first, or the rest of its name would be left.
        unsaid.sort_by_key(|(path, _)| std::cmp::Reverse(path.as_os_str().len()));
        let paths = unsaid.iter().filter(|(path, _)| path.as_os_str().len() > 1);
        paths.filter_map(|(path, word)| Some((path.to_str()?, word))).fold(
            text.to_owned(),
            |text, (path, word)| {
                // As it is printed, and as `{:?}` writes it.
                let escaped = format!("{path:?}");
                without(&without(&text, escaped.trim_matches('"'), word), path, word)
            },
        )
    }
}

/// On what kind of place a file or folder is.
fn kind(path: &Path, is_usual: bool) -> &'static str {
    match store::FileSystem::of(path) {
        store::FileSystem::Network => "在网络共享盘上",
        store::FileSystem::Stick => "在移动盘上",
        store::FileSystem::Local if is_usual => "在默认位置",
        store::FileSystem::Local => "在本机的其他位置",
    }
}

/// The text with each occurrence of a path replaced, however its letters are cased and its folders parted: Windows does
/// not mind.
fn without(text: &str, path: &str, word: &str) -> String {
    let same = |a: char, b: char| {
        a.eq_ignore_ascii_case(&b)
            || (matches!(a, '/' | '\\') && matches!(b, '/' | '\\'))
            || (!a.is_ascii() && !b.is_ascii() && a.to_lowercase().eq(b.to_lowercase()))
    };
    let (mut left, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(first) = rest.chars().next() {
        let mut after = rest.chars();
        if path.chars().all(|wanted| after.next().is_some_and(|is| same(is, wanted))) {
            left += word;
            rest = after.as_str();
        } else {
            left.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    left
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
        fs::write(logs.join("nianbao.log"), format!("opened {}/fonts\n", home.display())).unwrap();
        fs::write(logs.join("nianbao.db"), "四百件").unwrap();
        let places = Places::of_user(&home.join("data")).unwrap();
        fs::create_dir_all(home.join("data")).unwrap();
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
        assert!(parts[0].1.contains("年报库：在默认位置，"), "{}", parts[0].1);
        assert!(parts[1].1.starts_with("opened ~"), "{}", parts[1].1);
        assert!(parts.iter().all(|(_, text)| !text.contains("张三丰") && !text.contains("四百件")));
    }

    #[test]
    fn folders_named_after_the_office_are_not_told() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("某镇人民政府");
        let (library, backups) = (elsewhere.join("年报/某镇.db"), folder.path().join("某镇的U盘"));
        let (logs, home) = (folder.path().join("logs"), folder.path().join("home"));
        for folder in [&elsewhere.join("年报"), &backups, &logs, &home] {
            fs::create_dir_all(folder).unwrap();
        }
        fs::write(&library, vec![0; 2_500_000]).unwrap();
        let log = format!("opened {}\nlooked into {:?}\n", library.display(), backups.join("1.db"));
        fs::write(logs.join("nianbao.log"), log).unwrap();
        let places = Places::of_user(&home).unwrap();
        let places = places.with_library(&library).unwrap().with_backups(&backups).unwrap();

        let mut diagnosis = Diagnosis { logs: Some(logs), home: Some(home), ..Diagnosis::default() };
        diagnosis.tell_of_library(&places);
        let zip = folder.path().join("诊断.zip");
        diagnosis.write(&zip).unwrap();
        let parts = within(&zip);
        assert!(parts.iter().all(|(_, text)| !text.contains("某镇")), "{parts:?}");
        assert!(parts[0].1.contains("年报库：在本机的其他位置，2.5 MB\n"), "{}", parts[0].1);
        assert!(parts[0].1.contains("备份：在本机的其他位置，0 份，0.0 MB\n"), "{}", parts[0].1);
        let told = parts[1].1.replace(r"\\", "/");
        assert_eq!(told, "opened 〔年报库〕\nlooked into \"〔备份文件夹〕/1.db\"\n");
    }

    #[test]
    fn a_path_is_found_however_it_is_written() {
        let diagnosis = Diagnosis { home: Some(r"C:\Users\Zhang Öl".into()), ..Diagnosis::default() };
        for written in [
            r"C:\Users\Zhang Öl",
            r"c:\users\zhang öl",
            r"C:\\Users\\Zhang Öl",
            r"C:\\USERS\\ZHANG ÖL",
            r"C:/Users\Zhang Öl",
        ] {
            let said = diagnosis.nameless(&format!("a {written}b"));
            assert_eq!(said, "a ~b", "{written}");
        }
        assert_eq!(diagnosis.nameless("C:\\Users"), "C:\\Users");
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
