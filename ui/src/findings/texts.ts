/** Every text of the findings. */
import type { Severity } from "../form/marks";

export const texts = {
  heading: "核对结果",
  severities: { error: "错误", warning: "提醒", hint: "提示" } satisfies Record<Severity, string>,
  count: (label: string, count: number) => `${label} ${String(count)}`,
  clear: "没有发现问题",
  clearMore: "表内各项数字相符。",
  clearAside: (count: number) => `其余 ${String(count)} 项已搁置，理由随年报保存。`,
  fix: (label: string) => `建议：${label}`,
  doubts: (count: number) => `读取时没有把握的数字（${String(count)}）`,
  sighting: (origin: string, raw: string) => `原文${origin}：“${raw}”`,
  missing: (count: number) => `原文中没有找到的内容（${String(count)}）`,
  leftovers: (count: number) => `没有收入年报的原文（${String(count)}）`,
  reading: "读取情况",

  blank: "未填",
  setAside: "搁置",
  setAsideOf: (message: string) => `搁置：${message}`,
  reason: "搁置的理由（随年报保存）",
  reasonMissing: "请写明理由，例如“机构改革，职能划出”。",
  confirm: "搁置",
  cancel: "不搁置",
  aside: (count: number) => `已搁置（${String(count)}）`,
  asideReason: (reason: string, when: string) => `理由：${reason}（${when}）`,
  takeUp: "重新列出",
} as const;
