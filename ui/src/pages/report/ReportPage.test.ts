import { flushPromises, mount } from "@vue/test-utils";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { opened, wrongSum } from "../../ipc/example";
import type { Failure, Opened } from "../../ipc/generated";
import { TestHost } from "../../ipc/test-host";
import { marksOf } from "./marks";
import ReportPage from "./ReportPage.vue";
import ReportPaper from "./ReportPaper.vue";
import { texts } from "./texts";

const noReport: Failure = { code: "no-report", message: "“来信.txt”里没有找到年报。请换一个文件。" };
const printed = { name: "某镇2024年仓库报告.pdf", folder: "文档" };
const scrolledTo = vi.fn<(element: Element) => void>();

function answers(other: Record<string, (args: Record<string, unknown>) => unknown> = {}) {
  return {
    open_sample: () => opened,
    choose_source: () => true,
    read_source: () => opened,
    choose_target: () => true,
    print_target: () => printed,
    open_printed: () => null,
    reveal_printed: () => null,
    ...other,
  };
}

async function page(other = {}) {
  const host = new TestHost(answers(other));
  const wrapper = mount(ReportPage, { props: { host, dropped: 0 }, attachTo: document.body });
  await flushPromises();
  const press = async (action: string) => {
    await wrapper.get(`[data-action=${action}]`).trigger("click");
    await flushPromises();
  };
  return { host, wrapper, press };
}

function rejects(failure: unknown) {
  return () => {
    // A host rejects with a Failure, which is no Error.
    throw failure;
  };
}

beforeEach(() => {
  document.body.replaceChildren();
  scrolledTo.mockClear();
  Element.prototype.scrollIntoView = function () {
    scrolledTo(this);
  };
});

describe("an empty desk", () => {
  it("offers the sample and a file", async () => {
    const { wrapper } = await page();
    const offers = wrapper.findAll(".empty button").map((button) => button.text());
    expect(offers).toEqual(["打开一份年报…", "打开示例"]);
    expect(wrapper.find("[data-action=print]").exists()).toBe(false);
  });

  it("opens the sample", async () => {
    const { wrapper, press } = await page();
    await press("sample");
    expect(wrapper.get(".sheet .title").text()).toBe("某镇2024年仓库报告");
    expect(wrapper.get(".subject").text()).toContain("某镇 · 2024年");
    expect(wrapper.get(".source").text()).toBe(texts.sample);
  });

  it("reads a file that is dropped on the window", async () => {
    const { host, wrapper } = await page({ read_source: () => ({ ...opened, source: "年报.html" }) });
    await wrapper.setProps({ dropped: 1 });
    await flushPromises();
    expect(wrapper.get(".source").text()).toBe("年报.html");
    expect(host.asked).not.toContain("choose_source");
  });

  it("stays as it is when the user changes their mind", async () => {
    const { host, wrapper, press } = await page({ choose_source: () => false });
    await press("choose");
    expect(host.asked).toEqual(["choose_source"]);
    expect(wrapper.find(".empty").exists()).toBe(true);
    expect(wrapper.find(".notice").exists()).toBe(false);
  });
});

