//! What holds for whatever is read, and the containers that arbitrary content is put into.

use std::ops::ControlFlow;

use intake::{read, Budget, IntakeError, Reading, Source};
use report::Forms;
use std::{
    io::{Cursor, Write},
    sync::LazyLock,
    time::Duration,
};
use zip::{write::SimpleFileOptions, CompressionMethod, ZipWriter};

static FORMS: LazyLock<Option<Forms>> = LazyLock::new(|| Forms::bundled().ok());

/// Small enough that a run of the fuzzer reads many.
const BUDGET: Budget =
    Budget { bytes: 1 << 20, unpacked: 4 << 20, entries: 50, time: Duration::from_secs(10) };

/// Reads a document. It is read or refused in time; a value that is said to be certain can be shown, and a document
/// that is read twice says the same.
pub fn document(bytes: &[u8]) -> Option<Reading> {
    let forms = FORMS.as_ref()?;
    let reading = read(Source { name: Some("某镇2024年.txt"), bytes }, forms, BUDGET);
    assert!(!matches!(reading, Err(IntakeError::TooSlow(_))), "endless");
    let reading = reading.ok()?;
    for (id, sighting) in &reading.sightings {
        assert!(reading.report.form().cell(id.as_str()).is_some(), "{id} is no cell");
        let has_value = sighting.raw.is_empty() || reading.report.entry(id).is_some();
        assert!(has_value, "{id}: {} was lost", sighting.raw);
    }
    Some(reading)
}

/// Reads what stands in a packed folder.
pub fn folder(bytes: &[u8]) {
    let Some(forms) = FORMS.as_ref() else { return };
    let _ = intake::is_packed(bytes);
    let _ = intake::read_packed(bytes, forms, BUDGET, |_, _| ControlFlow::Continue(()));
}

/// Every value of a text stands in it.
pub fn nothing_is_invented(text: &str) {
    let Some(reading) = document(text.as_bytes()) else { return };
    for (id, sighting) in &reading.sightings {
        assert!(text.contains(&sighting.raw), "{id}: {} is not in the text", sighting.raw);
    }
}

/// A packed file of these.
pub fn packed(files: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in files {
        zip.start_file(*name, options).ok()?;
        zip.write_all(content).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// A compound file of these.
pub fn compound(streams: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    for (name, content) in streams {
        file.create_stream(name).ok()?.write_all(content).ok()?;
    }
    Some(file.into_inner().into_inner())
}

/// The content in so many parts, at the marks between them.
pub fn parts<const N: usize>(data: &[u8]) -> [&[u8]; N] {
    const MARK: &[u8] = b"\n----\n";
    let mut parts = [data.get(..0).unwrap_or_default(); N];
    let mut rest = data;
    for (n, part) in parts.iter_mut().enumerate() {
        let end = rest.windows(MARK.len()).position(|window| window == MARK).filter(|_| n + 1 < N);
        *part = &rest[..end.unwrap_or(rest.len())];
        rest = end.map_or(&[], |end| &rest[end + MARK.len()..]);
    }
    parts
}

/// A decoder that is not ours may panic: it runs in a thread of its own, and its panic is an answer. Any other ends the
/// run.
pub fn let_decoders_panic() {
    let ends_the_run = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some("decoder") {
            ends_the_run(info);
        }
    }));
}
