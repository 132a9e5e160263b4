import { describe, expect, it } from "vitest";

import { headingOf } from "./headings";

const found = (line: string) => {
  const heading = headingOf(line);
  return heading && [heading.level, line.slice(0, heading.end)];
};

describe("a heading inside a section", () => {
  it.each([
    ["（一）主动公开情况", 2, "（一）主动公开情况"],
    ["(二)改进措施", 2, "(二)改进措施"],
    ["（十一）其他。后面是正文。", 2, "（十一）其他。"],
    ["1.加强领导", 3, "1.加强领导"],
    ["12．加强领导", 3, "12．加强领导"],
    ["（1）培训", 4, "（1）培训"],
  ])("is known by its numbering: %s", (line, level, text) => {
    expect(found(line)).toEqual([level, text]);
  });

  it.each(["一是加强领导。", "1.加强领导。年内召开会议。", "1.5万元", "（以下简称《条例》）规定", "2024年，没有受理。", "（）", "", `（一）${"深".repeat(60)}。`])(
    "is not every numbered sentence: %s",
    (line) => {
      expect(found(line)).toBeNull();
    },
  );
});
