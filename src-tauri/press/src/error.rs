//! What can go wrong between a sheet and its PDF, in words an office clerk can act on.

use std::path::PathBuf;

/// Why nothing was printed. Every variant is found before a byte of PDF exists.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PressError {
    /// No bundled face has this character. A box (豆腐块) is never printed in its stead.
    #[error("字体缺字：{}，位置：{place}“{}”。{}{}", name_character(*.ch), visible(.sentence), advice(*.ch), further(.others))]
    MissingGlyph {
        /// The character no face can draw.
        ch: char,
        /// Where it stands, as the paper names it, such as 「一、总体情况」第 2 段.
        place: String,
        /// The sentence around it, cut to a readable length.
        sentence: String,
        /// The other characters of the sheet that no face can draw, each where it stands first.
        others: Vec<(char, String)>,
    },
    /// A face is not in the fonts folder.
    #[error("缺少字体文件 {}。请重新安装本程序，或恢复字体文件夹。", .file.display())]
    FontMissing {
        /// The file looked for.
        file: PathBuf,
    },
    /// A face is there but cannot be read from disk.
    #[error("无法读取字体文件 {}：{reason}。请检查文件权限，或重新安装本程序。", .file.display())]
    FontUnreadable {
        /// The file that would not open.
        file: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A face was read but is no usable font.
    #[error("字体文件 {} 已损坏：{reason}。请重新安装本程序。", .file.display())]
    FontBroken {
        /// The damaged file.
        file: PathBuf,
        /// What the font parser said.
        reason: String,
    },
    /// A face of the machine, which the office chose, cannot be used.
    #[error("这台机器上的字体文件 {} 用不了：{reason}。请改用本程序自带的字体。", .file.display())]
    OwnFont {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The cells of a table do not cover its grid exactly.
    #[error("表格“{place}”的单元格没有恰好铺满第 {row} 行第 {column} 列，表样定义有误。")]
    TableGrid {
        /// The table.
        place: String,
        /// First grid row (from 1) that is uncovered or covered twice.
        row: usize,
        /// First grid column (from 1) that is uncovered or covered twice.
        column: usize,
    },
    /// One row of a table is taller than a page even in the smallest type.
    #[error("表格“{place}”第 {row} 行的文字过长，一页放不下。请缩短文字。")]
    RowTooTall {
        /// The table.
        place: String,
        /// The row, from 1.
        row: usize,
    },
    /// A number does not fit its cell even in the smallest type that can be read.
    #[error("表格“{place}”中的“{text}”过长，格内放不下。请核对数字。")]
    CellTooNarrow {
        /// The table.
        place: String,
        /// The text of the cell.
        text: String,
    },
    /// Something does not fit on the one page of a notice sheet.
    #[error("纸上放不下“{}”。请缩短文字，减少指标、图表、系列，或从较晚的年度画起。", short(.place))]
    NoRoom {
        /// What does not fit.
        place: String,
    },
    /// A chart has more series than can be told apart.
    #[error("图表“{}”有 {count} 个系列，分不清。一张图最多画六条，请减少指标或机关{}。", short(.place), if *.as_lines { "，或改用折线" } else { "" })]
    TooManySeries {
        /// The chart.
        place: String,
        /// How many there are.
        count: usize,
        /// Whether lines would do: they show a crowd of agencies by its median.
        as_lines: bool,
    },
    /// A QR code would be printed so small that no telephone reads it.
    #[error("二维码的文字太长（{length} 个字），印出来太密，扫不出来。请换成短的文字或网址。")]
    CodeTooDense {
        /// The length of its text in characters.
        length: usize,
    },
    /// The container of a Word or Excel file could not be written.
    #[error("生成文件失败：{reason}。请将出错的报告保存后反馈给开发者。")]
    Container {
        /// What the writer said.
        reason: String,
    },
    /// The PDF writer itself failed.
    #[error("生成 PDF 失败：{reason}。请将出错的报告保存后反馈给开发者。")]
    Pdf {
        /// What the writer said.
        reason: String,
    },
}

/// A sentence as a terminal may show it.
fn visible(sentence: &str) -> String {
    sentence.chars().map(|c| if c.is_control() { '\u{2423}' } else { c }).collect()
}

/// So much of a text is quoted.
const QUOTED: usize = 30;

/// A text as an error quotes it: enough of it to be found.
fn short(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", visible(&text[..end])),
        None => visible(text),
    }
}

/// So many further characters are named; of more, a text in another script, it is said how many there are.
const NAMED: usize = 60;

fn further(others: &[(char, String)]) -> String {
    let named: Vec<String> =
        others.iter().take(NAMED).map(|(ch, place)| format!("{}在{place}", name_character(*ch))).collect();
    match others.len() {
        0 => String::new(),
        count if count > NAMED => format!("另外还缺 {count} 个字：{}，等等。", named.join("；")),
        _ => format!("另外还缺：{}。", named.join("；")),
    }
}

fn advice(ch: char) -> &'static str {
    if ch.is_control() {
        "这是看不见的控制字符，请在原文中删去。"
    } else {
        "请改用常用字，或在词句中换一种写法。"
    }
}

/// A character as an error names it: invisible and private-use ones by code point only.
fn name_character(ch: char) -> String {
    let visible =
        !ch.is_control() && !ch.is_whitespace() && !matches!(u32::from(ch), 0xE000..=0xF8FF | 0xF0000..);
    if visible {
        format!("“{ch}”（U+{:04X}）", u32::from(ch))
    } else {
        format!("U+{:04X}", u32::from(ch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(ch: char) -> String {
        PressError::MissingGlyph {
            ch,
            place: "「一、总体情况」第 2 段".into(),
            sentence: "向杜𲍐同志公开。".into(),
            others: Vec::new(),
        }
        .to_string()
    }

    #[test]
    fn a_missing_character_is_named_with_code_and_place() {
        let message = missing('\u{32350}');
        assert!(
            message.starts_with("字体缺字：“\u{32350}”（U+32350），位置：「一、总体情况」第 2 段“向杜"),
            "{message}"
        );
    }

    #[test]
    fn a_long_text_is_quoted_by_its_beginning() {
        let place = "长".repeat(3000);
        let told = PressError::NoRoom { place }.to_string();
        assert_eq!(
            told,
            format!(
                "纸上放不下“{}…”。请缩短文字，减少指标、图表、系列，或从较晚的年度画起。",
                "长".repeat(30)
            )
        );
        let told = PressError::NoRoom { place: "长".repeat(30) }.to_string();
        assert!(told.contains(&format!("“{}”", "长".repeat(30))), "{told}");
    }

    #[test]
    fn lines_are_advised_only_where_they_would_do() {
        let told =
            |as_lines| PressError::TooManySeries { place: "图".into(), count: 8, as_lines }.to_string();
        assert!(told(true).ends_with("一张图最多画六条，请减少指标或机关，或改用折线。"));
        assert!(told(false).ends_with("一张图最多画六条，请减少指标或机关。"));
    }

    #[test]
    fn an_invisible_or_private_character_is_named_by_code_only() {
        assert!(missing('\u{7}').starts_with("字体缺字：U+0007，"));
        assert!(missing('\u{E5E5}').starts_with("字体缺字：U+E5E5，"));
    }
}
