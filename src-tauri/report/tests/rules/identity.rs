//! R70–R78: whose report it is.

use crate::{draft, of, NOTHING};
use report::check::{Around, Day};

#[test]
fn r70_r72_years_and_period() {
    let period = |text: &str| draft().prose("preamble", &[text]);
    assert_eq!(
        period("本报告数据统计期限为2023年1月1日至12月31日。").said("R70"),
        ["标题年份 2024、统计期限 2023、报告年度 2024 不一致。"]
    );
    assert_eq!(draft().titled("某县青山镇2023年政府信息公开工作年度报告").said("R70").len(), 1);
    assert_eq!(
        period("所列数据的统计期限从2024年1月1日至12月31止。").said("R72"),
        ["统计期限应为 2024年1月1日至12月31日。"]
    );
    for right in [
        "统计期限为2024年1月1日至12月31日。",
        "统计期限自2024年1月1日起至2024年12月31日止。",
        "统计期限从2024年1月1日到12月31日止。",
    ] {
        assert_eq!(period(right).said("R72"), NOTHING, "{right}");
        assert_eq!(period(right).said("R70"), NOTHING, "{right}");
    }
}

#[test]
fn r71_years_in_the_text() {
    assert_eq!(
        draft().overview("2022年，我镇办公室共制定制度若干。").said("R71"),
        ["正文出现“2022年”，请核对是否沿用旧稿。"]
    );
    assert_eq!(draft().overview("与2023年相比有所提高。").said("R71"), NOTHING);
    assert_eq!(draft().overview("按照2019年修订的《条例》办理。").said("R71"), NOTHING);
    let next = draft().prose(
        "problems",
        &["存在解读质量不高的问题。2025年，我镇将进一步加强培训，完善制度，提升质量和水平。"],
    );
    assert_eq!(next.said("R71"), NOTHING);
}

#[test]
fn r73_publication() {
    let on = |year, month, day| Around { published: Some(Day { year, month, day }), ..Around::default() };
    assert_eq!(draft().said_with("R73", &on(2024, 12, 25)), ["发布日期早于统计期末（12月31日）。"]);
    assert_eq!(draft().said_with("R73", &on(2025, 3, 26)), ["发布日期晚于 1 月 31 日。"]);
    assert_eq!(draft().said_with("R73", &on(2025, 1, 31)), NOTHING);
    let county = Around { deadline: Some(Day { year: 2025, month: 1, day: 20 }), ..on(2025, 1, 25) };
    assert_eq!(draft().said_with("R73", &county), ["发布日期晚于 1 月 20 日。"]);
}

#[test]
fn r74_another_level() {
    assert_eq!(
        draft().overview("我局高度重视。我局积极推进。").said("R74"),
        ["正文出现“我局”，与本机关（某县青山镇）不符，请核对。"]
    );
    assert_eq!(draft().overview("我镇高度重视，我县要求。").said("R74"), NOTHING);
}

#[test]
fn r75_titles() {
    let said = |title: &str| draft().titled(title).said("R75");
    assert_eq!(
        said("某县青山镇2024年度政府信息公开年度报告"),
        ["建议标题：某县青山镇2024年政府信息公开工作年度报告"]
    );
    assert_eq!(said("2024年某县青山镇政府信息公开工作年度报告"), NOTHING);
    assert_eq!(draft().said("R75"), NOTHING);
}

#[test]
fn r76_r77_citations() {
    let cites = |text: &str| draft().prose("preamble", &[text]);
    let old = cites("根据《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。");
    assert_eq!(
        old.said("R76"),
        ["引用的“国办公开办函〔2019〕60号”已被替代，或与文件名不匹配；现行的是国办公开办函〔2021〕30号。"]
    );
    let mixed = cites("落实《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函【2021】30号）的精神。");
    assert_eq!(mixed.said("R76").len(), 1);
    assert_eq!(mixed.said("R77"), ["发文字号年份应使用〔〕：“国办公开办函〔2021〕30号”。"]);
    assert_eq!(cites("根据国办发〔2021〕30号编制。").said("R76").len(), 1);
    let right = cites("按照《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制。");
    assert_eq!(right.said("R76"), NOTHING);
    assert_eq!(right.said("R77"), NOTHING);
    // 平潭 2020.
    let in_2020 = "根据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。";
    assert_eq!(of("2019", "某县青山镇", 2020).prose("preamble", &[in_2020]).said("R76"), NOTHING);
}

