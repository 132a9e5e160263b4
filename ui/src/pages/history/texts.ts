/** Every text of the history. */
export const texts = {
  title: "历史版本",
  revisions: "各个版本",
  none: "还没有保存过版本。",
  choose: "选一个版本，看它与现在有什么不同。",
  comparing: "正在比较…",
  same: "这个版本与现在没有不同。",
  cells: (count: number) => `数字（${String(count)} 处不同）`,
  paragraphs: (count: number) => `文字（${String(count)} 段不同）`,
  cell: "项目",
  then: "当时",
  now: "现在",
  blank: "未填",
  absent: "没有这一段",
  restore: "回到这个版本",
  restoreMore: "现在的内容会先存为一个版本，随时可以再回来。",
  reason: (reason: string) => `理由：${reason}`,
} as const;
