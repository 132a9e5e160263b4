//! Years compared: real reports give the series that stand in them, and nothing is made up where there is no number.
#![cfg(test)]

use proptest::{collection::vec, prelude::*};
use report::{
    json::from_json,
    series::{
        change, ranking, sentence, Band, Comparability, Figures, GroupJson, Indicators, Point, Series,
        SeriesJson,
    },
    Forms, Report, Value,
};
use std::{collections::BTreeSet, path::Path, sync::LazyLock};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());
static INDICATORS: LazyLock<Indicators> = LazyLock::new(|| Indicators::bundled(&FORMS).unwrap());

/// A real published report of `tests/data/published`.
fn published(name: &str) -> Figures {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/published"));
    let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    Figures::of(&from_json(&text, &FORMS).unwrap())
}

/// 平潭 2020, 2022 and 2024: across both editions, with years between that are not there.
fn pingtan() -> Vec<Figures> {
    ["10", "16", "05"].map(published).into()
}

/// A published report as one of another year, every count so many times as large: its sums hold as they did.
fn times(name: &str, year: u16, factor: u64, other: &[(&str, u64)]) -> Figures {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/published");
    let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    let mut report = from_json(&text, &FORMS).unwrap();
    report.year = year;
    let form = report.form().clone();
    for cell in form.cells() {
        if let Some(Value::Count(n)) = report.value(&cell.id) {
            report.set(&cell.id, Some(Value::Count(n * factor))).unwrap();
        }
    }
    for (name, n) in other {
        report.set(&form.cell(name).unwrap().id, Some(Value::Count(*n))).unwrap();
    }
    Figures::of(&report)
}

/// 平潭 from 2019 to 2025: 2020, 2022 and 2024 as published, the others made to fit between them.
fn seven_years() -> Vec<Figures> {
    // What 2022 carries in, 2021 carries out.
    let carried = [
        ("requests.received.person", 145),
        ("requests.received.total", 151),
        ("requests.carried_in.person", 0),
        ("requests.carried_in.total", 0),
        ("requests.carried_out.person", 1),
        ("requests.carried_out.total", 1),
    ];
    let made = [
        times("10", 2019, 2, &[]),
        times("16", 2021, 2, &carried),
        times("05", 2023, 2, &[]),
        times("05", 2025, 3, &[]),
    ];
    pingtan().into_iter().chain(made).collect()
}

fn series(id: &str, years: impl IntoIterator<Item = u16>, reports: &[Figures]) -> Series {
    let indicator = INDICATORS.get(id).unwrap_or_else(|| panic!("{id}"));
    Series::of(indicator, "某机关", &years.into_iter().collect(), [reports])
}

/// The points as they are read, by year.
fn shown(id: &str, years: impl IntoIterator<Item = u16>, reports: &[Figures]) -> Vec<String> {
    let series = series(id, years, reports);
    series.points.iter().map(|it| series.indicator.shown(&it.point)).collect()
}

#[test]
fn a_real_series_across_both_editions() {
    let reports = pingtan();
    let of = |id: &str| shown(id, 2019..=2024, &reports).join(" ");
    assert_eq!(of("received"), "缺年报 21件 缺年报 74件 缺年报 218件");
    assert_eq!(of("demand"), "缺年报 21件 缺年报 75件 缺年报 218件");
    assert_eq!(of("handled_rate"), "缺年报 100.0% 缺年报 100.0% 缺年报 100.0%");
    assert_eq!(of("granted"), "缺年报 7件 缺年报 21件 缺年报 71件");
    assert_eq!(of("granted_share"), "缺年报 33.3% 缺年报 28.0% 缺年报 32.6%");
    assert_eq!(of("normative_in_force"), "缺年报 166件 缺年报 698件 缺年报 440件");
    assert_eq!(of("normative_repealed"), "缺年报 无此项 缺年报 55件 缺年报 33件");
    assert_eq!(of("licences"), "缺年报 2278件 缺年报 10690件 缺年报 4529件");
    assert_eq!(of("review"), "缺年报 0件 缺年报 2件 缺年报 7件");
    assert_eq!(of("charges"), "缺年报 无此项 缺年报 9116.36万元 缺年报 18651.06万元");
    assert_eq!(of("suits_corrected_rate"), "缺年报 无 缺年报 0.0% 缺年报 10.5%");
}

