//! The words of administrative prose: what a text about openness counts, does, and compares.

/// What an office calls itself in its own report.
pub(super) const OWN_NAMES: &[&str] =
    &["本机关", "本单位", "我镇", "我乡", "我街道", "我局", "我县", "我区", "我市", "我单位"];

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Thing {
    /// 政府信息公开申请.
    Request,
    /// 行政复议.
    Review,
    /// 行政诉讼.
    Suit,
    /// 规章.
    Rules,
    /// 规范性文件.
    Normative,
    Licence,
    Penalty,
    Coercion,
    /// Anything else that is counted in the same units.
    Other,
}

/// What is done with it, or what came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Act {
    Receive,
    Handle,
    /// 办理: with requests the prose means those that came in or those that were answered.
    Process,
    /// 结转, before it is known from where to where.
    Carry,
    CarryIn,
    CarryOut,
    /// One outcome of a request: its name in the prose and its rows.
    Outcome(&'static str, &'static [&'static str]),
    /// One result of a dispute: its name in the prose and its column.
    Result(&'static str, &'static str),
    /// 制发, 废止, 现行有效 of documents.
    Issue,
    Repeal,
    InForce,
    /// 作出 and the like, of decisions.
    Decide,
    /// 公开, 公示.
    Publish,
    /// 撤回, 驳回: an end that no column counts.
    End,
    /// Anything else that is done: what is counted then is counted for it.
    Else,
}

/// Whose figures they are in time, as words say it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Time {
    This,
    Last,
    Next,
    /// A year by its number.
    Year(u16),
    /// Several years, or a part of one.
    Otherwise,
}

/// Which way something changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Direction {
    Up,
    Down,
    Same,
}

/// One word, by what it says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    Thing(Thing),
    /// 申请 alone, which many things have.
    BareRequest,
    Act(Act),
    /// Natural persons, and organisations: one of them alone is a part of the applicants.
    Person,
    Organisation,
    /// A way in which requests are made.
    Channel,
    /// 等, 各: the ways or persons named before are all.
    Several,
    /// 其中: parts follow.
    Opens,
    /// 涉及: what requests are about.
    About,
    /// Some of the things only.
    Part,
    /// In time: nobody says how many were late.
    InTime,
    /// 含, 连同: something is counted in.
    Including,
    Join,
    /// 各: the number is that of each thing.
    Each,
    Time(Time),
    /// 以来, 近三年.
    Until,
    Running,
    Negation,
    /// 为零.
    Zero,
    /// 同比: compares with last year.
    SameTime,
    /// 较, 比: what follows is compared with.
    Than,
    Direction(Direction),
    /// 增至, 降到: what follows is no change but where it led.
    ChangedTo,
    Share,
    /// 约收到12件: the number is rough, though the word stands further before it.
    Roughly,
    /// 每, 平均.
    Rate,
    Filler,
}

const OUTCOMES: &[(&str, &[&str])] = &[
    ("予以公开", &["granted"]),
    ("部分公开", &["partial"]),
    ("不予公开", &["group:refused"]),
    ("无法提供", &["group:unable"]),
    ("不予处理", &["group:declined"]),
    ("其他处理", &["group:closed"]),
];

const RESULTS: &[(&str, &str, &[&str])] = &[
    ("维持", "upheld", &["维持", "结果维持", "维持原行政行为"]),
    ("纠正", "corrected", &["纠正", "结果纠正", "被纠正", "纠错", "被纠错"]),
    ("其他结果", "other", &["其他结果", "其它结果"]),
    ("尚未审结", "pending", &["尚未审结", "未审结", "尚未办结", "未办结", "正在审理", "尚在审理"]),
];

