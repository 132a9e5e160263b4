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
    assert_eq!(mixed.said("R85"), ["标点不统一，或汉字间夹有空格。"]);
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