/// 平潭 2018 as its statistics have it, with numbers of its own.
fn before_the_forms(year: u16, numbers: &[(&str, &str)]) -> Figures {
    let form = FORMS.for_year(year).unwrap().clone();
    assert!(!form.is_report());
    let mut report = Report::new(form.clone(), "平潭综合实验区管委会", year);
    for (row, number) in numbers {
        report.write(&form.cell(&format!("statistics.{row}.year")).unwrap().id, number).unwrap();
    }
    Figures::of(&report)
}

#[test]
fn years_before_the_forms_join_only_what_they_can_be_compared_with() {
    let mut reports = pingtan();
    let numbers = [
        ("received", "12"),
        ("handled", "10"),
        ("granted", "6"),
        ("refused", "3"),
        ("review", "2"),
        ("suit", "1"),
    ];
    reports.push(before_the_forms(2018, &numbers));
    let of = |id: &str| shown(id, [2017, 2018, 2020], &reports).join(" ");
    assert_eq!(of("received"), "缺年报 12件 21件");
    assert_eq!(of("granted"), "缺年报 6件 7件");
    assert_eq!(of("refused"), "缺年报 3件 0件");
    assert_eq!(of("granted_share"), "缺年报 60.0% 33.3%");
    assert_eq!(of("review"), "缺年报 2件 0件");
    // What was not written is blank; what the statistics never had is not there.
    assert_eq!(of("partial"), "缺年报 未填 6件");
    assert_eq!(of("carried_out"), "缺年报 无此项 0件");
    assert_eq!(of("demand"), "缺年报 无此项 21件");
    // The same but for a note is joined; what is only roughly the same is not.
    let parted = |id: &str| -> Vec<(u16, u16, Comparability)> {
        let all = series(id, 2018..=2020, &reports).breaks;
        all.into_iter().map(|it| (it.before, it.after, it.comparability)).collect()
    };
    assert_eq!(parted("received"), [(2018, 2020, Comparability::Close)]);
    assert_eq!(parted("granted"), [(2018, 2020, Comparability::Broken)]);
    assert_eq!(parted("granted_share"), [(2018, 2020, Comparability::Broken)]);
    assert_eq!(parted("review"), [(2018, 2020, Comparability::Close)]);
    // A year of the new form that has no share stands between: the forms part the years on either side of it all the same.
    reports.push(times("10", 2019, 0, &[]));
    assert_eq!(shown("granted_share", 2018..=2020, &reports).join(" "), "60.0% 无 33.3%");
    let all = series("granted_share", 2018..=2020, &reports);
    let (before, parted) = all.before(2020).unwrap();
    assert_eq!((before.year, parted.unwrap().comparability), (2018, Comparability::Broken));
    assert!(report::series::sentence(&all).contains("与2018年口径不同，不作比较"));
    let told = &SeriesJson::of(&all).changes[0];
    assert_eq!((told.from, told.absolute.as_str(), told.relative.as_str()), (2018, "口径不同", ""));
}

#[test]
fn real_series_within_one_edition() {
    let suqian = ["17-excerpt", "18-excerpt", "45-excerpt"].map(published);
    assert_eq!(shown("received", 2023..=2025, &suqian), ["3511件", "3525件", "3830件"]);
    assert_eq!(shown("normative_in_force", 2023..=2025, &suqian), ["597件", "420件", "422件"]);
    // Of 2025 only an excerpt is published: what it does not give is no zero.
    assert_eq!(shown("handled_rate", 2023..=2025, &suqian), ["96.6%", "96.6%", "未填"]);
    let of = |id: &str| shown(id, [2023, 2024], &suqian);
    assert_eq!(of("received"), ["3511件", "3525件"]);
    assert_eq!(of("demand"), ["3607件", "3646件"]);
    assert_eq!(of("carried_out"), ["121件", "125件"]);
    assert_eq!(of("handled_rate"), ["96.6%", "96.6%"]);
    assert_eq!(of("normative_in_force"), ["597件", "420件"]);
    assert_eq!(of("review"), ["440件", "170件"]);
    let hongze = ["02", "03"].map(published);
    let of = |id: &str| shown(id, [2023, 2024], &hongze);
    assert_eq!(of("received"), ["21件", "95件"]);
    assert_eq!(of("granted_share"), ["0.0%", "52.6%"]);
    assert_eq!(of("normative_in_force"), ["5件", "8件"]);
}

