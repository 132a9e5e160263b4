//! R80–R87: what should not have stayed in the text.

use crate::{draft, NOTHING};
use report::{check::Around, Severity};

#[test]
fn r80_web_furniture() {
    for (text, word) in [
        ("详见附件下载。", "附件下载"),
        ("./t20250103_3865366_xzapp.shtml", "./t20250103_3865366_xzapp.shtml"),
        ("分享到：微信", "分享到"),
    ] {
        assert_eq!(draft().overview(text).said("R80"), [format!("正文残留网页内容“{word}”，请删除。")]);
    }
    assert_eq!(draft().overview("点击附件下载全文。").said("R80"), ["正文残留网页内容“附件下载”，请删除。"]);
    assert_eq!(draft().said("R80"), NOTHING);
}

#[test]
fn r81_placeholders() {
    assert_eq!(
        draft().overview("在“具体重大政策名称”发布时解读。").said("R81"),
        ["模板占位内容未替换：“具体重大政策名称”。"]
    );
    assert_eq!(draft().overview("共培训XX次。").said("R81").len(), 1);
}

/// 11010519491231002X is the example of GB 11643; 113708290043337186 is an organisation's code in an address.
#[test]
fn r82_identity_numbers() {
    let with = |text: &str| draft().overview(text);
    assert_eq!(with("申请人身份证号11010519491231002X。").said("R82"), ["正文含身份证号码，请删除。"]);
    for fine in [
        "编号110105194912310021。",
        "http://jiaxiang.gov.cn/x?area=113708290043337186&f=2024",
        "代码113708290043337186。",
    ] {
        assert_eq!(with(fine).said("R82"), NOTHING, "{fine}");
    }
    let old = with("证号110105491231002。");
    assert_eq!(old.findings("R82", &Around::default())[0].severity, Severity::Warning);
}

#[test]
fn r83_r84_phones_and_cards() {
    assert_eq!(
        draft().overview("联系电话13800138000。").said("R83"),
        ["正文含手机号码，公开版请改用办公电话。"]
    );
    assert_eq!(draft().overview("联系电话0715-5212345，12345热线。").said("R83"), NOTHING);
    assert_eq!(
        draft().overview("账号6222020200112233442。").said("R84"),
        NOTHING,
        "the check digit is wrong"
    );
    assert_eq!(draft().overview("账号4111111111111111。").said("R84"), ["疑似银行卡号，请核对。"]);
}

#[test]
fn r85_punctuation_and_its_fix() {
    let mixed = draft().overview("加强领导,完善 制度。。健全机制。");
    let found = mixed.findings("R85", &Around::default());
    assert_eq!(mixed.said("R85"), ["标点、空格不规范：“领导,完善”应为“领导，完善”，共 3 处。"]);
    assert_eq!(
        draft().overview("建设第三 方平台。").said("R85"),
        ["标点、空格不规范：“第三 方平”应为“第三方平”。"]
    );
    // A heading that ran in, and what is to go as a whole.
    assert_eq!(draft().overview("取得的成效 （一）主动公开情况。").said("R85"), NOTHING);
    let titled = "某县青山镇2024年政府信息公开工作年度报告 根据《条例》编制。";
    assert_eq!(draft().overview(titled).said("R85"), NOTHING);
    assert_eq!(draft().overview(&format!("{}{titled}", "我镇".repeat(40))).said("R85").len(), 1);
    assert_eq!(draft().overview("取得的成效 （新增）情况。").said("R85").len(), 1);
    assert_eq!(draft().overview("微信 微博 QQ空间").said("R85"), NOTHING);
    assert_eq!(draft().overview("微信 微博").said("R85"), NOTHING);
    assert_eq!(
        found[0].fix.as_ref().and_then(|fix| fix.words.as_deref()),
        Some("加强领导，完善制度。健全机制。")
    );
    assert_eq!(draft().overview("访问www.a.gov.cn/b,c，比例1,234：10:30。").said("R85"), NOTHING);
}

#[test]
fn r86_title_marks() {
    assert_eq!(draft().overview("落实《条例〉规定。").said("R86").len(), 1);
    assert_eq!(draft().overview("落实《关于印发〈办法〉的通知》。").said("R86"), NOTHING);
    assert_eq!(draft().overview("落实《条例规定。").words("R86"), ["《"]);
    assert_eq!(draft().overview("落实《条例规定。").said("R86"), ["书名号不成对：“《”。"]);
}

