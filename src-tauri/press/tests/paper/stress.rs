//! Reports nobody would write, so that those who do are printed well: the longest names and labels, the largest
//! numbers, rare characters, texts full of Latin, a section one of six thousand characters.

use press::official::{self, Variant, Version};
use press::{Fonts, Pages};
use report::check::Day;
use report::{Prose, Report};

use crate::samples::{self, Printed};

/// Characters outside GB 2312 that names of people and places have, one of them outside the first plane.
const RARE: &str =
    "镇长仝喆、副镇长堃，联系人闫珺琦；辖区有堽城坝村、圐圙村、𬭚水社区、浉河㙍口、嵖岈山、鄌郚村。";

/// What no typeface of official documents has: boxes, ticks, squared units, money, kana, and traditional characters,
/// first a few of them, then a text.
const RARER: [&str; 2] = [
    "公开方式：☑主动公开☐依申请公开；用地面积120㎡、流域面积300㎢，资助€35万元；➢负责人陳龘，❶受理❷答复，网站“みどりの窓口”。",
    "2022年，我鎮政府網站全年共更新政務動態信息73條，通過“遂溪縣北坡鎮人民政府”微信公眾號發布信息132條。",
];

/// Characters that look alike: a typeface draws them with one glyph, and each is still itself when it is copied.
const TWINS: [&str; 2] = ["联系人买买提·艾力、阿不都•热合曼、古丽・阿依。", "本镇見⾒車⾞門⾨之别。"];

const LATIN: [&str; 4] = [
    "本镇门户网站（https://www.example-township.gov.cn/zwgk/fdzdgknr/index.html?year=2024&lang=zh_CN#top）于2024年12月31日前完成IPv6改造，采用TLS 1.3协议，通过ISO/IEC 27001:2022认证，HTTP/2、WebP、JSON-LD等技术全面应用，平均响应时间由850 ms降至120 ms，页面大小由3.2 MB降至0.9 MB。",
    "The Regulations of the People's Republic of China on the Disclosure of Government Information (State Council Order No. 711) entered into force on 15 May 2019. This township answered 128 requests within 20 working days, of which 96 were granted in full.",
    "微信公众号（ID：gh_0123456789abcdef）发布信息1,234条，抖音号“GTY-2024”发布短视频56条，12345热线转办工单3,456件，办结率99.87%，满意度4.8/5.0；E-mail：zwgk@example-township.gov.cn，电话（Tel.）：+86-715-5650001。",
    "按照GB/T 9704—2012、GB/T 15834—2011和GB/T 15835—2011的要求编排，收取费用3.5万元、占比12.5％，涉及面积25.6平方公里、耕地1200余亩，气温-5℃～38℃，增长10～20个百分点。",
];

const MARKS: [&str; 5] = [
    "“条例”（以下简称《条例》）、《办法》（试行）、《规定》（“修订”）——“公开为常态、不公开为例外”……（见附件1）、（见附件2）、（见附件3）。",
    "公开“应公尽公、能公快公、依法依规”的“三公”“三依”（即“依法、依规、依程序”），做到“事前有公示、事中有公开、事后有公告”；“一网”“一微”“一栏”“一册”（“四个一”）。",
    "政务公开工作领导小组办公室设在镇党政综合办公室，配备专职人员负责政府信息公开日常工作的开展情况。",
    "本年度共受理政府信息公开申请12件，均已按期答复，其中予以公开8件、部分公开2件、不予公开2件完。",
    "全年没有因政府信息公开工作被申请行政复议、提起行政诉讼的情况；没有收取信息处理费；没有其他事项。",
];

fn of_prose(paragraphs: Vec<String>) -> Report {
    let mut report = samples::report("guantangyi-2024");
    let place = report.form().prose_place("overview").unwrap().clone();
    report.set_prose(&place, Prose::plain(paragraphs)).unwrap();
    report
}

/// A text of so many characters made of the township's own paragraphs.
fn long_prose(characters: usize) -> Vec<String> {
    let report = samples::report("guantangyi-2024");
    let own = report.text(report.form().prose_place("overview").unwrap());
    let mut taken = Vec::new();
    let mut count = 0;
    for paragraph in own.iter().cycle() {
        if count >= characters {
            break;
        }
        count += paragraph.chars().count();
        taken.push(paragraph.to_string());
    }
    taken
}

/// Every report of these, by the name of its golden pages.
fn all() -> Vec<(&'static str, Report, Variant)> {
    let usual = Variant::default();
    let mut numbers = samples::report("suqian-2024");
    let ids: Vec<_> = numbers.form().cells().iter().map(|cell| cell.id.clone()).collect();
    for id in &ids {
        numbers.write(id, "88888888").unwrap();
    }
    let mut words = of_prose(
        [RARE].into_iter().chain(TWINS).chain(RARER).chain(LATIN).chain(MARKS).map(str::to_owned).collect(),
    );
    words.agency = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县米粮泉回族乡人民政府".to_owned();
    let day = Day { year: 2025, month: 1, day: 31 };
    let signed = Variant { version: Version::Signed(Some(day)), ..usual };
    vec![
        ("stress-numbers", numbers, usual),
        ("stress-words", words, signed),
        ("stress-long", of_prose(long_prose(6_000)), usual),
    ]
}

fn lay_out(report: &Report, variant: &Variant, fonts: &Fonts) -> Pages {
    press::lay_out(&official::sheet(report, variant), fonts).unwrap()
}

#[test]
fn stress_texts_look_as_they_did() {
    let fonts = samples::fonts();
    for (name, report, variant) in all() {
        let pages = lay_out(&report, &variant, &fonts);
        let bytes = press::pdf::write(&pages, &fonts, &samples::meta(&report), None).unwrap();
        crate::pictures::check(name, &Printed::new(&bytes));
    }
}

#[test]
fn characters_that_share_a_glyph_are_extracted_as_themselves() {
    let fonts = samples::fonts();
    let report = of_prose(TWINS.map(str::to_owned).to_vec());
    let pages = lay_out(&report, &Variant::default(), &fonts);
    let bytes = press::pdf::write(&pages, &fonts, &samples::meta(&report), None).unwrap();
    let text = crate::text::extracted(&Printed::new(&bytes));
    for line in TWINS {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn stress_texts_keep_the_rules_of_lines_pages_and_archive() {
    let fonts = samples::fonts();
    for (name, report, variant) in all() {
        let pages = lay_out(&report, &variant, &fonts);
        crate::rules::check_lines(name, &pages);
        crate::rules::check_pages(name, &pages);
        let bytes = press::pdf::write(&pages, &fonts, &samples::meta(&report), None).unwrap();
        assert_eq!(crate::archive::faults(&bytes), [""; 0], "{name}");
    }
}
