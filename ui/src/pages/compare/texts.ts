/** Every text of the compare page. */
import type { ChartKindView } from "../../ipc/generated";

export const texts = {
  title: "历年对比",
  back: "返回",
  agencies: "机关",
  years: "年度",
  first: "从",
  last: "到",
  indicators: "指标",
  plans: "常用图表",
  ways: "显示",
  overview: "总览",
  kinds: { line: "折线", grouped: "柱形", stacked: "堆叠" } satisfies Record<ChartKindView, string>,
  year: (year: number) => `${String(year)}年`,
  indicator: "指标",
  unit: (label: string, unit: string) => (unit === "" ? label : `${label}（${unit}）`),
  change: (absolute: string, relative: string) => `${absolute}（${relative}）`,
  apart: "口径不同，不作比较",
  breakAt: (before: number, after: number, label: string, reason: string) => `${String(before)}年与${String(after)}年${label}：${reason}`,
  table: "数据表：每格是当年的数，下面是比上一个有数的年份的增减",
  openReport: (year: number) => `打开${String(year)}年年报`,
  none: "年报库里还没有年报，没有可以对比的。",
  choose: "请选择机关和指标。",
  hint: "点图上的点或表里的数，打开它所在的年报。",
  comparing: "正在对比…",
  mistake: "程序内部出错，这一步没有完成。请再试一次；如仍出错，请重新打开程序。",
} as const;
