//! Files that are made to hurt, as a user meets them: a sentence, in seconds, in bounded memory.
#![cfg(test)]
#![cfg(target_os = "linux")]

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};
use zip::{write::SimpleFileOptions, ZipWriter};

/// What the program may take, in KiB of address space, the stacks of its threads included.
const MOST_MEMORY: u32 = 1 << 20;

/// The build for tests is many times slower than what is shipped, of which five seconds are asked.
const LONGEST: Duration = Duration::from_secs(30);

/// The sentence with which a file is refused by a process that may not take more memory.
fn refused(file: &Path) -> String {
    let started = Instant::now();
    let ran = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MOST_MEMORY}; exec \"$0\" read \"$1\"")])
        .arg(env!("CARGO_BIN_EXE_nianbao"))
        .arg(file)
        .env("NIANBAO_FONTS", Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts"))
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(started.elapsed() < LONGEST, "{}: {:?}", file.display(), started.elapsed());
    assert_eq!(ran.status.code(), Some(2), "{}: {said}", file.display());
    assert!(ran.stdout.is_empty(), "{}", file.display());
    said
}

fn packed(path: &Path, name: &str, content: &[u8]) {
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(content).unwrap();
    zip.finish().unwrap();
}

#[test]
fn each_gets_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let sparse = |name: &str, begin: &[u8], length: u64| {
        let mut file = File::create(at(name)).unwrap();
        file.write_all(begin).unwrap();
        file.set_len(length).unwrap();
    };
    sparse("1 GB.txt", "一、总体情况\n".as_bytes(), 1 << 30);
    sparse("200 MB.html", b"<html>", 200 << 20);
    sparse("零.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 30 << 20);
    sparse("零.pdf", b"%PDF-1.7\n", 30 << 20);
    sparse("零.zip", b"PK\x03\x04", 30 << 20);
    sparse("零.txt", b"", 30 << 20);
    packed(&at("炸弹.docx"), "word/document.xml", &vec![b' '; 140 << 20]);
    packed(&at("深.docx"), "word/document.xml", "<w:tbl><w:tr><w:tc>".repeat(10_000).as_bytes());
    packed(
        &at("宽.docx"),
        "word/document.xml",
        format!("<w:tbl><w:tr>{}", "<w:tc/>".repeat(1 << 20)).as_bytes(),
    );
    fs::write(at("深.html"), "<table><tr><td>".repeat(10_000)).unwrap();
    let fonts: String = (0..20_000).map(|n| format!("<font size={n}>")).collect();
    fs::write(at("字体.html"), format!("<p>{fonts}{}", "<p>一".repeat(100_000))).unwrap();
    fs::write(at("标签.html"), "<p>".repeat(10 << 20)).unwrap();
    fs::write(at("制表符.txt"), "0\t".repeat(15 << 20)).unwrap();
    fs::write(at("行.txt"), "0\n".repeat(15 << 20)).unwrap();
    fs::write(at("层.pdf"), format!("%PDF-1.4\n1 0 obj\n{}", "[".repeat(30 << 20))).unwrap();
    fs::write(at("年报.rtf"), "{\\rtf1\\ansi x}").unwrap();
    fs::write(at("空字符.txt"), "某镇2024年\0政府信息公开工作年度报告").unwrap();
    for (name, sentence) in [
        ("1 GB.txt", "文件超过 32 MB，不像是一份年报"),
        ("200 MB.html", "文件超过 32 MB，不像是一份年报"),
        ("零.doc", "这是认不出的旧版 Office 文件，不能读取；请打开它，全选复制后另存为文本再试"),
        ("零.pdf", "PDF 文件已损坏或不完整，打不开；请用原来的软件打开并另存"),
        ("零.zip", "压缩文件已损坏或不完整，打不开；请用原来的软件打开并另存"),
        ("零.txt", "这是二进制文件，不能读取；请打开它，全选复制后另存为文本再试"),
        ("炸弹.docx", "压缩的内容解开后过大，不像是年报"),
        ("深.docx", "Word 文件已损坏或不完整，打不开"),
        ("宽.docx", "内容太长，不像是一份年报；请只复制年报的部分再试"),
        ("深.html", "没有找到政府信息公开工作年度报告的标题和表格"),
        ("字体.html", "请"),
        ("标签.html", "内容太长，不像是一份年报；请只复制年报的部分再试"),
        ("制表符.txt", "内容太长，不像是一份年报；请只复制年报的部分再试"),
        ("行.txt", "内容太长，不像是一份年报；请只复制年报的部分再试"),
        ("层.pdf", "PDF 文件太复杂，读了很久也没有读完；请用原来的软件打开，全选复制后另存为文本再试"),
        ("年报.rtf", "这是 RTF 文件，不能读取；请用 Word 或 WPS 打开它，另存为 .docx 再试"),
        ("空字符.txt", "这是二进制文件，不能读取"),
    ] {
        let said = refused(&at(name));
        assert!(said.contains(sentence) && said.contains(name), "{name}: {said}");
        println!("{}", said.trim());
    }
}
