//! R40, R41: lists in the prose.

use crate::{draft, NOTHING};

/// The real lists of official reports, right and wrong.
#[test]
fn r40_lists_add_up() {
    let with = |sentence: &str| draft().overview(sentence).said("R40");
    for right in [
        "主动公开信息共计444条，政府网站发布信息118条，其中工作信息（新闻）70条，栏目信息（预算决算、公示公告）48条。",
        "主动公开政府信息35条，其中，工作动态8条，通知公告6条，滚动信息1条、其他法定公开20条。",
        "公开总数146条，其中在政府信息公开网站公开政府信息101条，政务微信公开政府信息45条。",
        "我镇主动公开信息420条，完成目标任务。其中重点工作186条，文化体育5条，生态环境3条，公共卫生27条，安全生产67条，食品药品8条，社会救助类33条，其他信息91条。",
        "新增主动公开政府信息50条。其中机构类信息20条，内有领导成员10条、机构职能4条、机构概况1条、直属单位5条；工作类信息11条，其中镇街动态3条、计划总结3条、通知公告5条；政策文件类信息4条；民生事项类信息8条；财政管理类信息7条，其中部门预决算2条、专项经费5条。",
        "召开1次新闻发布会，其中主要负责同志参加1次。",
        "公开信息100余条，其中动态8条、公告6条。",
        "公开信息100条，其中动态8条、公告6条等。",
        "收办申请3607件，其中，自然人申请3493件，法人或其他组织申请114件；予以公开3266件、部分公开341件。",
    ] {
        assert_eq!(with(right), NOTHING, "{right}");
    }
    assert_eq!(
        with("主动公开政府信息21条，其中，规章文件4条，规范计划5条，其他文件4条，政务动态信息0条，年度报告1条。"),
        ["正文写共 21 条，分项合计 14 条。"]
    );
}

#[test]
fn r41_one_thing_two_numbers() {
    let twice = draft().overview("全年主动公开政府信息60条。").overview("通过政府网站主动公开政府信息60条。");
    assert_eq!(twice.said("R41"), NOTHING);
    let said = |second: &str| {
        let third = "累计主动公开政府信息60条。";
        draft().prose("overview", &["累计主动公开政府信息60条。", second, third]).said("R41")
    };
    assert_eq!(said("累计主动公开政府信息58条。"), ["同一项目“累计主动公开政府信息”出现不同数字：60、58。"]);
    assert_eq!(
        said("年内，我镇共计累计主动公开政府信息58条，累计主动公开政府信息58条。"),
        ["同一项目“累计主动公开政府信息”出现不同数字：60、58。"],
        "told once, however it is framed"
    );
    assert_eq!(said("全年主动公开政府信息58条。"), NOTHING, "累计 may reach back before the year");
}

/// 永嘉县溪下乡 2023 has lists within its list; both levels add up there.
#[test]
fn r40_every_level_is_added_up() {
    let with = |sentence: &str| draft().overview(sentence).said("R40");
    let real = "新增信息50条。其中机构类信息20条，内有领导成员10条、机构职能4条、机构概况1条、直属单位5条；工作类信息11条，其中镇街动态3条、计划总结3条、通知公告5条；政策文件类信息19条。";
    assert_eq!(with(real), NOTHING);
    assert_eq!(with(&real.replace("职能4条", "职能3条")), ["正文写共 20 条，分项合计 19 条。"]);
    assert_eq!(with(&real.replace("公告5条", "公告6条")), ["正文写共 11 条，分项合计 12 条。"]);
    assert_eq!(with(&real.replace("文件类信息19条", "文件类信息18条")), ["正文写共 50 条，分项合计 49 条。"]);
}

/// 宿迁 2023: eleven units in brackets add up to 3607. 平潭 2020: the published list comes to one more than its total.
#[test]
fn r40_lists_in_brackets() {
    let with = |sentence: &str| draft().overview(sentence).said("R40");
    let suqian = "全市收办案件3607件（市政府349件、市各有关部门933件、沭阳县477件、泗阳县301件、泗洪县874件、宿豫区216件、宿城区348件、经济技术开发区55件、湖滨新区26件、工业园区12件、洋河新区16件），同比增长70.3%。";
    assert_eq!(with(suqian), NOTHING);
    assert_eq!(with(&suqian.replace("349件", "348件")), ["正文写共 3607 件，分项合计 3606 件。"]);
    let pingtan = "共公布政府信息2602条(其中机构职能类信息82条，政策、规范性文件类信息80条，规划计划类信息21条，行政许可类信息40条，重大建设项目信息390条，为民办实事类信息69条，民政扶贫类信息143条，国土资源类信息208条，科教文体卫生类信息246条，安全生产类信息271条，其他应主动公开政府信息1053条)，主要通过政府门户网站公开。";
    assert_eq!(with(pingtan), ["正文写共 2602 条，分项合计 2603 条。"]);
    assert_eq!(with("发布信息100条（含图片30条、视频20条、音频10条）。"), NOTHING, "an example of some");
    assert_eq!(with("发布信息100条（政策30条、动态20条、公告10条等）。"), NOTHING);
}