#[test]
fn r87_traditional_characters() {
    assert_eq!(draft().overview("我鎮政府網站全年更新。").said("R87"), ["正文含繁体字：“鎮網”。"]);
    assert_eq!(draft().said("R87"), NOTHING);
}

/// 长安区砲里街道 writes its own name so.
#[test]
fn r87_the_offices_own_name_is_no_slip() {
    let of = |agency: &str| crate::of("2021", agency, 2024).overview("砲里街道公开網站信息。");
    assert_eq!(of("长安区砲里街道").said("R87"), ["正文含繁体字：“網”。"]);
    assert_eq!(of("长安区炮里街道").said("R87"), ["正文含繁体字：“砲網”。"]);
    let found = of("长安区砲里街道").findings("R87", &Around::default());
    assert_eq!(found[0].fix.as_ref().and_then(|fix| fix.words.as_deref()), Some("网"));
}

/// 平潭 2022, 永靖县 2024: a conversion made < and > of the inner marks.
#[test]
fn r86_inner_marks_that_a_conversion_changed() {
    let found = |text: &str| draft().overview(text).findings("R86", &Around::default());
    let both = found("落实《关于印发<某某办法>的通知》要求。");
    assert_eq!(both.len(), 1);
    assert_eq!(both[0].message, "书名号里的书名号应为“〈〉”，现为“<某某办法>”。");
    assert_eq!(both[0].fix.as_ref().and_then(|fix| fix.words.as_deref()), Some("〈某某办法〉"));
    assert_eq!(found("落实《关于印发<某某办法的通知》要求。")[0].message, "书名号不成对：“<”。");
    assert_eq!(found("落实《关于印发〈某某办法〉的通知》要求，办结率>95%。").len(), 0);
}

#[test]
fn r80_what_a_sentence_may_tell() {
    for fine in [
        "设置公开二维码，群众扫一扫即可查看村务信息，方便快捷。",
        "门户网站浏览次数达1.2万次，较上年明显增加。",
        "优化“附件下载”功能，方便群众获取文件。",
    ] {
        assert_eq!(draft().overview(fine).said("R80"), NOTHING, "{fine}");
    }
    for alone in ["附件：", "扫一扫在手机打开当前页", "点击收听"] {
        assert_eq!(draft().overview(alone).said("R80").len(), 1, "{alone}");
    }
}

#[test]
fn r81_what_only_looks_like_a_placeholder() {
    for fine in [
        "地址：http://www.qs.gov.cn/zfxxgk/，邮箱：qsxxgk@qs.gov.cn。",
        "自二〇〇八年《条例》施行以来。",
        "电话138****1234。",
    ] {
        assert_eq!(draft().overview(fine).said("R81"), NOTHING, "{fine}");
    }
    for blank in ["全年公开信息XX条。", "联系人：xxx，电话：******。", "该项目为〇〇。"]
    {
        assert_eq!(draft().overview(blank).said("R81").len(), 1, "{blank}");
    }
}

#[test]
fn r84_addresses_that_are_nobodys() {
    assert_eq!(draft().overview("不公开身份证号、家庭住址等个人隐私。").said("R84"), NOTHING);
    assert_eq!(draft().overview("家庭住址：某路1号。").said("R84"), ["疑似个人信息，请核对。"]);
}

#[test]
fn r85_half_width_brackets() {
    let found = draft().overview("公开信息(含公告)3条。").findings("R85", &Around::default());
    let fixes: Vec<_> = found.iter().filter_map(|finding| finding.fix.as_ref()?.words.as_deref()).collect();
    assert_eq!(fixes, ["公开信息（含公告）3条。"]);
    assert_eq!(draft().overview("使用 f(x) 函数。").said("R85"), NOTHING);
}

/// 洪泽 2023, out of its PDF: a title that runs over two lines.
#[test]
fn r86_a_title_over_two_paragraphs() {
    let lines = ["根据《中华人民共和", "国政府信息公开条例》的要求编制。"];
    assert_eq!(draft().prose("preamble", &lines).said("R86"), NOTHING);
    let other = ["根据《条例》要求。", "落实办法》的规定。"];
    assert_eq!(draft().prose("preamble", &other).said("R86"), ["书名号不成对：“》”。"]);
}

