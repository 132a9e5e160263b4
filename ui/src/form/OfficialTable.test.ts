import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { table, wrongSum } from "../ipc/example";
import OfficialTable from "./OfficialTable.vue";

function drawn(marks?: InstanceType<typeof OfficialTable>["$props"]["marks"]) {
  return mount(OfficialTable, { props: { table, caption: "二、库存", ...(marks ? { marks } : {}) } });
}

/** Every place of the grid and the text that covers it, as a browser would lay the spans out. */
function covered(rows: Element[], width: number): string[][] {
  const grid: (string | undefined)[][] = rows.map(() => Array.from({ length: width }, () => undefined));
  rows.forEach((row, r) => {
    for (const cell of row.children) {
      const free = grid[r]?.indexOf(undefined) ?? -1;
      for (let y = r; y < r + Number(cell.getAttribute("rowspan")); y++) {
        for (let x = free; x < free + Number(cell.getAttribute("colspan")); x++) {
          const line = grid[y];
          expect(line?.[x], `place ${String(y)},${String(x)} is covered twice`).toBeUndefined();
          if (line) line[x] = cell.textContent.trim();
        }
      }
    }
  });
  return grid.map((line) => line.map((text) => text ?? "hole"));
}

describe("the official table", () => {
  it("covers its grid with the spans of the definition", () => {
    const rows = drawn().findAll("tr").map((row) => row.element);
    expect(covered(rows, 4)).toEqual([
      ["（注）", "水果", "水果", "合计"],
      ["（注）", "苹果", "梨", "合计"],
      ["第一仓库", "第一仓库", "第一仓库", "第一仓库"],
      ["入库", "3", "", "4"],
      ["出库", "0", "1", "1"],
    ]);
  });

  it("tells heads from the body, and what each head is for", () => {
    const wrapper = drawn();
    expect(wrapper.findAll("thead tr")).toHaveLength(2);
    expect(wrapper.findAll("tbody tr")).toHaveLength(3);
    const scopes = Object.fromEntries(wrapper.findAll("th").map((th) => [th.text(), th.attributes("scope")]));
    expect(scopes).toEqual({
      水果: "colgroup",
      合计: "col",
      苹果: "col",
      梨: "col",
      第一仓库: "colgroup",
      入库: "row",
      出库: "row",
    });
    expect(wrapper.get("caption").text()).toBe("二、库存");
  });

  it("gives the columns their shares of the width", () => {
    const shares = drawn().findAll("col").map((col) => col.element.style.width);
    expect(shares).toEqual(["40%", "20%", "20%", "20%"]);
  });

  it("shows a blank as blank and a doubt as a doubt, in words too", () => {
    const wrapper = drawn();
    const blank = wrapper.get("[data-cell='stock.in.pear']");
    expect(blank.classes()).toContain("blank");
    expect(blank.attributes("title")).toBe("表甲“in.pear”：未填写");
    const zero = wrapper.get("[data-cell='stock.out.apple']");
    expect(zero.classes()).not.toContain("blank");
    expect(zero.text()).toBe("0");
    const doubt = wrapper.get("[data-cell='stock.out.pear']");
    expect(doubt.classes()).toContain("doubt");
    expect(doubt.attributes("title")).toContain("请对照原文");
  });

  it("marks where a finding is and both sides of the one that is looked at", () => {
    const wrapper = drawn({
      cells: new Map([["stock.in.sum", { severity: "error", messages: [wrongSum.message] }]]),
      selected: new Set(wrongSum.cells),
      against: new Set(wrongSum.against),
    });
    const sum = wrapper.get("[data-cell='stock.in.sum']");
    expect(sum.classes()).toEqual(expect.arrayContaining(["error", "selected"]));
    expect(sum.attributes("title")).toContain(wrongSum.message);
    expect(wrapper.findAll(".against").map((cell) => cell.attributes("data-cell"))).toEqual(wrongSum.against);
  });
});