describe("a report", () => {
  it("is shown as its paper: sections, prose with its headings, the table", async () => {
    const { wrapper, press } = await page();
    await press("sample");
    expect(wrapper.findAll(".heading").map((heading) => heading.text())).toEqual(["一、概况", "二、库存", "三、其他"]);
    expect(wrapper.get(".level-2").text()).toBe("（一）盘点。");
    expect(wrapper.findAll(".paragraph").map((paragraph) => paragraph.text())).toEqual([
      "（一）盘点。全年盘点一次。",
      "账实相符。",
    ]);
    expect(wrapper.findAll("table.official")).toHaveLength(1);
    expect(wrapper.get("[data-section=other]").text()).toContain(texts.emptySection);
    expect(wrapper.get(".legend").text()).toContain(texts.legendDoubt);
  });

  it("marks and shows the cells of a finding that is chosen", async () => {
    const { wrapper, press } = await page();
    await press("sample");
    expect(wrapper.get("[data-cell='stock.in.sum']").classes()).toContain("error");
    await wrapper.get(".finding").trigger("click");
    expect(wrapper.findAll("td.selected").map((cell) => cell.attributes("data-cell"))).toEqual(wrongSum.cells);
    expect(wrapper.findAll("td.against").map((cell) => cell.attributes("data-cell"))).toEqual(wrongSum.against);
    expect(scrolledTo).toHaveBeenCalledExactlyOnceWith(wrapper.get("td.selected").element);
  });

  it("leads to the section when a finding has no cell", async () => {
    const { wrapper, press } = await page();
    await press("sample");
    await wrapper.findAll(".finding")[1]?.trigger("click");
    expect(wrapper.get(".part.selected").attributes("data-section")).toBe("overview");
    expect(scrolledTo).toHaveBeenCalledExactlyOnceWith(wrapper.get("[data-section=overview]").element);
  });

  it("marks the words of a finding that is about words", () => {
    const words = { section: "overview", paragraph: 1, start: 0, end: 4 };
    const paper = mount(ReportPaper, { props: { report: opened, marks: marksOf([], null), section: null, words: [words] } });
    expect(paper.findAll("mark").map((mark) => mark.text())).toEqual(["账实相符"]);
    expect(paper.get("mark").element.closest("[data-section]")?.getAttribute("data-section")).toBe("overview");
  });

  it("keeps what the reading left out within reach", async () => {
    const { wrapper, press } = await page();
    await press("sample");
    const notes = wrapper.get(".notes");
    expect(notes.findAll("summary").map((summary) => summary.text())).toEqual([
      "读取时没有把握的数字（1）",
      "原文中没有找到的内容（1）",
      "没有收入年报的原文（2）",
    ]);
    await notes.get("button").trigger("click");
    expect(wrapper.get("td.selected").attributes("data-cell")).toBe("stock.out.pear");
  });
});

describe("printing", () => {
  it("asks where, writes, and offers to open what was written", async () => {
    const { host, wrapper, press } = await page();
    await press("sample");
    await press("print");
    const notice = wrapper.get("[role=status].printed");
    expect(notice.text()).toContain("已保存为“某镇2024年仓库报告.pdf”");
    await press("open-printed");
    await press("reveal-printed");
    expect(host.asked.slice(-4)).toEqual(["choose_target", "print_target", "open_printed", "reveal_printed"]);
  });

  it("says why the file was not opened, and the report stays", async () => {
    const { wrapper, press } = await page({ open_printed: rejects({ code: "unopened", message: "打不开。" }) });
    await press("sample");
    await press("print");
    await press("open-printed");
    expect(wrapper.get("[role=alert]").text()).toBe("打不开。");
    expect(wrapper.find(".sheet").exists()).toBe(true);
  });
});

describe("what goes wrong", () => {
  it("is said in the host's sentence, without losing the open report", async () => {
    const { wrapper, press } = await page({ read_source: rejects(noReport) });
    await press("sample");
    await press("choose");
    expect(wrapper.get("[role=alert]").text()).toBe(noReport.message);
    expect(wrapper.find(".sheet").exists()).toBe(true);
    await wrapper.get(`[aria-label="${texts.dismiss}"]`).trigger("click");
    expect(wrapper.find("[role=alert]").exists()).toBe(false);
  });

  it("is said in the page's own words when it is no failure of a call", async () => {
    const { wrapper, press } = await page({ open_sample: rejects(new TypeError("undefined is not an object")) });
    await press("sample");
    expect(wrapper.get("[role=alert]").text()).toBe(texts.pageFailed);
  });
});

describe("while something is being done", () => {
  it("says what, and takes no second order", async () => {
    let finish: (report: Opened) => void = () => undefined;
    const reading = new Promise<Opened>((resolve) => (finish = resolve));
    const { host, wrapper, press } = await page({ open_sample: () => reading });
    await press("sample");
    expect(wrapper.get("[role=status]").text()).toBe(texts.reading);
    expect(wrapper.get(".page").attributes("aria-busy")).toBe("true");
    expect(wrapper.get("[data-action=sample]").attributes("aria-disabled")).toBe("true");
    await press("choose");
    expect(host.asked).not.toContain("choose_source");
    finish(opened);
    await flushPromises();
    expect(wrapper.get("[role=status]").text()).toBe("");
    expect(wrapper.find(".sheet").exists()).toBe(true);
  });
});
