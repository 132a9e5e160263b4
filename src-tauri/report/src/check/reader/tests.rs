#![cfg(test)]

use super::{statements, Statement};
use crate::{
    check::{
        statement::{Base, Period, Told},
        view::Passage,
        words::{Act, Direction, Thing},
    },
    Forms,
};

/// The figures of a text in a report on 2024.
fn read(text: &str) -> Vec<Statement> {
    let forms = Forms::bundled().unwrap();
    let place = forms.edition("2021").unwrap().prose_place("overview").unwrap().clone();
    statements(0, &Passage::new(place, 0, text.to_owned()), Some(2024))
}

fn one(text: &str) -> Statement {
    let said = read(text);
    assert_eq!(said.len(), 1, "{text}");
    said.into_iter().next().unwrap()
}

#[test]
fn the_thing_stands_before_the_number_or_behind_it() {
    for text in [
        "收到政府信息公开申请12件。",
        "收到12件政府信息公开申请。",
        "共收到公众关于政府信息公开的申请十二件。",
    ] {
        let said = one(text);
        assert_eq!(
            (said.thing(), said.act(), said.count()),
            (Some(Thing::Request), Some(Act::Receive), Some(12)),
            "{text}"
        );
        assert!(said.scope.is_whole() && said.is_named, "{text}");
    }
    assert_eq!(one("收到低保申请12件。").thing(), Some(Thing::Other));
    assert_eq!(one("申请办理流程图12份。").thing(), Some(Thing::Other));
}

#[test]
fn a_clause_takes_what_it_leaves_out_from_those_before() {
    let said = read("（二）依申请公开。2024年共收到12件，办结11件，结转下年度1件。");
    let acts: Vec<_> = said.iter().map(|said| (said.thing(), said.act())).collect();
    let of = |act| (Some(Thing::Request), Some(act));
    assert_eq!(acts, [of(Act::Receive), of(Act::Handle), of(Act::CarryOut)]);
    // Nothing is taken where a word is not known.
    assert_eq!(read("收到政府信息公开申请3件，锦旗2件。")[1].things, []);
}

#[test]
fn things_told_together_and_each() {
    let together = one("行政复议、行政诉讼案件共3件。");
    assert_eq!((together.things.as_slice(), together.each), ([Thing::Review, Thing::Suit].as_slice(), false));
    assert!(one("行政复议、行政诉讼均为0件。").each);
    assert_eq!(one("因政府信息公开申请引起的行政复议3件。").thing(), Some(Thing::Review));
}

#[test]
fn none_is_told_in_words() {
    for text in [
        "未收到政府信息公开申请。",
        "政府信息公开申请为零。",
        "无人提出政府信息公开申请。",
        "没有收到依申请公开事项。",
    ] {
        let said = one(text);
        assert_eq!(
            (said.told, said.thing(), said.count()),
            (Told::None, Some(Thing::Request), Some(0)),
            "{text}"
        );
    }
    assert!(!one("无逾期答复的申请。").scope.is_whole());
    assert_eq!(read("无法提供相关材料，未公开有关问题。").len(), 0);
}

#[test]
fn periods_and_comparisons() {
    let period = |text: &str| one(text).period;
    assert_eq!(period("2024年收到申请5件。"), Period::Reported);
    assert_eq!(period("今年以来收到申请5件。"), Period::Reported);
    assert_eq!(period("2024年1月1日至12月31日收到申请5件。"), Period::Reported);
    assert_eq!(period("2023年收到申请5件。"), Period::Named(2023));
    for other in ["去年收到申请5件。", "近三年收到申请5件。", "上半年收到申请5件。", "1—11月收到申请5件。"]
    {
        assert_eq!(period(other), Period::Other, "{other}");
    }
    let told = |text: &str| read(text).last().unwrap().told;
    let up = |base| Told::Change(Direction::Up, base);
    assert_eq!(told("收到申请5件，比上年增加2件。"), up(Base::LastYear));
    assert_eq!(told("收到申请5件，较2023年增加2件，增长3%。"), up(Base::LastYear));
    assert_eq!(told("收到申请5件，较2022年增加2件。"), up(Base::Other));
    assert_eq!(told("收到申请5件，与上年持平。"), Told::Change(Direction::Same, Base::LastYear));
    assert_eq!(told("收到申请5件，是上年的2倍。"), Told::Ratio);
    assert_eq!(told("申请由上年的2件增至5件。"), Told::Level);
    assert_eq!(told("平均每月收到申请5件。"), Told::Unclear);
}
