import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { drawForm } from "../../gallery/form";
import { parse } from "./clipboard";
import { land } from "./landing";
import { type Area, type Geometry, geometryOf } from "./navigation";

const toml = readFileSync(join(import.meta.dirname, "../../../forms/2021.toml"), "utf8");
const [disclosure, requests, disputes] = drawForm(toml, () => "").tables.map(({ view }) => geometryOf(view)) as [
  Geometry,
  Geometry,
  Geometry,
];

const applicants = ["person", "company", "research", "charity", "legal", "other", "total"];

function paste(grid: Geometry, at: string, text: string, selection?: Area) {
  const focus = grid.find(at);
  if (!focus) throw new Error(`no cell ${at}`);
  const landing = land(parse(text), grid, focus, selection ?? focus);
  if (landing.kind !== "landed") return landing;
  return Object.fromEntries(landing.cells.map(({ id, raw }) => [id.slice(id.indexOf(".") + 1), raw]));
}

const row = (name: string, ...values: string[]) =>
  Object.fromEntries(values.map((value, n) => [`${name}.${String(applicants[n])}`, value]));

describe("a range without labels", () => {
  it("lands where the cursor is, blanks too", () => {
    expect(paste(requests, "requests.granted.company", "1\t\t0\r\n4\t5\t6\r\n")).toEqual({
      "granted.company": "1",
      "granted.research": "",
      "granted.charity": "0",
      "partial.company": "4",
      "partial.research": "5",
      "partial.charity": "6",
    });
  });

  it("of one cell fills the cursor, or all that is selected", () => {
    expect(paste(requests, "requests.granted.person", "7")).toEqual({ "granted.person": "7" });
    const selection = { top: 5, left: 3, bottom: 6, right: 4 };
    expect(paste(requests, "requests.granted.person", "0\r\n", selection)).toEqual({
      "granted.person": "0",
      "granted.company": "0",
      "partial.person": "0",
      "partial.company": "0",
    });
  });

  it("lands over the bands between, whether the sheet had them or not", () => {
    const expected = { "penalties.decided": "3", "coercion.decided": "4", "charges.amount": "1.5" };
    expect(paste(disclosure, "disclosure.penalties.decided", "3\r\n4\r\n\r\n\r\n1.5\r\n")).toEqual(expected);
    expect(paste(disclosure, "disclosure.penalties.decided", "3\r\n4\r\n1.5\r\n")).toEqual(expected);
  });

  it("is refused when it is too large, with what would fit", () => {
    expect(paste(requests, "requests.handled.other", "1\t2\t3\r\n4\t5\t6\r\n7\t8\t9\r\n")).toEqual({
      kind: "too-large",
      rows: 3,
      columns: 3,
      roomRows: 2,
      roomColumns: 2,
    });
  });

  it("may be larger where it is blank", () => {
    expect(paste(requests, "requests.carried_out.total", "9\t\t\r\n\t\t\r\n")).toEqual({ "carried_out.total": "9" });
  });

  it("without anything in it is nothing", () => {
    expect(paste(requests, "requests.received.person", "\t\r\n")).toEqual({ kind: "empty" });
  });
});

