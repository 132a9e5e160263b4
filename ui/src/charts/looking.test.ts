import { describe, expect, it } from "vitest";

import { useLooking } from "./looking";
import type { Series } from "./series";

const series: Series = {
  subject: "甲镇",
  indicator: { id: "a", label: "新收申请", definition: "d", unit: "件", main: true },
  points: [
    { year: 2020, value: "3", shown: "3件", report: 7 },
    { year: 2021, value: null, shown: "缺年报", report: null },
    { year: 2022, value: null, shown: "未填", report: 9 },
  ],
  changes: [],
  breaks: [],
  sentence: "一句话。",
};

function looking() {
  const opened: number[] = [];
  const drawn = { put: (year: number, value: number) => [(year - 2020) * 100, -value] as const, take: (x: number, y: number) => ({ year: 2020 + Math.round(x / 100), value: -y }) };
  return { opened, ...useLooking(() => [series], drawn, (report) => opened.push(report)) };
}

describe("a year without a number", () => {
  it("is pointed at wherever the mouse is in it, says why, and leads to its report if there is one", () => {
    const { card, pointAt, openHere, opened } = looking();
    pointAt(110, -50);
    expect([card.value?.point.shown, card.value?.here.left, card.value?.here.top]).toEqual(["缺年报", 100, -0]);
    openHere();
    pointAt(190, 3);
    expect(card.value?.point.shown).toBe("未填");
    openHere();
    expect(opened).toEqual([9]);
    pointAt(0, -60);
    expect(card.value, "a number is pointed at near it").toBeNull();
  });

  it("is told in words with the others", () => {
    expect(looking().told.value).toContain("甲镇新收申请：2020年3件，2021年缺年报，2022年未填。一句话。");
  });
});
