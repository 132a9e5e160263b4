//! However often something comes again, reading takes no longer than its length says.
#![cfg(test)]

use intake::{read, Budget, Source};
use report::Forms;
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

fn taken(text: &str) -> Duration {
    let forms = Forms::bundled().unwrap();
    let started = Instant::now();
    let _ = read(Source { name: None, bytes: text.as_bytes() }, &forms, Budget::default());
    started.elapsed()
}

#[test]
fn what_is_repeated_without_end_takes_no_longer_than_it_is() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/17_suqian-city_2023.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let (head, rest) = text.split_once("四、政府信息公开行政").unwrap();
    let behind = |piece: &str, times: usize| format!("{text}\n{}", piece.repeat(times));
    let within =
        |piece: &str, times: usize| format!("{head}{}四、政府信息公开行政{rest}", piece.repeat(times));
    for (name, text) in [
        ("rows", behind("1.属于国家秘密 1 2 3 4 5 6 21\n", 8_000)),
        ("rows within", within("1.属于国家秘密 1 2 3 4 5 6 21\n", 8_000)),
        ("zeros", format!("{head}规章{}", "0".repeat(3_000_000))),
        ("zeros within", within(&"0".repeat(900_000), 1)),
        ("one line", within("规章 0 0 ", 10_000)),
        ("unknown rows", within("某行属于执法 1 2 3\n", 15_000)),
        ("titles", behind("宿迁市2023年政府信息公开工作年度报告\n", 4_000)),
        ("headings", behind("\n三、收到和处理政府信息公开申请情况\n自然人", 4_000)),
        ("own labels", "1.属于国家秘密\t1\t2\t3\n1.逾期不补正 x\n行政许可\t5\n".repeat(6_000)),
    ] {
        let taken = taken(&text);
        println!("{name}: {} bytes {taken:?}", text.len());
        // Without optimisation, beside other work: some ten times what it takes alone.
        assert!(taken < Duration::from_secs(30), "{name}: {taken:?}");
    }
}
