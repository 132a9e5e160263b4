import { describe, expect, it } from "vitest";

import { shared } from "./sharing";

describe("what came anew", () => {
  const old = { values: { a: "1", b: "2" }, places: [{ id: "x", lines: ["甲"] }, { id: "y", lines: ["乙"] }], saved: "09:00" };

  it("is the old object when it says the same", () => {
    expect(shared(old, structuredClone(old))).toBe(old);
    const map = new Map([["a", { n: 1 }]]);
    expect(shared(map, new Map([["a", { n: 1 }]]))).toBe(map);
  });

  it("keeps what did not change beside what did", () => {
    const now = structuredClone(old);
    now.values.b = "3";
    (now.places[1] as { lines: string[] }).lines.push("丙");
    const made = shared(old, now);
    expect(made).toEqual(now);
    expect(made.values).not.toBe(old.values);
    expect(made.places[0]).toBe(old.places[0]);
    expect(made.places[1]?.lines).not.toBe(old.places[1]?.lines);
    expect(old.values.b).toBe("2");
  });

  it("sees what was added, taken away, turned into something else, or is there as nothing", () => {
    for (const [one, other] of [
      [["a"], ["a", "b"]],
      [["a", "b"], ["a"]],
      [{ a: 1 }, { a: 1, b: undefined }],
      [{ a: 1, b: undefined }, { a: 1 }],
      [{ a: undefined }, { b: undefined }],
      [{ a: null }, { a: {} }],
      [[], {}],
      [new Map([["a", undefined]]), new Map([["b", undefined]])],
      [new Map(), new Map([["a", 1]])],
      ["1", 1],
    ]) {
      expect(shared(one, other)).toEqual(other);
      expect(shared(one, other)).not.toBe(one);
    }
  });
});
