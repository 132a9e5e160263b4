/** Every text of the page for filling in. */
import type { FillPaper, SectionState } from "./paper";

export const texts = {
  back: "历年年报",
  subject: (agency: string, year: number) => `${agency} · ${String(year)}年`,
  states: { draft: "草稿", final: "定稿", published: "已公布", corrected: "已更正" } satisfies Record<FillPaper["state"], string>,
  undo: "撤销",
  undoKey: "撤销（Ctrl+Z）",
  redo: "重做",
  redoKey: "重做（Ctrl+Y）",
  history: "历史版本",
  print: "打印 PDF…",
  finalise: "定稿…",
  publish: "登记公布…",
  correct: "更正…",
  findings: "核对结果",
  outline: "目录",
  paper: "年报正文",
  sections: { empty: "未填写", begun: "填写中", complete: "已填写", wrong: "有错误" } satisfies Record<SectionState, string>,
  lastYear: "格内显示上年数字",
  saved: (when: string) => `已保存 ${when}`,
  saving: "正在保存…",
  errors: (count: number) => `错误 ${String(count)}`,
  warnings: (count: number) => `提醒 ${String(count)}`,
  characters: (count: number) => `字数 ${String(count)}`,
} as const;
