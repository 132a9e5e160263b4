import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { mended, snapped } from "./editing";
import { namesOf, tokensIn } from "./tokens";

const names = namesOf([
  { cell: "stock.in.apple", name: "果", shown: "5" },
  { cell: "stock.in.pear", name: "梨", shown: "" },
]);

/** Texts with the caret as | and a selection as [ ]. */
function parse(marked: string): { text: string; start: number; end: number } {
  const start = marked.search(/[|[]/);
  const text = marked.replace(/[|[\]]/g, "");
  return { text, start, end: marked.includes("]") ? marked.indexOf("]") - 1 : start };
}

function typed(from: string, to: string): string {
  const [before, after] = [parse(from), parse(to)];
  const { text, caret } = mended(before.text, after.text, after.start, tokensIn(before.text, names), before);
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

describe("editing around a token", () => {
  it.each([
    ["Backspace behind it takes it whole", "收〔果：5〕|件", "收〔果：5|件", "收|件"],
    ["Delete before it takes it whole", "收|〔果：5〕件", "收|果：5〕件", "收|件"],
    ["of two, the right one goes", "〔果：5〕〔果：5〕|", "〔果：5〕〔果：5|", "〔果：5〕|"],
    ["a word deleted behind it takes it whole", "收〔果：5〕|件", "收〔果：|件", "收|件"],
    ["a selection with part of it takes it whole", "收〔果：[5〕件]了", "收〔果：|了", "收|了"],
    ["typing over it replaces it", "收[〔果：5〕]件", "收7|件", "收7|件"],
    ["typing over it with its own first sign replaces it", "收[〔果：5〕]件", "收〔|件", "收〔|件"],
    ["typing inside goes behind it", "收〔果：|5〕件", "收〔果：7|5〕件", "收〔果：5〕7|件"],
    ["typing before it is as typed", "收|〔果：5〕件", "收到|〔果：5〕件", "收到|〔果：5〕件"],
    ["typing behind it is as typed", "收〔果：5〕|件", "收〔果：5〕共|件", "收〔果：5〕共|件"],
    ["text elsewhere is as typed", "一〔果：5〕二三|", "一〔果：5〕二|", "一〔果：5〕二|"],
    ["all is deleted", "[收〔果：5〕件]", "|", "|"],
  ])("%s", (_, from, to, expected) => {
    expect(typed(from, to)).toBe(expected);
  });

  it("never leaves a piece of a token, whatever is deleted", () => {
    const piece = fc.constantFrom("收", "件，", "〔果：5〕", "〔梨：未填〕", "\n");
    const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(8), fc.constantFrom("", "字"), (before, at, length, inserted) => {
        const from = at % (before.length + 1);
        const to = Math.min(before.length, from + length);
        const after = before.slice(0, from) + inserted + before.slice(to);
        const tokens = tokensIn(before, names);
        const { text: mend, caret } = mended(before, after, from + inserted.length, tokens, { start: from, end: to });
        const left = tokensIn(mend, names).reduce((rest, { start, end }) => rest.replace(mend.slice(start, end), ""), mend);
        expect(left).not.toMatch(/[〔〕：]/);
        expect(caret).toBeLessThanOrEqual(mend.length);
        const kept = tokens.filter(({ start, end }) => end <= from || start >= to).length;
        expect(tokensIn(mend, names)).toHaveLength(from === to ? tokens.length : kept);
      }),
    );
  });
});

describe("the caret", () => {
  const text = "收〔果：5〕件";
  const tokens = tokensIn(text, names);
  const at = (offset: number) => ({ start: offset, end: offset });

  it("steps over a token", () => {
    expect(snapped(at(2), at(1), tokens)).toEqual(at(6));
    expect(snapped(at(5), at(6), tokens)).toEqual(at(1));
  });

  it("goes to the nearer edge from elsewhere", () => {
    expect(snapped(at(2), at(7), tokens)).toEqual(at(1));
    expect(snapped(at(5), at(0), tokens)).toEqual(at(6));
  });

  it("stays where no token is", () => {
    expect(snapped(at(1), at(0), tokens)).toEqual(at(1));
    expect(snapped(at(6), at(0), tokens)).toEqual(at(6));
  });

  it("takes a token into a range, and leaves it out again, whole", () => {
    expect(snapped({ start: 0, end: 2 }, { start: 0, end: 1 }, tokens)).toEqual({ start: 0, end: 6 });
    expect(snapped({ start: 0, end: 5 }, { start: 0, end: 6 }, tokens)).toEqual({ start: 0, end: 1 });
    expect(snapped({ start: 5, end: 7 }, { start: 6, end: 7 }, tokens)).toEqual({ start: 1, end: 7 });
    expect(snapped({ start: 2, end: 7 }, { start: 1, end: 7 }, tokens)).toEqual({ start: 6, end: 7 });
  });
});
