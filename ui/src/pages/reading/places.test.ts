import { describe, expect, it } from "vitest";

import { marksByPlace, pieces } from "./places";

const cell = { name: "", origin: "第 1 行", raw: "", certain: true, choices: [] };

describe("the source cut at its marks", () => {
  it("marks each value in its place and keeps every letter", () => {
    const cut = pieces("合计217件", [{ cell: "a", start: 2, end: 5 }]);
    expect(cut).toEqual([
      { text: "合计", cells: [] },
      { text: "217", cells: ["a"] },
      { text: "件", cells: [] },
    ]);
  });

  it("lets values share a place where digits have run together", () => {
    const cut = pieces("2171", [
      { cell: "all", start: 0, end: 4 },
      { cell: "one", start: 3, end: 4 },
    ]);
    expect(cut).toEqual([
      { text: "217", cells: ["all"] },
      { text: "1", cells: ["all", "one"] },
    ]);
  });

  it("marks a blank too, and leaves what has no mark in one piece", () => {
    expect(pieces("", [{ cell: "a", start: 0, end: 0 }])).toEqual([{ text: "", cells: ["a"] }]);
    expect(pieces("分享到", [])).toEqual([{ text: "分享到", cells: [] }]);
  });

  it("gathers the marks by place; a cell without one has none", () => {
    const mark = { block: 0, row: 2, field: 1, start: 0, end: 1 };
    const places = marksByPlace({ a: { ...cell, mark }, b: { ...cell, mark: { ...mark, start: 1, end: 2 } }, c: { ...cell, mark: null } });
    expect([...places.keys()]).toEqual(["0.2.1"]);
    expect(places.get("0.2.1")?.map((it) => it.cell)).toEqual(["a", "b"]);
  });
});
