import { describe, expect, it } from "vitest";

import { outline, runs, type Stroke, strokes } from "./strokes";

const stroke = (parts: Stroke["parts"], marker: string | null = null): Stroke => ({ parts, colour: "#123", width: 2, dash: "solid", opacity: 1, marker });

interface Shape {
  type: string;
  shape: { pathData: string };
  style: { fill?: unknown; stroke?: unknown };
}

/** What is drawn, each year 10 from the last and each number as high as it is. */
function drawn(all: Stroke[]): Shape[] {
  const { renderItem } = strokes("x", all, "#fff");
  const ground = { coord: ([at, value]: [number, number]): [number, number] => [at * 10, value] };
  expect(renderItem({ dataIndex: 1 }, ground)).toBeNull();
  return (renderItem({ dataIndex: 0 }, ground) as unknown as { children: Shape[] }).children;
}

describe("strokes", () => {
  it("are parted by gaps", () => {
    expect(runs([1, null, 2, 3, null])).toEqual([[[0, 1]], [[2, 2], [3, 3]]]);
    expect(runs([])).toEqual([]);
    expect(runs([null, 0])).toEqual([[[1, 0]]]);
  });

  it("join what is beside one another, and never across a gap or a break", () => {
    const lines = (parts: Stroke["parts"]) => drawn([stroke(parts)]).map(({ shape }) => shape.pathData);
    expect(lines([[1, 2, null, 4, 5]])).toEqual(["M0 1L10 2M30 4L40 5"]);
    expect(lines([[1, 2], [null, null, 3, 4]])).toEqual(["M0 1L10 2M20 3L30 4"]);
  });

  it("mark a number between two gaps, and every number where there is a marker", () => {
    const parts = ({ style, shape }: Shape) => [style.fill, shape.pathData.split("M").length - 1];
    expect(drawn([stroke([[1, null, 2, 3]])]).map(parts)).toEqual([[null, 1], ["#123", 1]]);
    expect(drawn([stroke([[2, 3]], "emptyDiamond")]).map(parts)).toEqual([[null, 1], ["#fff", 2]]);
    expect(drawn([stroke([[1]], "rect")]).map(parts)).toEqual([["#123", 1]]);
    expect(drawn([stroke([[null]], "rect")])).toEqual([]);
  });

  it("mark each with an outline of its own around the place", () => {
    const outlines = ["circle", "rect", "triangle", "emptyDiamond"].map((name) => outline(name, 10, 20, 4));
    expect(outlines[1]).toBe("M6 16L14 16L14 24L6 24Z");
    expect(outlines[0]).toBe("M6 20A4 4 0 1 0 14 20A4 4 0 1 0 6 20Z");
    expect(new Set(outlines).size).toBe(4);
    expect(outline("emptyCircle", 10, 20, 4)).toBe(outlines[0]);
  });

  it("tell the axis how far they reach", () => {
    expect(strokes("x", [stroke([[3, null, -1]]), stroke([[7]])], "#fff").data).toEqual([[0, -1], [0, 7]]);
    expect(strokes("x", [stroke([[null]])], "#fff").data).toEqual([]);
  });
});