#[test]
fn seven_years_across_both_editions() {
    let reports = seven_years();
    let of = |id: &str| shown(id, 2019..=2025, &reports).join(" ");
    assert_eq!(of("received"), "42件 21件 151件 74件 436件 218件 654件");
    assert_eq!(of("demand"), "42件 21件 151件 75件 436件 218件 654件");
    assert_eq!(of("carried_in"), "0件 0件 0件 1件 0件 0件 0件");
    assert_eq!(of("carried_out"), "0件 0件 1件 0件 0件 0件 0件");
    assert_eq!(of("handled"), "42件 21件 150件 75件 436件 218件 654件");
    assert_eq!(of("handled_rate"), "100.0% 100.0% 99.3% 100.0% 100.0% 100.0% 100.0%");
    assert_eq!(of("granted"), "14件 7件 42件 21件 142件 71件 213件");
    assert_eq!(of("closed"), "8件 4件 8件 4件 6件 3件 9件");
    assert_eq!(of("normative_issued"), "154件 77件 176件 88件 124件 62件 186件");
    assert_eq!(of("normative_repealed"), "无此项 无此项 110件 55件 66件 33件 99件");
    assert_eq!(of("licences"), "4556件 2278件 21380件 10690件 9058件 4529件 13587件");
    assert_eq!(of("suits"), "0件 0件 2件 1件 38件 19件 57件");
    // Parted between 2020 and 2021 and nowhere else, whatever the indicator.
    let mut parted = 0;
    for indicator in &INDICATORS.all {
        let series = Series::of(indicator, "", &(2019..=2025).collect(), [reports.as_slice()]);
        let breaks: Vec<_> = series.breaks.iter().map(|it| (it.before, it.after)).collect();
        assert!(breaks.is_empty() || breaks == [(2020, 2021)], "{}: {breaks:?}", indicator.id);
        parted += breaks.len();
    }
    assert_eq!(parted, 14);
    let stretches = |id: &str| -> Vec<usize> {
        series(id, 2019..=2025, &reports).stretches().iter().map(|it| it.len()).collect()
    };
    assert_eq!(stretches("received"), [7]);
    assert_eq!(stretches("normative_in_force"), [2, 5], "counted otherwise before 2021");
    assert_eq!(stretches("licences"), [7], "nearly the same is joined, with the break told");
}

#[test]
fn the_years_under_a_former_name_are_joined() {
    let (former, present) = ([published("02")], [published("03")]);
    let indicator = INDICATORS.get("received").unwrap();
    let names = [former.as_slice(), present.as_slice()];
    let joined = Series::of_one_office(indicator, "洪泽区", &(2023..=2024).collect(), names);
    let shown: Vec<_> = joined.points.iter().map(|it| (indicator.shown(&it.point), it.counted)).collect();
    assert_eq!(shown, [("21件".into(), 1), ("95件".into(), 1)]);
    assert!(joined.breaks.is_empty());
    assert_eq!(sentence(&joined), "2024年新收申请为95件，比上年增加74件，增长352.4%。");
}

#[test]
fn years_part_exactly_where_the_mapping_says() {
    let reports = pingtan();
    let mut close = BTreeSet::new();
    let mut broken = BTreeSet::new();
    for indicator in INDICATORS.all.iter() {
        let series = Series::of(indicator, "", &(2019..=2024).collect(), [reports.as_slice()]);
        for it in &series.breaks {
            assert_eq!((it.before, it.after), (2020, 2022), "{}", indicator.id);
            assert!(!it.reason.is_empty(), "{}", indicator.id);
            let kind = if it.comparability == Comparability::Close { &mut close } else { &mut broken };
            kind.insert(indicator.id.as_str());
        }
    }
    // The mapping's close and broken cells, and what is worked out from them.
    let expected_close: BTreeSet<&str> = [
        "rules_issued",
        "normative_issued",
        "licences",
        "penalties",
        "coercion",
        "disclosure.rules.issued",
        "disclosure.normative.issued",
        "disclosure.licences.decided",
        "disclosure.penalties.decided",
        "disclosure.coercion.decided",
    ]
    .into();
    let expected_broken: BTreeSet<&str> = [
        "rules_in_force",
        "normative_in_force",
        "disclosure.rules.in_force",
        "disclosure.normative.in_force",
    ]
    .into();
    assert_eq!(close, expected_close);
    assert_eq!(broken, expected_broken);
}

