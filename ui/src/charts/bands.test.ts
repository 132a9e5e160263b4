import { describe, expect, it } from "vitest";

import { edgesOf, halfPath, inYears, medianStroke } from "./bands";
import type { Series } from "./series";

const look = { ink: "#000", quiet: "#555", line: "#ccc", surface: "#fff", dark: false };
const band = (year: number) => ({ year, count: 7, least: "0", lower: "1", median: "2", upper: "3", most: "4", shown: "2", span: "" });
const of = (broken: boolean): Series => ({
  subject: "甲镇",
  indicator: { id: "x", label: "x", definition: "d", unit: "件", main: true },
  points: [2019, 2020, 2021, 2022].map((year) => ({ year, value: "1", shown: "1件", report: 1 })),
  changes: [],
  breaks: [{ before: 2020, after: 2021, broken, label: "", reason: "" }],
  sentence: "",
});
const ground = { coord: ([at, value]: readonly [number, number]): [number, number] => [at * 10, -value] };

describe("where all agencies lie", () => {
  it("is not joined where the form changed its meaning, as no line is", () => {
    const bands = [2019, 2020, 2021, 2022].map(band);
    const [parted, whole] = [inYears(bands, [of(true)]), inYears(bands, [of(false)])];
    expect(medianStroke(whole, look).parts).toEqual([[2, 2, 2, 2]]);
    expect(medianStroke(parted, look).parts).toEqual([[2, 2], [null, null, 2, 2]]);
    const areas = (path: string) => path.split("M").length - 1;
    expect([areas(halfPath(whole, ground)), areas(halfPath(parted, ground))]).toEqual([1, 2]);
    expect(edgesOf(parted)).toEqual(edgesOf(whole));
  });

  it("is a gap where nobody has a number", () => {
    const known = inYears([band(2019), band(2022)], [of(false)]);
    expect(medianStroke(known, look).parts).toEqual([[2, null, null, 2]]);
  });
});