#[test]
fn r87_the_fix_writes_it_simplified() {
    let found = draft().overview("我鎮政府網站全年更新動態信息73條。").findings("R87", &Around::default());
    let fix = found[0].fix.as_ref().and_then(|fix| fix.words.as_deref());
    assert_eq!(fix, Some("镇政府网站全年更新动态信息73条"));
}

/// A sentence counts visits; a page's counter has bare digits.
#[test]
fn r80_counters() {
    for fine in [
        "网站访问量：12万次。",
        "访问量：12万",
        "（2）网站访问量：120562次",
        "浏览量：12万次，点击率：3%。",
        "公众号阅读量：3.4万",
    ] {
        assert_eq!(draft().overview(fine).said("R80"), NOTHING, "{fine}");
    }
    for (left, word) in [
        ("来源：青山镇 浏览次数：123", "浏览次数："),
        ("浏览次数：123", "浏览次数："),
        ("浏览量: 56 【字体：大 中 小】【打印】", "浏览量: "),
    ] {
        assert_eq!(draft().overview(left).words("R80").first().map(String::as_str), Some(word), "{left}");
    }
}

/// Everything that is left in a paragraph is told, not only the first.
#[test]
fn r80_within_a_paragraph() {
    let text = "全年公开信息56条。&nbsp;内容详实。<br>分享到：微信 微博 QQ空间";
    assert_eq!(draft().overview(text).words("R80"), ["&nbsp", "<br", "分享到", "微信 微博", "QQ空间"]);
    for left in ["上一篇：某县政府", "当前位置：首页 > 政务公开", "责任编辑：某人", "[关闭窗口]", "我要纠错"]
    {
        assert!(!draft().overview(left).said("R80").is_empty(), "{left}");
    }
    for fine in [
        "设置“我要纠错”栏目，方便群众反映问题，全年收到留言3条。",
        "政府信息公开平台与微信、微博同步更新。",
        "附件3份均已公开。",
    ] {
        assert_eq!(draft().overview(fine).said("R80"), NOTHING, "{fine}");
    }
}

#[test]
fn r81_years_and_numbers_to_be_filled_in() {
    for (text, word) in [
        ("20XX年，我镇公开信息56条。", "20XX年"),
        ("20××年，我镇公开信息。", "20××年"),
        ("截至X月X日，共发布。", "X"),
        ("全年公开信息×条。", "×"),
        ("共收到申请（ ）件。", "（ ）"),
        ("共收到申请____件。", "__"),
        ("（此处填写本机关情况）", "此处填写"),
        ("XX镇认真贯彻落实。", "XX"),
    ] {
        let words = draft().overview(text).words("R81");
        let word = if word == "20XX年" || word == "20××年" { word.trim_end_matches('年') } else { word };
        assert_eq!(words.first().map(String::as_str), Some(word), "{text}");
    }
    for fine in [
        "规格为3×5米，X光机1台。",
        "群众可以填写申请表。信息有待补充完善。",
        "依托“XMZW”小程序发布。",
        "（一）主动公开（含公告）。",
        "二〇二四年。",
    ] {
        assert_eq!(draft().overview(fine).said("R81"), NOTHING, "{fine}");
    }
}

/// 11010519491231002X is the example of GB 11643.
#[test]
fn r82_numbers_in_every_spelling() {
    for number in [
        "号码-11010519491231002X。",
        "号码/11010519491231002X。",
        "No.11010519491231002X。",
        "sfz_11010519491231002X。",
        "ID11010519491231002x。",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002X",
        "110105 1949 1231 002X",
    ] {
        assert_eq!(draft().overview(&format!("申请人{number}")).said("R82").len(), 1, "{number}");
    }
    for fine in [
        "统一社会信用代码11010519491231002X。",
        // Born in 1849.
        "编号110105184912310020。",
        // The 31st of April.
        "编号11010519490431002X。",
        // Yet to be born.
        "编号110105204912310026。",
        "见https://www.a.gov.cn/t/11010519491231002X.html。",
        "a.gov.cn/x?id=11010519491231002X",
        "共110105 件，19491231 条，002 次。",
    ] {
        assert_eq!(draft().overview(fine).said("R82"), NOTHING, "{fine}");
    }
}

