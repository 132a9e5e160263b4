//! The workbook's numbers and labels, whatever their length, in columns of their width.

use super::{part, requests_sheet, sample};
use press::excel;
use report::Report;

/// A report with this in every cell of tables three and four.
fn filled(number: &str) -> Report {
    let mut report = sample("guantangyi-2024.json");
    for id in report.form().cells().iter().map(|cell| cell.id.clone()).collect::<Vec<_>>() {
        if matches!(id.table(), "requests" | "disputes") {
            report.write(&id, number).unwrap();
        }
    }
    report
}

fn sheet(report: &Report, number: usize) -> String {
    part(&excel::write(report).unwrap(), &format!("xl/worksheets/sheet{number}.xml"))
}

/// Each look: its format and its alignment.
fn looks(report: &Report) -> Vec<(String, String)> {
    let styles = part(&excel::write(report).unwrap(), "xl/styles.xml");
    let (_, looks) = styles.split_once("<cellXfs").unwrap();
    let value = |of: &str, name: &str| of.split_once(name).unwrap().1.split('"').next().unwrap().to_owned();
    let each = looks.split_once("</cellXfs>").unwrap().0.split("<xf ").skip(1);
    each.map(|it| (value(it, "numFmtId=\""), it.to_owned())).collect()
}

fn widths(sheet: &str) -> Vec<f64> {
    sheet.split(" width=\"").skip(1).map(|it| it.split('"').next().unwrap().parse().unwrap()).collect()
}

/// Column (from 0), look and value of each cell that has one.
fn values(sheet: &str) -> Vec<(usize, usize, String)> {
    let cell = |it: &str| {
        let column = usize::from(it.as_bytes()[0] - b'A');
        let look = it.split_once(" s=\"")?.1.split('"').next()?.parse().ok()?;
        let value = it.split("</c>").next()?.split_once("<v>")?.1.split_once("</v>")?.0;
        Some((column, look, value.to_owned()))
    };
    sheet.split("<c r=\"").skip(1).filter_map(cell).collect()
}

/// Half an em of 10 pt a digit, of which the width of a column counts how many there are; five pixels of seven beside
/// them. What is emboldened has a pixel more each.
#[test]
fn eight_digits_fit_their_columns_in_bold_too() {
    let is_bold = |look: usize| look == 9;
    for (number, totals_are_off) in [("88888888", true), ("0", false)] {
        let report = filled(number);
        for (n, count) in [(3, 175), (4, 15)] {
            let xml = sheet(&report, n);
            let widths = widths(&xml);
            let values: Vec<_> = values(&xml).into_iter().filter(|it| it.2 == number).collect();
            assert_eq!(values.len(), count);
            assert_eq!(values.iter().any(|it| is_bold(it.1)), totals_are_off);
            for (column, look, value) in values {
                let digit = if is_bold(look) { 8.0 / 7.0 } else { 1.0 };
                assert!(value.len() as f64 * digit + 5.0 / 7.0 <= widths[column], "{column} of {n}");
            }
        }
    }
    assert!((widths(&sheet(&filled("123456"), 3)).iter().take(3).sum::<f64>() - 44.69).abs() < 0.02);
    let plain = widths(&sheet(&filled("1234"), 3));
    assert!(plain[3..].iter().all(|width| (width - plain[3]).abs() < 0.01), "as on the paper: {plain:?}");
}

#[test]
fn numbers_are_written_in_digits_and_shrink_where_they_do_not_fit() {
    let report = filled("88888888");
    let looks = looks(&report);
    for (_, look) in &looks {
        assert!(
            !(look.contains("wrapText") && look.contains("shrinkToFit")),
            "they exclude one another: {look}"
        );
    }
    for n in [3, 4] {
        for (_, look, value) in values(&sheet(&report, n)) {
            assert!(looks[look].0 == "1" || value == "平", "{value}");
            assert!(looks[look].1.contains("shrinkToFit"), "{value}");
        }
    }
}

