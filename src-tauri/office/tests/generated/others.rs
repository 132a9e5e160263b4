//! Made-up reports as other programs write them, where they are on the machine: LibreOffice and Chromium.

use crate::{
    made::{made, Dice, Made},
    score::{self, Score},
    shapes::{self, Kind},
};
use office::{Format, Office};
use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What a program makes of a file of ours.
struct Way {
    name: &'static str,
    from: Format,
    /// What it is asked for, and how such files end.
    to: (&'static str, &'static str),
    program: fn(&Path, &[PathBuf], &str) -> io::Result<()>,
}

const WAYS: &[Way] = &[
    Way {
        name: "LibreOffice 的 PDF（由 .docx）",
        from: Format::Word,
        to: ("pdf", "pdf"),
        program: libre_office,
    },
    Way {
        name: "LibreOffice 的 .doc",
        from: Format::Word,
        to: ("doc:MS Word 97", "doc"),
        program: libre_office,
    },
    Way { name: "LibreOffice 的 .docx", from: Format::Word, to: ("docx", "docx"), program: libre_office },
    Way {
        name: "LibreOffice 的 .xls",
        from: Format::Excel,
        to: ("xls:MS Excel 97", "xls"),
        program: libre_office,
    },
    Way {
        name: "LibreOffice 的 PDF（由 .xlsx）",
        from: Format::Excel,
        to: ("pdf", "pdf"),
        program: libre_office,
    },
    Way { name: "Chromium 的 PDF", from: Format::Web, to: ("pdf", "pdf"), program: chromium },
];

/// The score of each way, of so many reports; none of a program that is not there.
pub fn scores(office: &Office, many: u64) -> io::Result<Vec<(String, Score)>> {
    let made: Vec<Made> =
        (0..many).map(|seed| made(office.forms(), Kind::Official, &mut Dice(seed))).collect();
    let mut all = Vec::new();
    for way in WAYS {
        let folder = tempfile::tempdir()?;
        let mut files = Vec::new();
        for (n, made) in made.iter().enumerate() {
            let file = folder.path().join(format!("{n}.{}", way.from.extension()));
            fs::write(&file, shapes::export(office, made, way.from))?;
            files.push(file);
        }
        if (way.program)(folder.path(), &files, way.to.0).is_err() {
            all.push((format!("{}（这台电脑上没有，没有做）", way.name), Score::default()));
            continue;
        }
        let mut score = Score::default();
        for (n, made) in made.iter().enumerate() {
            let bytes = fs::read(folder.path().join(format!("out/{n}.{}", way.to.1))).unwrap_or_default();
            score.add(score::compared(made, office.read(None, &bytes).ok().as_ref()));
        }
        all.push((way.name.to_owned(), score));
    }
    Ok(all)
}

fn libre_office(folder: &Path, files: &[PathBuf], to: &str) -> io::Result<()> {
    let own = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut command = Command::new("soffice");
    command.args([own.as_str(), "--headless", "--convert-to", to, "--outdir"]).arg(folder.join("out"));
    command.args(files).stdout(Stdio::null()).stderr(Stdio::null()).status().map(|_| ())
}

fn chromium(folder: &Path, files: &[PathBuf], to: &str) -> io::Result<()> {
    fs::create_dir_all(folder.join("out"))?;
    for file in files {
        let target = folder.join("out").join(file.with_extension(to).file_name().unwrap_or_default());
        let mut command = Command::new("chromium");
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]);
        command.arg(format!("--user-data-dir={}", folder.join("profile").display()));
        command.arg(format!("--print-to-pdf={}", target.display()));
        command.arg(format!("file://{}", file.display()));
        command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    }
    Ok(())
}
