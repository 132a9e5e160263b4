/** Every text of the home page. */
import type { Level, TakenFile } from "../../ipc/generated";
import type { NextStep, YearState } from "./year";

export const texts = {
  title: "历年年报",
  settings: "设置",
  read: "读取已公布的年报…",
  take: "存入以前的年报…",
  agency: "机关",
  dismiss: "关闭",
  year: (year: number) => `${String(year)}年`,
  states: { draft: "草稿", imported: "读入", final: "定稿", published: "已公布", corrected: "已更正" } satisfies Record<YearState, string>,
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
  published: (date: string, place: string) => (place === "" ? `${date}公布` : `${date}公布于${place}`),
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
  welcome: "欢迎使用信息公开年报",
  welcomeLead: "先告诉程序这是哪个机关的年报库。全部内容只存在本机，不联网。",
  takeHeading: "有以前公布的年报",
  takeLead: "选中往年的年报文件（网页、文本或本程序的数据，可以多选），机关名称会从里面认出来，上年的数字和文字今年就能用上。",
  nameHeading: "从头开始",
  name: "机关名称（与公章一致）",
  level: "层级",
  levels: {
    township: "乡镇",
    subdistrict: "街道",
    department: "部门",
    county: "县级政府",
    city: "市级政府",
    province: "省级政府",
    other: "其他",
  } satisfies Record<Level, string>,
  nameAdd: "建立年报库",
  taken: (file: string, report: string | null, outcome: string, message: string) =>
    message === "" ? `“${file}”：${report ?? ""}${outcome}` : `“${file}”：${message}`,
  outcomes: {
    new: "已存入年报库。",
    equal: "年报库里已经有，内容相同。",
    different: "年报库里已经有一份不同的，没有覆盖。要替换，请用“读取已公布的年报”打开它，再点“存入年报库”。",
    replaced: "已替换，原来的在历史版本里。",
    refused: "没有存入。",
  } satisfies Record<TakenFile["outcome"], string>,
  closed: "年报库打不开",
  rescueBackup: (when: string) => `找到一份完好的备份，是${when}做的。换上它，备份以后的改动会丢失。`,
  useBackup: "换上这份备份",
  rescueReports: (count: number) => `从损坏的文件里还能找回 ${String(count)} 份年报：`,
  useRescued: "找回这些年报（连同备份）",
  rescueKept: "损坏的文件会留在原来的文件夹里，不会删除。",
  again: "再试一次",
  keptAt: (path: string) => (path === "" ? "年报库已恢复。" : `年报库已恢复。损坏的文件留在：${path}`),
  mistake: "程序内部出错，这一步没有完成。请再试一次；如仍出错，请重新打开程序。",
  damaged: "这份年报读不出来：",
  none: "还没有年报。从空白开始编制，或者读取以前公布的年报。",
} as const;
