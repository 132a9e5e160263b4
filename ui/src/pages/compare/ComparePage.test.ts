import { flushPromises, mount } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nextTick } from "vue";

import type { Comparable, ComparedAnswer, ComparedView, DoubtfulView, IndicatorView, NoticeView, SheetWish, TextsView } from "../../ipc/generated";
import { useLooking } from "../../charts/looking";
import PointCard from "../../charts/PointCard.vue";
import type { Series } from "../../charts/series";
import { texts as pointTexts } from "../../charts/texts";
import { TestHost } from "../../ipc/test-host";
import ComparePage from "./ComparePage.vue";
import IndicatorSources from "./IndicatorSources.vue";
import NoticeDialog from "./NoticeDialog.vue";
import { type Compared, useCompare } from "./desk";
import { firstRows, nearRows } from "./rows";
import { texts } from "./texts";
import OverviewGaps from "./OverviewGaps.vue";
import TwoYears from "./TwoYears.vue";

const indicator = (id: string, unit = "件"): IndicatorView => ({ id, label: id, definition: "定义", unit, main: id === "received" });

const comparable: Comparable = {
  agencies: [{ id: 1, name: "甲镇", years: [2020, 2022, 2024] }, { id: 2, name: "乙镇", years: [2020, 2024] }],
  agency: 1,
  years: [2020, 2022, 2024],
  groups: [{ id: "g", label: "申请", indicators: [indicator("received"), indicator("rate", "%"), indicator("table.row.column")] }],
  charts: [{ id: "c", title: "常用", kind: "line", of: ["rate"] }, { id: "d", title: "申请", kind: "grouped", of: ["received"] }],
};

