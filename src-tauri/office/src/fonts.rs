//! Where the typefaces are: beside the program, wherever it was installed; and those of the machine that an office may
//! print with instead.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use press::font::{installed, Installed, Role};
use press::{Fonts, PressError};

use crate::{library::Library, OfficeError};

/// In the library's settings.
const OWN_FONTS: &str = "print.own-fonts";
const YES: &str = "yes";

/// A face that is always bundled; a folder with it is the folder.
const TELLTALE: &str = "FandolFang-Regular.otf";

/// The folder of typefaces for a program file: `chosen` if given, else the first that is there of
/// `fonts` beside the program (Windows, portable), `../lib/nianbao/fonts` and `../share/nianbao/fonts` (Linux
/// packages), and `fonts` in a folder above the program (a build in its source tree).
///
/// When none is there, the folder beside the program is returned, and printing will name it.
pub fn find_fonts(program: &Path, chosen: Option<PathBuf>) -> PathBuf {
    if let Some(chosen) = chosen {
        return chosen;
    }
    let home = program.parent().unwrap_or(Path::new("."));
    let beside = home.join("fonts");
    let installed = ["../lib/nianbao/fonts", "../share/nianbao/fonts"].map(|place| home.join(place));
    let above = home.ancestors().skip(1).take(4).map(|folder| folder.join("fonts"));
    let mut places = std::iter::once(beside.clone()).chain(installed).chain(above);
    places.find(|folder| folder.join(TELLTALE).is_file()).unwrap_or(beside)
}

/// The folders in which this machine keeps its typefaces: for all users, and for this one.
pub fn font_folders() -> Vec<PathBuf> {
    let of_all: Vec<PathBuf> = if cfg!(windows) {
        std::env::var_os("WINDIR").map(|windows| PathBuf::from(windows).join("Fonts")).into_iter().collect()
    } else {
        ["/usr/share/fonts", "/usr/local/share/fonts", "/opt/fonts", "/Library/Fonts"]
            .map(PathBuf::from)
            .into()
    };
    let of_user = if cfg!(windows) {
        dirs::data_local_dir().map(|folder| folder.join("Microsoft/Windows/Fonts"))
    } else {
        dirs::font_dir()
    };
    let older = dirs::home_dir().filter(|_| !cfg!(windows)).map(|home| home.join(".fonts"));
    of_all.into_iter().chain(of_user).chain(older).collect()
}

/// The machine's own typefaces for official documents, looked for when first asked for.
pub(crate) struct OwnFonts {
    folders: Vec<PathBuf>,
    found: OnceLock<Vec<Installed>>,
    fonts: OnceLock<Result<Fonts, PressError>>,
}

impl OwnFonts {
    pub(crate) fn in_folders(folders: Vec<PathBuf>) -> OwnFonts {
        OwnFonts { folders, found: OnceLock::new(), fonts: OnceLock::new() }
    }

    pub(crate) fn found(&self) -> &[Installed] {
        self.found.get_or_init(|| installed(&self.folders))
    }

    /// The bundled typefaces with the machine's before them.
    pub(crate) fn before(&self, bundled: &Fonts) -> Result<&Fonts, PressError> {
        self.fonts.get_or_init(|| bundled.with(self.found())).as_ref().map_err(Clone::clone)
    }
}

/// The kinds of text of an official document that have a typeface of their own, and its name.
const KINDS: [(Role, &str, &str); 4] = [
    (Role::Title, "标题", "小标宋"),
    (Role::Body, "正文", "仿宋"),
    (Role::Heading1, "一级标题", "黑体"),
    (Role::Heading2, "二级标题", "楷体"),
];

/// What is used for each kind of text, in words.
pub(crate) fn said_of(found: &[Installed]) -> Vec<String> {
    let say = |(role, kind, wanted): (Role, &str, &str)| match found.iter().find(|it| it.role == role) {
        Some(Installed { name, may_be_embedded: true, .. }) => format!("{kind}：{name}"),
        Some(Installed { name, .. }) => {
            format!("{kind}：“{name}”的许可标志不让嵌入 PDF，仍用自带的{wanted}")
        }
        None => format!("{kind}：本机没有{wanted}，用自带的"),
    };
    KINDS.map(say).into()
}

impl Library {
    /// Whether this office prints with the machine's own typefaces where there are any.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn prints_with_own_fonts(&self) -> Result<bool, OfficeError> {
        Ok(self.remembered(OWN_FONTS)?.as_deref() == Some(YES))
    }

    /// Sets whether this office prints with the machine's own typefaces.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn print_with_own_fonts(&mut self, own: bool) -> Result<(), OfficeError> {
        self.remember(OWN_FONTS, if own { YES } else { "no" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beside_above_chosen_or_nowhere() {
        let root = tempfile::tempdir().unwrap();
        let program = root.path().join("target/release/nianbao");
        std::fs::create_dir_all(program.parent().unwrap()).unwrap();
        assert_eq!(find_fonts(&program, None), root.path().join("target/release/fonts"));
        std::fs::create_dir_all(root.path().join("fonts")).unwrap();
        std::fs::write(root.path().join("fonts").join(TELLTALE), "").unwrap();
        assert_eq!(find_fonts(&program, None), root.path().join("fonts"));
        assert_eq!(find_fonts(&program, Some("elsewhere".into())), Path::new("elsewhere"));
    }
}
