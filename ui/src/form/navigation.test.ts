import { readFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { drawForm } from "../../gallery/form";
import { type Direction, descend, edge, follow, type Geometry, geometryOf, rowEnd, span, step, valuesIn } from "./navigation";

const toml = readFileSync(join(import.meta.dirname, "../../../forms/2021.toml"), "utf8");
const [disclosure, requests, disputes] = drawForm(toml, () => "").tables.map(({ view }) => geometryOf(view)) as [
  Geometry,
  Geometry,
  Geometry,
];

function place(grid: Geometry, id: string) {
  const found = grid.find(id);
  if (!found) throw new Error(`no cell ${id}`);
  return found;
}

/** Walks from a cell, keeping to the row or column the walk began in. */
function walk(grid: Geometry, from: string, ...ways: Direction[]): string | undefined {
  let here = place(grid, from);
  const tracks = { row: here.top, column: here.left };
  for (const way of ways) {
    const next = step(grid, here, way, way === "up" || way === "down" ? tracks.column : tracks.row);
    if (!next) return undefined;
    here = next;
    if (way === "up" || way === "down") tracks.row = here.top;
    else tracks.column = here.left;
  }
  return here.id;
}

describe("the grid of the paper", () => {
  it("has every value of the three tables", () => {
    expect([disclosure, requests, disputes].map((grid) => grid.values.length)).toEqual([10, 175, 15]);
  });

  it("covers every place", () => {
    for (const grid of [disclosure, requests, disputes]) {
      expect(grid.at.flat().every((covered) => covered !== undefined)).toBe(true);
    }
  });
});

describe("the arrows", () => {
  it("go from value to value over labels", () => {
    expect(walk(requests, "requests.received.person", "right")).toBe("requests.received.company");
    expect(walk(requests, "requests.carried_in.total", "down", "down")).toBe("requests.partial.total");
    expect(walk(requests, "requests.received.person", "left")).toBeUndefined();
    expect(walk(requests, "requests.received.person", "up")).toBeUndefined();
  });

  it("go over bands and headings inside a table, and come back to the column they came from", () => {
    expect(walk(disclosure, "disclosure.normative.in_force", "down")).toBe("disclosure.licences.decided");
    expect(walk(disclosure, "disclosure.normative.in_force", "down", "up")).toBe("disclosure.normative.in_force");
    expect(walk(disclosure, "disclosure.normative.in_force", "down", "down", "down", "down")).toBe(
      "disclosure.charges.amount",
    );
  });

  it("come back the way they went, in every table and from every cell", () => {
    const back = { up: "down", down: "up", left: "right", right: "left" } as const;
    const grids = fc.constantFrom(disclosure, requests, disputes);
    const way = fc.constantFrom<Direction>("up", "down", "left", "right");
    fc.assert(
      fc.property(grids, fc.nat(), way, (grid, at, direction) => {
        const from = grid.values[at % grid.values.length];
        if (!from) return;
        const there = walk(grid, from.id, direction);
        if (there !== undefined) expect(walk(grid, from.id, direction, back[direction])).toBe(from.id);
      }),
    );
  });
});

describe("Ctrl and an arrow", () => {
  const filled = new Set(["received", "carried_in", "granted", "refused_internal"].map((row) => `requests.${row}.person`));
  const go = (from: string, direction: Direction) => {
    const start = place(requests, from);
    return edge(requests, start, direction, direction === "up" || direction === "down" ? start.left : start.top, (id) =>
      filled.has(id),
    ).id;
  };

  it("lead to the end of a run, then to the next filled cell, then to the edge", () => {
    expect(go("requests.received.person", "down")).toBe("requests.granted.person");
    expect(go("requests.granted.person", "down")).toBe("requests.refused_internal.person");
    expect(go("requests.refused_internal.person", "down")).toBe("requests.carried_out.person");
    expect(go("requests.carried_out.person", "up")).toBe("requests.refused_internal.person");
    expect(go("requests.received.person", "right")).toBe("requests.received.total");
  });

  it("stay at the edge", () => {
    expect(go("requests.received.person", "up")).toBe("requests.received.person");
  });
});

describe("Home, End, Tab and Enter", () => {
  it("find the ends of a row", () => {
    const from = place(disputes, "disputes.review.other");
    expect(rowEnd(disputes, from, "first").id).toBe("disputes.review.upheld");
    expect(rowEnd(disputes, from, "last").id).toBe("disputes.suit_after_review.total");
    expect(rowEnd(disclosure, place(disclosure, "disclosure.licences.decided"), "last").id).toBe(
      "disclosure.licences.decided",
    );
  });

  it("skip what is computed and end at the end of the table", () => {
    const isTotal = (id: string) => id.endsWith(".total") || id.startsWith("requests.handled.");
    expect(follow(requests, place(requests, "requests.received.other"), 1, isTotal)?.id).toBe(
      "requests.carried_in.person",
    );
    expect(follow(requests, place(requests, "requests.carried_out.other"), 1, isTotal)).toBeNull();
    expect(follow(requests, place(requests, "requests.received.person"), -1, isTotal)).toBeNull();
    const last = place(requests, "requests.closed_other.person");
    expect(descend(requests, last, "down", last.left, isTotal)?.id).toBe("requests.carried_out.person");
  });
});

describe("a range", () => {
  it("is the rectangle between two cells", () => {
    const area = span(requests, place(requests, "requests.carried_in.research"), place(requests, "requests.received.person"));
    expect(valuesIn(requests, area).map(({ id }) => id)).toEqual([
      "requests.received.person",
      "requests.received.company",
      "requests.received.research",
      "requests.carried_in.person",
      "requests.carried_in.company",
      "requests.carried_in.research",
    ]);
  });

  it("cuts no merged cell in two", () => {
    const area = span(
      disclosure,
      place(disclosure, "disclosure.normative.in_force"),
      place(disclosure, "disclosure.licences.decided"),
    );
    // The band above stretches over the labels too.
    expect(area).toEqual({ top: 3, left: 0, bottom: 6, right: 3 });
    expect(valuesIn(disclosure, area).map(({ id }) => id)).toEqual([
      "disclosure.normative.issued",
      "disclosure.normative.repealed",
      "disclosure.normative.in_force",
      "disclosure.licences.decided",
    ]);
  });
});