#[test]
fn all_that_can_be_compared() {
    let mut told = String::new();
    for group in GroupJson::all(&INDICATORS) {
        told += &format!("== {} {}\n", group.id, group.label);
        for it in group.indicators {
            told += &format!("{}{} {} [{}]", if it.main { "* " } else { "" }, it.id, it.label, it.unit);
            for source in it.sources {
                let per =
                    if source.per.is_empty() { String::new() } else { format!("/{}", source.per.len()) };
                told += &format!(" {}:{}{per} {}", source.edition, source.of.len(), source.comparability);
            }
            for (edition, reason) in it.absent {
                told += &format!(" {edition}: {reason}");
            }
            told += "\n";
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn each_edition_says_which_of_its_cells_an_indicator_is_made_of() {
    let lines = |id: &str| -> Vec<String> {
        INDICATORS.get(id).unwrap().editions(&FORMS).iter().map(|it| it.line()).collect()
    };
    let rate = lines("granted_share");
    assert_eq!(rate.len(), 3);
    assert!(
        rate[0].starts_with("历史指标（2019年以前）（2008年至2018年）：") && rate[0].contains('÷'),
        "{rate:?}"
    );
    assert!(rate[1].ends_with("；与2021年格式口径一致"), "{rate:?}");
    assert_eq!(rate[2], "2021年格式（2021年起）：表三“（一）予以公开”总计÷表三“（七）总计”总计");
    let repealed = lines("normative_repealed");
    assert!(repealed[1].starts_with("2019年试行格式（2019年至2020年）：没有。"), "{repealed:?}");
    // Every indicator has a line of each edition: its cells, or why there are none.
    for it in &INDICATORS.all {
        let told = it.editions(&FORMS);
        assert!(told.len() == FORMS.iter().count() || it.formulas.len() == 1, "{}", it.id);
        assert!(told.iter().all(|it| it.cells.is_some() || !it.reason.is_empty()), "{}", it.id);
    }
}

#[test]
fn other_treatment_is_known_as_a_sum_and_not_in_its_parts() {
    let reports = pingtan();
    assert_eq!(shown("closed", [2020], &reports), ["4件"]);
    assert_eq!(shown("requests.closed_other.total", [2020], &reports), ["无此项"]);
    assert_eq!(shown("2019:requests.closed.total", [2020, 2024], &reports), ["4", "无此项"]);
    let series = series("requests.closed_other.total", [2020], &reports);
    assert_eq!(
        series.indicator.absent,
        [
            ("2019".to_owned(), "2019年试行格式的“其他处理”只有一行，各分项不可知。".to_owned()),
            ("2014".to_owned(), "历史指标（2019年以前）没有这一项。".to_owned()),
        ]
    );
}

#[test]
fn a_line_is_parted_at_gaps_and_where_the_meaning_changed() {
    let stretches = |id: &str, reports: &[Figures]| -> Vec<Vec<u16>> {
        let series = series(id, 2019..=2024, reports);
        series.stretches().iter().map(|it| it.iter().map(|point| point.year).collect()).collect()
    };
    assert_eq!(stretches("received", &pingtan()), [[2020], [2022], [2024]]);
    let mut reports = pingtan();
    reports.push(made(2021, &[("requests.received.total", 50), ("disclosure.normative.in_force", 9)]));
    assert_eq!(stretches("received", &reports), [vec![2020, 2021, 2022], vec![2024]]);
    assert_eq!(stretches("normative_in_force", &reports), [vec![2020], vec![2021, 2022], vec![2024]]);
}

/// A report of the newest form with these cells.
fn made_report(year: u16, cells: &[(&str, u64)]) -> Report {
    let form = FORMS.newest().clone();
    let mut report = Report::new(form.clone(), "某镇", year);
    for (name, n) in cells {
        report.set(&form.cell(name).unwrap().id, Some(Value::Count(*n))).unwrap();
    }
    report
}

fn made(year: u16, cells: &[(&str, u64)]) -> Figures {
    Figures::of(&made_report(year, cells))
}

#[test]
fn nothing_divided_by_nothing_is_no_number() {
    let none = made(
        2023,
        &[("requests.received.total", 0), ("requests.carried_in.total", 0), ("requests.handled.total", 0)],
    );
    let blank = made(2024, &[("requests.received.total", 5), ("requests.handled.total", 5)]);
    let reports = [none, blank];
    assert_eq!(shown("handled_rate", 2022..=2024, &reports), ["缺年报", "无", "未填"]);
    assert_eq!(shown("demand", 2022..=2024, &reports), ["缺年报", "0件", "未填"]);
}

#[test]
fn changes_have_signs_units_and_no_relative_one_from_zero() {
    let indicator = INDICATORS.get("received").unwrap();
    let told = |a: i64, b: i64| {
        let change = change(indicator, &Point::Value(a.into()), &Point::Value(b.into()));
        format!("{} {}", change.shown(indicator), change.shown_relative())
    };
    assert_eq!(told(20, 25), "+5件 +25.0%");
    assert_eq!(told(25, 20), "-5件 -20.0%");
    assert_eq!(told(7, 7), "0件 0.0%");
    assert_eq!(told(0, 3), "+3件 无");
    assert_eq!((told(3000, 3001), told(3001, 3000)), ("+1件 不足0.1%".into(), "-1件 不足0.1%".into()));
    let rate = INDICATORS.get("handled_rate").unwrap();
    let points = change(rate, &Point::Value(90.into()), &Point::Value(95.into()));
    assert_eq!(format!("{} {}", points.shown(rate), points.shown_relative()), "+5.0个百分点 ");
    // 宿迁 2023 and 2024: both are printed as 96.6%, and so nothing has changed.
    let [before, after] = ["96.645", "96.572"].map(|text| Point::Value(text.parse().unwrap()));
    assert_eq!(change(rate, &before, &after).shown(rate), "0.0个百分点");
    let gap = change(rate, &Point::Missing, &Point::Value(95.into()));
    assert_eq!((gap.absolute, gap.shown(rate).as_str()), (None, "无"));
}

#[test]
fn a_sentence_says_what_the_series_says() {
    let reports = pingtan();
    let said = |id: &str, last: u16| sentence(&series(id, 2019..=last, &reports));
    assert_eq!(said("received", 2024), "2024年新收申请为218件，比2022年增加144件，增长194.6%。");
    assert_eq!(said("received", 2023), "2023年没有年报，新收申请不详。");
    assert_eq!(said("received", 2020), "2020年新收申请为21件。");
    assert_eq!(said("granted_share", 2024), "2024年予以公开占比为32.6%，比2022年提高4.6个百分点。");
    assert_eq!(
        said("normative_in_force", 2022),
        "2022年规范性文件现行有效为698件；与2020年口径不同，不作比较。"
    );
    assert_eq!(
        said("licences", 2022),
        "2022年行政许可为10690件，比2020年增加8412件，增长369.3%（两年口径相近，不完全相同）。"
    );
    assert_eq!(said("normative_repealed", 2020), "2020年规范性文件废止不在当年年报格式中。");
    assert_eq!(said("suits_corrected_rate", 2020), "2020年基数为零，不计算行政诉讼纠正率。");
}

#[test]
fn a_county_adds_up_who_reported_and_says_how_many() {
    let town = |n| {
        [made(2023, &[("requests.received.total", n)]), made(2024, &[("requests.received.total", 2 * n)])]
    };
    let (a, b) = (town(3), town(5));
    let c = [made(2023, &[("requests.received.total", 10)])];
    let silent = [made(2024, &[])];
    let members: [&[Figures]; 4] = [&a, &b, &c, &silent];
    let indicator = INDICATORS.get("received").unwrap();
    let county = Series::of(indicator, "某县", &[2022, 2023, 2024].into(), members);
    let told: Vec<_> = county.points.iter().map(|it| (it.point, it.reported, it.counted)).collect();
    assert_eq!(
        told,
        [(Point::Missing, 0, 0), (Point::Value(18.into()), 3, 3), (Point::Value(16.into()), 3, 2),]
    );
    let lengths = |it: &Series| it.stretches().iter().map(|it| it.len()).collect::<Vec<_>>();
    assert_eq!(lengths(&county), [1, 1], "no line joins sums of different agencies");
    let json = SeriesJson::of(&county);
    let notes: Vec<_> = json.points.iter().map(|it| it.note.as_deref()).collect();
    assert_eq!(notes, [None, Some("4个机关中3个有数"), Some("4个机关中2个有数")]);
    assert_eq!(json.points.iter().map(|it| it.alone).collect::<Vec<_>>(), [false, true, true]);
    assert!(json.changes.is_empty(), "sums of different agencies tell nothing of what changed");
    assert_eq!(json.sentence, "2024年新收申请为16件（4个机关中2个有数），不与以前比较。");
    let row = &report::series::rows(&[county])[1];
    assert_eq!(row[6..], ["", "", "", "2023年：4个机关中3个有数。2024年：4个机关中2个有数。"]);
    let whole = Series::of(indicator, "某县", &[2023, 2024].into(), members.into_iter().take(2));
    assert_eq!(sentence(&whole), "2024年新收申请为16件，比上年增加8件，增长100.0%。");
    assert_eq!(lengths(&whole), [2]);
}

#[test]
fn an_office_under_two_names_is_whole_with_one_of_them() {
    // Nobody reported on 2021: the office's years go on behind the gap.
    let reports = [2020, 2022, 2023].map(|year| [made(year, &[("requests.received.total", 5)])]);
    let indicator = INDICATORS.get("received").unwrap();
    let years = (2020..=2023).collect();
    let office = Series::of_one_office(indicator, "某局", &years, reports.iter().map(|it| it.as_slice()));
    assert!(office.points.iter().all(|it| office.note(it).is_none()));
    let json = SeriesJson::of(&office);
    assert_eq!((json.members, json.one_office, json.changes.len()), (3, true, 2));
    assert_eq!(json.sentence, "2023年新收申请为5件，与上年持平。");
    // A year that both names reported on may be told twice.
    let both = [made(2022, &[("requests.received.total", 5)]), made(2023, &[("requests.received.total", 5)])];
    let names = [both.as_slice(), reports[2].as_slice()];
    let office = Series::of_one_office(indicator, "某局", &[2022, 2023].into(), names);
    let json = SeriesJson::of(&office);
    let notes: Vec<_> = json.points.iter().map(|it| it.note.as_deref()).collect();
    assert_eq!(notes, [None, Some("2个名称当年都有年报，2个有数，不知是否重复")]);
    assert!(json.changes.is_empty());
    assert!(json.sentence.ends_with("不与以前比较。"), "{}", json.sentence);
}

#[test]
fn two_agencies_that_never_reported_on_one_year_are_not_one_office() {
    let indicator = INDICATORS.get("received").unwrap();
    // With a gap between them and without, and one who never reported at all.
    for (first, second) in [(2020, 2022), (2021, 2022)] {
        let a = [made(first, &[("requests.received.total", 3)])];
        let b = [made(second, &[("requests.received.total", 9)])];
        for members in [vec![a.as_slice(), b.as_slice()], vec![a.as_slice(), b.as_slice(), &[]]] {
            let count = members.len();
            let sum = Series::of(indicator, "某县", &(2020..=2022).collect(), members);
            let json = SeriesJson::of(&sum);
            assert!(json.changes.is_empty(), "what one had is not compared with what the other has");
            let part = format!("{count}个机关中1个有数");
            let told = json.points.iter().filter(|it| it.value.is_some());
            assert_eq!(told.map(|it| it.note.clone()).collect::<Vec<_>>(), [Some(part.clone()), Some(part)]);
            assert!(json.sentence.ends_with("不与以前比较。"), "{}", json.sentence);
        }
    }
}

#[test]
fn a_number_that_an_earlier_form_counted_otherwise_says_so_wherever_it_stands() {
    let stock = series("normative_in_force", [2020], &pingtan());
    let note = stock.note(&stock.points[0]).unwrap();
    assert!(note.contains("公开"), "{note}");
    assert_eq!(sentence(&stock), format!("2020年规范性文件现行有效为166件（{note}）。"));
    let newer = series("normative_in_force", 2022..=2024, &pingtan());
    assert!(newer.points.iter().all(|it| newer.note(it).is_none()));
    let parted = series("normative_in_force", [2020, 2022], &pingtan());
    let told = &SeriesJson::of(&parted).changes[0];
    assert_eq!((told.absolute.as_str(), told.relative.as_str()), ("口径不同", ""));
    let row = &report::series::rows(&[parted])[1];
    assert_eq!(row[5..8], ["2020→2022", "口径不同", ""]);
    let rate = series("handled_rate", [2022, 2024], &pingtan());
    let row = &report::series::rows(&[rate])[1];
    assert!(row[6].ends_with("个百分点"), "{row:?}");
}

#[test]
fn the_largest_parts_are_all_named() {
    let part = |id: &str| series(id, [2020], &pingtan());
    assert_eq!(
        report::series::of_parts(&["granted", "refused", "unable"].map(part)),
        "2020年各项合计14件，其中予以公开、无法提供最多，各7件，各占合计的50.0%。"
    );
    assert_eq!(
        report::series::of_parts(&["granted_share", "partial_share"].map(part)),
        "2020年予以公开占比最多，占33.3%。"
    );
}

#[test]
fn agencies_are_ranked_and_their_band_is_told() {
    let of = |n: u64| series("received", [2024], &[made(2024, &[("requests.received.total", n)])]);
    let missing = series("received", [2024], &[]);
    let all = [of(4), of(9), missing, of(9), of(1)];
    let ranks: Vec<_> = ranking(&all, 2024).iter().map(|it| (it.rank, it.of)).collect();
    assert_eq!(ranks, [(1, 1), (1, 3), (3, 0), (4, 4)]);
    let band = Band::of(&all, 2024).unwrap();
    let told = [band.least, band.lower, band.median, band.upper, band.most].map(|it| it.to_string());
    assert_eq!((band.count, told.join(" ").as_str()), (4, "1 3.25 6.50 9 9"));
    assert_eq!(Band::of(&all, 2023), None);
}

#[test]
fn many_agencies_are_told_by_where_they_lie() {
    let of = |n: u64| series("received", [2024], &[made(2024, &[("requests.received.total", n)])]);
    let all: Vec<Series> = (1..=9).map(|n| of(n * 10)).collect();
    assert_eq!(
        report::series::of_several(&all),
        "2024年9个机关新收申请的中位数为50件，中间一半在30件至70件之间，最少10件，最多90件。"
    );
    let none: Vec<Series> = (0..9).map(|_| series("received", [2024], &[])).collect();
    assert_eq!(report::series::of_several(&none), "2024年各机关新收申请都没有数。");
}

#[test]
fn amounts_are_compared_in_one_unit() {
    let form = FORMS.edition("2019").unwrap().clone();
    let amount = |text: &str| {
        let mut report = Report::new(form.clone(), "某县", 2020);
        report.write(&form.cell("disclosure.procurement.amount").unwrap().id, text).unwrap();
        shown("2019:disclosure.procurement.amount", [2020], &[Figures::of(&report)]).concat()
    };
    assert_eq!(amount("251000元"), "251000元");
    assert_eq!(amount("25.1万元"), "251000元");
    assert_eq!(amount("251000"), "未填", "nobody knows its unit");
}

#[test]
fn a_file_that_is_wrong_says_what_is_wrong() {
    let wrong = |indicator: &str| {
        let text = format!("[[groups]]\nid = \"g\"\nlabel = \"g\"\n[[indicators]]\n{indicator}");
        Indicators::parse(&text, &FORMS).unwrap_err().what
    };
    let line = |rest: &str| format!("id = \"x\"\nlabel = \"x\"\ndefinition = \"x\"\n{rest}");
    let of = "of = [\"requests.received.total\"]";
    assert_eq!(
        wrong(&line(&format!("group = \"h\"\nunit = \"件\"\n{of}"))),
        "x is of group h, which is not there"
    );
    assert_eq!(
        wrong(&line("group = \"g\"\nunit = \"件\"\nof = [\"requests.nowhere.total\"]")),
        "x: there is no cell requests.nowhere.total"
    );
    assert_eq!(
        wrong(&line(&format!("group = \"g\"\nunit = \"%\"\n{of}"))),
        "x: what is divided is a percentage, and nothing else is"
    );
    let twice = line(&format!("group = \"g\"\nunit = \"件\"\n{of}"));
    assert_eq!(wrong(&format!("{twice}\n[[indicators]]\n{twice}")), "x stands twice");
}

#[test]
fn a_series_as_json_has_exact_numbers_and_words_for_gaps() {
    let json = SeriesJson::of(&series("granted_share", 2020..=2022, &pingtan()));
    let told: Vec<_> =
        json.points.iter().map(|it| (it.state.as_str(), it.value.as_deref(), it.shown.as_str())).collect();
    assert_eq!(
        told,
        [
            ("value", Some("33.333333333333333333333333333"), "33.3%"),
            ("missing", None, "缺年报"),
            ("value", Some("28"), "28.0%"),
        ]
    );
    assert_eq!(json.changes.len(), 1);
    assert_eq!(
        (json.changes[0].absolute.as_str(), json.changes[0].comparability.as_str()),
        ("-5.3个百分点", "exact")
    );
    let numbers = SeriesJson::numbers_of(&series("granted_share", 2020..=2022, &pingtan()));
    assert!(numbers.changes.is_empty() && numbers.sentence.is_empty() && !json.sentence.is_empty());
    let whole = SeriesJson { changes: json.changes.clone(), sentence: json.sentence.clone(), ..numbers };
    assert_eq!(serde_json::to_value(whole).unwrap(), serde_json::to_value(json).unwrap());
}

const OUTCOMES: [&str; 6] = ["granted", "partial", "refused", "unable", "declined", "closed"];

/// A report whose outcomes are these, in the form of its year.
fn outcomes(year: u16, counts: &[u64]) -> Figures {
    let form = FORMS.for_year(year).unwrap().clone();
    let mut report = Report::new(form.clone(), "某镇", year);
    if !form.is_report() {
        for (cell, n) in form.cells().iter().zip(counts.iter().cycle()) {
            report.set(&cell.id, Some(Value::Count(*n))).unwrap();
        }
        return Figures::of(&report);
    }
    let not_outcomes = ["received", "carried_in", "handled", "carried_out"];
    let rows =
        form.table("requests").unwrap().rows.iter().filter(|row| !not_outcomes.contains(&row.id.as_str()));
    let mut total = 0;
    for (row, n) in rows.zip(counts.iter().cycle()) {
        report
            .set(&form.cell(&format!("requests.{}.total", row.id)).unwrap().id, Some(Value::Count(*n)))
            .unwrap();
        total += n;
    }
    report.set(&form.cell("requests.handled.total").unwrap().id, Some(Value::Count(total))).unwrap();
    Figures::of(&report)
}

proptest! {
    #[test]
    fn shares_are_a_whole(year in 2019_u16..2026, counts in vec(0_u64..10_000_000, 21)) {
        let reports = [outcomes(year, &counts)];
        let points: Vec<Point> = OUTCOMES
            .iter()
            .map(|id| series(&format!("{id}_share"), [year], &reports).points[0].point)
            .collect();
        if counts.iter().take(21).all(|n| *n == 0) {
            prop_assert!(points.iter().all(|it| *it == Point::NotApplicable));
        } else {
            let shown: rust_decimal::Decimal =
                points.iter().map(|it| it.value().unwrap().round_dp(1)).sum();
            // Six roundings of at most 0.05 each.
            prop_assert!((shown - rust_decimal::Decimal::ONE_HUNDRED).abs() <= rust_decimal::Decimal::new(3, 1), "{shown}");
        }
    }

    #[test]
    fn the_order_of_years_never_matters(
        counts in vec((2005_u16..2026, vec(0_u64..100, 21)), 1..8),
        turn in 0_usize..8,
    ) {
        // One report a year; the earliest have no form.
        let mut seen = BTreeSet::new();
        let mut reports: Vec<Figures> = counts
            .iter()
            .filter(|(year, _)| FORMS.for_year(*year).is_some() && seen.insert(*year))
            .map(|(year, counts)| outcomes(*year, counts))
            .collect();
        let straight: Vec<Series> = INDICATORS.all.iter().map(|it| Series::of(it, "", &(2005..2026).collect(), [reports.as_slice()])).collect();
        let turn = turn.min(reports.len());
        reports.rotate_left(turn);
        reports.reverse();
        let turned: Vec<Series> = INDICATORS.all.iter().map(|it| Series::of(it, "", &(2005..2026).collect(), [reports.as_slice()])).collect();
        prop_assert_eq!(straight, turned);
    }

    #[test]
    fn years_that_are_missing_are_gaps_and_not_zeros(present in vec(any::<bool>(), 7)) {
        let years: Vec<u16> = (2019..2026).zip(&present).filter(|(_, it)| **it).map(|(year, _)| year).collect();
        let reports: Vec<Figures> = years.iter().map(|year| outcomes(*year, &[0])).collect();
        for indicator in INDICATORS.all.iter() {
            let series = Series::of(indicator, "", &(2019..2026).collect(), [reports.as_slice()]);
            for it in &series.points {
                prop_assert_eq!(it.point == Point::Missing, !years.contains(&it.year));
            }
            prop_assert!(series.stretches().iter().flat_map(|it| it.iter()).all(|it| years.contains(&it.year)));
        }
    }
}