#[test]
fn r78_addressed_to_a_superior() {
    assert_eq!(
        draft().prose("preamble", &["根据贵办要求，现将情况报告如下。"]).said("R78"),
        ["公开版不宜保留报送用语“根据贵”。"]
    );
    assert_eq!(draft().said("R78"), NOTHING);
}

/// 平潭 2024 appeared on 10 March: in time for a whole government, late for a town.
#[test]
fn r73_a_government_has_until_march() {
    let on = Around { published: Some(Day { year: 2025, month: 3, day: 10 }), ..Around::default() };
    assert_eq!(of("2021", "淮安市洪泽区", 2024).said_with("R73", &on), NOTHING);
    assert_eq!(of("2021", "平潭综合实验区", 2024).said_with("R73", &on), NOTHING);
    assert_eq!(draft().said_with("R73", &on), ["发布日期晚于 1 月 31 日。"]);
    let april = Around { published: Some(Day { year: 2025, month: 4, day: 1 }), ..Around::default() };
    assert_eq!(of("2021", "淮安市洪泽区", 2024).said_with("R73", &april), ["发布日期晚于 3 月 31 日。"]);
}

#[test]
fn r74_another_town_as_the_subject() {
    let said = |sentence: &str| draft().overview(sentence).said("R74");
    assert_eq!(
        said("2024年，绿水镇认真贯彻落实《条例》。"),
        ["正文出现“绿水镇”，与本机关（某县青山镇）不符，请核对。"]
    );
    assert_eq!(said("绿水镇人民政府高度重视。绿水镇积极推进。").len(), 1, "told once");
    for fine in [
        "2024年，青山镇认真贯彻落实《条例》。",
        "各乡镇认真落实。我镇积极推进。全镇共建成公开栏12个。",
        "结合镇人民政府实际，制定方案。督促街道认真落实。",
        "在与绿水镇交流时，学习了做法。",
    ] {
        assert_eq!(said(fine), NOTHING, "{fine}");
    }
}

/// A text without its title has no year: 雄县某乡 2019.
#[test]
fn without_a_year_no_year_is_wrong() {
    let nameless = of("2021", "", 0)
        .prose("preamble", &["统计期限为2023年1月1日至12月31日。"])
        .overview("2022年，我镇共发布信息3条。")
        .titled("政府信息公开年报");
    let around = Around { published: Some(Day { year: 2020, month: 1, day: 1 }), ..Around::default() };
    for rule in ["R60", "R70", "R71", "R72", "R73", "R75"] {
        assert_eq!(nameless.said_with(rule, &around), NOTHING, "{rule}");
    }
}

#[test]
fn r75_only_what_is_plainly_amiss() {
    assert_eq!(draft().titled("青山镇人民政府2024年政府信息公开工作年度报告").said("R75"), NOTHING);
    assert_eq!(draft().titled("青山镇2024年政府信息公开年度报告").said("R75").len(), 1);
    assert_eq!(draft().titled("青山镇政府信息公开工作年度报告").said("R75").len(), 1);
}

/// Every province has a document 〔2021〕30号 of its own.
#[test]
fn r76_other_documents_of_the_same_number() {
    for fine in [
        "落实苏政办发〔2021〕30号和国办发〔2021〕300号。",
        "根据《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。",
    ] {
        assert_eq!(draft().prose("preamble", &[fine]).said("R76"), NOTHING, "{fine}");
    }
}
