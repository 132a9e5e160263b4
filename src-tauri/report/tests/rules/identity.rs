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

/// Wrong years as they stay when last year's text is written over, in a report of 2024.
#[test]
fn r71_what_stays_of_last_years_text() {
    for (stale, words) in [
        ("2023年以来，我镇始终坚持公开为常态。", "2023年"),
        ("截至2023年底，全镇共建成公开栏12个。", "2023年"),
        ("截至2023年12月31日，共发布信息56条。", "2023年"),
        ("二〇二三年，我镇扎实推进政务公开。", "二〇二三年"),
        ("２０２３年，主动公开信息56条。", "２０２３年"),
        ("2023 年，主动公开信息56条。", "2023 年"),
        ("2023年度共发布信息56条。", "2023年"),
        ("2023年青山镇共发布信息56条。", "2023年"),
        ("2023年主动公开信息56条。", "2023年"),
        ("青山镇2023年共发布信息56条。", "2023年"),
        ("我镇2023年收到政府信息公开申请3件。", "2023年"),
        ("（三）政府信息管理情况 2022年，办公室共制定制度若干。", "2022年"),
        ("在2023年，我镇组织业务培训2次。", "2023年"),
        ("2025年，我镇共收到政府信息公开申请3件。", "2025年"),
        ("2023年11月，我镇组织业务培训。", "2023年"),
    ] {
        let draft = draft().overview(stale);
        assert_eq!(draft.words("R71"), [words], "{stale}");
    }
    let preamble = draft().prose("preamble", &["现将青山镇2023年政府信息公开工作情况报告如下。"]);
    assert_eq!(preamble.words("R71"), ["2023年"]);
}

#[test]
fn r71_years_that_are_meant() {
    for meant in [
        "较2023年增长10%。",
        "与2023年相比有所提高。",
        "主动公开信息56条，比2023年增加6条。",
        "2023年结转1件，全部办结。",
        "2023年同期为40条。",
        "2023年我镇公开40条，2024年公开56条。",
        "截至2023年底现行有效8件，2024年新制发2件。",
        "自2019年《条例》修订以来，我镇不断完善制度。",
        "自2019年5月15日起施行的《条例》。",
        "自2021年开展试点以来，标准化规范化水平不断提升。",
        "落实《某县2023年政务公开工作要点》。",
        "2023年，国务院办公厅印发了相关文件。",
        "2023年度决算已经公开。",
        "公开财政信息（2023年决算、2024年预算）。",
        "编制完成《青山镇2023年政府信息公开工作年度报告》并公开。",
        "按期公开2023年政府信息公开工作年度报告。",
        "实施2023—2025年三年行动计划。",
        "2025年，我镇将继续加强培训。",
        "下一步，2025年要在解读上下功夫。",
        "国办公开办函〔2021〕30号印发的格式。",
        "2023年考核获评优秀等次。",
        "2008年，《条例》开始施行。",
        "2018年，我镇成立政务公开工作领导小组。",
    ] {
        assert_eq!(draft().overview(meant).words("R71"), NOTHING, "{meant}");
    }
    for meant in [
        "针对2023年存在的问题，我镇逐项整改，公开形式不断丰富，解读质量明显提升。",
        "2025年，我镇将加强培训，完善制度，解决形式单一的问题，提升公开质量。",
        "一是2023年指出的更新不及时问题已经整改到位。",
    ] {
        assert_eq!(draft().prose("problems", &[meant]).words("R71"), NOTHING, "{meant}");
    }
    let notice = "根据《关于做好2023年度政府信息公开工作年度报告编制工作的通知》要求，统计期限为2024年1月1日至12月31日。";
    assert_eq!(draft().prose("preamble", &[notice]).words("R71"), NOTHING);
}

#[test]
fn r70_points_at_both_sides() {
    let periods =
        ["本报告数据统计期限为2023年1月1日至12月31日。", "数据统计期间自2024年1月1日起至2024年12月31日止。"];
    let wrong = draft().prose("preamble", &periods);
    let found = wrong.findings("R70", &Around::default());
    assert_eq!(found.len(), 1);
    assert_eq!(wrong.words("R70"), ["2023年1月1日至12月31日"]);
    assert_eq!(found[0].also.len(), 2, "the right period, and the head of the report: {:?}", found[0].also);
    let titled = draft().titled("某县青山镇2023年政府信息公开工作年度报告");
    let found = titled.findings("R70", &Around::default());
    assert_eq!(titled.words("R70"), ["2024年1月1日至12月31日"], "what the title says otherwise");
    assert_eq!(found[0].also.len(), 1);
}

