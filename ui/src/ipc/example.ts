/** A small report in a made-up form, for tests: two rows of heads with spans, a band, a blank and a doubt. */
import type { CellContent, FindingView, GridCellView, Opened, TableView } from "./generated";

type Label = Exclude<CellContent["kind"], "value">;

function label(kind: Label, text: string, colspan = 1, rowspan = 1): GridCellView {
  return { colspan, rowspan, content: { kind, text } };
}

function value(id: string, shown: string, certain = true): GridCellView {
  return { colspan: 1, rowspan: 1, content: { kind: "value", id: `stock.${id}`, name: `表甲“${id}”`, shown, certain } };
}

export const table: TableView = {
  id: "stock",
  name: "表甲",
  widths: [2, 1, 1, 1],
  headRows: 2,
  rows: [
    [label("note", "（注）", 1, 2), label("head", "水果", 2), label("head", "合计", 1, 2)],
    [label("head", "苹果"), label("head", "梨")],
    [label("band", "第一仓库", 4)],
    [label("label", "入库"), value("in.apple", "3"), value("in.pear", ""), value("in.sum", "4")],
    [label("label", "出库"), value("out.apple", "0"), value("out.pear", "1", false), value("out.sum", "1")],
  ],
};

export const wrongSum: FindingView = {
  rule: "R01",
  message: "入库：前两列之和为 3，与合计列 4 不一致。",
  fix: "合计改为 3",
  section: "stock",
  words: null,
  also: [],
  cells: ["stock.in.sum"],
  against: ["stock.in.apple", "stock.in.pear"],
};

export const thinProse: FindingView = {
  rule: "R55",
  message: "第一部分太短。",
  fix: null,
  section: "overview",
  words: null,
  also: [],
  cells: [],
  against: [],
};

export const opened: Opened = {
  source: null,
  agency: "某镇",
  year: 2024,
  form: "样张格式",
  title: ["某镇", "2024年仓库报告"],
  preamble: [],
  sections: [
    {
      id: "overview",
      heading: "一、概况",
      paragraphs: [
        { level: 2, heading: "（一）盘点。", text: "全年盘点一次。" },
        { level: null, heading: "", text: "账实相符。" },
      ],
      table: null,
    },
    { id: "stock", heading: "二、库存", paragraphs: [], table },
    { id: "other", heading: "三、其他", paragraphs: [], table: null },
  ],
  findings: [
    { severity: "error", label: "错误", findings: [wrongSum] },
    { severity: "warning", label: "提醒", findings: [] },
    { severity: "hint", label: "提示", findings: [thinProse] },
  ],
  remarks: ["有 2 处半角标点，已改为全角。"],
  doubts: [{ cell: "stock.out.pear", name: "表甲“out.pear”", origin: "第 12 行", raw: "l" }],
  missing: ["三、其他"],
  leftovers: ["分享到：", "打印本页"],
};
