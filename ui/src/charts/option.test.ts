import { describe, expect, it } from "vitest";

import type { Series } from "./series";
import { between, breaksOf, lineNames, nameOf, nearest, optionOf, shownBy, stretches } from "./option";

const look = { ink: "#000", quiet: "#555", line: "#ccc", surface: "#fff", dark: false };

function series(label: string, values: (string | null)[], broken = false): Series {
  return {
    subject: "a<b",
    indicator: { id: label, label, definition: "d", unit: "u", main: true },
    points: values.map((value, at) => ({ year: 2019 + at, value, shown: value ?? "-", report: value === null ? null : at })),
    changes: [],
    breaks: broken ? [{ before: 2020, after: 2021, broken, label: "differs", reason: "r" }] : [],
    sentence: "",
  };
}

interface Drawn {
  xAxis: { data: string[]; axisLabel: { formatter: (year: string, at: number) => string } };
  series: { id: string; data: (number | null)[]; type: string; stack?: string; connectNulls: boolean; symbol: string; label?: { formatter: (at: { dataIndex: number }) => string } }[];
}

const band = { year: 2019, count: 3, least: "1", lower: "1.5", median: "2", upper: "2.5", most: "3", shown: "2", span: "" };

type Args = Parameters<typeof optionOf>;
/** What shows series, without what stands beside them. */
const shown = (all: Drawn) => all.series.filter(({ id }) => !Number.isNaN(shownBy(id)));
const option = (kind: Args[0], all: Args[1], bands: Args[3]["bands"] = []) => optionOf(kind, all, look, { bands }) as unknown as Drawn;

