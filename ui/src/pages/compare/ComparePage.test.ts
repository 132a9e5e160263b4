import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import type { Comparable, ComparedView, IndicatorView, SeriesView } from "../../ipc/generated";
import { TestHost } from "../../ipc/test-host";
import ComparePage from "./ComparePage.vue";
import { useCompare } from "./desk";
import { texts } from "./texts";

const indicator = (id: string, unit = "件"): IndicatorView => ({ id, label: id, definition: "定义", unit, main: id === "received" });

const comparable: Comparable = {
  agencies: [{ id: 1, name: "甲镇" }, { id: 2, name: "乙镇" }],
  agency: 1,
  years: [2020, 2022, 2024],
  groups: [{ id: "g", label: "申请", indicators: [indicator("received"), indicator("rate", "%")] }],
  charts: [{ id: "c", title: "常用", kind: "line", of: ["rate"] }, { id: "d", title: "申请", kind: "grouped", of: ["received"] }],
};

function series(id: string, unit = "件"): SeriesView {
  return {
    subject: "甲镇",
    indicator: indicator(id, unit),
    points: [
      { year: 2020, value: "3", shown: "3件", report: 7 },
      { year: 2021, value: null, shown: "缺年报", report: null },
      { year: 2022, value: "5", shown: "5件", report: 8 },
    ],
    changes: [{ from: 2020, to: 2022, absolute: "+2件", relative: "+66.7%", comparable: id === "received" }],
    breaks: [{ before: 2020, after: 2022, broken: true, label: "口径不同", reason: "原因。" }],
    sentence: "一句话。",
  };
}

const compared: ComparedView = { years: [2020, 2021, 2022], series: [series("received"), series("rate", "%")] };

const page = () => mount(ComparePage, { props: { comparable, compared }, global: { stubs: { SeriesChart: true } } });

describe("the compare page", () => {
  it("asks at first for the shown agency, all years and a usual chart", () => {
    expect(page().emitted("ask")).toEqual([[{ agencies: [1], first: 2020, last: 2024, indicators: ["rate"] }]]);
  });

  it("asks again with every choice, and turns years that are the wrong way round", async () => {
    const wrapper = page();
    await wrapper.get("[data-agency='2']").setValue(true);
    await wrapper.get("[data-plan=d]").trigger("click");
    await wrapper.get("[data-field=last]").setValue("2020");
    await wrapper.get("[data-field=first]").setValue("2022");
    await wrapper.get("[data-way=overview]").setValue(true);
    expect(wrapper.emitted("ask")?.at(-1)).toEqual([{ agencies: [1, 2], first: 2020, last: 2022, indicators: ["received"] }]);
  });

  it("draws one chart a unit, says what parts the years, and keeps a table behind", () => {
    const wrapper = page();
    expect(wrapper.findAll("figure")).toHaveLength(2);
    expect(wrapper.findAll(".breaks li").map((it) => it.text())).toEqual([texts.breakAt(2020, 2022, "口径不同", "原因。")]);
    const rows = wrapper.findAll("tbody tr").map((row) => row.findAll("td").map((cell) => cell.text()));
    expect(rows).toEqual([
      ["3件", "缺年报", "5件+2件（+66.7%）"],
      ["3件", "缺年报", `5件${texts.apart}`],
    ]);
  });

  it("leads to the report a number stands in", async () => {
    const wrapper = page();
    await wrapper.get("[data-report='8']").trigger("click");
    expect(wrapper.emitted("open")).toEqual([[8]]);
  });
});

describe("what is asked of the host", () => {
  it("is answered by the last question, whichever answer comes last", async () => {
    const waiting: ((it: ComparedView) => void)[] = [];
    const host = new TestHost({ compare_years: () => new Promise((done) => waiting.push(done)) });
    const { ask, compared: shown } = useCompare(host);
    const wish = { agencies: [1], first: 2020, last: 2022, indicators: ["received"] };
    const both = [ask(wish), ask(wish)];
    waiting[1]?.({ ...compared, years: [2] });
    waiting[0]?.({ ...compared, years: [1] });
    await Promise.all(both);
    expect(shown.value?.years).toEqual([2]);
  });

  it("is nothing where nothing is chosen, and a sentence where it fails", async () => {
    const host = new TestHost({ compare_years: () => Promise.reject(Object.assign(new Error(), { code: "library", message: "没有。" })) });
    const { ask, failure } = useCompare(host);
    await ask({ agencies: [], first: 1, last: 2, indicators: ["x"] });
    expect(host.asked).toEqual([]);
    await ask({ agencies: [1], first: 1, last: 2, indicators: ["x"] });
    expect(failure.value).toBe("没有。");
  });
});