describe("a range with labels", () => {
  it("finds its row by the label, wherever the cursor is", () => {
    const text = "一、本年新收政府信息公开申请数量\t\t\t5\t1\t0\t0\t0\t0\t6\r\n";
    expect(paste(requests, "requests.carried_out.other", text)).toEqual(row("received", "5", "1", "0", "0", "0", "0", "6"));
  });

  it("finds rows under merged labels, also where two groups have the same one", () => {
    const text = [
      "三、本年度办理结果\t（一）予以公开\t\t1\t0\t0\t0\t0\t0\t1",
      "\t（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t\t2\t0\t0\t0\t0\t0\t2",
      "\t（三）不予公开\t1.属于国家秘密\t3\t0\t0\t0\t0\t0\t3",
      "\t\t2.其他法律行政法规禁止公开\t4\t0\t0\t0\t0\t0\t4",
    ].join("\r\n");
    expect(paste(requests, "requests.received.person", text)).toEqual({
      ...row("granted", "1", "0", "0", "0", "0", "0", "1"),
      ...row("partial", "2", "0", "0", "0", "0", "0", "2"),
      ...row("refused_state_secret", "3", "0", "0", "0", "0", "0", "3"),
      ...row("refused_by_law", "4", "0", "0", "0", "0", "0", "4"),
    });
  });

  it("finds columns by their headings, in a sheet that has only some of them", () => {
    const text = "\t自然人\t总计\r\n（一）予以公开\t2\t3\r\n（七）总计\t4\t5\r\n";
    expect(paste(requests, "requests.received.person", text)).toEqual({
      "granted.person": "2",
      "granted.total": "3",
      "handled.person": "4",
      "handled.total": "5",
    });
  });

  it("takes the whole of table three as it stands on the paper", () => {
    const lines = requests.at.map((places, r) =>
      places
        .map((place, c) => {
          if (place?.top !== r || place.left !== c) return "";
          return place.cell.content.kind === "value" ? `${String(r)}${String(c)}` : place.cell.content.text;
        })
        .join("\t"),
    );
    const landed = paste(requests, "requests.received.person", `${lines.join("\r\n")}\r\n`);
    expect(Object.keys(landed)).toHaveLength(175);
    expect(landed).toMatchObject({ "received.person": "33", "refused_internal.charity": "116", "carried_out.total": "279" });
  });

  it("takes the whole of table two, whose headings come again", () => {
    const text = [
      "第二十条第（一）项\t\t\t",
      "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
      "规章\t0\t0\t0",
      "行政规范性文件\t2\t1\t14",
      "第二十条第（五）项\t\t\t",
      "信息内容\t本年处理决定数量\t\t",
      "行政许可\t120\t\t",
      "第二十条第（六）项\t\t\t",
      "信息内容\t本年处理决定数量\t\t",
      "行政处罚\t8\t\t",
      "行政强制\t0\t\t",
      "第二十条第（八）项\t\t\t",
      "信息内容\t本年收费金额（单位：万元）\t\t",
      "行政事业性收费\t59237.2449\t\t",
    ].join("\r\n");
    expect(paste(disclosure, "disclosure.rules.issued", text)).toEqual({
      "rules.issued": "0",
      "rules.repealed": "0",
      "rules.in_force": "0",
      "normative.issued": "2",
      "normative.repealed": "1",
      "normative.in_force": "14",
      "licences.decided": "120",
      "penalties.decided": "8",
      "coercion.decided": "0",
      "charges.amount": "59237.2449",
    });
  });

  it("takes table four, whose headings stand three times", () => {
    const heads = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计";
    const text = `行政复议\t\t\t\t\t行政诉讼\r\n${[heads, heads, heads].join("\t")}\r\n${Array.from({ length: 15 }, (_, n) => n).join("\t")}\r\n`;
    const landed = paste(disputes, "disputes.review.upheld", text);
    expect(landed).toMatchObject({ "review.upheld": "0", "direct_suit.upheld": "5", "suit_after_review.total": "14" });
  });

  it("knows a label that is shortened or spaced otherwise", () => {
    expect(paste(requests, "requests.received.person", "（二）部分公开\t3\r\n结转下年度 继续办理\t1\r\n")).toEqual({
      "partial.person": "3",
      "carried_out.person": "1",
    });
  });

  it("is refused when a row or a column is not of this table, and says which", () => {
    const text = "（一）予以公开\t3\r\n（九）送人情\t1\r\n";
    expect(paste(requests, "requests.received.person", text)).toEqual({ kind: "unknown-row", line: 2, label: "（九）送人情" });
    const subtotal = "\t自然人\t法人小计\t总计\r\n（一）予以公开\t2\t1\t3\r\n";
    expect(paste(requests, "requests.received.person", subtotal)).toEqual({ kind: "unknown-column", label: "法人小计" });
  });

  it("keeps what is no number, for the table to name it", () => {
    expect(paste(requests, "requests.received.person", "（一）予以公开\t/\t2\r\n")).toEqual({
      "granted.person": "/",
      "granted.company": "2",
    });
  });
});