#[test]
fn r72_periods_in_every_spelling() {
    let period = |text: &str| draft().prose("preamble", &[text]).said("R72").len();
    for right in [
        "统计期限为2024年1月1日—12月31日。",
        "统计期限为2024年1月1日－2024年12月31日。",
        "统计期限：2024年1月1日-12月31日。",
        "统计期限为2024年1月1日–12月31日。",
        "统计期限从2024年1月1日起，至2024年12月31日止。",
        "统计期限为2024年1月1日～12月31日。",
        "统计期限为2024 年 1 月 1 日至 12 月 31 日。",
        "数据统计时间为2024年1月至12月。",
        "统计期限为2024年度。",
        "统计期限为二〇二四年一月一日至十二月三十一日。",
        "统计数据截止2024年12月31日。",
        "数据统计期限为2024年1月1日0时至2024年12月31日24时。",
        "按照2023年度的做法，统计期限为2024年1月1日至12月31日。",
    ] {
        assert_eq!(period(right), 0, "{right}");
        assert_eq!(draft().prose("preamble", &[right]).said("R70"), NOTHING, "{right}");
    }
    for wrong in [
        "统计期限为2024年1月至11月。",
        "统计期限为2024年2月至12月。",
        "统计期限为2024年1月1日—11月30日。",
        "统计期限为2024年1月1日至2023年12月31日。",
        "统计期限自2024年1月1日起至12月30日止。",
        "统计期限为2024年1月1日。",
    ] {
        assert_eq!(period(wrong), 1, "{wrong}");
    }
    // 洪泽 2023, out of its PDF.
    let lines = ["所列数据统计期限自 2024 年 1 月 1 日", "起至 2024 年 12 月 31 日止。"];
    assert_eq!(draft().prose("preamble", &lines).said("R72"), NOTHING);
    let other = draft().prose("preamble", &["统计期限为2023年1月至12月。"]);
    assert_eq!(other.said("R70").len(), 1);
}

