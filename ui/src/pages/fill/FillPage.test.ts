import { mount } from "@vue/test-utils";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { nextTick } from "vue";

import type { Standing } from "../../findings/standing";
import { table } from "../../ipc/example";
import SectionEditor from "../../prose/SectionEditor.vue";
import FillPage from "./FillPage.vue";
import type { FillPaper, FillSection } from "./paper";
import { texts } from "./texts";

const section = (id: string, heading: string, more: Partial<FillSection> = {}): FillSection => ({
  id,
  heading,
  state: "begun",
  guidance: "",
  limit: null,
  paragraphs: [[{ kind: "text", text: "账实相符。" }]],
  offers: [],
  openings: [],
  carried: false,
  table: null,
  ...more,
});
const paper: FillPaper = {
  agency: "某镇",
  year: 2024,
  state: "draft",
  title: ["某镇", "2024年仓库报告"],
  preamble: section("preamble", "说明"),
  sections: [section("overview", "一、概况"), section("stock", "二、库存", { table, state: "wrong" })],
  figures: [],
  facts: new Map(),
};
const sum: Standing = {
  key: "R01/in",
  rule: "R01",
  severity: "error",
  message: "入库：前两列之和与合计不一致。",
  sides: [],
  fix: "合计改为 3",
  section: "stock",
  words: null,
  also: [],
  cells: ["stock.in.sum"],
  against: ["stock.in.apple"],
};
const words: Standing = {
  ...sum,
  key: "R33/overview",
  severity: "warning",
  section: "overview",
  words: { section: "overview", paragraph: 0, start: 1, end: 3 },
  also: [{ section: "overview", paragraph: 0, start: 4, end: 6 }],
  cells: [],
  against: [],
};

function page(more: object = {}) {
  return mount(FillPage, {
    props: { paper, findings: [sum, words], aside: [], status: { saved: "15:04", unsaved: null, characters: 5 }, ...more },
    attachTo: document.body,
  });
}

beforeEach(() => {
  document.body.replaceChildren();
  Element.prototype.scrollIntoView = vi.fn<() => void>();
});

