import { describe, expect, it } from "vitest";

import { cleanLines, htmlLines } from "./pasting";

describe("what Word and web pages put on the clipboard", () => {
  it("is paragraphs, without indents, blank lines and invisible signs", () => {
    expect(cleanLines("　　第一段。\r\n\r\n  第二段\u200b。 \v第三段。\n")).toEqual(["第一段。", "第二段。", "第三段。"]);
  });

  it("as Word writes it", () => {
    const html = `<html xmlns:o="urn:x"><head><style>p {mso-x: y}</style><!--[if gte mso 9]><xml>无</xml><![endif]--></head>
      <body><!--StartFragment--><p class=MsoNormal style='text-indent:32pt'><span style='font-family:仿宋'>（一）主动公开。<o:p></o:p></span></p>
      <p class=MsoNormal><b>全年公开</b><span lang=EN-US>12</span><span>条，
      其中重点领域</span><span lang=EN-US>3</span>条。</p><p><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`;
    expect(htmlLines(html)).toEqual(["（一）主动公开。", "全年公开12条，其中重点领域3条。"]);
  });

  it("as a page writes it: lists, breaks, tables, and nothing that runs", () => {
    const html =
      "<div>一<br>二<ul><li>三</li><li>四</li></ul><script>alert(1)</script><img src=x onerror=alert(1)>五</div><table><tr><td>甲</td><td>1</td></tr></table>";
    expect(htmlLines(html)).toEqual(["一", "二", "三", "四", "五", "甲 1"]);
  });

  it("keeps blanks between words that are not Chinese", () => {
    expect(htmlLines("<p>Open\n  Government 数据</p>")).toEqual(["Open Government 数据"]);
  });

  it("ends, however deep or long it is", () => {
    expect(htmlLines(`${"<div>".repeat(20_000)}深`)).toEqual(["深"]);
    expect(cleanLines("长".repeat(1_000_000))[0]).toHaveLength(200_000);
  });
});
