//! Files in and out: bounded reading, and writing that is whole or not at all.

use crate::OfficeError;
use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
};

/// Reads a file of at most `limit` bytes, and one byte more so that a larger one is noticed.
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, OfficeError> {
    require_plain(path)?;
    let failed = |source| OfficeError::Open { path: path.display().to_string(), source };
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Refuses what is no file, before it is opened: opening a pipe waits for somebody to write into it.
pub(crate) fn require_plain(path: &Path) -> Result<(), OfficeError> {
    let shown = path.display().to_string();
    let known = fs::metadata(path).map_err(|source| OfficeError::Open { path: shown.clone(), source })?;
    if known.is_dir() {
        return Err(OfficeError::Folder { path: shown });
    }
    if !known.is_file() {
        return Err(OfficeError::NoPlainFile { path: shown });
    }
    Ok(())
}

/// Writes beside, flushes, renames: whoever looks sees the old file or the whole new one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), OfficeError> {
    let failed = |source| OfficeError::Write { path: path.display().to_string(), source };
    // A link is followed: the file it leads to is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let path = target.as_path();
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => return Err(failed(io::ErrorKind::IsADirectory.into())),
        Ok(known) if !known.is_file() => {
            return Err(OfficeError::NoPlainTarget { path: path.display().to_string() })
        }
        // To put another in its place would ask the folder only; Windows refuses, too.
        Ok(known) if known.permissions().readonly() => {
            return Err(OfficeError::ReadOnlyFile { path: path.display().to_string() })
        }
        _ => {}
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = store::spelled_out(folder).map_err(failed)?;
    let path = path.file_name().map_or_else(|| path.to_owned(), |name| folder.join(name));
    let mut beside = new_file(&folder).map_err(failed)?;
    // Who might read the old one may read the new one, and nobody else.
    #[cfg(unix)]
    if let Ok(known) = fs::metadata(&path) {
        beside.as_file().set_permissions(known.permissions()).map_err(failed)?;
    }
    beside.write_all(bytes).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    beside.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Whether a folder takes files, before many are to be written there.
pub(crate) fn require_writable(folder: &Path) -> Result<(), OfficeError> {
    let failed = |source| OfficeError::Write { path: folder.display().to_string(), source };
    new_file(folder).map(drop).map_err(failed)
}

/// Whether two paths lead to one file, through whatever links.
pub(crate) fn are_same(a: &Path, b: &Path) -> bool {
    let (Ok(a_known), Ok(b_known)) = (fs::metadata(a), fs::metadata(b)) else { return false };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (a_known.dev(), a_known.ino()) == (b_known.dev(), b_known.ino())
    }
    #[cfg(not(unix))]
    {
        a_known.len() == b_known.len() && same_file::is_same_file(a, b).unwrap_or(false)
    }
}

fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".nianbao-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new document of the user's, not as a secret; the umask still applies.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// A title as a file name that every system accepts.
pub(crate) fn safe_name(title: &str) -> String {
    let safe = |c: char| if c.is_control() || "\\/:*?\"<>|".contains(c) { '_' } else { c };
    title.chars().map(safe).take(80).collect::<String>().trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("年报.pdf");
        write(&path, b"old").unwrap();
        write(&path, b"new").unwrap();
        assert_eq!(read(&path, 10).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn who_may_read_the_old_file_may_read_the_new_one() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("年报.pdf");
        write(&path, b"old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write(&path, b"new").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(read(&path, 10).unwrap(), b"new");
    }

    #[test]
    fn what_is_protected_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("年报.pdf");
        write(&path, b"old").unwrap();
        let before = fs::metadata(&path).unwrap().permissions();
        let mut kept = before.clone();
        kept.set_readonly(true);
        fs::set_permissions(&path, kept).unwrap();
        let told = write(&path, b"new").unwrap_err().to_string();
        assert!(told.contains("只读文件") && told.ends_with('。'), "{told}");
        assert_eq!(read(&path, 10).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        // Else Windows would not let it go.
        fs::set_permissions(&path, before).unwrap();
    }

    #[test]
    fn a_path_may_be_long_and_chinese() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(["政府信息公开工作年度报告"; 30].join("/"));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("某镇 2025年.pdf");
        assert!(path.to_string_lossy().chars().count() > 300);
        for text in ["old", "new"] {
            write(&path, text.as_bytes()).unwrap();
            assert_eq!(read(&path, 10).unwrap(), text.as_bytes());
        }
        assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let missing = write(&folder.path().join("没有/年报.pdf"), b"new").unwrap_err();
        assert!(missing.to_string().contains("没有这个文件或文件夹"), "{missing}");
        let directory = write(folder.path(), b"new").unwrap_err();
        assert!(directory.to_string().contains("文件夹"), "{directory}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    #[cfg(windows)]
    fn a_file_that_is_open_elsewhere_stays_and_is_told() {
        use std::os::windows::fs::OpenOptionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("年报.pdf");
        write(&path, b"old").unwrap();
        let held = fs::OpenOptions::new().read(true).share_mode(0).open(&path).unwrap();
        let error = write(&path, b"new").unwrap_err().to_string();
        assert!(error.contains("其他程序"), "{error}");
        drop(held);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn reading_stops_one_byte_behind_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("大.txt");
        std::fs::write(&path, [b'a'; 100]).unwrap();
        assert_eq!(read(&path, 10).unwrap().len(), 11);
        assert!(read(folder.path(), 10).unwrap_err().to_string().contains("文件夹"));
    }

    #[test]
    #[cfg(unix)]
    fn a_link_is_followed_and_a_device_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("真.pdf"), folder.path().join("链接.pdf"));
        fs::write(&real, b"old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        write(&link, b"new").unwrap();
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(are_same(&real, &link));
        assert!(matches!(write(Path::new("/dev/null"), b"x"), Err(OfficeError::NoPlainTarget { .. })));
        assert!(matches!(read(Path::new("/dev/zero"), 10), Err(OfficeError::NoPlainFile { .. })));
    }

    #[test]
    fn names() {
        assert_eq!(safe_name("某局(本级)2024年\"年报\"?"), "某局(本级)2024年_年报__");
        assert_eq!(safe_name("a/b\\c..."), "a_b_c");
    }
}