/// Some reports end with the day they are signed on.
#[test]
fn r73_the_day_of_the_signature() {
    let signed = |day: &str| draft().prose("other_matters", &["未收取信息处理费。", "青山镇人民政府", day]);
    assert_eq!(signed("2024年12月25日").said("R73"), ["落款日期早于统计期末（12月31日）。"]);
    assert_eq!(signed("二〇二五年三月十二日").said("R73"), ["落款日期晚于 1 月 31 日。"]);
    assert_eq!(signed("二〇二五年一月二十日").said("R73"), NOTHING);
    assert_eq!(signed("2025 年 3 月 2 日").said("R73"), ["落款日期晚于 1 月 31 日。"]);
    assert_eq!(signed("2025年1月15日").said("R73"), NOTHING);
    let told = Around { published: Some(Day { year: 2025, month: 1, day: 20 }), ..Around::default() };
    assert_eq!(signed("2025年3月2日").said_with("R73", &told), NOTHING, "the day of publication is known");
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

/// 我区, 我县 in what a town did are another's; that the county requires something is not.
#[test]
fn r74_what_only_another_body_calls_itself() {
    let of_town = |sentence: &str| draft().overview(sentence).words("R74");
    for (left, word) in [
        ("2024年，我区共收到政府信息公开申请3件。", "我区"),
        ("我县主动公开政府信息56条。", "我县"),
        ("我街道认真落实。", "我街道"),
        ("我乡认真落实。", "我乡"),
        ("我办事处认真落实。", "我办事处"),
        ("白水区认真贯彻落实《条例》。", "白水区"),
        ("2024年，县自然资源局", ""),
    ] {
        let words = of_town(left);
        assert_eq!(words.join(""), word, "{left}");
    }
    for fine in [
        "我县高度重视政务公开，要求各镇落实。",
        "按照我市统一部署，及时发布信息。",
        "某县认真部署，我镇积极落实。",
        "我区域内设置公开栏。",
    ] {
        assert_eq!(of_town(fine), NOTHING, "{fine}");
    }
    let of_township = of("2021", "某县青山乡", 2024).overview("我镇高度重视。我乡积极推进。");
    assert_eq!(of_township.words("R74"), ["青山镇", "我镇"], "both are another's");
    let of_district =
        of("2021", "淮安市洪泽区", 2024).overview("我区共收到申请3件。我市要求。我县累计公开信息3条。");
    assert_eq!(of_district.words("R74"), ["我县"]);
}

#[test]
fn r74_another_department_or_county() {
    let of_bureau =
        |sentence: &str| of("2021", "某县人力资源和社会保障局", 2024).overview(sentence).words("R74");
    assert_eq!(of_bureau("2024年，某县自然资源局认真贯彻落实《条例》。"), ["某县自然资源局"]);
    assert_eq!(of_bureau("我镇认真落实。"), ["我镇"]);
    for fine in [
        "2024年，县人社局认真贯彻落实《条例》。",
        "某县人力资源和社会保障局认真贯彻落实。",
        "人力资源社会保障局积极推进。",
        "我局高度重视。",
        "我县高度重视。",
        "会同自然资源局开展培训。",
    ] {
        assert_eq!(of_bureau(fine), NOTHING, "{fine}");
    }
    let of_county = |sentence: &str| of("2021", "武山县", 2024).overview(sentence).words("R74");
    assert_eq!(of_county("2024年，甘谷县认真贯彻落实《条例》。"), ["甘谷县"]);
    assert_eq!(of_county("武山县认真贯彻落实。全县主动公开信息。城关镇积极推进。"), NOTHING);
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

/// A report of 2023 on the form of 2019 (R60) cites the right document all the same.
#[test]
fn r76_the_document_of_the_year_and_not_of_the_form() {
    let cites =
        |year: u16, text: &str| of("2019", "某县民政局", year).prose("preamble", &[text]).said("R76").len();
    assert_eq!(cites(2023, "根据国办公开办函〔2021〕30号编制。"), 0);
    assert_eq!(cites(2020, "根据国办公开办函〔2021〕30号编制。"), 1);
    assert_eq!(cites(2020, "根据国办公开办函〔2019〕60号编制。"), 0);
}

#[test]
fn r76_the_regulation_of_2007() {
    let cites = |text: &str| draft().prose("preamble", &[text]).said("R76").len();
    assert_eq!(cites("根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。"), 1);
    assert_eq!(cites("根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。"), 0);
    assert_eq!(cites("《条例》（国务院令第492号）于2019年修订。"), 0);
}

#[test]
fn r76_r77_numbers_in_every_spelling() {
    let cites = |text: &str| draft().prose("preamble", &[text]);
    for (text, right) in [
        ("按照国办公开办函[2021]30号编制。", "国办公开办函〔2021〕30号"),
        ("按照国办公开办函〔2021】30号编制。", "国办公开办函〔2021〕30号"),
        ("按照国办公开办函（2021）30号编制。", "国办公开办函〔2021〕30号"),
        ("按照国办公开办函﹝2021﹞30号编制。", "国办公开办函〔2021〕30号"),
    ] {
        assert_eq!(cites(text).said("R77"), [format!("发文字号年份应使用〔〕：“{right}”。")]);
        assert_eq!(cites(text).said("R76"), NOTHING);
    }
    for old in ["国办公开办函〔2019〕60 号", "国办公开办函〔2019〕第60号", "国办公开办函〔２０１９〕６０号"]
    {
        assert_eq!(cites(&format!("按照{old}编制。")).said("R76").len(), 1, "{old}");
    }
    assert_eq!(cites("会议室（2024）座位30个，（2024）30件。").said("R77"), NOTHING);
}

#[test]
fn r78_more_of_the_kind() {
    for word in ["当否，请批示。", "特此报告。", "以上报告，请审阅。"] {
        assert_eq!(
            draft().prose("other_matters", &["未收取信息处理费。", word]).said("R78").len(),
            1,
            "{word}"
        );
    }
    assert_eq!(draft().overview("认真审核，报请领导审阅后发布。").said("R78"), NOTHING);
}

#[test]
fn another_bodys_name_and_self_name_in_usual_words_are_told() {
    for (text, word) in [
        ("白云乡党委政府高度重视政务公开工作。", "白云乡"),
        ("绿水镇党委、政府高度重视。", "绿水镇"),
        ("绿水镇政府主动公开信息。", "绿水镇"),
        ("本局严格审核把关，落实三审三校。", "本局"),
        ("本街道严格审核把关。", "本街道"),
    ] {
        let said = draft().overview(text).said("R74");
        assert!(said.len() == 1 && said[0].contains(word), "{text}: {said:?}");
    }
    for text in ["形成政务公开工作的基本局面。", "本镇党委政府高度重视。", "县党委政府高度重视。"]
    {
        assert_eq!(draft().overview(text).said("R74"), NOTHING, "{text}");
    }
}

/// The report is written in January: what happened then is told, and no old text has it.
#[test]
fn the_first_months_of_the_next_year_are_no_residue() {
    for text in [
        "2025年1月10日，县政府办对我镇政务公开工作进行了年度考核。",
        "2025年1月，县政务办组织社会评议，我镇满意率98%。",
        "2025年1月，我镇组织了培训。",
    ] {
        assert_eq!(draft().overview(text).said("R71"), NOTHING, "{text}");
    }
    assert!(draft().overview("2025年11月，我镇组织了培训。").said("R71") != NOTHING);
}
