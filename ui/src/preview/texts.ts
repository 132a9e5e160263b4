/** Every text of the preview and of what leaves the program. */
import type { BodyChoice, ChartsChoice } from "../ipc/generated";

export const texts = {
  title: "预览与打印",
  pages: "印出来的样子",
  page: (at: number, of: number) => `第 ${String(at)} 页，共 ${String(of)} 页`,
  making: "正在排版…",
  undrawn: "这一页画不出来。可以另存 PDF，用别的程序打开看。",
  zoom: "大小",
  fit: "适合宽度",
  percent: (share: number) => `${String(Math.round(share * 100))}%`,
  print: "打印…",
  printing: "正在交给打印机…",
  printed: "已交给打印机。按原大小打印，不缩放。",
  shown: "已用看 PDF 的程序打开。请在那里打印，大小选“实际大小”或 100%。",
  saveAs: "另存为",
  formats: { pdf: "PDF", docx: "Word", xlsx: "Excel", html: "网页", txt: "文本", json: "数据" },
  options: "版式",
  version: "版本",
  versions: { public: "公开版", signed: "签署版" },
  day: "成文日期",
  dayMore: "如 2025-01-20；空着，印好后手填",
  preamble: "印第一部分之前的前言",
  body: "正文字号",
  bodies: { three: "三号（标准）", "small-three": "小三", four: "四号" } satisfies Record<BodyChoice, string>,
  paper: "纸张",
  papers: { a4: "A4", a3: "A3（放大，供张贴）" },
  charts: "历年图表",
  chartsAt: { none: "不附", "after-section-one": "排在第一部分后", end: "排在文末" } satisfies Record<ChartsChoice, string>,
  told: "历年图表里有还没定下来的数（仍可打印；没有定稿的年度，图下会写明）：",
  font: "字体",
  fonts: { bundled: "自带", own: "本机已装的公文字体" },
  shades: "表格横栏加底色",
  attach: "PDF 里附上年报数据",
  mistake: "程序内部出错，这一步没有完成。请再试一次；如仍出错，请重新打开程序。",
} as const;

export type Format = keyof typeof texts.formats;
