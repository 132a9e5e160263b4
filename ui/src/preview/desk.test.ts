import { flushPromises } from "@vue/test-utils";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Failure, ProofView } from "../ipc/generated";
import { TestHost } from "../ipc/test-host";
import { usePreview, usual } from "./desk";
import { texts } from "./texts";

const opened: string[] = [];

// There is no canvas here: what pdf.js makes of a page is tried in the real window.
vi.mock("./pdf", () => ({
  bytesOf: (base64: string) => base64,
  openPdf: (bytes: string) => {
    opened.push(bytes);
    return Promise.resolve({ sizes: [], draw: () => Promise.resolve(true), close: () => opened.push(`close ${bytes}`) });
  },
}));

beforeEach(() => {
  opened.length = 0;
});

function laid(pdf: string, told: string[] = []): ProofView {
  return { pdf, looks: [], told };
}

function desk(answers: Record<string, (args: Record<string, unknown>) => unknown>, settled = () => Promise.resolve(true)) {
  const host = new TestHost({ preview: () => laid("a"), ...answers });
  return { host, ...usePreview(host, "draft", () => usual, settled) };
}

describe("the preview", () => {
  it("is laid out once more when something changed meanwhile, not once for each change", async () => {
    let answer: ((proof: ProofView) => void) | null = null;
    const { host, refresh } = desk({ preview: () => new Promise<ProofView>((done) => (answer = done)) });
    void refresh();
    await flushPromises();
    for (let n = 0; n < 5; n += 1) void refresh();
    const say = async (pdf: string) => {
      answer?.(laid(pdf));
      await flushPromises();
    };
    await say("first");
    await say("second");
    expect(host.asked).toEqual(["preview", "preview"]);
    expect(opened).toEqual(["first", "second", "close first"]);
  });

  it("is not drawn anew when the page is the same", async () => {
    const { refresh } = desk({});
    await refresh();
    await refresh();
    expect(opened).toEqual(["a"]);
  });

  it("tells what must be known of its numbers, also where the page is the same", async () => {
    let known = ["2023年的年报还没有定稿。"];
    const { refresh, told } = desk({ preview: () => laid("a", known) });
    await refresh();
    expect(told.value).toEqual(known);
    known = [];
    await refresh();
    expect([told.value, opened]).toEqual([[], ["a"]]);
  });

  it("says why it cannot be laid out, and keeps what it shows", async () => {
    let fails = false;
    const failure: Failure = { code: "no_day", message: "“2”不是日期。" };
    const { refresh, failure: why, proof, save, saved } = desk({
      choose_target: () => true,
      print_target: () => ({ name: "年报.docx", folder: "桌面" }),
      preview: () => {
        if (fails) throw failure as unknown as Error;
        return laid("a");
      },
    });
    await refresh();
    fails = true;
    await refresh();
    expect(why.value).toBe(failure.message);
    expect(proof.value).not.toBeNull();
    // What is done meanwhile does not make it new.
    await save("docx");
    expect([saved.value?.name, why.value]).toEqual(["年报.docx", failure.message]);
    fails = false;
    await refresh();
    expect(why.value).toBeNull();
  });
});

describe("the typefaces", () => {
  it("are those that the library keeps", async () => {
    let own = false;
    const { fonts, lookAtFonts, chooseFonts } = desk({
      print_fonts: () => ({ own, any: true, faces: ["正文：仿宋_GB2312"] }),
      choose_print_fonts: (args) => {
        own = args.own === true;
        return { own, any: true, faces: [] };
      },
    });
    await lookAtFonts();
    expect(fonts.value?.own).toBe(false);
    await chooseFonts(true);
    expect(fonts.value?.own).toBe(true);
    await lookAtFonts();
    expect(fonts.value).toEqual({ own: true, any: true, faces: ["正文：仿宋_GB2312"] });
  });

  it("that cannot be kept are told of", async () => {
    const failure: Failure = { code: "library", message: "库写不进去。" };
    const { fonts, failure: why, chooseFonts } = desk({
      choose_print_fonts: () => {
        throw failure as unknown as Error;
      },
    });
    await chooseFonts(true);
    expect(fonts.value).toBeNull();
    expect(why.value).toBe(failure.message);
  });
});

describe("the ways out", () => {
  it("give nothing away while something typed is not saved", async () => {
    const { host, print, save } = desk({}, () => Promise.resolve(false));
    await print();
    await save("pdf");
    expect(host.asked).toEqual([]);
  });

  it("tell whether the printer has it or a viewer shows it", async () => {
    let printer = true;
    const { print, said } = desk({ send_to_printer: () => printer });
    await print();
    expect(said.value).toBe(texts.printed);
    printer = false;
    await print();
    expect(said.value).toBe(texts.shown);
  });

  it("write a file where the user says, or nothing", async () => {
    let wants = true;
    const { host, save, saved } = desk({ choose_target: () => wants, print_target: () => ({ name: "年报.docx", folder: "桌面" }) });
    await save("docx");
    expect(saved.value?.name).toBe("年报.docx");
    wants = false;
    await save("docx");
    expect(saved.value).toBeNull();
    expect(host.asked.filter((it) => it === "print_target")).toHaveLength(1);
  });
});
