import { mount } from "@vue/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import { nextTick, ref } from "vue";

import { underwayKey } from "../ipc/edits";
import type { Figure, LinkOffer, Paragraph, ProseEdit } from "./figures";
import HighlightLayer from "./HighlightLayer.vue";
import { segments } from "./layers";
import SectionEditor from "./SectionEditor.vue";
import { texts } from "./texts";

const apple: Figure = { cell: "stock.in.apple", name: "苹果", shown: "3" };
const pear: Figure = { cell: "stock.in.pear", name: "梨", shown: "" };
const paragraphs: Paragraph[] = [
  [{ kind: "text", text: "（一）盘点。入库" }, { kind: "figure", cell: apple.cell }, { kind: "text", text: "箱。" }],
  [{ kind: "text", text: "出库3箱。" }],
];
const START = "（一）盘点。入库〔苹果：3〕箱。\n出库3箱。";

function editor(more: object = {}) {
  const underway = ref(0);
  const wrapper = mount(SectionEditor, {
    props: { heading: "一、概况", paragraphs, figures: [apple, pear], ...more },
    attachTo: document.body,
    global: { provide: { [underwayKey as symbol]: underway } },
  });
  const area = wrapper.get("textarea").element;
  /** What the browser does for a key: tells what is selected, changes the text, puts the caret, tells. */
  const browser = async (text: string, caret: number, more: InputEventInit = {}) => {
    area.dispatchEvent(new InputEvent("beforeinput", { bubbles: true, cancelable: true, ...more }));
    area.value = text;
    area.setSelectionRange(caret, caret);
    area.dispatchEvent(new InputEvent("input", { bubbles: true, ...more }));
    await nextTick();
  };
  const select = async (start: number, end = start) => {
    area.focus();
    area.setSelectionRange(start, end);
    area.dispatchEvent(new Event("select", { bubbles: true }));
    await nextTick();
  };
  const clip = async (kind: "copy" | "cut" | "paste", data: Record<string, string> = {}) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text);
    area.dispatchEvent(new ClipboardEvent(kind, { bubbles: true, cancelable: true, clipboardData }));
    await nextTick();
    return clipboardData;
  };
  /** The words the layer draws something behind; where they are is for a browser to say. */
  const drawn = (kind: (piece: ReturnType<typeof segments>[number]) => boolean) => {
    const layer = wrapper.getComponent(HighlightLayer).props();
    return segments(layer.text, layer.drawn).filter(kind).map(({ text }) => text);
  };
  const edits = () => (wrapper.emitted<[ProseEdit]>("edit") ?? []).map(([edit]) => edit);
  return { wrapper, underway, area, browser, select, clip, edits, drawn };
}

beforeEach(() => {
  document.body.replaceChildren();
});

