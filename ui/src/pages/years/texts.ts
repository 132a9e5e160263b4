/** Every text of the home page. */
import type { NextStep, YearState } from "./year";

export const texts = {
  title: "历年年报",
  settings: "设置",
  read: "读取已公布的年报…",
  year: (year: number) => `${String(year)}年`,
  states: { draft: "草稿", final: "定稿", published: "已公布", corrected: "已更正" } satisfies Record<YearState, string>,
  steps: {
    fill: "继续填写",
    mend: "改正错误",
    finalise: "检查并定稿",
    publish: "登记公布",
    print: "打印",
  } satisfies Record<NextStep, string>,
  open: "打开",
  errors: (count: number) => `错误 ${String(count)}`,
  warnings: (count: number) => `提醒 ${String(count)}`,
  missing: (count: number) => `还缺 ${String(count)} 处`,
  missingMore: (count: number) => `……另有 ${String(count)} 处`,
  complete: "各项都已填写",
  published: (date: string, place: string) => `${date}公布于${place}`,
  due: (date: string, days: number) =>
    days > 0
      ? `${date}前公布，还有 ${String(days)} 天`
      : days === 0
        ? `${date}前公布，今天是最后一天`
        : `应在${date}前公布，已过 ${String(-days)} 天`,
  saved: (when: string) => `${when}保存`,
  start: (year: number) => `开始编制${String(year)}年年报`,
  startLead: "本年年报还没有开始。",
  startBlank: "从空白开始",
  startFrom: (year: number) => `沿用${String(year)}年`,
  startFromMore: "带入上年的文字（标明“待修改”）和结转数，表格旁边显示上年数字。",
  none: "还没有年报。从空白开始编制，或者读取以前公布的年报。",
} as const;