function series(id: string, unit = "件"): Series {
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

const compared: Compared = {
  years: [2020, 2021, 2022],
  series: [series("received"), series("rate", "%")],
  among: [
    {
      indicator: "received",
      label: "新收",
      year: 2022,
      without: ["乙镇（缺年报）"],
      ranking: [{ rank: 1, subject: "甲镇", shown: "5件", report: 8 }],
      bands: [{ year: 2022, count: 2, least: "1", lower: "2", median: "3", upper: "4", most: "5", shown: "3件", span: "2件—4件" }],
    },
  ],
  otherSums: [],
  overlapping: [],
};
/** As the office gives it: each indicator once. */
const given: ComparedView = {
  ...compared,
  indicators: compared.series.map(({ indicator: it }) => it),
  series: compared.series.map((it) => ({ ...it, indicator: it.indicator.id, points: [...it.points] })),
  years: [...compared.years],
  among: [...compared.among],
  otherSums: [...compared.otherSums],
  overlapping: [...compared.overlapping],
};
const beside: TextsView = {
  repeated: 61,
  places: [{ heading: "五、问题", repeated: 40, paragraphs: [[{ kept: "same", text: "共" }, { kept: "gone", text: "五" }, { kept: "new", text: "六" }]] }],
};

/** Where the tables begin, in pixels from the upper edge of the window. */
let tables = 0;
/** What is done before the next frame is painted. */
let before: (() => void)[] = [];
beforeEach(() => {
  tables = 0;
  before = [];
  vi.stubGlobal("requestAnimationFrame", (it: () => void) => before.push(it));
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(() => new DOMRect(0, tables, 600, 400));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
/** The next frame, up to its painting. */
async function frame() {
  before.splice(0).forEach((it) => {
    it();
  });
  await nextTick();
}

const page = () => mount(ComparePage, { props: { comparable, compared, beside, doubts: [], sources: [] }, global: { stubs: { SeriesChart: true, SmallChart: true } } });
const wish = { agencies: [1], years: [2020, 2022, 2024], indicators: ["rate"], together: false, renamed: false, brief: false, told: firstRows, ranked: null };

describe("the compare page", () => {
  it("asks at first for the shown agency, all years and a usual chart", () => {
    expect(page().emitted("ask")).toEqual([[wish, false]]);
  });

  it("asks anew for whatever is chosen", async () => {
    const wrapper = page();
    await wrapper.get("[data-plan=d]").trigger("click");
    expect(wrapper.emitted("ask")?.at(-1)).toEqual([{ ...wish, indicators: ["received"] }, false]);
    await wrapper.get("[data-year='2022']").setValue(false);
    expect(wrapper.emitted("ask")?.at(-1)).toEqual([{ ...wish, years: [2020, 2024], indicators: ["received"] }, false]);
    await wrapper.get("[data-agency='2']").setValue(true);
    expect(wrapper.find("[data-field=renamed]").exists()).toBe(false);
    await wrapper.get("[data-field=together]").setValue(true);
    await wrapper.get("[data-field=renamed]").setValue(true);
    expect(wrapper.emitted("ask")?.at(-1)?.[0]).toMatchObject({ together: true, renamed: true });
    await wrapper.get("[data-way=two]").setValue();
    expect(wrapper.emitted("ask")?.at(-1)?.[0]).toMatchObject({ agencies: [1, 2], together: true, renamed: true, brief: false });
    await wrapper.get("[data-way=line]").setValue();
    await wrapper.get("[data-field=renamed]").setValue(false);
    expect(wrapper.emitted("ask")?.at(-1)).toEqual([{ agencies: [1, 2], years: [2020, 2024], indicators: ["received"], together: true, renamed: false, brief: false, told: firstRows, ranked: null }, false]);
    await wrapper.get("[data-way=two]").setValue();
    expect(wrapper.emitted("ask")?.at(-1)).toEqual([{ agencies: [1], years: [2022, 2024], indicators: ["table.row.column"], together: false, renamed: false, brief: false, told: null, ranked: null }, true]);
  });

  it("keeps every box in step with what is chosen, by whatever it was chosen", async () => {
    const wrapper = page();
    const on = (of: string) => wrapper.findAll<HTMLInputElement>(`[data-${of}]`).map(({ element }) => element.checked);
    expect([on("agency"), on("indicator")]).toEqual([[true, false], [false, true, false]]);
    for (const id of ["received", "table.row.column"]) await wrapper.get(`[data-indicator='${id}']`).setValue(true);
    await wrapper.get("[data-indicator=rate]").setValue(false);
    expect(wrapper.emitted("ask")?.at(-1)?.[0]).toMatchObject({ indicators: ["received", "table.row.column"] });
    await wrapper.get("[data-plan=c]").trigger("click");
    await wrapper.get("[data-act=all-agencies]").trigger("click");
    expect([on("agency"), on("indicator")]).toEqual([[true, true], [false, true, false]]);
    await wrapper.get("[data-way=overview]").setValue();
    expect(wrapper.get<HTMLElement>("fieldset:has([data-plan])").element.style.display).toBe("none");
    await wrapper.get("[data-way=line]").setValue();
    expect(on("indicator")).toEqual([false, true, false]);
  });

  it("draws more agencies than can be told apart as lines, and stacks no shares, and says so", async () => {
    const of = async (count: number, unit: string, way: string) => {
      const all = Array.from({ length: count }, (_, at) => ({ ...series("received", unit), subject: `${String(at)}镇` }));
      const wrapper = mount(ComparePage, { props: { comparable, compared: null, beside: null, doubts: [], sources: [] }, global: { stubs: { SeriesChart: true, SmallChart: true } } });
      await wrapper.get(`[data-way=${way}]`).setValue();
      await wrapper.setProps({ compared: { ...compared, series: all } });
      return [wrapper.get("series-chart-stub").attributes("kind"), ...[texts.crowd(6), texts.unstacked].filter((it) => wrapper.text().includes(it))];
    };
    expect(await of(6, "件", "grouped")).toEqual(["grouped"]);
    expect(await of(7, "件", "grouped")).toEqual(["line", texts.crowd(6)]);
    expect(await of(7, "%", "stacked")).toEqual(["line", texts.crowd(6)]);
    expect(await of(3, "件", "stacked")).toEqual(["stacked"]);
    expect(await of(3, "%", "stacked")).toEqual(["grouped", texts.unstacked]);
    expect(await of(1, "%", "stacked")).toEqual(["stacked"]);
    const shares = (...values: string[]) => values.map((value, at) => ({ ...series(`share${String(at)}`, "%"), points: [{ year: 2024, value, shown: `${value}%`, report: 1 }] }));
    const kindOf = async (of: Series[], overlapping: [string, string][] = []) => {
      const wrapper = page();
      await wrapper.get("[data-way=stacked]").setValue();
      await wrapper.setProps({ compared: { ...compared, series: of, overlapping } });
      return wrapper.get("series-chart-stub").attributes("kind");
    };
    expect([await kindOf(shares("60", "40.2")), await kindOf(shares("100", "33.3"))]).toEqual(["stacked", "grouped"]);
    const counted = [series("received"), series("demand")];
    expect([await kindOf(counted), await kindOf(counted, [["received", "demand"]])]).toEqual(["stacked", "grouped"]);
    expect(await of(9, "件", "line")).toEqual(["line"]);
  });

  it("asks what is to be said of every row when every row is wanted", async () => {
    const wrapper = page();
    await wrapper.setProps({ compared: { ...compared, series: Array.from({ length: 25 }, () => series("received")) } });
    await frame();
    await wrapper.get("[data-act=all-rows]").trigger("click");
    expect(wrapper.emitted("ask")?.at(-1)).toEqual([{ ...wish, told: null }, false]);
    await frame();
    expect(wrapper.findAll("[data-table=figures] tbody tr")).toHaveLength(25);
  });

  it("writes tables that are seen with what is above them, and others when that is painted", async () => {
    const wrapper = page();
    const rows = () => wrapper.findAll("[data-table=figures] tbody tr").length;
    expect(rows()).toBe(2);
    await wrapper.setProps({ compared: { ...compared, series: [series("received")] } });
    expect([wrapper.findAll("[data-chart]").length, rows()]).toEqual([1, 2]);
    await frame();
    expect(rows()).toBe(1);
    tables = innerHeight;
    await wrapper.setProps({ compared });
    await frame();
    expect(rows()).toBe(1);
    await vi.waitUntil(() => rows() === 2);
  });

  it("writes the first rows of the table before the others", async () => {
    const wrapper = page();
    const first = () => wrapper.findAll("[data-table=figures] tbody tr th").map((it) => it.text());
    const many = (label: string) => ({ ...compared, series: Array.from({ length: nearRows + 1 }, () => series(label)) });
    await wrapper.setProps({ compared: many("a") });
    await frame();
    await frame();
    expect(first()).toEqual(Array<string>(nearRows + 1).fill("a"));
    await wrapper.setProps({ compared: many("b") });
    await frame();
    expect(first()).toEqual([...Array<string>(nearRows).fill("b"), "a"]);
    await frame();
    expect(first()).toEqual(Array<string>(nearRows + 1).fill("b"));
  });

  it("asks for nothing of one year only", async () => {
    const wrapper = page();
    for (const year of [2020, 2022]) await wrapper.get(`[data-year='${String(year)}']`).setValue(false);
    expect(wrapper.emitted("ask")?.at(-1)).toEqual([{ ...wish, years: [] }, false]);
  });

  it("shows numbers with what became of them, and breaks with their reason", () => {
    const wrapper = page();
    expect(wrapper.get(".breaks").text()).toContain(texts.breakAt("received", 2020, 2022, "口径不同", "原因。"));
    const rows = wrapper.findAll("[data-table=figures] tbody tr").map((row) => row.findAll("td").map((cell) => cell.text()));
    expect(rows).toEqual([
      ["3件", texts.nothing, `5件${texts.changeSince(2020, "+2件（+66.7%）")}`],
      ["3件", texts.nothing, `5件${texts.apartFrom(2020)}`],
    ]);
    // A year nobody has a report of says so in its head, once.
    expect(wrapper.findAll("[data-table=figures] thead th").map((cell) => cell.text())).toEqual([texts.indicator, "2020年", `2021年${texts.missing}`, "2022年"]);
    expect(wrapper.get("[data-ranking=received]").text()).toContain(texts.without("乙镇（缺年报）"));
    expect(wrapper.get("[data-ranking=received]").text()).toContain(texts.band(2022, 2, "3件", "2件—4件"));
  });

  it("names the earlier year only where it is not the one directly before", () => {
    const points = series("rate").points.map((it, at) => ({ ...it, year: at === 0 ? 2021 : it.year })).filter(({ value }) => value !== null);
    const next = (id: string): Series => ({ ...series(id), points, changes: series(id).changes.map((it) => ({ ...it, from: 2021 })) });
    const wrapper = mount(ComparePage, { props: { comparable, compared: { ...compared, years: [2021, 2022], series: [next("received"), next("rate")] }, beside, doubts: [], sources: [] }, global: { stubs: { SeriesChart: true, SmallChart: true } } });
    expect(wrapper.findAll("[data-table=figures] td:last-child small").map((it) => it.text())).toEqual(["+2件（+66.7%）", texts.apart]);
  });

  it("says what must be known with a number, beside it and once below", async () => {
    const wrapper = page();
    expect(wrapper.find("[data-notes]").exists()).toBe(false);
    const sum = (subject: string): Series => ({ ...series("received"), subject, points: [{ year: 2022, value: "5", shown: "5件", report: null, note: "4个机关中3个有数" }] });
    await wrapper.setProps({ compared: { ...compared, years: [2022], series: [sum("合计"), sum("又一合计")] } });
    await frame();
    expect(wrapper.findAll("[data-notes] li").map((it) => it.text())).toEqual([texts.note("received", 2022, "4个机关中3个有数")]);
    expect(wrapper.findAll("[data-table=figures] sup").map((it) => it.attributes("title"))).toEqual(["4个机关中3个有数", "4个机关中3个有数"]);
  });

  it("draws no more indicators of an agency in a chart than can be told apart", async () => {
    const wrapper = page();
    const all = Array.from({ length: 8 }, (_, at) => series(`i${String(at)}`));
    await wrapper.setProps({ compared: { ...compared, series: all } });
    const drawn = wrapper.findAllComponents({ name: "SeriesChart" }).map((it): readonly Series[] => (it.props() as { series: readonly Series[] }).series);
    expect(drawn.map((it) => it.map(({ indicator: { id } }) => id))).toEqual([["i0", "i1", "i2", "i3"], ["i4", "i5", "i6", "i7"]]);
  });

  it("names the agency of an overview", async () => {
    const wrapper = page();
    await wrapper.get("[data-way=overview]").setValue();
    await wrapper.setProps({ compared: { ...compared } });
    expect(wrapper.get(".whose").text()).toBe("甲镇");
  });

  it("keeps the charts of the other way, unseen and as they were", async () => {
    const wrapper = page();
    const way = async (to: string, now: Compared) => {
      await wrapper.get(`[data-way=${to}]`).setValue();
      await wrapper.setProps({ compared: now });
    };
    const [large, small] = ["[data-chart]", "[data-small]"];
    const kept = wrapper.get(large).element;
    const isShown = (it: string) => wrapper.get(it).element.closest("[style*='display: none']") === null;
    expect(wrapper.find(small).exists()).toBe(false);
    await way("overview", { ...compared, series: [series("received")] });
    expect([wrapper.findAll(small).length, wrapper.findAll(large).length]).toEqual([1, 2]);
    expect([small, large].map(isShown)).toEqual([true, false]);
    await way("line", { ...compared, series: [series("rate", "%")] });
    expect(wrapper.get(large).element).toBe(kept);
    expect(wrapper.findAll(large).map((it) => it.attributes("data-chart"))).toEqual(["%"]);
    expect([small, large].map(isShown)).toEqual([false, true]);
  });

  it("gives a chart that shows the same nothing new to draw", async () => {
    const wrapper = page();
    const overview = { ...compared, series: [series("received")] };
    const given = () => wrapper.findAllComponents({ name: "SeriesChart" }).map((it) => Object.values(it.props() as Record<string, unknown>));
    const before = given();
    await wrapper.get("[data-way=overview]").setValue();
    await wrapper.setProps({ compared: overview });
    await wrapper.get("[data-way=line]").setValue();
    await wrapper.setProps({ compared: { ...compared } });
    const after = given();
    expect(after.length).toBe(before.length);
    after.flat().forEach((it, at) => {
      expect(it).toBe(before.flat()[at]);
    });
  });

  it("compares two years in their order, however they were chosen", async () => {
    const wrapper = page();
    await wrapper.get("[data-way=two]").setValue();
    await wrapper.get("[data-field=before]").setValue("2024");
    await wrapper.get("[data-field=after]").setValue("2020");
    expect(wrapper.emitted("ask")?.at(-1)?.[0]).toMatchObject({ years: [2020, 2024] });
  });

  it("leads to the report a number stands in", async () => {
    const wrapper = page();
    await wrapper.get("[data-report='8']").trigger("click");
    expect(wrapper.emitted("open")).toEqual([[8]]);
  });

  it("has a chart for each indicator where there are several agencies, and many rows only when asked", async () => {
    const towns = Array.from({ length: 30 }, (_, at) => ({ ...series("received"), subject: `第${String(at)}镇` }));
    const wrapper = mount(ComparePage, { props: { comparable, compared: { ...compared, series: [...towns, { ...series("granted"), subject: "甲镇" }] }, beside, doubts: [], sources: [] }, global: { stubs: { SeriesChart: true, SmallChart: true } } });
    expect(wrapper.findAll("[data-chart]").map((it) => it.attributes("data-chart"))).toEqual(["received", "granted"]);
    expect(wrapper.findAll("[data-table=figures] tbody tr")).toHaveLength(24);
    await wrapper.get("[data-act=all-rows]").trigger("click");
    await frame();
    expect(wrapper.findAll("[data-table=figures] tbody tr")).toHaveLength(31);
  });

  it("asks of the overview only what it draws, and chooses all agencies at once", async () => {
    const wrapper = page();
    await wrapper.get("[data-act=all-agencies]").trigger("click");
    await wrapper.get("[data-way=overview]").setValue();
    expect(wrapper.emitted("ask")?.at(-1)).toEqual([{ ...wish, agencies: [1, 2], indicators: ["received"], brief: true }, false]);
    await wrapper.get("[data-act=one-agency]").trigger("click");
    expect(wrapper.emitted("ask")?.at(-1)).toEqual([{ ...wish, indicators: ["received"], brief: true }, false]);
  });

  it("saves what is shown", async () => {
    const wrapper = page();
    await wrapper.get("[data-act=as-figures]").trigger("click");
    await wrapper.get("[data-chart='件'] [data-act=as-vector]").trigger("click");
    expect(wrapper.emitted("figures")).toEqual([[wish, texts.title]]);
    expect(wrapper.emitted("chart")).toEqual([[{ ...wish, indicators: ["received"] }, "line", "甲镇received"]]);
  });
});

describe("the years", () => {
  const years = [2015, 2020, 2021, 2022, 2023, 2024, 2025];
  const of = (id: number, ...own: number[]) => ({ id, name: `${String(id)}镇`, years: own });
  const library: Comparable = { ...comparable, years, agencies: [of(1, 2020, 2021, 2023, 2024), of(2, 2022, 2025), of(3), of(4, 2015)] };
  const fresh = () => mount(ComparePage, { props: { comparable: library, compared: null, beside: null, doubts: [], sources: [] }, global: { stubs: { SeriesChart: true, SmallChart: true } } });
  type Page = ReturnType<typeof fresh>;
  const asked = (wrapper: Page) => (wrapper.emitted("ask")?.at(-1)?.[0] as { years: number[] }).years;
  const boxes = (wrapper: Page) => wrapper.findAll<HTMLInputElement>("[data-year]").map(({ element }) => `${element.dataset.year ?? ""}${element.checked ? "" : " not"}`);
  const choose = (wrapper: Page, id: number, isChosen: boolean) => wrapper.get(`[data-agency='${String(id)}']`).setValue(isChosen);

  it("are those from the first to the last that the chosen agencies have reports of, gaps among them", async () => {
    const wrapper = fresh();
    expect([asked(wrapper), boxes(wrapper)]).toEqual([[2020, 2021, 2022, 2023, 2024], ["2020", "2021", "2022", "2023", "2024"]]);
    await choose(wrapper, 2, true);
    expect(asked(wrapper)).toEqual([2020, 2021, 2022, 2023, 2024, 2025]);
    await choose(wrapper, 1, false);
    expect(asked(wrapper)).toEqual([2022, 2023, 2024, 2025]);
    await choose(wrapper, 2, false);
    await choose(wrapper, 4, true);
    expect(asked(wrapper), "one year is all there is").toEqual([2015]);
    expect(wrapper.emitted("ask")).toHaveLength(5);
  });

  it("that the user chose stay chosen, and can be taken back", async () => {
    const wrapper = fresh();
    await wrapper.get("[data-year='2022']").setValue(false);
    await choose(wrapper, 2, true);
    await choose(wrapper, 1, false);
    expect(asked(wrapper)).toEqual([2020, 2021, 2023, 2024]);
    expect(boxes(wrapper)).toEqual(["2020", "2021", "2022 not", "2023", "2024", "2025 not"]);
    await wrapper.get("[data-act=all-years]").trigger("click");
    expect([asked(wrapper), boxes(wrapper)]).toEqual([[2022, 2023, 2024, 2025], ["2022", "2023", "2024", "2025"]]);
  });

  it("that are two are the last the agency has reports of, until others are chosen", async () => {
    const wrapper = fresh();
    await wrapper.get("[data-way=two]").setValue();
    expect(asked(wrapper)).toEqual([2023, 2024]);
    const offered = wrapper.findAll<HTMLOptionElement>("[data-field=before] option").map(({ element }) => element.value);
    expect(offered).toEqual(["2020", "2021", "2022", "2023", "2024"]);
    await choose(wrapper, 2, true);
    await choose(wrapper, 1, false);
    expect(asked(wrapper)).toEqual([2022, 2025]);
    await choose(wrapper, 2, false);
    await choose(wrapper, 4, true);
    expect(asked(wrapper), "of one report, with the year beside it").toEqual([2015, 2020]);
    await choose(wrapper, 4, false);
    await choose(wrapper, 1, true);
    await wrapper.get("[data-field=before]").setValue("2020");
    expect(asked(wrapper)).toEqual([2020, 2024]);
    await choose(wrapper, 2, true);
    await choose(wrapper, 1, false);
    expect(asked(wrapper)).toEqual([2020, 2024]);
  });

  it("that are two are those of all the names of one office", async () => {
    const wrapper = fresh();
    await choose(wrapper, 2, true);
    await wrapper.get("[data-field=together]").setValue(true);
    await wrapper.get("[data-field=renamed]").setValue(true);
    await wrapper.get("[data-way=two]").setValue();
    expect(asked(wrapper)).toEqual([2024, 2025]);
  });
});

describe("doubtful numbers", () => {
  const doubt = (report: number): DoubtfulView => ({ report, year: 2020 + report, cell: "a.b.c", told: `甲镇${String(2020 + report)}年的年报有1格读取时没有把握。` });

  it("are told with what must be known of the numbers, the first by name, with the way to each", async () => {
    const wrapper = page();
    expect(wrapper.find("[data-notes]").exists()).toBe(false);
    await wrapper.setProps({ doubts: [1, 2, 3, 4, 5, 6, 7].map(doubt) });
    expect(wrapper.get("[data-notes]").text()).toContain(texts.notes);
    expect(wrapper.findAll("[data-doubt]").map((it) => it.text())).toEqual([1, 2, 3, 4, 5].map((it) => doubt(it).told + texts.openReport(2020 + it)));
    expect(wrapper.get("[data-more-doubts]").text()).toBe(texts.moreDoubts(2));
    await wrapper.get("[data-doubt='2'] button").trigger("click");
    expect(wrapper.emitted("open")).toEqual([[2, "a.b.c"]]);
    await wrapper.get("[data-way=two]").setValue();
    await wrapper.setProps({ compared: { ...compared }, doubts: [doubt(1)] });
    expect(wrapper.findAll("[data-doubt]")).toHaveLength(1);
  });

  describe("are looked for", () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });
    const both = { ...wish, agencies: [1, 2] };
    const compare = () => ({ state: "1", compared: given });
    /** Long enough for nothing else to have been asked for. */
    const quiet = () => vi.advanceTimersByTimeAsync(1000);

    it("when the numbers are drawn, an agency after the other, and once", async () => {
      const told: unknown[] = [];
      const host = new TestHost({ compare_years: ({ known }) => ({ state: "1", compared: known === "1" ? null : given }), doubtful_years: (args) => (told.push(args), args.agency === 2 ? [doubt(1)] : []) });
      const { ask, doubts } = useCompare(host);
      await ask(both, false);
      expect(told).toEqual([]);
      await quiet();
      expect(told).toEqual([1, 2].map((agency) => ({ agency, years: both.years, indicators: both.indicators })));
      expect(doubts.value).toEqual([doubt(1)]);
      await ask({ ...wish, agencies: [] }, false);
      expect(doubts.value).toEqual([]);
      await ask(both, false);
      expect(doubts.value).toEqual([doubt(1)]);
      await quiet();
      expect(told).toHaveLength(2);
    });

    it("one at a time, and of nothing that is shown no longer", async () => {
      const waiting: ((it: DoubtfulView[]) => void)[] = [];
      const told: unknown[] = [];
      const host = new TestHost({ compare_years: compare, doubtful_years: ({ agency }) => (told.push(agency), new Promise((done) => waiting.push(done))) });
      const { ask, doubts } = useCompare(host);
      await ask(both, false);
      await quiet();
      await ask({ ...wish, agencies: [3] }, false);
      await quiet();
      expect(told, "the one that was asked is waited for").toEqual([1]);
      waiting[0]?.([doubt(1)]);
      await quiet();
      expect([told, doubts.value]).toEqual([[1, 3], []]);
      waiting[1]?.([doubt(3)]);
      await quiet();
      expect(doubts.value).toEqual([doubt(3)]);
      // Whoever chooses one thing after another has none of it looked through.
      for (const agency of [4, 5, 6]) await ask({ ...wish, agencies: [agency] }, false);
      await quiet();
      expect(told).toEqual([1, 3, 6]);
    });

    it("and what could not be read is told", async () => {
      const host = new TestHost({ compare_years: compare, doubtful_years: () => Promise.reject(Object.assign(new Error(), { code: "library", message: "读不出。" })) });
      const { ask, failure } = useCompare(host);
      await ask(both, false);
      await quiet();
      expect(failure.value).toBe("读不出。");
    });
  });
});

