import { describe, expect, it } from "vitest";

import { gapWords, type Series } from "./series";
import { axisOf, type Frame, groundOf, lyingAt, marksOf, wordsIn } from "./small";

describe("the axis of a small chart", () => {
  it("holds every number and zero, and has few marks of a round size", () => {
    for (const numbers of [[3], [0.4, 12.7], [-3, 8], [1, 99_999_999], [0], [], [0.02, 0.03], [100], [-7, -2]]) {
      const axis = axisOf(numbers, false);
      for (const number of [0, ...numbers]) expect(number >= axis.least && number <= axis.most).toBe(true);
      const marks = marksOf(axis);
      expect(marks.length).toBeGreaterThanOrEqual(2);
      expect(marks.length).toBeLessThanOrEqual(4);
      expect(marks.at(-1)).toBeCloseTo(axis.most);
      expect([1, 2, 5, 10].some((it) => Math.abs(Math.log10(axis.step / it) % 1) < 1e-9)).toBe(true);
    }
    expect(marksOf(axisOf([7], false))).toEqual([0, 5, 10]);
    expect(marksOf(axisOf([-3, 8], false))).toEqual([-10, 0, 10]);
  });

  it("counts cases by whole ones", () => {
    expect(marksOf(axisOf([1], true))).toEqual([0, 1]);
    expect(marksOf(axisOf([1], false))).toEqual([0, 0.5, 1]);
    expect(marksOf(axisOf([], true))).toEqual([0, 1]);
  });
});

describe("years without numbers", () => {
  const frame: Frame = { left: 30, top: 8, right: 192, bottom: 110, axis: axisOf([8], false), years: ["2019", "2020", "2021"] };

  it("say why, upwards from the axis in the middle of the year", () => {
    const words = wordsIn(frame, [null, "缺年报", null]);
    expect(words.map(({ text }) => text).join("")).toBe("缺年报");
    for (const { x, y } of words) expect([x, y >= frame.top && y + 13 <= frame.bottom]).toEqual([111, true]);
    expect([...words].sort((a, b) => a.y - b.y)).toEqual(words);
  });

  it("say nothing where there is no room", () => {
    expect(wordsIn({ ...frame, right: 60 }, [null, "缺年报", null])).toEqual([]);
    expect(wordsIn({ ...frame, bottom: 40 }, [null, "缺年报", null])).toEqual([]);
  });

  it("have a word of their own only where nobody has a number", () => {
    const of = (values: (string | null)[], word: string): Series => ({
      subject: "甲",
      indicator: { id: "a", label: "a", definition: "", unit: "", main: true },
      points: values.map((value, at) => ({ year: 2019 + at, value, shown: value ?? word, report: null })),
      changes: [],
      breaks: [],
      sentence: "",
    });
    const band = { year: 2020, count: 3, least: "1", lower: "1", median: "1", upper: "1", most: "1", shown: "1", span: "" };
    expect(gapWords([of(["1", null, null], "缺年报"), of([null, null, null], "缺年报")])).toEqual([null, "缺年报", "缺年报"]);
    expect(gapWords([of([null, null], "未填"), of([null, "1"], "缺年报")])).toEqual(["—", null]);
    expect(gapWords([of(["1", null, null], "缺年报")], [band])).toEqual([null, null, "缺年报"]);
    expect(gapWords([])).toEqual([]);
  });
});

describe("what is drawn", () => {
  const frame: Frame = { left: 30, top: 8, right: 190, bottom: 110, axis: axisOf([-3, 8], false), years: ["2019", "2020", "2021"] };

  it("lies inside its frame, each year in the middle of its share", () => {
    const { coord } = groundOf(frame);
    expect(coord([1, 10])).toEqual([110, 8]);
    expect(coord([1, -10])).toEqual([110, 110]);
    expect(coord([0, 0])[1]).toBe(59);
    expect(coord([2, 0])[0] - coord([1, 0])[0]).toBeCloseTo(160 / 3);
  });

  it("is found again where it lies", () => {
    for (const [at, value] of [[0, -3], [1, 8], [2, 0]] as const) {
      const [x, y] = groundOf(frame).coord([at, value]);
      expect(lyingAt(frame, x + 2, y).at).toBe(at);
      expect(lyingAt(frame, x, y).value).toBeCloseTo(value);
    }
  });
});
