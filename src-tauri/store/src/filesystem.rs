//! Where SQLite's write-ahead log is safe: on disks of this machine, not on shares and not on FAT.

use std::path::Path;

/// The kind of place a library lies in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileSystem {
    /// A disk of this machine that knows shared memory and locks.
    Local,
    /// A share of another machine: NFS, SMB, 9P, or something in user space that may be one.
    Network,
    /// FAT or exFAT, as on USB sticks.
    Stick,
}

impl FileSystem {
    /// The place of a file or, if it is not there yet, of its folder. What cannot be told is taken for local.
    pub fn of(path: &Path) -> FileSystem {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        of_existing(if path.exists() { path } else { folder })
    }

    /// What the user should know about the place.
    pub fn notice(self) -> Option<&'static str> {
        match self {
            FileSystem::Local => None,
            FileSystem::Network => Some(
                "年报库在网络共享盘上：同一时间只能有一台电脑打开它，保存会慢一些。建议放在本机硬盘上，把共享盘用作备份。",
            ),
            FileSystem::Stick => Some(
                "年报库在U盘一类的移动盘上（FAT/exFAT）：保存会慢一些，拔出前请先关闭本程序。建议放在本机硬盘上，把移动盘用作备份。",
            ),
        }
    }

    /// Whether the write-ahead log can be used.
    pub(crate) fn knows_wal(self) -> bool {
        self == FileSystem::Local
    }
}

#[cfg(target_os = "linux")]
fn of_existing(path: &Path) -> FileSystem {
    rustix::fs::statfs(path).map_or(FileSystem::Local, |known| of_magic(known.f_type as u32))
}

#[cfg(windows)]
fn of_existing(path: &Path) -> FileSystem {
    // A mapped drive mostly resolves to the share behind it; where its driver cannot tell, the letter must do.
    let Ok(path) = path.canonicalize().or_else(|_| std::path::absolute(path)) else {
        return FileSystem::Local;
    };
    let path = path.to_string_lossy();
    if is_share(&path) {
        return FileSystem::Network;
    }
    let Some(root) = winsafe::GetVolumePathName(&path).ok().or_else(|| letter_root(&path)) else {
        return FileSystem::Local;
    };
    let root = letter_root(&root).filter(|letter| root.ends_with(letter)).unwrap_or(root);
    let is_remote = winsafe::GetDriveType(Some(&root)) == winsafe::co::DRIVE::REMOTE;
    let mut format = String::new();
    // A drive that does not tell its format is not FAT, which every system knows.
    let _ = winsafe::GetVolumeInformation(Some(&root), None, None, None, None, Some(&mut format));
    of_volume(is_remote, &format)
}

#[cfg(not(any(target_os = "linux", windows)))]
fn of_existing(_path: &Path) -> FileSystem {
    FileSystem::Local
}

/// By the magic number of Linux' statfs(2).
#[cfg(any(test, target_os = "linux"))]
fn of_magic(magic: u32) -> FileSystem {
    const NFS: u32 = 0x6969;
    const SMB: u32 = 0x517b;
    const SMB2: u32 = 0xfe53_4d42;
    const CIFS: u32 = 0xff53_4d42;
    const PLAN_9: u32 = 0x0102_1997;
    const CEPH: u32 = 0x00c3_6400;
    const AFS: u32 = 0x5346_414f;
    const FUSE: u32 = 0x6573_5546;
    const FAT: u32 = 0x4d44;
    const EXFAT: u32 = 0x2011_bab0;
    match magic {
        NFS | SMB | SMB2 | CIFS | PLAN_9 | CEPH | AFS | FUSE => FileSystem::Network,
        FAT | EXFAT => FileSystem::Stick,
        _ => FileSystem::Local,
    }
}