#[test]
fn r83_numbers_in_every_spelling() {
    for (text, number) in [
        ("电话138 1234 5678。", "138 1234 5678"),
        ("电话138-1234-5678。", "138-1234-5678"),
        ("电话+8613812345678。", "13812345678"),
        ("电话+86 13812345678。", "13812345678"),
        ("电话１３８１２３４５６７８。", "１３８１２３４５６７８"),
        ("Tel.13812345678", "13812345678"),
        ("TEL_13812345678", "13812345678"),
        ("0517-87200000/13812345678", "13812345678"),
        ("手机：13812345678、13912345678", "13812345678"),
    ] {
        assert_eq!(draft().overview(text).words("R83").first().map(String::as_str), Some(number), "{text}");
    }
    for fine in [
        "网站访问量13812345678次。",
        "访问量累计13812345678。",
        "索引号：13812345678。",
        "资金13812345678元。",
        "详见http://a.gov.cn/13812345678.html",
        "138 件、1234 条、5678 次。",
        "电话0517-87200000。",
        "编码1381234567812。",
    ] {
        assert_eq!(draft().overview(fine).words("R83"), NOTHING, "{fine}");
    }
}

#[test]
fn r84_cards_and_persons() {
    for text in [
        "卡号6222 0202 0011 2233 446。",
        "银行账号4111 1111 1111 1111。",
        "开户行某行，账户6222020200112233446。",
    ] {
        assert_eq!(draft().overview(text).said("R84"), ["疑似银行卡号，请核对。"], "{text}");
    }
    for fine in ["项目编码4111111111111111。", "不公开姓名、住址等个人信息。", "姓名栏可以不填。"]
    {
        assert_eq!(draft().overview(fine).said("R84"), NOTHING, "{fine}");
    }
    assert_eq!(draft().overview("姓名：张某，住址：某村3组。").said("R84").len(), 1);
}

#[test]
fn r85_more_of_punctuation() {
    let fixed = |text: &str| {
        let found = draft().overview(text).findings("R85", &Around::default());
        found.first().and_then(|finding| finding.fix.as_ref()?.words.clone()).unwrap_or_default()
    };
    for (text, right) in [
        ("共56条,其中网站4条。", "共56条，其中网站4条。"),
        ("完善  制度,健全\u{3000}机制。", "完善制度，健全机制。"),
        ("加强领导，。", "加强领导。"),
        ("全年公开信息5条.", "全年公开信息5条。"),
        ("如下:网站5条", "如下：网站5条"),
    ] {
        assert_eq!(fixed(text), right, "{text}");
    }
    for fine in [
        "（一）主动公开情况 我镇通过网站公开信息。",
        "比例1:3，时间10:30，网址a.gov.cn。",
        "公开 56 条，占 3.5%。",
        "使用 OFD 格式。",
        "如下……",
    ] {
        assert_eq!(fixed(fine), "", "{fine}");
    }
}

#[test]
fn r86_one_fault_is_told_once() {
    for wrong in
        ["落实《条例〉》规定。", "落实《条例》》规定。", "落实《关于<办法>的通知》。", "落实〈条例》规定。"]
    {
        assert_eq!(draft().overview(wrong).said("R86").len(), 1, "{wrong}");
    }
    assert_eq!(draft().overview("落实《条例规定。又《办法规定。").said("R86").len(), 2, "two sentences");
    for fine in ["落实《关于印发〈办法〉的通知》和《条例》。", "数量<10件。", "《甲》《乙》《丙〈丁〉》。"]
    {
        assert_eq!(draft().overview(fine).said("R86"), NOTHING, "{fine}");
    }
}

#[test]
fn r87_characters_that_are_standard_again() {
    for fine in ["瞭望塔村务公开。", "村干部李昇、王陞负责。", "干部范氾。"] {
        assert_eq!(draft().overview(fine).said("R87"), NOTHING, "{fine}");
    }
    let found = draft().overview("群众瞭解政策，登瞭望塔，網站。").findings("R87", &Around::default());
    assert_eq!(found[0].message, "正文含繁体字：“瞭網”。");
    assert_eq!(found[0].fix.as_ref().and_then(|fix| fix.words.as_deref()), Some("了解政策，登瞭望塔，网"));
}