#[test]
fn r41_many_offices_or_years_are_many_things() {
    let said = |sentence: &str| draft().prose("overview", &[sentence]).said("R41");
    assert_eq!(said("县教育局：全年主动公开政府信息60条；县卫健局：主动公开政府信息58条。"), NOTHING);
    assert_eq!(said("去年，全年主动公开政府信息60条；今年，全年主动公开政府信息58条。"), NOTHING);
}

/// A fuzzed text showed that a full-width bracket was taken for one byte.
#[test]
fn r40_points_at_what_is_in_the_brackets() {
    let list = "甲镇20条、乙镇20条、丙镇20条";
    for (open, close) in [('（', '）'), ('(', ')')] {
        let sentence = format!("全县发布信息100条{open}{list}{close}。");
        assert_eq!(draft().overview(&sentence).words("R40"), [list]);
    }
}

/// A list without a full stop for pages is read in pieces, and no number is cut in two.
#[test]
fn an_endless_sentence_is_read_in_pieces() {
    let endless = "第一季度公开信息12345条，".repeat(2_000);
    assert_eq!(draft().prose("overview", &[&endless]).said("R41"), NOTHING);
    assert_eq!(draft().prose("overview", &[&"公".repeat(5_000)]).said("R53").len(), 1);
}

#[test]
fn r40_growth_is_neither_total_nor_part() {
    let with = |sentence: &str| draft().overview(sentence).said("R40");
    for right in [
        "发布信息56条，比上年增加6条，其中政策4条，动态32条、其他20条。",
        "发布信息56条，其中政策4条，比上年增加2条，动态32条、其他20条。",
        "发布信息56条，其中：政策4条；动态32条；其他20条。",
        "发布信息56条，其中政策解读、重点领域等10条，动态30条。",
        "发布信息56条，其中网站公开50条、公众号公开40条。",
        "收到申请3件，其中自然人2件、网络申请3件。",
        "发布信息1.2万条，其中动态0.8万条，公告0.5万条。",
        "办理渠道包括网上5件、信函6件。",
        "收到申请3件，上年度结转1件，其中办结3件，结转下一年度1件。",
        "发布信息56条，主要包括政策4条、动态32条。",
        "收到申请12件，行政复议、行政诉讼分别为1件、2件。",
    ] {
        assert_eq!(with(right), NOTHING, "{right}");
    }
    for wrong in [
        "发布信息56条，比上年增加6条，其中政策4条，动态32条、其他21条。",
        "发布信息56条，其中：政策4条；动态32条；其他21条。",
        "发布信息56条，具体包括：政策4条，动态32条，其他21条。",
        "发布信息56条，分别为政策4条，动态32条，其他21条。",
    ] {
        assert_eq!(with(wrong), ["正文写共 56 条，分项合计 57 条。"], "{wrong}");
    }
}

/// Two real lists that name examples, and one that leaves something out.
#[test]
fn r40_examples_are_no_complete_list() {
    let with = |sentence: &str| draft().overview(sentence).said("R40");
    for examples in [
        "累计发布各类信息731条，其中：“两化”领域343条，决策公开、政策解读合计35条。",
        "公开信息共计167条，其中，疫情防控信息14条，事前公示信息8条、事后公示信息7条，预决算信息3条。",
    ] {
        assert_eq!(with(examples), NOTHING, "{examples}");
    }
    assert_eq!(with("公开信息共计167条，其中政策14条，其他信息8条。"), ["正文写共 167 条，分项合计 22 条。"]);
}

/// 甘谷县 2024: what came in is no part of what was published.
#[test]
fn r40_what_came_in_is_no_part_of_what_went_out() {
    let with = |sentence: &str| draft().overview(sentence).said("R40");
    assert_eq!(with("累计发布信息300条，其中概况类100条，动态类150条，解读类50条，收到留言56条。"), NOTHING);
    assert_eq!(
        with("累计发布信息300条，其中概况类100条，动态类150条，解读类40条，收到留言56条。"),
        ["正文写共 300 条，分项合计 290 条。"]
    );
    assert_eq!(with("收到留言30条，其中，收到咨询10条，收到建议20条。"), NOTHING);
}

/// By the ways of publishing one piece of information is counted more than once: 微博 and 公开栏 are ways, too.
#[test]
fn r40_every_way_of_publishing_is_one() {
    let with = |sentence: &str| draft().overview(sentence).said("R40");
    for right in [
        "发布信息100条，其中微博发布80条，公开栏公开70条，抖音10条。",
        "发布信息100条，其中客户端60条，宣传栏60条，广播播出5条。",
    ] {
        assert_eq!(with(right), NOTHING, "{right}");
    }
    assert_eq!(with("发布信息100条，其中动态80条，公告70条，解读10条。").len(), 1);
}

/// 濂溪区 2024: what follows behind a semicolon and has no part of the list says nothing of it.
#[test]
fn r40_what_follows_the_list_is_not_the_list() {
    let with = |n: u32| {
        let sentence = format!(
            "共发布信息100条，其中：概况类{n}条、动态类40条、目录类50条；共维护13个专栏，解读包含图片、动漫等6种形式。"
        );
        draft().overview(&sentence).said("R40")
    };
    assert_eq!(with(10), NOTHING);
    assert_eq!(with(11), ["正文写共 100 条，分项合计 101 条。"]);
    assert_eq!(
        draft().overview("共发布信息100条，其中：概况类20条、动态类等40条；目录类50条。").said("R40"),
        NOTHING,
        "the list itself is not complete"
    );
}
