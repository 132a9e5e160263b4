/** Every text of the charts. */

/** What became of a number since a year; signs and numbers as they are given. */
function changed(since: number, absolute: string, relative: string): string {
  const isShare = absolute.endsWith("个百分点");
  const [grew, fell] = [absolute.startsWith("+"), absolute.startsWith("-")];
  if (!grew && !fell) return `与${String(since)}年持平`;
  const verb = isShare ? (grew ? "提高" : "下降") : grew ? "增加" : "减少";
  // Of a share, and from zero, there is a word instead.
  return `比${String(since)}年${verb}${absolute.slice(1)}${relative.endsWith("%") ? `（${relative}）` : ""}`;
}

export const texts = {
  median: "中位数",
  half: "中间一半",
  cases: "件",
  /** As on paper. */
  partial: "不全",
  others: (count: number) => `另有${String(count)}个，见数据表和排名。`,
  from: (subject: string, year: number) => `取自${subject}${String(year)}年年报，点击或按回车打开`,
  none: (year: number) => `${String(year)}年没有这个数`,
  sum: "由几份年报相加",
  keys: "左右键看各年，上下键换系列，回车打开年报。",
  told: (subject: string, label: string, points: readonly string[], sentence: string) => `${subject}${label}：${points.join("，")}。${sentence}`,
  changed,
  parted: (before: number, broken: boolean, label: string, reason: string) => `与${String(before)}年${label}${broken ? "，不作比较" : ""}${reason === "" ? "" : `：${reason}`}`,
  point: (year: number, shown: string) => `${String(year)}年${shown}`,
} as const;
