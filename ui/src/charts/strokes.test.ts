import { describe, expect, it } from "vitest";

import { runs, type Stroke, strokes } from "./strokes";

const stroke = (parts: Stroke["parts"], marker: string | null = null): Stroke => ({ parts, colour: "#123", width: 2, dash: "solid", opacity: 1, marker });

interface Shape {
  type: string;
  shape: { points?: unknown };
  style: { fill?: unknown };
}

/** What is drawn, each year 10 from the last and each number as high as it is. */
function drawn(all: Stroke[]): Shape[] {
  const { renderItem } = strokes("x", all, "#fff", 1);
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
    const lines = (parts: Stroke["parts"]) => drawn([stroke(parts)]).filter(({ type }) => type === "polyline").map(({ shape }) => shape.points);
    expect(lines([[1, 2, null, 4, 5]])).toEqual([[[0, 1], [10, 2]], [[30, 4], [40, 5]]]);
    expect(lines([[1, 2], [null, null, 3, 4]])).toEqual([[[0, 1], [10, 2]], [[20, 3], [30, 4]]]);
  });

  it("mark a number between two gaps, and every number where there is a marker", () => {
    expect(drawn([stroke([[1, null, 2, 3]])]).map(({ type }) => type)).toEqual(["circle", "polyline"]);
    expect(drawn([stroke([[2, 3]], "emptyDiamond")]).map(({ type, style }) => [type, style.fill])).toEqual([["polyline", null], ["polygon", "#fff"], ["polygon", "#fff"]]);
    const kinds = ["circle", "rect", "triangle", "emptyRect"].map((marker) => drawn([stroke([[1]], marker)])[0]);
    expect(kinds.map((it) => it?.type)).toEqual(["circle", "rect", "polygon", "rect"]);
  });

  it("tell the axis how far they reach", () => {
    expect(strokes("x", [stroke([[3, null, -1]]), stroke([[7]])], "#fff", 1).data).toEqual([[0, -1], [0, 7]]);
    expect(strokes("x", [stroke([[null]])], "#fff", 1).data).toEqual([]);
  });
});
