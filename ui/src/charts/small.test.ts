import { describe, expect, it } from "vitest";

import { axisOf, type Frame, groundOf, lyingAt, marksOf } from "./small";

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
