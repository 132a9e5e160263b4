/** Every text of the findings panel. */
export const texts = {
  heading: "核对结果",
  count: (label: string, count: number) => `${label} ${String(count)}`,
  clear: "没有发现问题",
  clearMore: "表内各项数字相符。",
  fix: (label: string) => `建议：${label}`,
  doubts: (count: number) => `读取时没有把握的数字（${String(count)}）`,
  sighting: (origin: string, raw: string) => `原文${origin}：“${raw}”`,
  missing: (count: number) => `原文中没有找到的内容（${String(count)}）`,
  leftovers: (count: number) => `没有收入年报的原文（${String(count)}）`,
  reading: "读取情况",
} as const;
