//! A process that packs is killed at random moments: the package is the old one or the new one, whole.
#![cfg(test)]

use office::{local_now, Library, Office, Places};
use std::{
    env,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    thread::sleep,
    time::Duration,
};

/// Names the folder to the child.
const FOLDER: &str = "NIANBAO_PACKING_FOLDER";
const ROUNDS: usize = 100;
const BEGUN: &str = "packing";

fn office() -> Office {
    Office::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts")).unwrap()
}

fn open(office: &Office, folder: &Path) -> Library {
    office.open_library(Places::of_library(&folder.join("年报库.db")), Arc::new(local_now)).unwrap()
}

/// Runs in the process that is killed; by itself it does nothing.
#[test]
fn child() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else { return };
    let office = office();
    let library = open(&office, &folder);
    let ids: Vec<_> = library.overview().unwrap().reports.iter().map(|it| it.id).collect();
    for n in 1.. {
        // One report, then both, and so on: the files differ.
        println!("{BEGUN}");
        library.pack(&office, &ids[..n % 2 + 1], false, &folder.join("上报.nianbao")).unwrap();
    }
}

#[test]
fn a_package_is_whole_whenever_packing_ends() {
    let folder = tempfile::tempdir().unwrap();
    let office = office();
    let mut library = open(&office, folder.path());
    let sample = office.sample().unwrap().report;
    for agency in ["甲镇", "乙镇"] {
        library.add(&sample, "示例", Some(agency), false).unwrap();
    }
    drop(library);
    let (mut of_one, mut of_two) = (0, 0);
    for round in 0..ROUNDS {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "child", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(told.any(|line| line.unwrap().contains(BEGUN)), "the child ended by itself");
        // Packing takes some 10 ms; a step that shares no divisor with it meets every part of it.
        sleep(Duration::from_micros(u64::try_from(round).unwrap() * 7_919 % 200_003));
        child.kill().unwrap();
        child.wait().unwrap();
        let path = folder.path().join("上报.nianbao");
        if !path.exists() {
            continue;
        }
        match office.open_package(&path).unwrap().enclosed().len() {
            1 => of_one += 1,
            _ => of_two += 1,
        }
    }
    println!("kills {ROUNDS}, whole packages of one report {of_one}, of two {of_two}");
    assert!(of_one > 0 && of_two > 0, "it was killed at different moments");
}