describe("the card beside a point", () => {
  it("says where a number is from, also where several reports were added up", () => {
    const [point, gap] = series("received").points;
    const said = (it: typeof point) => {
      if (!it) return "";
      const card = { here: { series: 0, year: it.year, left: 0, top: 0 }, series: series("received"), point: it, change: undefined, parted: undefined };
      return mount(PointCard, { props: { card, width: 100 } }).text();
    };
    expect(said(point)).toContain(pointTexts.from("甲镇", 2020));
    expect(said(gap)).toContain(pointTexts.none(2021));
    const sum = said(point && { ...point, report: null, note: "4个机关中3个有数" });
    expect(sum).toContain(pointTexts.sum);
    expect(sum).toContain("4个机关中3个有数");
    expect(sum).not.toContain(pointTexts.none(2020));
  });
});

describe("the card beside a point that another year came before", () => {
  /** What it says of the last year, gone to by keys. */
  function said(it: Series): string {
    const { card, onKey } = useLooking(() => [it], { put: () => [0, 0], take: () => null }, () => undefined);
    it.points.forEach(() => {
      onKey(new KeyboardEvent("keydown", { key: "ArrowRight" }));
    });
    return card.value ? mount(PointCard, { props: { card: card.value, width: 100 } }).text() : "";
  }
  const became = (absolute: string, relative: string): Series => ({ ...series("received"), breaks: [], changes: [{ from: 2020, to: 2022, absolute, relative, comparable: true }] });

  it("says what became of the number and since when", () => {
    expect(said(became("+143件", "+190.7%"))).toContain("比2020年增加143件（+190.7%）");
    expect(said(became("-3件", "-50.0%"))).toContain("比2020年减少3件（-50.0%）");
    expect(said(became("+4件", "无"))).toMatch(/比2020年增加4件(?!（)/);
    expect(said(became("-1.5个百分点", "无"))).toMatch(/比2020年下降1.5个百分点(?!（)/);
    expect(said(became("0件", "0.0%"))).toContain("与2020年持平");
  });

  it("says why it is not compared, and where it is only nearly the same", () => {
    const parted = said(series("rate"));
    expect(parted).toContain(pointTexts.parted(2020, true, "口径不同", "原因。"));
    expect(parted).not.toContain("+2件");
    expect(parted).not.toContain("增加");
    const close = said({ ...became("+2件", "+66.7%"), breaks: [{ before: 2020, after: 2022, broken: false, label: "口径相近", reason: "略有不同。" }] });
    expect(close).toContain("比2020年增加2件（+66.7%）");
    expect(close).toContain("与2020年口径相近：略有不同。");
    expect(pointTexts.parted(2020, true, "口径不同", "")).toBe("与2020年口径不同，不作比较");
  });
});

