import { describe, expect, it } from "vitest";

import type { SeriesView } from "../ipc/generated";
import { breaksOf, drawn, nameOf, optionOf } from "./option";

const look = { ink: "#000", quiet: "#555", line: "#ccc", surface: "#fff", dark: false };

function series(label: string, values: (string | null)[], broken = false): SeriesView {
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
  xAxis: { data: string[] };
  series: { data: (number | null)[]; type: string; stack?: string; connectNulls: boolean; symbol: string; markLine?: { data: { xAxis: string }[] } }[];
}

type Args = Parameters<typeof optionOf>;
const option = (kind: Args[0], all: Args[1], bands: Args[3]["bands"] = []) => optionOf(kind, all, look, { small: false, bands }) as unknown as Drawn;

describe("a chart", () => {
  it("draws gaps as gaps and not as zeros", () => {
    const { series: [it] } = option("line", [series("x", ["3", null, "0"])]);
    expect(it?.data).toEqual([3, null, 0]);
    expect(it?.connectNulls).toBe(false);
  });

  it("is parted where the form changed its meaning", () => {
    const it = series("x", ["1", "2", "3"], true);
    expect(drawn(it).map(({ value }) => value)).toEqual([1, 2, null, 3]);
    const all = option("line", [it]);
    expect(all.xAxis.data).toEqual(["2019", "2020", "2020+", "2021"]);
    expect(all.series[0]?.markLine?.data.map(({ xAxis }) => xAxis)).toEqual(["2020+"]);
  });

  it("tells series apart without colour", () => {
    const all = option("line", ["a", "b", "c", "d", "e", "f"].map((it) => series(it, ["1"])));
    expect(new Set(all.series.map(({ symbol }) => symbol)).size).toBe(6);
  });

  it("stacks what is to be stacked", () => {
    const both = [series("a", ["1"]), series("b", ["2"])];
    expect(option("stacked", both).series.map(({ type, stack }) => [type, stack])).toEqual([["bar", "whole"], ["bar", "whole"]]);
    expect(option("grouped", both).series.map(({ stack }) => stack)).toEqual([undefined, undefined]);
  });

  it("has the band of many agencies as lines, with the numbers of the office", () => {
    const band = { year: 2019, count: 3, least: "1", lower: "1.5", median: "2", upper: "2.5", most: "3", shown: "2", span: "" };
    const of = (kind: Args[0]) => option(kind, [series("x", ["1", "2"])], [band]).series.slice(1).map(({ data }) => data);
    expect(of("line")).toEqual([[1.5, null], [2, null], [2.5, null]]);
    expect(of("grouped")).toEqual([]);
  });

  it("names what tells its series apart", () => {
    const [a, b] = [series("a", ["1"]), series("b", ["1"])];
    expect(nameOf(a, [a, b])).toBe("a");
    const other = { ...a, subject: "c" };
    expect([nameOf(a, [a, other]), nameOf(b, [other, b])]).toEqual(["a<b", "a<b b"]);
    expect(breaksOf([series("x", ["1"], true), series("y", ["1"], true)])).toHaveLength(1);
  });
});