/// Whether a path of Windows leads to another machine.
#[cfg(any(test, windows))]
fn is_share(path: &str) -> bool {
    path.starts_with(r"\\?\UNC\")
        || (path.starts_with(r"\\") && !path.starts_with(r"\\?\") && !path.starts_with(r"\\.\"))
}

/// The root of the drive whose letter a path of Windows begins with.
#[cfg(any(test, windows))]
fn letter_root(path: &str) -> Option<String> {
    let path = path.strip_prefix(r"\\?\").unwrap_or(path);
    let mut characters = path.chars();
    let letter = characters.next().filter(char::is_ascii_alphabetic)?;
    (characters.next() == Some(':')).then(|| format!(r"{letter}:\"))
}

/// By what Windows says of a volume.
#[cfg(any(test, windows))]
fn of_volume(is_remote: bool, format: &str) -> FileSystem {
    match format.to_ascii_uppercase().as_str() {
        _ if is_remote => FileSystem::Network,
        "FAT" | "FAT12" | "FAT16" | "FAT32" | "EXFAT" => FileSystem::Stick,
        _ => FileSystem::Local,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_systems_by_their_magic() {
        // The numbers of linux/magic.h and, for what is not there, of the file systems' own headers.
        assert_eq!(of_magic(0xef53), FileSystem::Local); // ext4
        assert_eq!(of_magic(0x5846_5342), FileSystem::Local); // xfs
        assert_eq!(of_magic(0x9123_683e), FileSystem::Local); // btrfs
        assert_eq!(of_magic(0x6969), FileSystem::Network); // nfs
        assert_eq!(of_magic(0xff53_4d42), FileSystem::Network); // cifs
        assert_eq!(of_magic(0xfe53_4d42), FileSystem::Network); // smb2
        assert_eq!(of_magic(0x4d44), FileSystem::Stick); // vfat
        assert_eq!(of_magic(0x2011_bab0), FileSystem::Stick); // exfat
    }

    #[test]
    fn shares_by_their_path() {
        assert!(is_share(r"\\?\UNC\server\share\nianbao.db"));
        assert!(is_share(r"\\server\共享\nianbao.db"));
        assert!(!is_share(r"\\?\C:\Users\张三\nianbao.db"));
        assert!(!is_share(r"\\?\Volume{26a21bda-a627-11d7-9931-806e6f6e6963}\nianbao.db"));
        assert!(!is_share(r"C:\nianbao.db"));
    }

    #[test]
    fn letters_of_drives() {
        assert_eq!(letter_root(r"\\?\e:\年报\nianbao.db").as_deref(), Some(r"e:\"));
        assert_eq!(letter_root(r"C:\").as_deref(), Some(r"C:\"));
        assert_eq!(letter_root(r"\\?\Volume{26a21bda-a627-11d7-9931-806e6f6e6963}\"), None);
        assert_eq!(letter_root(r"\\server\share"), None);
        assert_eq!(letter_root(""), None);
    }

    #[test]
    fn volumes_by_what_windows_says() {
        assert_eq!(of_volume(false, "NTFS"), FileSystem::Local);
        assert_eq!(of_volume(false, "ReFS"), FileSystem::Local);
        assert_eq!(of_volume(false, ""), FileSystem::Local);
        assert_eq!(of_volume(false, "FAT32"), FileSystem::Stick);
        assert_eq!(of_volume(false, "exFAT"), FileSystem::Stick);
        // A share says the format of the disk behind it.
        assert_eq!(of_volume(true, "NTFS"), FileSystem::Network);
        assert_eq!(of_volume(true, "FAT32"), FileSystem::Network);
    }

    #[test]
    fn only_unsafe_places_are_explained() {
        assert_eq!(FileSystem::Local.notice(), None);
        assert!(FileSystem::Network.notice().unwrap().contains("共享盘"));
        assert!(FileSystem::Stick.notice().unwrap().contains("U盘"));
    }

    #[test]
    fn this_very_folder_is_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let place = FileSystem::of(folder.path());
        assert_eq!(FileSystem::of(&folder.path().join("nianbao.db")), place);
    }
}