describe("the notice sheet", () => {
  it("forgets what was written of another agency's year, and has charts of single indicators", async () => {
    const view: NoticeView = { title: "题", figures: [], charts: [{ title: "常用", sentence: "按数据写的。" }, { title: "申请", sentence: "也是。" }], source: "来源", most: 6, against: null, unsettled: [] };
    const wishes: SheetWish[] = [];
    const host = new TestHost({ notice_view: (args) => (wishes.push(args.wish as SheetWish), view) });
    const wrapper = mount(NoticeDialog, { props: { host, comparable, chosen: [1], open: true }, global: { stubs: { ModalDialog: { template: "<div><slot /></div>" } } } });
    await wrapper.get("[data-sentence=c]").setValue("甲镇的话。");
    expect(wishes.at(-1)?.sentences).toEqual({ c: "甲镇的话。" });
    await wrapper.get("[data-field=notice-agency]").setValue("2");
    expect(wishes.at(-1)).toMatchObject({ agency: 2, sentences: {} });
    await wrapper.get("[data-notice-chart=received]").setValue(true);
    await wrapper.get("[data-field=notice-since]").setValue("2020");
    expect(wishes.at(-1)).toMatchObject({ charts: ["c", "d", "received"], since: 2020 });
  });
});

describe("the notice sheet of who is looked at", () => {
  const of = (id: number, ...own: number[]) => ({ id, name: `${String(id)}镇`, years: own });
  const library: Comparable = { ...comparable, agencies: [of(1, 2024), of(2), of(3, 2020, 2022), of(4, 2020)] };
  const view: NoticeView = { title: "题", figures: [], charts: [], source: "来源", most: 6, against: null, unsettled: [] };
  function opened(chosen: number[]) {
    const wishes: SheetWish[] = [];
    const host = new TestHost({ notice_view: (args) => (wishes.push(args.wish as SheetWish), view) });
    const wrapper = mount(NoticeDialog, { props: { host, comparable: library, chosen: [], open: false }, global: { stubs: { ModalDialog: { template: "<div><slot /></div>" } } } });
    const whose = async (chosen: number[]) => {
      await wrapper.setProps({ open: false });
      await wrapper.setProps({ chosen, open: true });
      const { agency, year } = wishes.at(-1) ?? {};
      return [agency, year];
    };
    return { wrapper, whose, first: whose(chosen) };
  }

  it("is that of the chosen agency and its last year, of several the usual one's or the first with a report", async () => {
    const { whose, first } = opened([3]);
    expect(await first).toEqual([3, 2022]);
    for (const [chosen, it] of [[[], [1, 2024]], [[4, 3], [4, 2020]], [[3, 1], [1, 2024]], [[2, 3], [3, 2022]], [[2], [2, 2024]]] as const) expect(await whose([...chosen])).toEqual(it);
  });

  it("has the years of its agency, and stays as it was wished while the agency does", async () => {
    const { wrapper, whose, first } = opened([3]);
    await first;
    const years = () => wrapper.findAll<HTMLOptionElement>("[data-field=notice-year] option").map(({ element }) => element.value);
    expect(years()).toEqual(["2020", "2022"]);
    await wrapper.get("[data-field=notice-year]").setValue("2020");
    expect(await whose([3])).toEqual([3, 2020]);
    await wrapper.get("[data-field=notice-agency]").setValue("1");
    expect(years()).toEqual(["2024"]);
    expect(await whose([3])).toEqual([3, 2022]);
  });
});

