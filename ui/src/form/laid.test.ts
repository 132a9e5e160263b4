import { describe, expect, it } from "vitest";

import { plainFacts } from "./facts";
import { laid } from "./laid";
import { texts } from "./texts";

const factsOf = (id: string) => ({ ...plainFacts, total: id === "sum" ? ("computed" as const) : null });
const landed = (...cells: [string, string][]) => ({ kind: "landed" as const, cells: cells.map(([id, raw]) => ({ id, raw })) });

describe("a pasted range", () => {
  it("changes cells, and says of totals what it says apart", () => {
    expect(laid(landed(["a", "３"], ["b", ""], ["sum", "4"]), factsOf, (id) => id)).toEqual({
      refused: null,
      changes: [
        { cell: "a", text: "3" },
        { cell: "b", text: "" },
      ],
      totals: [{ cell: "sum", text: "4" }],
    });
  });

  it("is refused whole for one word among the numbers, which is named", () => {
    const wrong = laid(landed(["a", "3"], ["b", " 若干 "]), factsOf, (id) => `格${id}`);
    expect(wrong).toEqual({ refused: texts.pasteBad([{ name: "格b", raw: "若干" }], 0) });
  });

  it("is refused with the reason where it does not fit", () => {
    expect(laid({ kind: "empty" }, factsOf, String)).toEqual({ refused: texts.pasteEmpty });
    expect(laid({ kind: "unknown-column", label: "梨" }, factsOf, String)).toEqual({ refused: texts.pasteUnknownColumn("梨") });
  });
});
