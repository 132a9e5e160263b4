//! The words of the official form stand in `forms/` and nowhere else.

use toml::Value;

use super::project::{Project, TextFile};
use super::source::Literal;
use super::Offence;

/// Where a form definition keeps what is printed on the paper or read from it.
const PRINTED: &[&str] = &["heading", "variants", "label", "aliases", "head", "band", "note"];

/// Shorter labels (其他, 总计) are everyday words.
const SHORTEST: usize = 4;

/// Labels this long are no chance even inside a longer text.
const UNMISTAKABLE: usize = 8;

/// The rules read running prose, where people write these words in their own way, and quote them in the
/// catalogue's sentences; what they say of a cell still takes its name from the form.
const READS_PROSE: &str = "src-tauri/report/src/check/";

/// No official label is typed in Rust or TypeScript: another edition of the form changes no code.
pub fn official_labels_stand_only_in_forms(project: &Project) -> Vec<Offence> {
    let forms = project.files.iter().filter(|it| it.path.starts_with("forms/") && it.path.ends_with(".toml"));
    let mut labels: Vec<String> = forms.flat_map(|form| labels(&form.text)).collect();
    labels.sort();
    labels.dedup();
    let sources = project.product_rust().chain(project.product_ui());
    let sources = sources.filter(|(file, _)| !file.path.starts_with(READS_PROSE));
    sources.flat_map(|(file, source)| typed(file, &source.literals, &labels)).collect()
}

fn typed(file: &TextFile, literals: &[Literal], labels: &[String]) -> Vec<Offence> {
    let mut offences = Vec::new();
    for literal in literals {
        let text = bare(&literal.text);
        let label = labels.iter().find(|label| {
            text == label.as_str() || (han(label) >= UNMISTAKABLE && text.contains(label.as_str()))
        });
        if let Some(label) = label {
            let what = format!("「{label}」 is the form's: take it from the form definition");
            offences.push(Offence::new(&file.path, literal.line, what));
        }
    }
    offences
}

/// The labels of a form definition, without their numbering.
fn labels(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Ok(table) = form.parse::<toml::Table>() {
        collect(&Value::Table(table), false, &mut found);
    }
    found.iter().map(|label| bare(label).to_owned()).filter(|label| han(label) >= SHORTEST).collect()
}

fn collect(value: &Value, is_printed: bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) if is_printed => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| collect(value, is_printed, found)),
        Value::Table(table) => {
            for (key, value) in table {
                collect(value, PRINTED.contains(&key.as_str()), found);
            }
        }
        _ => {}
    }
}

/// A label or literal without quotes, blanks and the numbering of the paper: 一、 （一） 1.
fn bare(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '"'));
    let is_numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十（）()".contains(c);
    match text.split_once(['、', '.', '）']) {
        Some((number, rest)) if number.chars().all(is_numeral) => rest.trim(),
        _ => text,
    }
}

fn han(text: &str) -> usize {
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_caught;
    use super::*;

    const FORM: &str = r#"
        name = "2031年格式"
        [[sections]]
        heading = "三、收到和处理政府信息公开申请情况"
        variants = ["三、政府信息公开申请情况"]
        guidance = "一是申请人的类别；二是最终处理结果。"
        [[tables]]
        [[tables.rows]]
        label = "（五）不予处理"
        [[tables.rows]]
        label = "（七）总计"
        [tables.grid]
        rows = [[{ head = "申请人情况", colspan = 7 }]]
    "#;

    #[test]
    fn labels_are_found_wherever_a_form_prints_them() {
        let labels = labels(FORM);
        let expected = ["收到和处理政府信息公开申请情况", "政府信息公开申请情况", "不予处理", "申请人情况"];
        assert_eq!(labels.len(), expected.len(), "{labels:?}");
        assert!(expected.iter().all(|label| labels.iter().any(|it| it == label)), "{labels:?}");
    }

    #[test]
    fn the_labels_of_the_real_forms_are_seen() {
        let project = Project::load(&crate::shell::root().unwrap()).unwrap();
        let labels = labels(&project.file("forms/2021.toml").unwrap().text);
        for label in
            ["主动公开政府信息情况", "行政规范性文件", "本机关不掌握相关政府信息", "结转下年度继续办理"]
        {
            assert!(labels.iter().any(|it| it == label), "{label}");
        }
    }

    #[test]
    fn a_typed_label_is_caught() {
        let rule = official_labels_stand_only_in_forms;
        let caught = |path: &str, text: &str| {
            assert_caught(rule, &[("forms/2031.toml", FORM), (path, text)], &[&format!("{path}:2")]);
        };
        caught("src-tauri/intake/src/rows.rs", "\nconst ROW: &str = \"不予处理\";\n");
        caught("src-tauri/intake/src/rows.rs", "\nconst ROW: &str = \"（五）不予处理\";\n");
        caught("src-tauri/press/src/title.rs", "\nlet a = \"见三、收到和处理政府信息公开申请情况。\";\n");
        caught("ui/src/pages/read.ts", "\nconst heads = ['申请人情况']\n");
        caught("ui/src/form/Table.vue", "<template>\n<th>申请人情况</th>\n</template>\n");
        caught("ui/src/form/Table.vue", "<template>\n<Head :text=\"'申请人情况'\" />\n</template>\n");
    }

    #[test]
    fn everyday_words_comments_and_tests_are_free() {
        let rule = official_labels_stand_only_in_forms;
        let free = |path: &str, text: &str| {
            assert_caught(rule, &[("forms/2031.toml", FORM), (path, text)], &[]);
        };
        free("src-tauri/report/src/check.rs", "// 「不予处理」\nconst A: &str = \"总计\";\n");
        free("src-tauri/report/src/check.rs", "const A: &str = \"对申请不予处理的，应说明理由\";\n");
        free("src-tauri/report/src/tests.rs", "const A: &str = \"不予处理\";\n");
        free(
            "src-tauri/report/src/a.rs",
            "#[cfg(test)]\nmod tests {\n    const A: &str = \"不予处理\";\n}\n",
        );
        free("ui/src/form/Table.test.ts", "const a = '申请人情况'\n");
    }
}
