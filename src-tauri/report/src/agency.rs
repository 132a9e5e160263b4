//! What kind of body an agency is: some rules hold only for townships, or only for governments.

/// The level of an agency.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// 乡镇
    Township,
    /// 街道
    Subdistrict,
    /// 县级以上人民政府的部门
    Department,
    /// 县级政府
    County,
    /// 地市级政府
    City,
    /// 省级政府
    Province,
}

impl Level {
    /// Every level, from the smallest.
    pub const ALL: [Level; 6] =
        [Level::Township, Level::Subdistrict, Level::Department, Level::County, Level::City, Level::Province];

    /// The level that an agency's name tells, if it does.
    pub fn of_name(name: &str) -> Option<Level> {
        // The office of a government reports what is done in the government's name.
        let of_government = ["人民政府办公厅", "人民政府办公室", "人民政府", "政府"];
        let name = of_government.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        // Bodies of the whole country issue 规章, and a zone is no level of government: nothing follows from those.
        let zones =
            ["开发区", "园区", "实验区", "试验区", "示范区", "管理区", "度假区", "风景区", "高新区", "新区"];
        if ["国家", "中国", "中华"].iter().any(|whole| name.starts_with(whole))
            || ends(&["部"])
            || ends(&zones)
        {
            None
        } else if ends(&["街道", "街道办事处", "街道办"]) {
            Some(Level::Subdistrict)
        } else if ends(&["局", "委", "委员会", "厅", "中心", "支队", "大队", "办公室", "所", "院"])
        {
            Some(Level::Department)
        } else if ends(&["镇", "乡", "民族乡", "苏木"]) {
            Some(Level::Township)
        } else if ends(&["省", "自治区"]) {
            Some(Level::Province)
        } else if ends(&["市", "自治州", "盟", "地区"]) {
            Some(Level::City)
        } else if ends(&["县", "区", "旗"]) {
            Some(Level::County)
        } else {
            None
        }
    }

    /// Whether the body is one of the 各级人民政府, who report 考核、评议、责任追究 too (条例第五十条第四项).
    pub fn is_government(self) -> bool {
        !matches!(self, Level::Department | Level::Subdistrict)
    }

    /// Whether the body can issue 规章 (only governments of 设区的市 and above can).
    pub fn may_issue_rules(self) -> bool {
        matches!(self, Level::City | Level::Province)
    }

    /// By which month and day the report of a year must be published in the next one (条例第四十九条): a body's own
    /// by the end of January, that of a whole government by the end of March.
    pub fn deadline(self) -> (u8, u8) {
        match self {
            Level::Township | Level::Subdistrict | Level::Department => (1, 31),
            Level::County | Level::City | Level::Province => (3, 31),
        }
    }

    /// How people call the level.
    pub fn label(self) -> &'static str {
        match self {
            Level::Township => "乡镇",
            Level::Subdistrict => "街道",
            Level::Department => "部门",
            Level::County => "县级政府",
            Level::City => "市级政府",
            Level::Province => "省级政府",
        }
    }
}

/// What an agency is called in its own text: 青山镇 for 某县青山镇人民政府.
pub fn short_name(agency: &str) -> &str {
    let ends = ["人民政府办公厅", "人民政府办公室", "人民政府", "办事处"];
    let name = ends.iter().find_map(|end| agency.strip_suffix(end)).unwrap_or(agency);
    // 市场监督管理局 has a 市 that is no city: only towns are named behind the county they lie in.
    if !name.ends_with(['镇', '乡', '道']) {
        return name;
    }
    let stem = name.char_indices().next_back().map_or(name, |(last, _)| &name[..last]);
    let county =
        stem.char_indices().rev().find(|(_, c)| matches!(c, '省' | '市' | '州' | '县' | '区' | '旗'));
    let behind = county.map_or(name, |(at, c)| &name[at + c.len_utf8()..]);
    // 新区街道 is one name.
    if behind.chars().count() >= 3 {
        behind
    } else {
        name
    }
}

/// Whether two names may be those of one agency: 青山镇人民政府 is 某县青山镇. Where a name is not known, they may.
pub fn are_same_agency(a: &str, b: &str) -> bool {
    const OFFICES: [&str; 5] = ["人民政府办公厅", "人民政府办公室", "人民政府", "办事处", "委员会"];
    let bare = |name: &str| {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        OFFICES.iter().find_map(|end| name.strip_suffix(end)).map_or(name.clone(), str::to_owned)
    };
    let (a, b) = (bare(a), bare(b));
    a.is_empty() || b.is_empty() || a.ends_with(&b) || b.ends_with(&a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names() {
        for (agency, name) in [
            ("某县青山镇人民政府", "青山镇"),
            ("赤壁市官塘驿镇", "官塘驿镇"),
            ("伊州区丽园街道办事处", "丽园街道"),
            ("某县市场监督管理局", "某县市场监督管理局"),
            ("淮安市洪泽区人民政府", "淮安市洪泽区"),
            ("", ""),
        ] {
            assert_eq!(short_name(agency), name);
        }
    }

    #[test]
    fn names_of_one_agency() {
        for (a, b) in [
            ("某县青山镇", "青山镇人民政府"),
            ("洪泽区人民政府", "淮安市洪泽区人民政府"),
            ("丽园街道", "伊州区丽园街道办事处"),
            ("某县 青山镇", "某县青山镇"),
            ("", "某县青山镇"),
        ] {
            assert!(are_same_agency(a, b) && are_same_agency(b, a), "{a} {b}");
        }
        for (a, b) in [("某县青山镇", "某县绿水镇"), ("某县自然资源局", "某县"), ("宿迁市", "平潭综合实验区")]
        {
            assert!(!are_same_agency(a, b), "{a} {b}");
        }
    }

    #[test]
    fn levels_by_name() {
        for (name, level) in [
            ("赤壁市官塘驿镇", Some(Level::Township)),
            ("西柳镇人民政府", Some(Level::Township)),
            ("伊州区丽园街道办事处", Some(Level::Subdistrict)),
            ("某县自然资源局", Some(Level::Department)),
            ("淮安市洪泽区", Some(Level::County)),
            ("宿迁市", Some(Level::City)),
            ("上海市人民政府办公厅", Some(Level::City)),
            ("某县人民政府办公室", Some(Level::County)),
            ("广西壮族自治区", Some(Level::Province)),
            ("大兴安岭地区", Some(Level::City)),
            ("某某集团", None),
            ("平潭综合实验区", None),
            ("国家税务总局某县税务局", None),
            ("交通运输部", None),
        ] {
            assert_eq!(Level::of_name(name), level, "{name}");
        }
    }
}
