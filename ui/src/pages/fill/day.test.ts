import { describe, expect, it } from "vitest";

import { readDay, writtenDay } from "./day";

const TODAY = "2026-11-26";

describe("a day", () => {
  it.each([
    ["2026年1月20日", "2026-01-20"],
    ["2026-1-20", "2026-01-20"],
    ["2026/01/20", "2026-01-20"],
    ["2026.1.20", "2026-01-20"],
    ["20260120", "2026-01-20"],
    ["１月２０日", "2026-01-20"],
    [" 2026 年 1 月 20 日 ", "2026-01-20"],
    ["2024-2-29", "2024-02-29"],
    ["2026年11月26日", TODAY],
  ])("is read from %s", (text, iso) => {
    expect(readDay(text, TODAY)).toBe(iso);
  });

  it.each(["", "一月二十日", "2026年", "2026-13-1", "2026-2-30", "2025-2-29", "2026年11月27日", "1-2-3-4", "0月0日"])("is not in %s", (text) => {
    expect(readDay(text, TODAY)).toBeNull();
  });

  it("is written as it is read", () => {
    expect(writtenDay("2026-01-20")).toBe("2026年1月20日");
    expect(readDay(writtenDay(TODAY), TODAY)).toBe(TODAY);
  });
});
