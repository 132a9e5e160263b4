import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Figure, Inline, Paragraph } from "./figures";
import { editorOffset, namesOf, printed, read, refresh, sameProse, tokenOf, tokensIn, write } from "./tokens";

const figures: Figure[] = [
  { cell: "stock.in.apple", name: "苹果入库", shown: "56" },
  { cell: "stock.in.pear", name: "梨入库", shown: "" },
];
const names = namesOf(figures);
const linked = (cell: string): Inline => ({ kind: "figure", cell });
const text = (words: string): Inline => ({ kind: "text", text: words });

const words = fc.string({ unit: fc.constantFrom(..."一年收到申请56件〔〕：，。 a".split("")), minLength: 1, maxLength: 12 });
const inline: fc.Arbitrary<Inline> = fc.oneof(
  words.filter((it) => tokensIn(it, names).length === 0).map(text),
  fc.constantFrom(linked("stock.in.apple"), linked("stock.in.pear"), linked("other.row.cell")),
);

/** Texts that touch are one. */
function joined(paragraph: Paragraph): Inline[] {
  return paragraph.reduce<Inline[]>((pieces, piece) => {
    const last = pieces.at(-1);
    if (last?.kind === "text" && piece.kind === "text") return [...pieces.slice(0, -1), text(last.text + piece.text)];
    return [...pieces, piece];
  }, []);
}

/** Brackets of the text could close around a token of ours; nobody writes so. */
const prose = fc
  .array(fc.array(inline, { minLength: 1, maxLength: 6 }).map(joined), { minLength: 1, maxLength: 4 })
  .filter((paragraphs) => {
    const written = write(paragraphs, names);
    return tokensIn(written, names).length === paragraphs.flat().filter(({ kind }) => kind === "figure").length;
  });

describe("prose and its text", () => {
  it("is a line a paragraph, with tokens for figures", () => {
    const paragraphs = [[text("（一）盘点")], [text("全年"), linked("stock.in.apple"), text("件，梨"), linked("stock.in.pear")]];
    expect(write(paragraphs, names)).toBe("（一）盘点\n全年〔苹果入库：56〕件，梨〔梨入库：未填〕");
    expect(read(write(paragraphs, names), names)).toEqual(paragraphs);
    expect(printed(write(paragraphs, names), names)).toBe("（一）盘点\n全年56件，梨");
  });

  it("is read as it was written, whatever stands in it", () => {
    fc.assert(
      fc.property(prose, (paragraphs) => {
        expect(read(write(paragraphs, names), names)).toEqual(paragraphs);
      }),
    );
  });

  it("says nothing else when any text is read, written and read", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."〔〕：苹果入库梨56 \n.a".split("")), maxLength: 40 }), (any) => {
        const once = read(any, names);
        expect(read(write(once, names), names)).toEqual(once);
        expect(write(once, names)).toBe(refresh(any, names).text);
      }),
    );
  });

  it("keeps brackets that are no token, and figures nobody named", () => {
    expect(read("国办公开办函〔2021〕30号〔某：1〕", names)).toEqual([[text("国办公开办函〔2021〕30号〔某：1〕")]]);
    expect(tokenOf({ cell: "a.b.c" }, names)).toBe("〔a.b.c：未填〕");
    expect(read("〔a.b.c：未填〕", names)).toEqual([[linked("a.b.c")]]);
  });

  it("gives every figure a name of its own, without the marks of a token", () => {
    const twice = namesOf([
      { cell: "a.b.c", name: "同：名", shown: "1" },
      { cell: "a.b.d", name: "同名", shown: "2" },
    ]);
    expect(write([[linked("a.b.c"), linked("a.b.d")]], twice)).toBe("〔同名：1〕〔a.b.d：2〕");
    expect(read("〔同名：1〕〔a.b.d：2〕", twice)).toEqual([[linked("a.b.c"), linked("a.b.d")]]);
  });

  it("is the same with blank paragraphs between", () => {
    expect(sameProse(read("一\n\n二\n", names), read("一\n二", names), names)).toBe(true);
    expect(sameProse(read("一", names), read("二", names), names)).toBe(false);
  });
});

describe("a token", () => {
  it("follows its cell, and places in the text follow too", () => {
    const before = "收到〔苹果入库：5〕件，〔苹果入库：5〕。";
    const { text: after, moved } = refresh(before, names);
    expect(after).toBe("收到〔苹果入库：56〕件，〔苹果入库：56〕。");
    expect(moved(1)).toBe(1);
    expect(after.slice(moved(before.indexOf("件")))).toBe("件，〔苹果入库：56〕。");
    expect(after.slice(moved(before.length - 1))).toBe("。");
  });

  it("is passed over by places that count the printed text", () => {
    const before = "第一段\n收到〔苹果入库：56〕件，〔梨入库：未填〕。";
    const at = (offset: number, edge: "start" | "end") => before.slice(editorOffset(before, names, { paragraph: 1, offset, edge }));
    expect(at(0, "start")).toBe("收到〔苹果入库：56〕件，〔梨入库：未填〕。");
    expect(at(2, "start")).toBe("〔苹果入库：56〕件，〔梨入库：未填〕。");
    expect(at(2, "end")).toBe("〔苹果入库：56〕件，〔梨入库：未填〕。");
    expect(at(4, "end")).toBe("件，〔梨入库：未填〕。");
    expect(at(5, "end")).toBe("，〔梨入库：未填〕。");
    expect(at(7, "end")).toBe("");
    expect(at(99, "end")).toBe("");
  });

  it("never stands between the edges of a place", () => {
    fc.assert(
      fc.property(prose, fc.nat(60), fc.constantFrom<"start" | "end">("start", "end"), (paragraphs, offset, edge) => {
        const written = write(paragraphs, names);
        const at = editorOffset(written, names, { paragraph: 0, offset, edge });
        expect(tokensIn(written, names).every(({ start, end }) => at <= start || at >= end)).toBe(true);
      }),
    );
  });
});
