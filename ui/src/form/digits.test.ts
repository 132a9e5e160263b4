import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type Entry, read, settle } from "./digits";

const number = (raw: string, entry: Entry, units?: string[]) => {
  const reading = read(raw, entry, units);
  return reading.kind === "number" ? reading.text : reading.kind === "refused" ? reading.why : reading.kind;
};

describe("what is typed into a cell", () => {
  it.each([
    ["0", "0"],
    ["12", "12"],
    ["007", "7"],
    ["000", "0"],
    ["１２０", "120"],
    ["１，２０４", "1204"],
    ["1,204", "1204"],
    ["12,345,678", "12345678"],
    ["　3 ", "3"],
    ["12.00", "12"],
    ["", "blank"],
    ["  　", "blank"],
    ["a", "letters"],
    ["3件", "letters"],
    ["三", "letters"],
    ["1e5", "letters"],
    ["12,34,5", "letters"],
    ["/", "letters"],
    ["-", "sign"],
    ["-3", "sign"],
    ["1.5", "fraction"],
    ["1.", "fraction"],
    ["5。", "fraction"],
    ["1234567890123456", "length"],
  ])("as a count: %j is %j", (raw, expected) => {
    expect(number(raw, "count")).toBe(expected);
  });

  it.each([
    ["-3", "-3"],
    ["－３", "-3"],
    ["−1,200", "-1200"],
    ["+5", "5"],
    ["-0", "0"],
    ["-", "beginning"],
    ["--3", "letters"],
    ["3-", "letters"],
  ])("as a change: %j is %j", (raw, expected) => {
    expect(number(raw, "change")).toBe(expected);
  });

  it.each([
    ["59237.2449", "59237.2449"],
    ["59,237.24", "59237.24"],
    ["0.50", "0.50"],
    [".5", "0.5"],
    ["３．５", "3.5"],
    ["3。5", "3.5"],
    ["3.", "beginning"],
    [".", "beginning"],
    ["1,", "beginning"],
    ["1.2.3", "letters"],
    ["-1", "sign"],
    ["5元", "letters"],
  ])("as an amount: %j is %j", (raw, expected) => {
    expect(number(raw, "amount")).toBe(expected);
  });

  it("keeps the unit an amount is written with, the longest that fits first", () => {
    expect(number("1,200.5万元", "amount", ["万元", "元"])).toBe("1200.5万元");
    expect(number("12 元", "amount", ["万元", "元"])).toBe("12元");
    expect(number("12元", "count", ["元"])).toBe("letters");
  });
});

describe("what a cell holds when it is left", () => {
  it.each([
    ["3.", "amount", "3"],
    [".", "amount", ""],
    ["-", "change", ""],
    ["1,2", "count", null],
    ["x", "count", null],
    ["１２", "count", "12"],
  ] as const)("%j as %s is %j", (raw, entry, expected) => {
    expect(settle(raw, entry)).toBe(expected);
  });

  it("is the same when it is entered again, whatever was typed", () => {
    const key = fc.constantFrom(..."0123456789０９,，.．。+-－ 　a万元".split(""));
    const typed = fc.array(key, { maxLength: 12 }).map((keys) => keys.join(""));
    fc.assert(
      fc.property(typed, fc.constantFrom<Entry>("count", "change", "amount"), (raw, entry) => {
        const held = settle(raw, entry, ["万元", "元"]);
        if (held !== null) expect(settle(held, entry, ["万元", "元"])).toBe(held);
      }),
    );
  });

  it("is every count with or without separators", () => {
    fc.assert(
      fc.property(fc.nat(), (count) => {
        expect(settle(count.toLocaleString("en-US"), "count")).toBe(String(count));
      }),
    );
  });
});
