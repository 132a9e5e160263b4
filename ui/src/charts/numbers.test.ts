import { describe, expect, it } from "vitest";

import { numbers, standing } from "./numbers";
import type { Series } from "./series";

const look = { ink: "#000", quiet: "#555", line: "#ccc", surface: "#fff", dark: false };

function series(values: (string | null)[]): Series {
  const points = values.map((value, at) => ({ year: 2019 + at, value, shown: value === null ? "缺年报" : `${value}%`, report: null }));
  return { subject: "甲", indicator: { id: "i", label: "i", definition: "", unit: "%", main: true }, points, changes: [], breaks: [], sentence: "" };
}

/** A picture on which a year takes 100 pixels, and one of the numbers two; the axis at the foot is at 200. */
const ground = (wide = 100) => ({ coord: ([at, value]: [number, number]): [number, number] => [at * wide, 200 - 2 * value] });
/** Which numbers are written, and whether above their point or below. */
const written = (...lines: (string | null)[][]) =>
  standing(lines.map(series), ground(), 200).map(({ text, x, y }) => `${String(2019 + x / 100)} ${text} ${y + 6 < 200 - 2 * Number(text) ? "above" : "below"}`);

describe("the numbers of two lines", () => {
  it("stand above the upper point and below the lower, whichever line that is, without the unit", () => {
    expect(written(["68.1", "75.7"], ["75.7", "68.1"])).toEqual(["2019 68.1 below", "2020 75.7 above", "2019 75.7 above", "2020 68.1 below"]);
  });

  it("never stand next to the other's point", () => {
    // The lower lies at the foot of the axis and the other near above it.
    expect(written(["3"], ["1"])).toEqual(["2019 3 above"]);
    // Where there is room between the two, it stands there.
    expect(written(["60"], ["0"])).toEqual(["2019 60 above", "2019 0 above"]);
  });

  it("are not written twice at one place", () => {
    expect(written(["50"], ["50"])).toEqual(["2019 50 above", "2019 50 below"]);
    expect(written(["0"], ["0"])).toEqual(["2019 0 above"]);
  });

  it("stand above where there is one line, and nowhere where there is no number", () => {
    expect(written(["0", null, "70"])).toEqual(["2019 0 above", "2021 70 above"]);
  });

  it("are those of every other year where years stand too close, the last among them", () => {
    const it = series(["10", "20", "30", "40"]);
    expect(standing([it], ground(18), 200).map(({ text }) => text)).toEqual(["20", "40"]);
  });

  it("keep clear of marks, of one another and of what stands above the chart", () => {
    // Lines that cross in years that stand close.
    const areas = standing([series(["100.0", "93.3", "100.0"]), series(["93.3", "100.0", "93.3"])], ground(45), 200);
    areas.forEach((a, at) => {
      areas.slice(at + 1).forEach((b) => {
        expect(Math.abs(a.x - b.x) >= 30 || Math.abs(a.y - b.y) >= 12).toBe(true);
      });
    });
    const full = [{ x: -20, y: 80, width: 40, height: 12 }];
    expect(standing([series(["50"])], ground(), 200, full).map(({ y }) => y > 100)).toEqual([true]);
  });

  it("are drawn as one thing, as far as the lines reach", () => {
    const drawn = numbers([series(["1", null, "3"])], look, () => []);
    expect(drawn.data).toEqual([[0, 1], [0, 3]]);
    const at = { dataIndex: 0, coordSys: { y: 0, height: 200 } };
    expect(drawn.renderItem(at, ground())?.children.map(({ style }) => style.text)).toEqual(["1", "3"]);
    expect(drawn.renderItem({ ...at, dataIndex: 1 }, ground())).toBeNull();
  });
});
