/** Every text of the charts. */
export const texts = {
  median: "中位数",
  half: "中间一半",
  cases: "件",
  others: (count: number) => `另有${String(count)}个，见数据表和排名。`,
  from: (subject: string, year: number) => `取自${subject}${String(year)}年年报，点击或按回车打开`,
  none: (year: number) => `${String(year)}年没有这个数`,
  sum: "由几份年报相加",
  keys: "左右键看各年，上下键换系列，回车打开年报。",
  told: (subject: string, label: string, points: readonly string[], sentence: string) => `${subject}${label}：${points.join("，")}。${sentence}`,
  point: (year: number, shown: string) => `${String(year)}年${shown}`,
} as const;
