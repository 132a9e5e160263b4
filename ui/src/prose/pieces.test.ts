import { describe, expect, it } from "vitest";

import { pieces } from "./pieces";

const paragraph = { level: 2, heading: "（一）问题。", text: "我镇收到申请7件。" };
const told = (words: { start: number; end: number }[]) =>
  pieces(paragraph, words).map(({ text, face, marked }) => [text, face ?? "", marked]);

describe("pieces of a paragraph", () => {
  it("are its heading and its text", () => {
    expect(told([])).toEqual([
      ["（一）问题。", "level-2", false],
      ["我镇收到申请7件。", "", false],
    ]);
  });

  it("mark the words of a finding", () => {
    expect(told([{ start: 12, end: 14 }])).toEqual([
      ["（一）问题。", "level-2", false],
      ["我镇收到申请", "", false],
      ["7件", "", true],
      ["。", "", false],
    ]);
  });

  it("mark every stretch of them", () => {
    const marked = told([{ start: 3, end: 5 }, { start: 12, end: 14 }]).filter(([, , is]) => is);
    expect(marked.map(([text]) => text)).toEqual(["问题", "7件"]);
  });

  it("keep the face of a heading that is marked in part", () => {
    expect(told([{ start: 3, end: 8 }])).toEqual([
      ["（一）", "level-2", false],
      ["问题。", "level-2", true],
      ["我镇", "", true],
      ["收到申请7件。", "", false],
    ]);
  });

  it("never lose or repeat a character, whatever the range", () => {
    const whole = paragraph.heading + paragraph.text;
    for (const [start, end] of [[0, 99], [5, 5], [99, 120], [0, 1]] as const) {
      expect(pieces(paragraph, [{ start, end }]).map(({ text }) => text).join("")).toBe(whole);
    }
  });

  it("of an empty paragraph are none", () => {
    expect(pieces({ level: null, heading: "", text: "" }, [])).toEqual([]);
  });
});
