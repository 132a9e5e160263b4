//! Paragraphs as careful offices write them: of them nothing is said.

use crate::{draft, of};
use report::check::{check, Around};

/// Paragraphs of section one as towns, subdistricts, bureaus and counties write them, in reports of 2024.
const PARAGRAPHS: &[(&str, &str)] = &[
    ("某县青山镇", "2024年，青山镇坚持以习近平新时代中国特色社会主义思想为指导，深入贯彻党的二十大和二十届二中、三中全会精神，认真落实省、市、县关于政务公开工作的决策部署，政府信息公开工作取得新成效。"),
    ("某县青山镇", "（一）主动公开情况。我镇严格落实《中华人民共和国政府信息公开条例》（国务院令第711号），依托县政府门户网站政务公开专栏、“青山发布”微信公众号、村（社区）公开栏等载体，及时公开乡村振兴、惠农补贴、社会救助、财政预决算等信息。"),
    ("某县青山镇", "截至2024年12月31日，门户网站访问量：12万次，公众号阅读量3.4万次，较2023年分别增长12.5%和8%。"),
    ("某县青山镇", "2023年结转的1件申请已于2024年1月8日前办结。"),
    ("某县青山镇", "自2019年新修订的《条例》施行以来，我镇先后出台《青山镇政府信息公开保密审查制度》《青山镇依申请公开工作规程（试行）》等制度5项。"),
    ("某县青山镇", "按照《某县2024年政务公开工作要点》（某政办发〔2024〕12号）和《关于做好2023年度考核反馈问题整改的通知》要求，我镇逐条对照整改。"),
    ("某县青山镇", "我县高度重视基层政务公开标准化规范化建设，我镇作为试点乡镇，率先编制26个试点领域公开事项标准目录。"),
    ("某县青山镇", "地址：某县青山镇人民路1号，邮编：437300，电话：0715-5212345，邮箱：qsz2024@163.com，网址：http://www.qs.gov.cn/xxgk/202401/t20240115_3345678.shtml。"),
    ("某县青山镇", "公开2023年度部门决算、2024年度部门预算及“三公”经费，做到应公开尽公开。"),
    ("某县青山镇", "2025年，我镇将进一步强化政策解读，力争解读率达到100%。"),
    ("某县青山镇", "一是健全机制，明确1名分管领导、2名工作人员；二是加强培训，组织业务培训2次、60余人次；三是强化考核，将政务公开纳入村（社区）年度目标考核，社会评议满意率98%，未发生责任追究情形。"),
    ("某县青山镇", "与绿水镇、白云乡等周边乡镇开展交流学习，借鉴绿水镇人民政府网站建设经验。"),
    ("某县青山镇", "设置“扫一扫”二维码，群众扫码即可查看；优化网站“打印”“下载”功能，方便老年人使用。"),
    ("伊州区丽园街道办事处", "2024年，丽园街道深入推进政府信息公开。我街道通过社区公示栏公开信息，全区统一平台同步更新。"),
    ("某县人力资源和社会保障局", "2024年，某县人社局认真贯彻落实《条例》，我局会同县教育局、县财政局公开就业补助资金信息；我县高度重视稳就业工作。"),
    ("淮安市洪泽区", "2024年，我区各镇（街道）、各部门共发布信息。洪泽区认真落实省市要求，高良涧街道积极打造政务公开专区，区自然资源局主动公开征地信息。"),
    ("宿迁市", "全市全年共收办政府信息公开申请。沭阳县、泗阳县积极推进，市公安局认真落实。"),
];

#[test]
fn nothing_is_said_of_careful_paragraphs() {
    let placed = |agency: &str| of("2021", agency, 2024);
    for (agency, paragraph) in PARAGRAPHS {
        let base = if *agency == "某县青山镇" { draft() } else { placed(agency) };
        let before: Vec<String> = sentences(&base.0, &[]);
        let after = sentences(&base.overview(paragraph).0, &["R53"]);
        let new: Vec<&String> = after.iter().filter(|said| !before.contains(said)).collect();
        assert!(new.is_empty(), "{paragraph}: {new:?}");
    }
}

