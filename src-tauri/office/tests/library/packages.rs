//! Exchange packages that are opened as any document is, by a double click for one.

use crate::room::{data, Room};
use office::Added;
use std::{io::Write, ops::ControlFlow, path::PathBuf, sync::Mutex};

/// Two reports in a package, the sender's folder with it.
fn packed(with_pdf: bool) -> (Room, PathBuf) {
    let room = Room::new();
    let mut library = room.open();
    let mut ids = Vec::new();
    for name in ["01_guantangyi-town_2024.txt", "18_suqian-city_2024.txt"] {
        let report = room.office.read_file(&data(name)).unwrap().report;
        let Added::New(id) = library.add(&report, "来", None, false).unwrap() else { panic!("{name}") };
        ids.push(id);
    }
    let path = room.path("上报 2024.nianbao");
    library.pack(&room.office, &ids, with_pdf, &path).unwrap();
    drop(library);
    (room, path)
}

#[test]
fn of_an_exchange_package_its_reports_are_read_and_nothing_else() {
    let (sender, package) = packed(true);
    let room = Room::new();
    let heard = Mutex::new(Vec::new());
    let mut tray = room.office.read_all(std::slice::from_ref(&package), |done, of| {
        heard.lock().unwrap().push((done, of));
        ControlFlow::Continue(())
    });
    let names: Vec<&str> = tray.items.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        names,
        ["上报 2024.nianbao/赤壁市官塘驿镇 2024年", "上报 2024.nianbao/宿迁市 2024年"],
        "neither its list nor its PDFs"
    );
    assert_eq!(heard.lock().unwrap().last(), Some(&(2, 2)));
    let here = sender.open();
    for at in 0..2 {
        let (_, sheet) = tray.sheet(at).unwrap();
        assert!(sheet.is_sure() && sheet.unsure().is_empty());
        let Some(clash) = here.clash(sheet.report()).unwrap() else { panic!("{at}") };
        assert!(clash.difference.is_empty(), "as it was handed over");
    }
    // As some mail programs name it.
    let renamed = sender.path("上报.zip");
    std::fs::copy(&package, &renamed).unwrap();
    assert!(room.office.holds_many(&renamed));
    let tray = room.office.read_all(&[renamed], |_, _| ControlFlow::Continue(()));
    assert!(tray.items.len() == 2 && tray.items.iter().all(|it| it.read.is_ok()));
}

#[test]
fn an_exchange_package_that_is_not_whole_is_told_in_one_sentence() {
    let (sender, package) = packed(false);
    let bytes = std::fs::read(&package).unwrap();
    let damaged = sender.path("坏.nianbao");
    let mut changed = bytes.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    for content in [&bytes[..bytes.len() - 100], &changed, b"no package"] {
        std::fs::write(&damaged, content).unwrap();
        let tray = sender.office.read_all(std::slice::from_ref(&damaged), |_, _| ControlFlow::Continue(()));
        assert_eq!(tray.items.len(), 1);
        let error = tray.items[0].read.as_ref().err().unwrap().to_string();
        assert!(error.contains("交换包") && error.contains("请对方"), "{error}");
    }
}

#[test]
fn a_packed_file_with_a_foreign_manifest_is_read_as_any_other() {
    let room = Room::new();
    let path = room.path("网页.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    for (name, content) in [
        ("manifest.json", b"{\"name\": \"page\"}".to_vec()),
        ("年报.txt", std::fs::read(data("01_guantangyi-town_2024.txt")).unwrap()),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
    }
    zip.finish().unwrap();
    let tray = room.office.read_all(&[path], |_, _| ControlFlow::Continue(()));
    let told: Vec<_> = tray.items.iter().map(|it| (it.name.as_str(), it.read.is_ok())).collect();
    assert_eq!(told, [("网页.zip/manifest.json", false), ("网页.zip/年报.txt", true)]);
}
