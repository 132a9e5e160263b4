/** Every text of the tables. Labels are not among them: they come from the form. */
import type { Refusal } from "./digits";

export const texts = {
  blank: (name: string) => `${name}：未填写`,
  filled: (name: string, shown: string) => `${name}：${shown}`,
  doubt: "读取时没有把握，请对照原文",

  acts: (name: string) => `${name}操作`,
  zeros: "空格填零",
  zerosDone: (count: number) => `已在 ${String(count)} 个空格里填 0。可以撤销。`,
  zerosNone: "没有空格，不用填零。",
  clear: "清空选中",
  clearMore: "清空选中的格（Delete）；没有选中的格不动",
  cleared: (count: number) => `已清空选中的 ${String(count)} 格。可以撤销。`,
  clearedNone: "选中的格里没有可以清空的数字。",
  note: "说明",
  noteKey: "F1 或 Alt+↓",
  unlock: "手动填写合计",
  relock: "恢复自动计算",

  computed: "合计，自动计算",
  computedRefused: "这是合计，由本程序计算。要自己填，请按 F2 或点“手动填写合计”。",
  manual: "合计，手动填写",
  lastYear: (shown: string) => `上年：${shown}`,
  lastYearNone: "上年没有数字",
  noteNone: "本行没有说明。",

  refused: {
    letters: "这一格只能填数字，刚才的输入没有收下。",
    sign: "这一格不能填正负号，刚才的输入没有收下。",
    fraction: "件数是整数，小数没有收下。",
    length: "数字太长，没有收下。请检查是否多输了几位。",
  } satisfies Record<Refusal, string>,

  pasteEmpty: "剪贴板里没有文字，没有粘贴。",
  pasteTooLarge: (rows: number, columns: number, roomRows: number, roomColumns: number) =>
    `复制的内容有 ${String(rows)} 行 ${String(columns)} 列，从这一格起只放得下 ${String(roomRows)} 行 ${String(roomColumns)} 列，没有粘贴。请从左上角的格开始，或少复制一些。`,
  pasteUnknownRow: (line: number, label: string) =>
    label === ""
      ? `复制内容的第 ${String(line)} 行有数字，但不知道属于哪一行，没有粘贴。请连同左边的项目名称一起复制。`
      : `本表没有“${label}”这一行（复制内容的第 ${String(line)} 行），没有粘贴。`,
  pasteUnknownColumn: (label: string) => `本表没有“${label}”这一列，没有粘贴。请去掉这一列再复制。`,
  pasteBad: (cells: readonly { name: string; raw: string }[], more: number) =>
    `有的内容不是这一格能填的数字，没有粘贴：${cells.map(({ name, raw }) => `${name}“${raw}”`).join("；")}${more > 0 ? `，另有 ${String(more)} 处` : ""}。`,
  pasted: (count: number) => `已粘贴 ${String(count)} 格。可以撤销。`,
} as const;
