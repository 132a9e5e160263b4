//! Page furniture: what a web page puts around a report.

use crate::fold::fold;

/// Lines that begin so are furniture (folded: half-width punctuation, no spaces).
const BEGINNINGS: &[&str] = &[
    "来源:",
    "信息来源:",
    "文章来源:",
    "稿件来源:",
    "发布时间:",
    "发布日期:",
    "发布机构:",
    "发布单位:",
    "公开日期:",
    "成文日期:",
    "索引号",
    "主题分类",
    "发文机关:",
    "发文字号:",
    "有效性:",
    "浏览次数",
    "浏览量",
    "访问量",
    "阅读次数",
    "点击数",
    "点击率",
    "点击收听",
    "字体:",
    "字号:",
    "【字体",
    "【打印",
    "打印",
    "[打印",
    "关闭",
    "【关闭",
    "分享到",
    "分享:",
    "扫一扫",
    "附件:",
    "附件下载",
    "相关附件",
    "相关链接",
    "相关文档",
    "相关稿件",
    "上一篇",
    "下一篇",
    "当前位置",
    "您的位置",
    "您所在的位置",
    "您现在的位置",
    "首页",
    "返回首页",
    "返回顶部",
    "网站地图",
    "版权所有",
    "主办单位",
    "主办:",
    "承办:",
    "ICP备",
    "政府网站标识码",
    "责任编辑",
    "编辑:",
    "作者:",
    "审核:",
    "无障碍",
    "收藏",
    "下载文字版",
    "下载Word",
    "下载PDF",
    "[下载",
    "【下载",
];

/// Marks that appear in furniture and never in a report's own text.
const MARKS: &[&str] = &[
    "欢迎访问",
    "政府首页",
    "打印文章",
    "打印本页",
    "关闭窗口",
    "分享到微信",
    "微信微博QQ空间",
    "-->",
    "公网安备",
    "适老化",
    "长者模式",
];

/// A line with a full stop in it that is longer is text, whatever a page left in it: its residue is the checks' to tell.
const SHORTEST_TEXT: usize = 15;

/// Whether a line is page furniture.
pub(super) fn is_furniture(line: &str) -> bool {
    let folded = fold(line);
    if folded.contains('。') && folded.chars().count() > SHORTEST_TEXT {
        return false;
    }
    BEGINNINGS.iter().any(|start| folded.starts_with(start))
        || MARKS.iter().any(|mark| folded.contains(mark))
        || is_bare_link(&folded)
}

/// Whether furniture may also be text, where it stands in the middle of some: an address, or what is attached.
pub(super) fn may_be_text(line: &str) -> bool {
    let folded = fold(line);
    let is_address = ["http://", "https://", "www."].iter().any(|start| folded.starts_with(start));
    let is_picture = [".jpg", ".png"].iter().any(|end| folded.ends_with(end));
    let attached = folded.strip_prefix("附件:").is_some_and(|named| !named.is_empty());
    attached || (is_address && is_bare_link(&folded) && !is_picture)
}

/// `./t20250103_3865366.shtml`, `http://…` and the like on a line of their own.
fn is_bare_link(folded: &str) -> bool {
    let page = [".html", ".shtml", ".htm", ".jpg", ".png", ".doc", ".docx", ".pdf", ".xls", ".xlsx"];
    folded.is_ascii()
        && (folded.starts_with("./")
            || folded.starts_with("http")
            || folded.starts_with("www.")
            || page.iter().any(|end| folded.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::{is_furniture, may_be_text};

    #[test]
    fn furniture_that_may_be_text() {
        for line in ["https://a.gov.cn/b", "www.a.gov.cn", "附件：1.统计表"] {
            assert!(is_furniture(line) && may_be_text(line), "{line}");
        }
        for line in ["附件：", "./t20250103.shtml", "http://a.cn/1.jpg", "上一篇：无", "打印 关闭"]
        {
            assert!(!may_be_text(line), "{line}");
        }
    }

    #[test]
    fn furniture_and_text() {
        for line in [
            "来源:官塘驿镇 发布时间:2025-01-03打印文章",
            "附件:",
            "分享到:",
            "./t20250103_3865366_xzapp.shtml",
            "欢迎访问赤壁市官塘驿镇 返回赤壁政府首页",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "本年度，我镇政府信息公开信息处理费为0。",
            "打造透明政府。",
            "根据《条例》编制本报告。",
            "无。",
            "打印宣传册500份，在各村公开栏张贴，方便群众查阅。",
            "关闭不活跃账号3个，规范政务新媒体管理。",
            "审核：严格落实“三审三校”，全年审核信息56条。",
            "全年公开信息56条，内容详实。打印本页 关闭窗口",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
