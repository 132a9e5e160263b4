//! Several series together: whether they are parts of one whole, and what is said of them.
#![cfg(test)]

use report::{
    series::{are_parts, of_parts, of_several, sentence, Figures, Indicators, Series},
    Forms, Report,
};
use std::sync::LazyLock;

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());
static INDICATORS: LazyLock<Indicators> = LazyLock::new(|| Indicators::bundled(&FORMS).unwrap());

/// Numbers of a report of the newest form.
fn made(year: u16, cells: &[(&str, u64)]) -> Figures {
    let mut report = Report::new(FORMS.newest().clone(), "某镇", year);
    for (name, count) in cells {
        let id = report.form().cell(name).unwrap().id.clone();
        report.write(&id, &count.to_string()).unwrap();
    }
    Figures::of(&report)
}

fn series(id: &str, subject: &str, reports: &[Figures]) -> Series {
    let years = reports.iter().map(Figures::year).collect();
    Series::of(INDICATORS.named(id).unwrap(), subject, &years, [reports])
}

#[test]
fn what_is_counted_in_another_is_no_part_beside_it() {
    let can_be_stacked = |ids: &[&str]| {
        let reports = [made(2024, &[])];
        are_parts(&ids.iter().map(|id| series(id, "某镇", &reports)).collect::<Vec<_>>())
    };
    assert!(can_be_stacked(&["granted", "partial", "refused", "unable", "declined", "closed"]));
    assert!(can_be_stacked(&["from_person", "from_company", "from_research"]));
    assert!(can_be_stacked(&["licences", "penalties", "coercion"]));
    assert!(can_be_stacked(&["review", "suits"]));
    assert!(!can_be_stacked(&["received", "demand"]), "the one is in the other");
    assert!(!can_be_stacked(&["received", "handled"]), "what came in is what was dealt with");
    assert!(!can_be_stacked(&["granted", "handled"]));
    assert!(!can_be_stacked(&["review", "review_corrected"]));
    assert!(!can_be_stacked(&["requests.granted.total", "requests.granted.person"]));
}

#[test]
fn charts_that_are_offered_as_a_whole_are_one() {
    let stacked = INDICATORS.charts.iter().filter(|it| it.kind == report::series::ChartKind::Stacked);
    let mut count = 0;
    for plan in stacked {
        let reports = [made(2024, &[])];
        let all: Vec<Series> = plan.of.iter().map(|it| series(&it.id, "某镇", &reports)).collect();
        assert!(are_parts(&all), "{}", plan.id);
        count += 1;
    }
    assert!(count > 1);
}

#[test]
fn agencies_on_one_another_are_told_by_their_names() {
    let town = |n: u64| [made(2024, &[("requests.received.total", n)])];
    let all = [("东镇", town(6)), ("南镇", town(6)), ("西镇", town(0))];
    let all: Vec<Series> = all.iter().map(|(name, reports)| series("received", name, reports)).collect();
    assert!(are_parts(&all));
    assert_eq!(of_parts(&all), "2024年3个机关新收申请合计12件，其中东镇、南镇最多，各6件，各占合计的50.0%。");
}

#[test]
fn a_slight_change_is_told_as_one() {
    let reports = [2023, 2024].map(|year| made(year, &[("requests.received.total", u64::from(year) + 7000)]));
    assert_eq!(
        sentence(&series("received", "某镇", &reports)),
        "2024年新收申请为9024件，比上年增加1件，增幅不足0.1%。"
    );
    let rate = |year: u16, handled: u64| {
        made(
            year,
            &[
                ("requests.received.total", 4000),
                ("requests.carried_in.total", 0),
                ("requests.handled.total", handled),
            ],
        )
    };
    let said =
        |first, second| sentence(&series("handled_rate", "某镇", &[rate(2023, first), rate(2024, second)]));
    assert_eq!(said(4000, 4000), "2024年办结率为100.0%，与上年持平。");
    assert_eq!(said(4000, 3999), "2024年办结率为100.0%，与上年基本持平。");
}

#[test]
fn a_name_that_begins_with_a_digit_is_parted_from_the_year() {
    let id = "requests.refused_by_law.total";
    let reports = [made(2024, &[(id, 23)])];
    assert_eq!(sentence(&series(id, "某镇", &reports)), "2024年“2.其他法律行政法规禁止公开 总计”为23件。");
}

#[test]
fn rates_are_high_and_low_and_counts_many_and_few() {
    let rate = |n: u64| {
        [made(
            2024,
            &[
                ("requests.received.total", 10),
                ("requests.carried_in.total", 0),
                ("requests.handled.total", n),
            ],
        )]
    };
    let reports: Vec<_> = (3..=10).map(rate).collect();
    let all = |id: &str| -> Vec<Series> { reports.iter().map(|it| series(id, "某镇", it)).collect() };
    assert!(of_several(&all("handled_rate")).contains("最低30.0%，最高100.0%"));
    assert!(of_several(&all("handled")).contains("最少3件，最多10件"));
}

#[test]
fn indicators_and_charts_are_found_by_their_names() {
    assert_eq!(INDICATORS.named("办结率").unwrap().id, "handled_rate");
    let chart = INDICATORS.chart_named("申请的办理结果").unwrap();
    assert_eq!(
        (chart.id.as_str(), INDICATORS.chart_of(&chart.of).map(|it| it.id.as_str())),
        ("outcomes", Some("outcomes"))
    );
    assert!(INDICATORS.named("没有").is_none() && INDICATORS.chart_of(&chart.of[1..]).is_none());
}
