//! Documents that are read together help one another: last year's report says which way to divide digits is the likelier.
#![cfg(test)]

use office::Office;
use std::{fs, path::Path};

#[test]
fn last_years_report_in_the_same_folder_puts_a_way_first() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let office = Office::new(root.join("fonts")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let glued = fs::read(root.join("tests/data/05_pingtan_2024_flattened.txt")).unwrap();
    fs::write(folder.path().join("2024.txt"), &glued).unwrap();
    let shown = |name: &str| {
        let all = office.read_many(folder.path(), |_| ()).unwrap();
        let reading = all.into_iter().find(|one| one.name == "2024.txt").unwrap().reading.unwrap();
        let (_, it) = reading.sightings.iter().find(|(id, _)| id.as_str() == name).unwrap();
        (it.raw.clone(), it.certain)
    };
    let alone: Vec<String> = ["issued", "repealed", "in_force"]
        .map(|column| shown(&format!("disclosure.normative.{column}")).0)
        .into();
    let digits = alone.concat();
    let (made, gone, now) = (&digits[..1], &digits[1..2], &digits[2..]);
    let number = |text: &str| text.parse::<u64>().unwrap();
    let before = number(now) + number(gone) - number(made);
    let last = format!(
        "平潭综合实验区2023年政府信息公开工作年度报告\n一、总体情况\n略。\n二、主动公开政府信息情况\n第二十条第（一）项\n\
         信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t0\t0\t{before}\n\
         六、其他需要报告的事项\n无。"
    );
    fs::write(folder.path().join("2023.txt"), last).unwrap();
    assert_eq!(shown("disclosure.normative.in_force"), (now.to_owned(), false));
    assert_ne!(alone[2], now);
}
