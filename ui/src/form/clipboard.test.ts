import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { parse, write } from "./clipboard";

describe("a table on the clipboard", () => {
  it.each<[string, string, string[][]]>([
    ["as Excel writes it", "1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]],
    ["without the last line end", "1\t2\n3\t4", [["1", "2"], ["3", "4"]]],
    ["one cell", "56", [["56"]]],
    ["with blanks", "1\t\t3\r\n\t\t\r\n", [["1", "", "3"], ["", "", ""]]],
    ["with a blank line", "1\r\n\r\n3\r\n", [["1"], [""], ["3"]]],
    ["with a line break and quotes in a cell", '"危及“三\n稳定”"\t5\r\n"说""是"""\t6\r\n', [["危及“三\n稳定”", "5"], ['说"是"', "6"]]],
    ["with a quote that is none", '"a\t1\r\n', [['"a', "1"]]],
    ["with old line ends", "1\r2\r", [["1"], ["2"]]],
    ["nothing", "", []],
  ])("%s", (_, text, rows) => {
    expect(parse(text)).toEqual(rows);
  });

  it("is read as it was written", () => {
    const cell = fc.string({ unit: fc.constantFrom("1", "0", "年", '"', "\t", "\n", "\r", " ", ",") });
    const rows = fc.integer({ min: 1, max: 4 }).chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
    );
    fc.assert(
      fc.property(rows, (table) => {
        expect(parse(write(table))).toEqual(table);
      }),
    );
  });

  it("of many cells is read in one go", () => {
    const rows = Array.from({ length: 2000 }, (_, n) => [String(n), "", "x"]);
    expect(parse(write(rows))).toHaveLength(2000);
  });
});
