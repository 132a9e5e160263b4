"""Lets pdf_oxide, which knows nothing of this project, say whether the PDFs of a folder are what they claim.

python3 validate.py <folder>: files whose name has "attached" are PDF/A-3a, all others PDF/A-2a (so 2u and 2b too),
and each is PDF/UA-1. It judges less than veraPDF does; what it finds, though, is found by somebody else's reading.
"""

import pathlib
import sys

import pdf_oxide


def complaints(path):
    """What is wrong with the file, by level."""
    document = pdf_oxide.PdfDocument(str(path))
    levels = ["3a", "3u", "3b"] if "attached" in path.name else ["2a", "2u", "2b"]
    judged = {f"PDF/A-{level}": document.validate_pdf_a(level) for level in levels}
    judged["PDF/UA-1"] = document.validate_pdf_ua()
    return {level: verdict["errors"] for level, verdict in judged.items() if not verdict["valid"]}


def main():
    paths = sorted(pathlib.Path(sys.argv[1]).glob("*.pdf"))
    attached = [path for path in paths if "attached" in path.name]
    if not attached or len(attached) == len(paths):
        sys.exit("文件夹里应当有附数据的和不附数据的 PDF。")
    # A judge that approves of everything is none: an attachment may not be in PDF/A-2.
    if pdf_oxide.PdfDocument(str(attached[0])).validate_pdf_a("2a")["valid"]:
        sys.exit("pdf_oxide 没有看出带附件的文件不是 PDF/A-2。")
    wrong = {path.name: found for path in paths if (found := complaints(path))}
    for name, found in wrong.items():
        print(name, found)
    if wrong:
        sys.exit(f"{len(paths)} 个 PDF 中有 {len(wrong)} 个不合格。")
    print(f"{len(paths)} 个 PDF 都合格（PDF/A-2a、3a，PDF/UA-1；pdf_oxide {pdf_oxide.VERSION}）。")


main()