describe("numbers that are not settled", () => {
  const stubs = { ModalDialog: { template: "<div><slot /></div>" } };
  const unsettled = [{ report: 7, year: 2022, told: ["2022年有2格没有核对。"], doubts: ["a.b.c", "a.b.d"] }, { report: 8, year: 2024, told: ["2024年的年报还没有定稿。"], doubts: [] }];
  const told = (it: NoticeView["unsettled"]): NoticeView => ({ title: "题", figures: [], charts: [], source: "来源", most: 6, against: null, unsettled: it });

  it("are told before the sheet is printed, with the way to each, and are gone when somebody compared them", async () => {
    const answers = [told(unsettled), told(unsettled.slice(1)), told([])];
    const vouched: unknown[] = [];
    const host = new TestHost({ notice_view: () => answers.shift() ?? told([]), vouch_for: (args) => (vouched.push(args), null) });
    const wrapper = mount(NoticeDialog, { props: { host, comparable, chosen: [1], open: true }, global: { stubs } });
    await flushPromises();
    expect(wrapper.get("[data-unsettled]").text()).toContain("2022年有2格没有核对。");
    await wrapper.get("[data-unsettled-report='7']").trigger("click");
    await wrapper.get("[data-unsettled-report='8']").trigger("click");
    expect(wrapper.emitted("open")).toEqual([[7, "a.b.c"], [8, null]]);
    expect(wrapper.find("[data-vouch='8']").exists()).toBe(false);
    await wrapper.get("[data-vouch='7']").trigger("click");
    await flushPromises();
    expect(vouched).toEqual([{ report: 7, cells: ["a.b.c", "a.b.d"] }]);
    expect(wrapper.get("[data-unsettled]").text()).not.toContain("2022年");
    await wrapper.get("[data-field=sideways]").setValue(true);
    await flushPromises();
    expect(wrapper.find("[data-unsettled]").exists()).toBe(false);
  });
});