describe("the section editor", () => {
  it("shows prose as text with tokens, drawn as chips, headings marked", () => {
    const { wrapper, area, drawn } = editor();
    expect(area.value).toBe(START);
    expect(drawn(({ token }) => token)).toEqual(["〔苹果：3〕"]);
    expect(drawn(({ level }) => level === 2)).toEqual(["（一）盘点。"]);
    expect(wrapper.get(".layer").attributes("aria-hidden")).toBe("true");
  });

  it("tells what is written, paragraph by paragraph", async () => {
    const { browser, edits } = editor();
    await browser(`${START}完`, START.length + 1);
    expect(edits()).toHaveLength(1);
    expect(edits()[0]?.paragraphs).toEqual([
      paragraphs[0],
      [{ kind: "text", text: "出库3箱。完" }],
    ]);
  });

  it("keeps one run while typing goes on, and begins another for another act", async () => {
    const { browser, clip, edits } = editor();
    await browser(`${START}一`, START.length + 1);
    await browser(`${START}一二`, START.length + 2);
    await clip("paste", { "text/plain": "三" });
    expect(edits().map(({ act, run }) => [act, run])).toEqual([["type", 1], ["type", 1], ["paste", 2]]);
  });

  it("takes a token away whole", async () => {
    const { area, browser, select, edits } = editor();
    const end = START.indexOf("〕") + 1;
    await select(end);
    await browser(START.slice(0, end - 1) + START.slice(end), end - 1);
    expect(area.value).toBe("（一）盘点。入库箱。\n出库3箱。");
    expect(edits().at(-1)?.paragraphs[0]).toEqual([{ kind: "text", text: "（一）盘点。入库箱。" }]);
  });

  it("lets no caret rest in a token", async () => {
    const { area, select } = editor();
    const start = START.indexOf("〔");
    await select(start);
    await select(start + 1);
    expect(area.selectionStart).toBe(START.indexOf("〕") + 1);
  });

  it("follows its cells, and the caret stays with its words", async () => {
    const { wrapper, area, select } = editor();
    await select(START.length - 1);
    await wrapper.setProps({ figures: [{ ...apple, shown: "1200" }, pear] });
    expect(area.value).toBe(START.replace("：3〕", "：1200〕"));
    expect(area.value.slice(area.selectionStart)).toBe("。");
  });

  it("takes what the owner says, as after an undo", async () => {
    const { wrapper, area } = editor();
    await wrapper.setProps({ paragraphs: [[{ kind: "text", text: "全部改写。" }]] });
    expect(area.value).toBe("全部改写。");
  });

  it("keeps what is newer than the owner's answer, and a blank line at the caret", async () => {
    const { wrapper, underway, area, browser } = editor();
    await browser(`${START}\n`, START.length + 1);
    await wrapper.setProps({ paragraphs: [...paragraphs] });
    expect(area.value).toBe(`${START}\n`);
    underway.value = 1;
    await browser(`${START}\n新`, START.length + 2);
    await wrapper.setProps({ paragraphs: [...paragraphs] });
    expect(area.value).toBe(`${START}\n新`);
  });

  it("asks for undo and redo, and leaves the browser's own aside", async () => {
    const { wrapper, area } = editor();
    for (const init of [{ key: "z" }, { key: "y" }, { key: "Z", shiftKey: true }]) {
      const event = new KeyboardEvent("keydown", { ctrlKey: true, cancelable: true, bubbles: true, ...init });
      area.dispatchEvent(event);
      expect(event.defaultPrevented).toBe(true);
    }
    await nextTick();
    expect([wrapper.emitted("undo")?.length, wrapper.emitted("redo")?.length]).toEqual([1, 2]);
  });
});

describe("an input method", () => {
  it("composes undisturbed, whatever the owner says meanwhile, and is taken when it ends", async () => {
    const { wrapper, area, browser, edits } = editor();
    area.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    await browser(`${START}wan`, START.length + 3, { isComposing: true });
    expect(wrapper.get(".layer").text()).toContain("wan");
    await wrapper.setProps({ figures: [{ ...apple, shown: "4" }, pear] });
    expect(area.value).toBe(`${START}wan`);
    expect(edits()).toEqual([]);
    await browser(`${START}完`, START.length + 1, { isComposing: true });
    area.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "完" }));
    await nextTick();
    expect(edits()).toHaveLength(1);
    expect(edits()[0]?.paragraphs[1]).toEqual([{ kind: "text", text: "出库3箱。完" }]);
    expect(area.value).toBe(`${START.replace("：3〕", "：4〕")}完`);
  });

  it("keeps the keys it uses", () => {
    const { wrapper, area } = editor({ offers: [{ paragraph: 1, start: 2, end: 3, figure: apple }] });
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, ...init }));
    }
    expect(wrapper.emitted("edit")).toBeUndefined();
  });
});