describe("a chart", () => {
  it("joins no sum that not all are in", () => {
    const it = series("x", ["1", "2", "3", "4"]);
    const points = it.points.map((point, at) => (at === 1 ? { ...point, alone: true } : point));
    expect(stretches({ ...it, points })).toEqual([[1], [null, 2], [null, null, 3, 4]]);
  });

  it("draws gaps as gaps and not as zeros", () => {
    const { series: [it] } = option("line", [series("x", ["3", null, "0"])]);
    expect(it?.data).toEqual([3, null, 0]);
    expect(it?.connectNulls).toBe(false);
    // And says on the axis what is there instead.
    const { formatter } = option("line", [series("x", ["3", null])]).xAxis.axisLabel;
    expect([formatter("2019", 0), formatter("2020", 1)]).toEqual(["2019", "2020\n-"]);
  });

  it("is parted where the form changed its meaning", () => {
    const it = series("x", ["1", "2", "3"], true);
    expect(stretches(it)).toEqual([[1, 2], [null, null, 3]]);
    const all = option("line", [it]);
    expect(all.xAxis.data).toEqual(["2019", "2020", "2021"]);
    expect(shown(all).map(({ id, data }) => [shownBy(id), data])).toEqual([[0, [1, 2]], [0, [null, null, 3]]]);
    expect(shown(option("grouped", [it])).map(({ data }) => data)).toEqual([[1, 2, 3]]);
    expect(all.series.find(({ id }) => id === "breaks")).toMatchObject({ data: [[1, 0]] });
  });

  it("has the line of a break between two years and never on one", () => {
    expect([between(1, 2), between(0, 2), between(0, 3)]).toEqual([1.5, 0.5, 1.5]);
  });

  it("finds the number that is pointed at, and none where there is none", () => {
    const all = [series("a", ["1", null]), series("b", ["10", null])];
    expect([nearest(all, 2019, 2), nearest(all, 2019, 8), nearest(all, 2020, 8)]).toEqual([{ series: 0, value: 1 }, { series: 1, value: 10 }, null]);
  });

  it("draws more than two lines as one thing, reaching as far on the axis", () => {
    const all = option("line", Array.from({ length: 9 }, (_, at) => series(String(at), [String(at), null, String(-at)])));
    expect(shown(all)).toHaveLength(0);
    expect(all.series.find(({ id }) => id === "lines")?.data).toEqual([[0, -8], [0, 8]]);
    expect(option("line", [series("x", ["1"])]).series.some(({ id }) => id === "lines")).toBe(false);
    expect(shown(option("grouped", Array.from({ length: 9 }, (_, at) => series(String(at), ["1"]))))).toHaveLength(9);
  });

  it("writes numbers as the office rounds them, without the unit that the axis names", () => {
    const it = series("x", ["33.3333"]);
    it.points[0] = { year: 2019, value: "33.3333", shown: "33.3u", report: 0 };
    expect(shown(option("grouped", [it]))[0]?.label?.formatter({ dataIndex: 0 })).toBe("33.3");
  });

  it("tells series apart without colour", () => {
    const names = lineNames(["a", "b", "c", "d", "e", "f", "g"].map((it) => series(it, ["1"])), false, look);
    expect(names.map(({ name }) => name)).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(new Set(names.map(({ symbol }) => symbol)).size).toBe(6);
    expect(lineNames([series("a", ["1"])], false, look)).toEqual([]);
    expect(lineNames([series("a", ["1"])], true, look)).toHaveLength(3);
  });

  it("says what it is and names its lines itself only where nothing beside it does", () => {
    interface Named {
      title: { show: boolean; text: string };
      legend: { show: boolean; data: string[] };
      series: { name?: string; data: unknown[] }[];
    }
    const three = ["a", "b", "c"].map((it) => series(it, ["1"]));
    const of = (title?: string) => optionOf("line", three, look, { bands: [band], title }) as unknown as Named;
    expect([of().legend.show, of().title.show]).toEqual([false, false]);
    const { title, legend, series: drawn } = of("新收");
    expect(title).toMatchObject({ show: true, text: "新收" });
    expect([legend.show, legend.data]).toEqual([true, ["a", "b", "c", "中位数", "中间一半"]]);
    // The library's legend only names what is a series.
    expect(legend.data.filter((name) => !drawn.some((it) => it.name === name))).toEqual([]);
    expect((optionOf("grouped", three, look, { bands: [] }) as unknown as Named).legend.show).toBe(true);
  });

  it("says under a stacked bar that some part has no number, and of no other", () => {
    const of = (kind: Args[0]) => {
      const { formatter } = option(kind, [series("x", ["3", null, "1"]), series("y", ["4", null, null])]).xAxis.axisLabel;
      return [2019, 2020, 2021].map((year, at) => formatter(String(year), at));
    };
    expect(of("stacked")).toEqual(["2019", "2020\n-", "2021\n不全"]);
    expect(of("grouped")).toEqual(["2019", "2020\n-", "2021"]);
  });

  it("stacks what is to be stacked", () => {
    const both = [series("a", ["1"]), series("b", ["2"])];
    expect(shown(option("stacked", both)).map(({ type, stack }) => [type, stack])).toEqual([["bar", "whole"], ["bar", "whole"]]);
    expect(shown(option("grouped", both)).map(({ stack }) => stack)).toEqual([undefined, undefined]);
  });

  it("has the median and the middle half of many agencies, with the numbers of the office", () => {
    const of = (kind: Args[0]) => option(kind, [series("x", ["1", "2"])], [band]).series.filter(({ id }) => id === "lines" || id === "half").map(({ id, data }) => [id, data]);
    expect(of("line")).toEqual([["half", [[0, 1.5], [0, 2.5]]], ["lines", [[0, 2], [0, 2]]]]);
    expect(of("grouped")).toEqual([]);
  });

  it("draws the middle half from year to year, and a year beside a gap alone", () => {
    const bands = [2019, 2020, 2022].map((year) => ({ ...band, year }));
    const all = option("line", [series("x", ["1", "2", "3", "4"])], bands);
    const half = all.series.find(({ id }) => id === "half") as unknown as { renderItem: (at: { dataIndex: number }, ground: object) => { shape: { pathData: string } } | null };
    const ground = { coord: ([at, value]: [number, number]) => [at * 10, -value * 10] };
    expect(half.renderItem({ dataIndex: 0 }, ground)?.shape.pathData).toBe("M0 -25L10 -25L10 -15L0 -15ZM27 -25L33 -25L33 -15L27 -15Z");
    expect(half.renderItem({ dataIndex: 1 }, ground)).toBeNull();
  });

  it("names what tells its series apart", () => {
    const [a, b] = [series("a", ["1"]), series("b", ["1"])];
    expect(nameOf(a, [a, b])).toBe("a");
    const other = { ...a, subject: "c" };
    expect([nameOf(a, [a, other]), nameOf(b, [other, b])]).toEqual(["a<b", "a<b b"]);
    expect(breaksOf([series("x", ["1"], true), series("y", ["1"], true)])).toHaveLength(1);
  });
});