describe("the page for filling in", () => {
  it("is the paper in its order, with an outline that says how far each section is", () => {
    const wrapper = page();
    expect(wrapper.findAll(".desk .heading").map((heading) => heading.text())).toEqual(["一、概况", "二、库存"]);
    expect(wrapper.findAll("textarea")).toHaveLength(3);
    expect(wrapper.findAll("table.official")).toHaveLength(1);
    expect(wrapper.findAll("nav button").map((entry) => entry.attributes("title"))).toEqual([
      `一、概况：${texts.sections.begun}`,
      `二、库存：${texts.sections.wrong}`,
    ]);
  });

  it("says how it stands", async () => {
    const wrapper = page();
    const status = () => wrapper.get("footer").text();
    for (const told of ["已保存 15:04", "错误 1", "提醒 1", "字数 5"]) expect(status()).toContain(told);
    await wrapper.setProps({ status: { saved: null, unsaved: null, characters: 5 } });
    expect(status()).toContain(texts.saving);
    await wrapper.setProps({ status: { saved: null, unsaved: "磁盘已满。", characters: 5 } });
    expect(wrapper.get("footer [role=alert]").text()).toBe("磁盘已满。");
  });

  it("folds the findings to their counts and unfolds them, where there is little room", async () => {
    const wrapper = page();
    const fold = wrapper.get("[data-act=fold]");
    expect([fold.text(), fold.attributes("aria-expanded")]).toEqual([texts.fold, "true"]);
    await fold.trigger("click");
    expect(wrapper.get(".side").classes()).toContain("folded");
    expect([fold.text(), fold.attributes("aria-expanded")]).toEqual([texts.unfold, "false"]);
    await fold.trigger("click");
    expect(wrapper.get(".side").classes()).not.toContain("folded");
  });

  it("puts the cursor where a finding is, and marks both sides", async () => {
    const wrapper = page();
    await wrapper.findAll("button.finding")[0]?.trigger("click");
    await nextTick();
    expect(document.activeElement?.getAttribute("data-field")).toBe("stock.in.sum");
    expect(wrapper.get("td.against").attributes("data-cell")).toBe("stock.in.apple");
    expect(wrapper.get("[data-section=stock] textarea").attributes("aria-invalid")).toBeUndefined();
  });

  it("selects the words a finding is about", async () => {
    const wrapper = page();
    await wrapper.findAll("button.finding")[1]?.trigger("click");
    await nextTick();
    const area = wrapper.get<HTMLTextAreaElement>("[data-section=overview] textarea").element;
    expect(document.activeElement).toBe(area);
    expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe("实相");
    const editors = wrapper.findAllComponents(SectionEditor).map((editor) => editor.props("selected"));
    expect(editors).toEqual([[], [words.words, ...words.also], []]);
    const marks = wrapper.findAllComponents(SectionEditor).map((editor) => editor.props("marks"));
    expect(marks.flat(), "where it begins is marked all the time").toHaveLength(1);
  });

  it("marks the words and the cell that do not agree, both with their values", async () => {
    const sides = [
      { name: "正文", shown: "17" },
      { name: "入库 苹果", shown: "95" },
    ];
    const conflict: Standing = { ...words, also: [], against: ["stock.in.apple"], sides };
    const wrapper = page({ findings: [conflict] });
    const marked = () => [wrapper.findAllComponents(SectionEditor)[1]?.props("selected"), wrapper.findAll("td.against").length];
    expect(marked()).toEqual([[], 0]);
    await wrapper.get("button.finding").trigger("click");
    await nextTick();
    expect(marked()).toEqual([[words.words], 1]);
    expect(wrapper.get("td.against").attributes("data-cell")).toBe("stock.in.apple");
    expect(wrapper.findAll(".side b").map((side) => side.text())).toEqual(["17", "95"]);
  });

  it("tells which table and which section is edited", async () => {
    const wrapper = page();
    await wrapper.get("[data-field='stock.in.pear']").setValue("5");
    await wrapper.get("[data-section=overview] textarea").setValue("账实不符。");
    expect(wrapper.emitted("editTable")?.[0]?.[0]).toBe("stock");
    expect(wrapper.emitted("editProse")?.[0]?.[0]).toBe("overview");
  });

  it("asks for undo wherever the focus is, once", async () => {
    const wrapper = page();
    for (const place of [".fill-page", "[data-field='stock.in.pear']", "textarea"]) {
      await wrapper.get(place).trigger("keydown", { key: "z", ctrlKey: true });
    }
    expect(wrapper.emitted("undo")).toHaveLength(3);
  });

  it.each([
    ["draft", "finalise"],
    ["final", "publish"],
    ["published", "correct"],
  ] as const)("of a %s report offers to %s", async (state, act) => {
    const wrapper = page({ paper: { ...paper, state } });
    const acts = ["finalise", "publish", "correct"].filter((it) => wrapper.find(`[data-act=${it}]`).exists());
    expect(acts).toEqual([act]);
    await wrapper.get(`[data-act=${act}]`).trigger("click");
    expect(wrapper.emitted(act)).toHaveLength(1);
  });
});

describe("the ways of the keyboard", () => {
  const key = (name: string, more: KeyboardEventInit = {}) => {
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
  };

  it("leads from section to section, and no further than the last", () => {
    const wrapper = page({ findings: [sum] });
    const section = () => document.activeElement?.closest("[data-section]")?.getAttribute("data-section");
    wrapper.get<HTMLElement>("[data-section=preamble] textarea").element.focus();
    const seen = [];
    for (const way of ["PageDown", "PageDown", "PageDown", "PageUp"]) {
      key(way, { ctrlKey: true });
      seen.push(section());
    }
    expect(seen).toEqual(["overview", "stock", "stock", "overview"]);
    wrapper.unmount();
  });

  it("leads from pane to pane, and back to the field one came from", () => {
    const wrapper = page({ findings: [sum] });
    const field = wrapper.get<HTMLElement>("[data-section=overview] textarea").element;
    field.focus();
    const panes = ["side", "bar", "outline"];
    for (const pane of panes) {
      key("F6");
      expect(document.activeElement?.closest("[data-pane]")?.className).toContain(pane);
    }
    key("F6");
    expect(document.activeElement).toBe(field);
    key("F6", { shiftKey: true });
    expect(document.activeElement?.closest("[data-pane]")?.className).toContain("outline");
    wrapper.unmount();
  });
});