describe("two years", () => {
  it("are told cell by cell and word by word, with how much is repeated", async () => {
    const wrapper = mount(TwoYears, { props: { compared, beside } });
    const row = wrapper.get("[data-cell=received]").findAll("td").map((cell) => cell.text());
    expect(row).toEqual(["3件", "5件", "+2件", "+66.7%", "口径不同：原因。"]);
    expect(wrapper.get("[data-cell=rate]").text()).toContain(texts.apart);
    expect(wrapper.get("[data-repeated]").text()).toBe(texts.repeated(61));
    expect(wrapper.get(".paragraph").html()).toMatch(/共.*<del.*五.*<ins.*六/s);
    await wrapper.setProps({ beside: null });
    expect(wrapper.text(), "they are still to come").not.toContain(texts.noTexts);
    const oneMissing = compared.series.map((it) => ({ ...it, points: it.points.map((point, at) => (at === 0 ? { ...point, report: null } : point)) }));
    await wrapper.setProps({ compared: { ...compared, series: oneMissing } });
    expect(wrapper.text()).toContain(texts.noTexts);
  });

  it("say of each cell why it is not compared or only nearly the same, and have no column for that where all are the same", async () => {
    const told = (breaks: Series["breaks"], note?: string): Series => ({ ...series("received"), breaks, points: series("received").points.map((it) => (note === undefined || it.year !== 2022 ? it : { ...it, note })) });
    const close = { before: 2020, after: 2022, broken: false, label: "口径相近", reason: "“制作”与“制发”略有不同。" };
    const wrapper = mount(TwoYears, { props: { compared: { ...compared, series: [told([close], "“制作”与“制发”略有不同")] }, beside } });
    expect(wrapper.findAll(".known p").map((it) => it.text())).toEqual(["口径相近：“制作”与“制发”略有不同。"]);
    await wrapper.setProps({ compared: { ...compared, series: [told([], "含历年结转"), { ...told([]), indicator: indicator("other") }] } });
    expect(wrapper.findAll(".known").map((it) => it.text())).toEqual([texts.noteOf(2022, "含历年结转"), ""]);
    await wrapper.setProps({ compared: { ...compared, series: [told([])] } });
    expect(wrapper.findAll("[data-table=cells] thead th")).toHaveLength(5);
    expect(wrapper.find(".known").exists()).toBe(false);
  });
});

