//! Two processes that want the same library.

use crate::{
    again,
    desk::{contents, forms, real, HandClock, Place},
};
use std::{
    env, fs,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Stdio},
    sync::Arc,
};
use store::{Access, Library, Opening, StoreError, SCHEMA};

const LIBRARY: &str = "NIANBAO_SECOND_LIBRARY";
const ACCESS: &str = "NIANBAO_SECOND_ACCESS";
const SAID: &str = "it says ";
const RACES: usize = 20;

/// The second process: waits for its start, opens, says what came of it, and holds it until it is let go.
#[test]
fn second() {
    let Some(path) = env::var_os(LIBRARY) else { return };
    let access = match env::var(ACCESS).unwrap().as_str() {
        "read" => Access::Read,
        "create" => Access::Create,
        _ => Access::Write,
    };
    println!("\n{SAID}ready");
    let mut byte = [0];
    std::io::stdin().read_exact(&mut byte).unwrap();
    let opening = Opening::new(forms(), Arc::new(HandClock::default()), access);
    let opened = Library::open(Path::new(&path), opening);
    match &opened {
        Ok(library) => println!("{SAID}open {}", library.reports().unwrap().len()),
        Err(StoreError::InUse { .. }) => println!("{SAID}in use"),
        Err(error) => println!("{SAID}{error:?}"),
    }
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

struct Second {
    child: Child,
    told: BufReader<std::process::ChildStdout>,
}

impl Second {
    /// A process that waits to open a library.
    fn ready(path: &Path, access: &str) -> Second {
        let mut child = again::child("processes::second");
        child.env(LIBRARY, path).env(ACCESS, access).stdin(Stdio::piped()).stderr(Stdio::null());
        let mut child = again::begun(&mut child);
        let told = BufReader::new(child.stdout.take().unwrap());
        let mut second = Second { child, told };
        assert_eq!(second.said(), "ready");
        second
    }

    fn go(&mut self) {
        use std::io::Write;
        self.child.stdin.as_mut().unwrap().write_all(b"!").unwrap();
    }

    fn said(&mut self) -> String {
        let mut line = String::new();
        while !line.contains(SAID) {
            line.clear();
            assert!(self.told.read_line(&mut line).unwrap() > 0, "the second process ended by itself");
        }
        line.trim().split_once(SAID).unwrap().1.to_owned()
    }

    fn let_go(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }
}

#[test]
fn who_comes_second_may_look_and_not_write() {
    let place = Place::new();
    let (library, id) = place.with_report();
    for (access, expected) in [("write", "in use"), ("create", "in use"), ("read", "open 1")] {
        let mut second = Second::ready(&place.path(), access);
        second.go();
        assert_eq!(second.said(), expected);
        second.let_go();
    }
    assert_eq!(contents(&library), [(id, real())]);
    drop(library);

    // And the other way round.
    let mut second = Second::ready(&place.path(), "write");
    second.go();
    assert_eq!(second.said(), "open 1");
    let error = place.open(Access::Write).err().unwrap();
    assert!(matches!(error, StoreError::InUse { .. }), "{error}");
    assert!(error.to_string().contains("正被另一个程序打开"));
    assert_eq!(contents(&place.open(Access::Read).unwrap()), [(id, real())]);
    second.let_go();
    assert_eq!(contents(&place.open(Access::Write).unwrap()), [(id, real())]);
}

/// Two processes at once; exactly one holds the library then, and the other says so.
fn race(place: &Place, access: &str, reports: usize) {
    let mut both = [Second::ready(&place.path(), access), Second::ready(&place.path(), access)];
    both.iter_mut().for_each(Second::go);
    let mut said = both.each_mut().map(Second::said);
    said.sort();
    assert_eq!(said, ["in use".to_owned(), format!("open {reports}")]);
    both.into_iter().for_each(Second::let_go);
    assert_eq!(place.open(Access::Write).unwrap().verify(|_, _| ()).unwrap().damaged, []);
}

#[test]
fn two_that_make_the_same_library_make_one() {
    for _ in 0..RACES {
        let place = Place::new();
        race(&place, "create", 0);
        let left: Vec<PathBuf> = fs::read_dir(place.folder()).unwrap().map(|it| it.unwrap().path()).collect();
        assert!(left.iter().all(|path| !path.to_string_lossy().contains(".new")), "{left:?}");
    }
}

#[test]
fn two_that_migrate_the_same_library_migrate_it_once() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/libraries/schema-1.db");
    for _ in 0..RACES {
        let place = Place::new();
        fs::copy(&kept, place.path()).unwrap();
        race(&place, "write", 3);
        let database = rusqlite::Connection::open(place.path()).unwrap();
        let schema: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(schema, SCHEMA);
    }
}