/// The vocabulary. Of two words that begin at the same place the longer one is read.
#[rustfmt::skip]
const WORDS: &[(Word, &[&str])] = &[
    (Word::Thing(Thing::Request), &[
        "政府信息公开申请", "信息公开申请", "政务公开申请", "依申请公开申请", "依申请公开政府信息申请", "公开申请", "公开的申请", "依申请公开",
        "依申请公开件", "依申请公开事项", "依申请公开事宜", "依申请公开政府信息", "依申请公开信息", "依申请政府信息公开", "依申请信息公开",
        "依申请件", "依申请", "申请公开政府信息", "申请公开", "申请政府信息公开", "申请信息公开", "政府信息申请", "申请件", "政府信息公开申请书",
        "政府信息公开申请表", "政府信息公开依申请", "信息公开依申请", "政府信息依申请公开", "政府信息的申请", "公开政府信息的申请",
    ]),
    (Word::BareRequest, &["申请", "申请书", "申请表"]),
    (Word::Thing(Thing::Review), &["行政复议", "复议", "行政复议申请", "复议申请"]),
    (Word::Thing(Thing::Suit), &["行政诉讼", "诉讼", "起诉", "应诉", "行政应诉"]),
    (Word::Thing(Thing::Rules), &["规章", "政府规章"]),
    (Word::Thing(Thing::Normative), &["规范性文件", "行政规范性文件"]),
    (Word::Thing(Thing::Licence), &["行政许可", "行政许可事项"]),
    (Word::Thing(Thing::Penalty), &["行政处罚", "行政处罚事项"]),
    (Word::Thing(Thing::Coercion), &["行政强制", "行政强制措施"]),
    (Word::Thing(Thing::Other), &[
        "信访", "投诉", "举报", "提案", "建议", "意见", "留言", "信箱", "热线", "咨询", "办件", "许可", "行政审批", "来信", "来访", "诉求", "问题",
        "工单", "求助", "信息", "政府信息", "政府信息公开", "信息公开", "政务公开", "文件", "政策", "政策文件", "其他文件", "公文", "案卷",
        "复议后起诉", "经复议后起诉", "复议后诉讼", "复议后提起诉讼", "复议后提起行政诉讼", "直接起诉", "未经复议直接起诉", "未经复议起诉",
        "行政复议后起诉", "未经行政复议直接起诉", "行政许可申请", "许可申请", "行政确认", "行政检查", "行政裁决", "行政给付", "行政征收",
        "责任追究", "县级规范性文件", "市级规范性文件", "省级规范性文件", "上级规范性文件", "区级规范性文件", "国家规章", "规章制度",
        "党内规范性文件", "复议机关", "复议决定", "诉讼费", "信息处理费", "处理费", "听证", "申诉", "申诉案", "有关的申诉案", "有关申诉案",
    ]),
    (Word::Act(Act::Receive), &["收到", "新收", "新收到", "受理", "新受理", "收办", "接收", "接到", "新增", "接件", "收件", "共收", "共收到", "共收办"]),
    (Word::Act(Act::Handle), &[
        "办结", "答复", "办理完毕", "办复", "办毕", "处理完毕", "答复完毕", "办理答复", "作出答复", "予以答复", "回复", "依法答复", "受理并办结",
        "受理并答复", "受理办结",
    ]),
    (Word::Act(Act::Process), &["办理", "处理"]),
    (Word::Act(Act::Carry), &["结转", "转结", "转入", "转至", "转到", "转", "顺延", "延续", "延至", "留待", "跨年"]),
    (Word::Act(Act::Issue), &["制发", "制定", "制订", "出台", "印发", "发布", "新制作", "制作", "新制发", "新制定", "颁布", "制定出台", "制定发布", "制定印发"]),
    (Word::Act(Act::Repeal), &["废止", "失效", "宣布失效", "宣布废止"]),
    (Word::Act(Act::InForce), &["现行有效", "继续有效", "仍有效", "现行", "现有"]),
    (Word::Act(Act::Decide), &["作出", "做出", "实施", "下达", "颁发", "审批", "审批办理", "依法作出", "依法实施", "处以", "给予"]),
    (Word::Act(Act::End), &["撤回", "撤销", "撤诉", "终止", "中止", "驳回", "调解", "和解", "不予受理", "败诉", "胜诉", "主动撤回"]),
    (Word::Act(Act::Publish), &["公开", "公示", "公布", "主动公开", "公开发布", "集中公开", "集中发布", "集中公布", "归集", "上报", "录入", "推送", "报送", "更新发布", "上传"]),
    (Word::Act(Act::Else), &[
        "清理", "备案", "解读", "审查", "评估", "修订", "修改", "审核", "立案", "报备", "转发", "执行", "贯彻", "学习", "举办", "开展", "召开", "培训",
        "起草", "承办", "补正", "转办", "移送", "转交", "征求", "草拟", "合法性审查", "罚款", "没收", "简易程序", "当场", "停止执行",
        "在办", "正在办理", "办理中", "尚在办理", "在办理",
    ]),
    (Word::Person, &["自然人", "公民", "个人", "居民个人", "村民"]),
    (Word::Organisation, &["法人", "企业", "机构", "组织", "社会组织", "其他组织", "其它组织", "商业企业", "团体", "公司", "律师事务所"]),
    (Word::Channel, &[
        "网络", "网上", "在线", "线上", "线下", "信函", "邮寄", "书面", "当面", "现场", "窗口", "传真", "电子邮件", "邮件", "平台", "网站", "系统",
        "微信", "公众号", "挂号信", "快递", "电话", "信件", "门户网站", "政府网站", "政府门户网站", "微博", "抖音", "快手", "视频号", "头条号", "今日头条",
        "客户端", "APP", "政务新媒体", "微信公众号", "微信公众平台", "公示栏", "公开栏", "公告栏", "宣传栏", "电子屏", "显示屏", "广播", "电视",
        "报纸", "报刊", "公报", "简报", "短信", "明白纸",
    ]),
    (Word::Several, &["等", "各种", "多种", "各类", "线上线下", "各渠道", "多渠道", "多种渠道", "各种渠道", "线上和线下", "线上及线下", "线上、线下"]),
    (Word::Part, &[
        "部门", "主要", "其他", "其它", "部分", "领域", "分类", "一般程序", "普通程序", "逾期", "超期", "延期", "超时",
        "下属", "各单位", "各镇", "各乡镇", "各村", "各社区", "名义", "联合", "另外", "重复", "尚有", "剩余", "其余", "以镇", "集中",
    ]),
    (Word::Opens, &["其中"]),
    (Word::About, &["涉及", "关于", "有关", "针对", "涉"]),
    (Word::InTime, &["按期", "按时", "如期", "期限内", "限期内", "时限内", "规定时间内", "当场答复"]),
    (Word::Including, &["含", "包含", "包括", "加", "加上", "连同"]),
    (Word::Join, &["和", "及", "以及", "与", "或", "或者", "、", "并", "且", "/"]),
    (Word::Each, &["各", "均为", "均", "都为", "都", "各为"]),
    (Word::Time(Time::This), &[
        "本年", "本年度", "今年", "年内", "当年", "当年度", "全年", "本年内", "本年共", "今年以来", "本年度内", "全年度", "报告期", "报告期内", "年度内", "统计期内",
    ]),
    (Word::Time(Time::Last), &["上年", "上年度", "上一年", "上一年度", "去年", "去年度", "上年同期", "去年同期", "上一年同期", "上年度同期", "前一年"]),
    (Word::Time(Time::Next), &["下年", "下年度", "下一年", "下一年度", "次年", "次年度", "明年", "来年"]),
    (Word::Time(Time::Otherwise), &[
        "近年", "近年来", "近两年", "近三年", "近五年", "近几年", "历年", "以来", "五年来", "三年来", "上半年", "下半年", "季度", "月份", "前三季度", "前年",
        "十三五", "十四五", "任期内", "每年", "连续",
    ]),
    (Word::Until, &["截至", "截止", "截止到", "截止至", "截至到"]),
    (Word::Running, &["累计", "累计共", "共累计"]),
    (Word::Negation, &[
        "未", "没有", "无", "尚未", "从未", "并未", "暂未", "没", "尚无", "暂无", "均未", "也未", "未曾", "无人", "不存在", "没有人", "无一",
        "未有", "并无", "皆无", "均无", "都无", "也无", "零",
    ]),
    (Word::Zero, &["为零", "均为零", "数为零", "都为零", "是零"]),
    (Word::SameTime, &["同比", "与上年相比", "与去年相比", "与上年同期相比", "与去年同期相比", "和上年相比", "和去年相比", "与上一年相比"]),
    (Word::Than, &["较", "比", "相比", "相较", "比较", "相较于", "相比于", "对比"]),
    (Word::Direction(Direction::Up), &[
        "增长", "增加", "上升", "上涨", "多", "增幅", "增幅为", "增幅达", "增长率", "增长率为", "涨幅", "提高", "提升", "增多", "攀升", "净增", "增",
    ]),
    (Word::Direction(Direction::Down), &["下降", "减少", "回落", "降低", "少", "降幅", "降幅为", "降幅达", "下滑", "下降率", "减", "降"]),
    (Word::Direction(Direction::Same), &["持平", "相当", "一致"]),
    (Word::ChangedTo, &["增至", "增加到", "增加至", "增长到", "增长至", "降至", "下降到", "下降至", "减少到", "减少至", "升至", "上升到", "上升至"]),
    (Word::Share, &["占", "占比", "占比为", "比例为", "比重为"]),
    (Word::Roughly, &["约", "大约", "大概", "近", "将近", "接近", "超", "超过", "逾", "不足", "不到", "至少", "不少于", "最多", "至多"]),
    (Word::Rate, &["每", "平均", "日均", "月均", "年均", "人均", "单日", "最高"]),
    (Word::Filler, &[
        "为", "共", "共有", "共计", "合计", "总计", "计", "总", "有", "的", "数", "数量", "总数", "总量", "件数", "量", "案件", "案", "件", "决定", "情况",
        "达", "达到", "分别", "了", "是", "事项", "事务", "类", "行为", "业务", "数目", "已", "已经", "也", "仅", "只", "一共", "总共", "全部", "实际", "所", "对",
        "中", "因", "被", "由", "向", "之", "引起", "引发", "产生", "导致", "发生", "提起", "提出", "提交", "递交", "申请引发", "而", "就", "来自", "以",
        "通过", "经", "经过", "方式", "形式", "渠道", "途径", "任何", "一件", "我镇", "我乡", "我县", "我区", "我市", "我局", "我街道", "我办", "我单位",
        "我委", "我厅", "我部", "全镇", "全乡", "全县", "全区", "全市", "全街道", "全局", "全省", "本机关", "本单位", "本镇", "本乡", "本街道", "本局",
        "本级", "镇政府", "乡政府", "镇人民政府", "乡人民政府", "街道办事处", "县政府", "区政府", "市政府", "县人民政府", "区人民政府", "市人民政府",
        "街道", "各级行政机关", "行政机关", "各级", "机关", "单位", "群众", "社会公众", "公众", "市民", "人民群众", "社会各界", "申请公开的", "要求",
        "相关", "新", "依法", "依规", "及时", "依照", "按照", "严格", "规范", "认真", "办事", "到", "至", "在", "继续", "作", "作出的", "结果", "属于", "日常",
        "需", "待", "自", "从", "期间", "底", "末", "前", "后", "内", "目前", "新发生", "涉诉", "应当", "新增的", "即", "本", "其", "此", "将", "于",
        "申请人", "申请者", "当事人", "信息公开类", "政府信息公开类", "方面", "工作", "度", "件次", "处理决定", "零星", "人", "进行", "出现", "现", "继而", "政府信息公开工作",
        "信息公开工作", "依申请公开工作", "依申请公开工作中", "政府信息公开方面", "信息公开方面", "政府信息公开领域", "信息公开领域", "政务公开领域", "政府信息依申请公开领域",
        "我们", "年度", "单位和个人", "单位或个人", "单位及个人", "组织和个人", "企业和个人", "均已", "已全部",
    ]),
    // Words that hold one of the above and mean something else.
    (Word::Act(Act::Else), &["无法", "无关", "无纸化", "无偿", "无障碍", "未成年人", "未来", "加强", "增强", "加大", "增设", "减轻", "降费", "多元", "多样", "少数",
        "总结", "转变", "转型", "加快", "比例", "量化", "人员", "人才", "人大", "政协", "总体", "提案办理", "组织领导", "有效性", "有效提升", "有效推进", "新闻", "新媒体",
        "并案", "备件", "要件", "附件", "共同", "共享", "共建", "案例", "中心", "中央", "机构职能", "领导机构", "近期", "无证", "无正当理由", "未公开", "及时性", "少年",
    ]),
];

/// Every word with what it says.
pub(super) fn vocabulary() -> impl Iterator<Item = (&'static str, Word)> {
    let listed = WORDS.iter().flat_map(|(word, written)| written.iter().map(|text| (*text, *word)));
    let outcomes = OUTCOMES.iter().map(|(name, rows)| (*name, Word::Act(Act::Outcome(name, rows))));
    let results = RESULTS.iter().flat_map(|(name, column, written)| {
        written.iter().map(|text| (*text, Word::Act(Act::Result(name, column))))
    });
    listed.chain(outcomes).chain(results)
}