describe("under the overview", () => {
  it("the gaps of its lines are told, and the years nobody has a report of", () => {
    const at = (values: (string | null)[], word: string): Series => ({ ...series("received"), points: values.map((value, n) => ({ year: 2019 + n, value, shown: value ?? word, report: null })) });
    const told = (...all: Series[]) => {
      const wrapper = mount(OverviewGaps, { props: { years: [2019, 2020, 2021], series: all } });
      return wrapper.text();
    };
    expect(told(at(["1", "2", "3"], ""))).toBe("");
    expect(told(at(["1", null, "3"], texts.missing), at(["1", null, null], texts.missing))).toBe(texts.gaps("2020年"));
    expect(told(at([null, "2", "3"], "无此项"))).toBe(texts.gaps(""));
  });
});

describe("what indicators are made of", () => {
  const edition = { form: "2021年格式", years: "2021年起", cells: "表三总计", beside: null, reason: "" };
  const gone = { form: "2019年试行格式", years: "2019年至2020年", cells: null, beside: null, reason: "那时没有。" };
  const close = { ...edition, form: "旧格式", beside: "与2021年格式口径相近", reason: "不含撤回的。" };

  it("is asked for when it is opened and when others are shown then, and never before", async () => {
    const wrapper = mount(IndicatorSources, { props: { ids: ["received"], sources: [] } });
    await wrapper.setProps({ ids: ["rate"] });
    expect(wrapper.emitted("ask")).toBeUndefined();
    const details = wrapper.get<HTMLDetailsElement>("details");
    details.element.open = true;
    await details.trigger("toggle");
    await wrapper.setProps({ ids: ["received", "rate"] });
    await wrapper.setProps({ ids: ["received", "rate"] });
    expect(wrapper.emitted("ask")).toEqual([[["rate"]], [["received", "rate"]]]);
    await wrapper.setProps({ sources: [{ id: "rate", label: "办结率", definition: "办结的占比。", unit: "%", editions: [close, gone, edition] }] });
    const rows = wrapper.get("[data-source=rate]").findAll("tbody tr").map((row) => row.findAll("th, td").map((cell) => cell.text()));
    expect(rows).toEqual([
      ["旧格式", "2021年起", "表三总计", "与2021年格式口径相近：不含撤回的。"],
      ["2019年试行格式", "2019年至2020年", texts.absent, "那时没有。"],
      ["2021年格式", "2021年起", "表三总计", ""],
    ]);
    expect(wrapper.get("[data-source=rate]").text()).toContain("办结率（%）办结的占比。");
  });
});

