//! `manifest.json`: what is in a package, as it is written there.

use super::{
    archive::{shown, Archive},
    Budget, PackageError,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What it is called, and the first file of a package.
pub(super) const FILE: &str = "manifest.json";

const KIND: &str = "nianbao.package/";
const VERSION: u32 = 1;

/// It is never larger: room for 10,000 reports and long names.
pub(super) const LARGEST: u64 = 8 << 20;

/// All of it. Fields nobody knows are ignored, so that a later program may add some.
#[derive(Serialize, Deserialize)]
pub(super) struct Manifest {
    format: String,
    /// RFC 3339.
    pub(super) made_at: String,
    pub(super) made_by: String,
    pub(super) reports: Vec<Entry>,
}

/// One report.
#[derive(Serialize, Deserialize)]
pub(super) struct Entry {
    /// As it stands in the report, which says so again.
    pub(super) agency: String,
    pub(super) year: u16,
    pub(super) form: String,
    /// How far the sender says it has come.
    pub(super) state: String,
    /// What the sender knows of the agency, which may be called otherwise today.
    pub(super) profile: Profile,
    pub(super) report: Sealed,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pdf: Option<Sealed>,
}

/// An agency, without what only its own office needs to know.
#[derive(Serialize, Deserialize)]
pub(super) struct Profile {
    pub(super) name: String,
    pub(super) level: String,
    pub(super) region: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) credit_code: Option<String>,
}

/// A file of the package, and what it must be.
#[derive(Serialize, Deserialize)]
pub(super) struct Sealed {
    pub(super) file: String,
    bytes: u64,
    sha256: String,
}

impl Manifest {
    pub(super) fn new(made_at: String, made_by: String, reports: Vec<Entry>) -> Manifest {
        Manifest { format: format!("{KIND}{VERSION}"), made_at, made_by, reports }
    }

    /// The manifest of a package, if it is one of this version and asks for no more than `budget`.
    pub(super) fn of(archive: &Archive, budget: &Budget) -> Result<Manifest, PackageError> {
        let mut text = Vec::new();
        let read = archive.inflate(FILE, LARGEST, |piece| text.extend_from_slice(piece))?;
        require(FILE, read, LARGEST)?;
        // Asked first: of a newer one we may not understand the rest.
        require_format(&parse::<Format>(&text)?.format)?;
        let manifest = parse::<Manifest>(&text)?;
        manifest.require_small(budget)?;
        manifest.require_names(archive)?;
        Ok(manifest)
    }

    fn require_small(&self, budget: &Budget) -> Result<(), PackageError> {
        if self.reports.len() > budget.reports {
            return Err(PackageError::TooMany { most: budget.files() });
        }
        let mut all = 0_u64;
        for entry in &self.reports {
            require(&entry.report.file, entry.report.bytes, budget.report)?;
            all = all.saturating_add(entry.report.bytes);
            if let Some(pdf) = &entry.pdf {
                require(&pdf.file, pdf.bytes, budget.pdf)?;
                all = all.saturating_add(pdf.bytes);
            }
        }
        require_all(all, budget)
    }

    /// The package holds the files we would have written, and no others.
    fn require_names(&self, archive: &Archive) -> Result<(), PackageError> {
        let mut named = BTreeSet::from([FILE.to_owned()]);
        for (n, entry) in self.reports.iter().enumerate() {
            for (sealed, own) in [(Some(&entry.report), report_file(n)), (entry.pdf.as_ref(), pdf_file(n))] {
                let Some(sealed) = sealed else { continue };
                if sealed.file != own {
                    return Err(PackageError::Stranger(shown(sealed.file.as_bytes())));
                }
                named.insert(own);
            }
        }
        for name in archive.names() {
            if !std::str::from_utf8(name).is_ok_and(|name| named.remove(name)) {
                return Err(PackageError::Stranger(shown(name)));
            }
        }
        named.pop_first().map_or(Ok(()), |name| Err(PackageError::Missing(name)))
    }
}

impl Sealed {
    pub(super) fn new(file: String, content: &[u8]) -> Sealed {
        Sealed { file, bytes: content.len() as u64, sha256: hex(Sha256::new_with_prefix(content)) }
    }

    /// Inflates the file; what `sink` got is right only when this gives no error.
    pub(super) fn inflate(&self, archive: &Archive, mut sink: impl FnMut(&[u8])) -> Result<(), PackageError> {
        let mut hash = Sha256::new();
        let count = archive.inflate(&self.file, self.bytes, |piece| {
            hash.update(piece);
            sink(piece);
        })?;
        if count == self.bytes && hex(hash) == self.sha256 {
            Ok(())
        } else {
            Err(PackageError::Altered(self.file.clone()))
        }
    }

    pub(super) fn content(&self, archive: &Archive) -> Result<Vec<u8>, PackageError> {
        let mut content = Vec::new();
        self.inflate(archive, |piece| content.extend_from_slice(piece))?;
        Ok(content)
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// Where the report of this position stands, counted from 0. Ours alone: no name out of a report or a package
/// becomes a path.
pub(super) fn report_file(n: usize) -> String {
    format!("reports/{:04}.json", n + 1)
}

/// Where its PDF stands.
pub(super) fn pdf_file(n: usize) -> String {
    format!("reports/{:04}.pdf", n + 1)
}

#[derive(Deserialize)]
struct Format {
    format: String,
}

fn parse<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Result<T, PackageError> {
    serde_json::from_slice(text)
        .map_err(|error| PackageError::Manifest(format!("第{}行第{}列附近", error.line(), error.column())))
}

fn require_format(format: &str) -> Result<(), PackageError> {
    match format.strip_prefix(KIND).and_then(|version| version.parse::<u32>().ok()) {
        Some(VERSION) => Ok(()),
        Some(version) if version > VERSION => Err(PackageError::Newer(format!("{KIND}{version}"))),
        _ => Err(PackageError::NotPackage),
    }
}

fn require(file: &str, bytes: u64, most: u64) -> Result<(), PackageError> {
    if bytes <= most {
        return Ok(());
    }
    let what = format!("交换包里的“{}”", shown(file.as_bytes()));
    Err(PackageError::TooLarge { what, most })
}

/// Holds the package to what all of it may have.
pub(super) fn require_all(bytes: u64, budget: &Budget) -> Result<(), PackageError> {
    if bytes <= budget.all {
        return Ok(());
    }
    Err(PackageError::TooLarge { what: "这个交换包".into(), most: budget.all })
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