fn sentences(report: &report::Report, without: &[&str]) -> Vec<String> {
    let found = check(report, &Around::default());
    let found = found.into_iter().filter(|finding| !without.contains(&finding.rule.0));
    found.map(|finding| format!("{} {}", finding.rule, finding.message)).collect()
}

/// Whole sections five and six, and preambles, as they are right.
#[test]
fn nothing_is_said_of_careful_sections() {
    for (place, paragraph) in [
        ("problems", "2024年，我镇政府信息公开工作虽取得一定成绩，但仍存在以下不足：一是公开内容不够全面，部分村务信息更新不及时；二是解读形式较为单一。针对2023年年报指出的问题，我镇已完成整改。2025年，我镇将从以下方面改进：一是完善目录，二是丰富形式。"),
        ("problems", "（一）存在的问题。对照上级要求，公开质量还有差距。（二）改进情况。上年提出的“平台更新慢”问题已解决；下一步将加强培训。"),
        ("other_matters", "2024年，我镇未收取政府信息公开信息处理费。本年度无其他需要报告的事项。"),
        ("other_matters", "按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号），全年收取信息处理费0元。除此之外，没有其他需要报告的事项。"),
        ("preamble", "本报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求编制。本报告所列数据的统计期限为2024年1月1日至12月31日。"),
        ("preamble", "本报告由总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况，存在的主要问题及改进情况，其他需要报告的事项六个部分组成。"),
    ] {
        let draft = draft().prose(place, &[paragraph]);
        let said = sentences(&draft.0, &[]);
        assert!(said.is_empty(), "{paragraph}: {said:?}");
    }
}

/// What is most often left or mistaken in published reports, and the rule that must see it.
#[test]
fn the_commonest_mistakes_are_seen() {
    for (place, text, rule) in [
        ("overview", "2023年，我镇认真贯彻落实《条例》，主动公开政府信息。", "R71"),
        ("overview", "截至2023年底，我镇建成政务公开专区1个。", "R71"),
        ("overview", "我局高度重视政府信息公开工作。", "R74"),
        ("overview", "绿水镇高度重视政府信息公开工作。", "R74"),
        ("overview", "2024年，我区主动公开政府信息。", "R74"),
        ("overview", "来源：青山镇 发布时间：2025-01-03 【字体：大 中 小】", "R80"),
        ("overview", "附件：", "R80"),
        ("overview", "上一篇：关于召开会议的通知", "R80"),
        ("overview", "&nbsp;&nbsp;我镇认真落实。", "R80"),
        ("overview", "20XX年，XX镇认真落实。", "R81"),
        ("overview", "全年公开信息XX条。", "R81"),
        ("overview", "联系人：王某，电话：138 0013 8000。", "R83"),
        ("overview", "申请人身份证号：11010519491231002X。", "R82"),
        ("overview", "加强领导,健全机制。", "R85"),
        ("overview", "落实《条例要求。", "R86"),
        ("overview", "我鎮認真落實。", "R87"),
        ("overview", "一是加强领导；二是加强培训；二是加强监督。", "R63"),
        ("preamble", "统计期限为2023年1月1日至12月31日。", "R70"),
        ("preamble", "统计期限为2024年1月1日至12月30日。", "R72"),
        ("preamble", "根据国办公开办函〔2019〕60号编制。", "R76"),
        ("preamble", "根据国办公开办函[2021]30号编制。", "R77"),
        ("preamble", "根据贵办通知要求，现将情况报告如下。", "R78"),
        ("preamble", "本报告由总体情况等八个部分组成。", "R64"),
        ("problems", "暂无问题。", "R55"),
        ("other_matters", "无其他需要报告的事项。", "R44"),
        ("other_matters", "全年办理建议提案3件，均按期答复。", "R43"),
    ] {
        let found = match place {
            "overview" => draft().overview(text),
            _ => draft().prose(place, &[text]),
        };
        assert!(!found.said(rule).is_empty(), "{rule}: {text}");
    }
}