describe("what is asked of the host", () => {
  it("is answered by the last question, whichever answer comes last", async () => {
    const waiting: ((it: ComparedAnswer) => void)[] = [];
    const host = new TestHost({ compare_years: () => new Promise((done) => waiting.push(done)) });
    const { ask, compared: shown } = useCompare(host);
    const both = [ask(wish, false), ask(wish, false)];
    waiting[1]?.({ state: "1", compared: { ...given, years: [2] } });
    waiting[0]?.({ state: "1", compared: { ...given, years: [1] } });
    await Promise.all(both);
    expect(shown.value?.years).toEqual([2]);
  });

  it("has the texts where two years are looked at", async () => {
    const host = new TestHost({ compare_years: () => ({ state: "1", compared: given }), compare_texts: (args) => (args.before === 7 && args.after === 8 ? beside : null) });
    const { ask, compared: shown, beside: said } = useCompare(host);
    await ask(wish, true);
    expect(said.value).toEqual(beside);
    expect(shown.value).toEqual(compared);
  });

  it("is told once while the library is as it was, and anew when it has changed", async () => {
    let state = "1";
    const told: unknown[] = [];
    const host = new TestHost({
      compare_years: ({ known }) => {
        told.push(known);
        return { state, compared: known === state ? null : { ...given, years: [Number(state)] } };
      },
    });
    const { ask, compared: shown } = useCompare(host);
    await ask(wish, false);
    const first = shown.value;
    await ask({ ...wish, years: [2020, 2024] }, false);
    await ask(wish, false);
    expect(shown.value?.series).toBe(first?.series);
    expect(shown.value).not.toBe(first);
    state = "2";
    await ask(wish, false);
    expect(told).toEqual([null, null, "1", "1"]);
    expect(shown.value?.years).toEqual([2]);
    // Of many, those that were asked for longest ago are told anew.
    for (let year = 0; year < 8; year += 1) await ask({ ...wish, years: [year] }, false);
    await ask({ ...wish, years: [0] }, false);
    await ask(wish, false);
    expect(told.slice(-2)).toEqual(["2", null]);
  });

  it("is nothing where nothing is chosen, and a sentence where it fails", async () => {
    const host = new TestHost({ compare_years: () => Promise.reject(Object.assign(new Error(), { code: "library", message: "没有。" })) });
    const { ask, failure } = useCompare(host);
    await ask({ ...wish, agencies: [] }, false);
    expect(host.asked).toEqual([]);
    await ask(wish, false);
    expect(failure.value).toBe("没有。");
  });

  it("leaves nothing of what was shown before where it fails", async () => {
    let fails = false;
    const host = new TestHost({ compare_years: () => (fails ? Promise.reject(Object.assign(new Error(), { code: "library", message: "没有。" })) : { state: "1", compared: given }) });
    const { ask, compared: shown } = useCompare(host);
    await ask(wish, false);
    expect(shown.value).not.toBeNull();
    fails = true;
    await ask({ ...wish, years: [2020] }, false);
    expect(shown.value).toBeNull();
  });

  it("tells what was saved, and nothing when the user changed their mind", async () => {
    const names = ["表.xlsx", null];
    const host = new TestHost({ save_comparison: () => names.shift() ?? null });
    const { saveFigures, done } = useCompare(host);
    await saveFigures(wish, "表");
    expect(done.value).toBe(texts.saved("表.xlsx"));
    await saveFigures(wish, "表");
    expect(done.value).toBeNull();
  });
});