describe("the clipboard", () => {
  it("takes paragraphs of Word as plain paragraphs", async () => {
    const { area, clip, select, edits } = editor();
    await select(START.length);
    await clip("paste", { "text/html": "<p><b>第三段</b></p><p>　　第四段</p>", "text/plain": "别的" });
    expect(area.value).toBe(`${START}第三段\n第四段`);
    expect(edits().at(-1)?.paragraphs).toHaveLength(3);
  });

  it("takes plain text where there is no markup", async () => {
    const { area, clip, select } = editor();
    await select(0, START.length);
    await clip("paste", { "text/plain": "　　一\r\n\r\n二\r\n" });
    expect(area.value).toBe("一\n二");
  });

  it("gives other programs the printed words, and itself the links", async () => {
    const { area, clip, select } = editor();
    const token = START.indexOf("〔");
    await select(token - 2, START.indexOf("箱"));
    const data = await clip("cut");
    expect(data.getData("text/plain")).toBe("入库3");
    expect(area.value).toBe("（一）盘点。箱。\n出库3箱。");
    await clip("paste", Object.fromEntries(data.types.map((type) => [type, data.getData(type)])));
    expect(area.value).toBe(START);
  });
});

describe("a number that equals a cell", () => {
  const offer: LinkOffer = { paragraph: 1, start: 2, end: 3, figure: { cell: apple.cell } };

  it("is offered only while it is the figure's", () => {
    const early = { ...offer, start: 0, end: 1 };
    expect(editor({ offers: [early] }).wrapper.find(".offer").exists()).toBe(false);
  });

  it("is offered as a link, and linked with one press", async () => {
    const { wrapper, area, edits, drawn } = editor({ offers: [offer] });
    expect(wrapper.get(".offer").text()).toContain(texts.offer("3", "苹果"));
    expect(drawn(({ offered }) => offered)).toEqual(["3"]);
    await wrapper.get("[data-act=link]").trigger("click");
    expect(area.value).toBe(START.replace("出库3", "出库〔苹果：3〕"));
    expect(edits().at(-1)?.act).toBe("link");
    expect(wrapper.emitted("link")).toEqual([[offer]]);
  });

  it("is left as it is when that is wanted", async () => {
    const { wrapper, edits } = editor({ offers: [offer] });
    await wrapper.get("[data-act=decline]").trigger("click");
    expect(wrapper.emitted("decline")).toEqual([[offer]]);
    expect(edits()).toEqual([]);
  });
});

describe("what stands around the text", () => {
  it("counts printed characters, not those of tokens, and says when they are too many", () => {
    const { wrapper } = editor({ limit: 10 });
    expect(wrapper.get(".count").text()).toContain(texts.count(16, 10));
    expect(wrapper.get(".count").text()).toContain(texts.overLimit(6));
  });

  it("says what is found, for those who do not see the marks", () => {
    const marks = [{ paragraph: 0, start: 8, end: 9, severity: "error" as const, message: "数字不符。" }];
    const { area, drawn } = editor({ marks });
    expect(drawn(({ severity }) => severity === "error")).toEqual(["〔苹果：3〕"]);
    expect(area.getAttribute("aria-invalid")).toBe("true");
    const said = (area.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "");
    expect(said.join("")).toContain("数字不符。");
  });

  it("writes an opening as a paragraph of its own, with its links, as one edit", async () => {
    const openings = [
      { id: "pears", label: "梨", asks: [], text: [{ kind: "text", text: "梨" }, { kind: "figure", cell: pear.cell }], nothing: null },
    ];
    const { wrapper, area, select, edits } = editor({ openings });
    await select(2);
    await wrapper.get("[data-opening=pears]").trigger("click");
    expect(area.value).toBe("（一）盘点。入库〔苹果：3〕箱。\n梨〔梨：未填〕\n出库3箱。");
    expect(edits()).toHaveLength(1);
    expect(edits()[0]).toMatchObject({ act: "opening", paragraphs: { 1: [{ kind: "text", text: "梨" }, { kind: "figure", cell: pear.cell }] } });
    expect(document.activeElement).toBe(area);
  });
});
