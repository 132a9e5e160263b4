//! Where the typefaces are: beside the program, wherever it was installed.

use std::path::{Path, PathBuf};

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