#[test]
fn an_amount_shows_the_decimals_that_were_typed_and_a_blank_one_any() {
    let mut report = sample("guantangyi-2024.json");
    let id = report.form().cell("disclosure.charges.amount").unwrap().id.clone();
    for (amount, code) in
        [("12345678.123456", "0.000000"), ("1.12345678901", "0.00000000000"), ("7.10", "0.00")]
    {
        report.write(&id, amount).unwrap();
        let look = values(&sheet(&report, 2)).into_iter().find(|it| it.2 == amount).unwrap().1;
        let styles = part(&excel::write(&report).unwrap(), "xl/styles.xml");
        let format = format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", looks(&report)[look].0);
        assert!(styles.contains(&format), "{amount}: {styles}");
    }
    report.set(&id, None).unwrap();
    let blank = sheet(&report, 2);
    let last = blank.split("<c r=\"B").last().unwrap();
    let look: usize = last.split_once(" s=\"").unwrap().1.split('"').next().unwrap().parse().unwrap();
    assert_eq!(looks(&report)[look].0, "0", "the general format: {last}");
}

#[test]
fn no_line_of_a_label_begins_with_a_closing_mark_or_is_a_single_character() {
    let mut broken = 0;
    for report in [filled("0"), filled("88888888"), sample("shanghai-office-2019.json")] {
        let xml: String = (2..=4).map(|n| sheet(&report, n)).collect();
        for label in xml.split("xml:space=\"preserve\">").skip(1) {
            let label = label.split("</t>").next().unwrap();
            broken += usize::from(label.contains('\n'));
            for line in label.split('\n') {
                assert!(!line.starts_with(['、', '，', '。', '）', '”', '；', '：']), "{label}");
                assert!(label == line || line.chars().count() > 1, "{label}");
            }
        }
    }
    assert!(broken > 40, "{broken}");
    let xml = requests_sheet(&filled("0"));
    for label in [
        "5.要求行政机关确认\n或重新出具已获取信息",
        "1.申请人无正当理由逾期不\n补正、行政机关不再处理\n其政府信息公开申请",
        "2.申请人逾期未按收费通知要求\n缴纳费用、行政机关不再处理\n其政府信息公开申请",
    ] {
        assert!(xml.contains(&format!(">{label}</t>")), "{label}: {xml}");
    }
}

/// In one line that shrinks: a row is as high as a line.
#[test]
fn a_difference_of_eight_digits_is_not_broken() {
    let mut report = filled("0");
    let id = report.form().cell("requests.handled.person").unwrap().id.clone();
    report.write(&id, "88888888").unwrap();
    let xml = requests_sheet(&report);
    let (_, look, _) = values(&xml).into_iter().find(|it| it.2 == "差-88888888").unwrap();
    assert!(looks(&report)[look].1.contains("shrinkToFit"));
}

/// A formula that gives words or nothing has no format of numbers: LibreOffice would save it as 0 in an older workbook.
#[test]
fn a_blank_total_is_written_in_digits_once_it_is_a_number() {
    let forms = report::Forms::bundled().unwrap();
    let report = Report::new(forms.for_year(2024).unwrap().clone(), "某镇", 2024);
    let xml = requests_sheet(&report);
    let (_, rule) = xml.split_once("<conditionalFormatting sqref=\"J5 J6 J7 ").unwrap();
    assert!(
        rule.contains("dxfId=\"0\" priority=\"1\" operator=\"greaterThanOrEqual\"><formula>0<"),
        "{rule}"
    );
    let styles = part(&excel::write(&report).unwrap(), "xl/styles.xml");
    assert!(styles.contains("<dxf><numFmt numFmtId=\"164\" formatCode=\"0\"/></dxf>"), "{styles}");
    let looks = looks(&report);
    let formulas: Vec<_> = xml.split("<c r=\"").filter(|it| it.contains("<f>IF(")).collect();
    assert_eq!(formulas.len(), 25 + 6 + 7);
    for cell in formulas {
        let look: usize = cell.split_once(" s=\"").unwrap().1.split('"').next().unwrap().parse().unwrap();
        assert_eq!(looks[look].0, "0", "{cell}");
    }
}
