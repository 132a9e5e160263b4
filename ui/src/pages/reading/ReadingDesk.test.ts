import { flushPromises, mount } from "@vue/test-utils";
import { beforeEach, describe, expect, it } from "vitest";

import { opened } from "../../ipc/example";
import type { SheetNow, SheetView, SightingView, TrayLine, TrayView } from "../../ipc/generated";
import { TestHost } from "../../ipc/test-host";
import ReadingDesk from "./ReadingDesk.vue";
import { texts } from "./texts";

const line: TrayLine = {
  name: "年报.txt",
  agency: "某镇",
  year: 2024,
  form: "样张格式",
  sure: 4,
  unsure: 2,
  unread: 0,
  state: "unsure",
  message: "",
  byHand: false,
};
const one: TrayView = { items: [line], left: 0 };
const many: TrayView = {
  items: [
    line,
    { ...line, name: "好.html", unsure: 0, state: "sure" },
    { ...line, name: "某镇2021年扫描.pdf", state: "unread", message: "没有文字层。", byHand: true },
  ],
  left: 2,
};

const sighting = (raw: string, certain: boolean, start: number): SightingView => ({
  name: `“${raw}”`,
  origin: "第 3 行",
  raw,
  certain,
  choices: certain ? [] : ["1", "11"],
  mark: { block: 0, row: 0, field: 0, start, end: start + raw.length },
});
const now: SheetNow = {
  agency: "某镇",
  year: 2024,
  values: { "stock.in.apple": "3", "stock.in.pear": "12", "stock.out.pear": "1" },
  unsure: ["stock.in.pear", "stock.out.pear"],
  confirmed: [],
  disagreeing: [1],
  disputed: true,
  alike: [],
  clash: null,
  state: "unsure",
};
const sheet: SheetView = {
  name: "年报.txt",
  form: "样张格式",
  title: opened.title,
  preamble: [],
  sections: opened.sections,
  source: [
    {
      table: null,
      rows: [
        { number: 3, fields: [{ column: 1, text: "入库3<b>12</b>出库1" }], left: false },
        { number: 4, fields: [{ column: 1, text: "分享到：" }], left: true },
      ],
    },
  ],
  cut: false,
  cells: {
    "stock.in.apple": sighting("3", true, 2),
    "stock.in.pear": sighting("12", false, 6),
    "stock.out.pear": sighting("1", false, 14),
  },
  claims: [
    { by: "标题", agency: "某镇", year: 2024, text: "某镇2024年", origin: "第 1 行" },
    { by: "文件名", agency: "", year: 2019, text: "2019年", origin: "" },
  ],
  remarks: ["有 2 处半角标点，已改为全角。"],
  missing: ["三、其他"],
  leftovers: ["分享到："],
  now,
};

function desk(answers: Record<string, (args: Record<string, unknown>) => unknown>) {
  const host = new TestHost({ choose_documents: () => true, read_documents: () => one, open_sheet: () => sheet, tray_view: () => many, unstored: () => 0, ...answers });
  const wrapper = mount(ReadingDesk, { props: { host, dropped: 0 }, attachTo: document.body });
  const press = async (act: string) => {
    await wrapper.get(`[data-act=${act}]`).trigger("click");
    await flushPromises();
  };
  return { host, wrapper, press };
}

const focused = () => (document.activeElement as HTMLElement | null)?.dataset.doubt;

async function key(pressed: string, more: KeyboardEventInit = {}) {
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: pressed, bubbles: true, cancelable: true, ...more }));
  await flushPromises();
}

/** Confirms as the host does. */
function confirming(told: unknown[]) {
  let at = now;
  return (args: Record<string, unknown>) => {
    told.push([args.cell, args.written]);
    const cell = String(args.cell);
    at = { ...at, unsure: at.unsure.filter((it) => it !== cell), confirmed: [...at.confirmed, cell] };
    return at;
  };
}

beforeEach(() => {
  document.body.replaceChildren();
  Element.prototype.scrollIntoView = () => undefined;
});

describe("a report beside its source", () => {
  it("shows the source as letters, never as a page", async () => {
    const { wrapper, press } = desk({});
    await press("choose-files");
    expect(wrapper.get(".source").text()).toContain("<b>12</b>");
    expect(wrapper.find(".source b").exists()).toBe(false);
    expect(wrapper.findAll(".source mark").map((mark) => mark.text())).toEqual(["3", "12", "1"]);
    expect(wrapper.findAll(".source mark.unsure")).toHaveLength(2);
    expect(wrapper.findAll(".source .left").map((row) => row.text())).toEqual(["4分享到："]);
  });

  it("is confirmed with the keyboard alone: Enter, digits, alternatives, passing over", async () => {
    const told: unknown[] = [];
    const { wrapper, press } = desk({ confirm_cell: confirming(told) });
    await press("choose-files");
    expect(focused()).toBe("stock.in.pear");
    expect(wrapper.get("mark.selected").text()).toBe("12");
    // Passing over confirms nothing.
    await key("ArrowDown");
    expect(focused()).toBe("stock.out.pear");
    expect(told).toEqual([]);
    await key("ArrowUp");
    await key("2", { altKey: true, code: "Digit2" });
    expect(wrapper.get<HTMLInputElement>("[data-doubt='stock.in.pear']").element.value).toBe("11");
    await key("Enter");
    expect(told).toEqual([["stock.in.pear", "11"]]);
    expect(focused()).toBe("stock.out.pear");
    await key("Enter");
    expect(told[1]).toEqual(["stock.out.pear", null]);
    expect(wrapper.get(".cell-bar .count").text()).toBe(texts.toConfirm(0));
    expect((document.activeElement as HTMLElement).dataset.act).toBe("store");
  });

  it("takes what was typed, and Escape takes it back", async () => {
    const told: unknown[] = [];
    const { wrapper, press } = desk({ confirm_cell: confirming(told) });
    await press("choose-files");
    const field = wrapper.get<HTMLInputElement>("[data-doubt='stock.in.pear']");
    await field.setValue("7");
    await key("Escape");
    expect(told).toEqual([]);
    expect(field.element.value).toBe("12");
    field.element.focus();
    await field.setValue("7");
    await key("ArrowDown");
    expect(told).toEqual([["stock.in.pear", "7"]]);
  });

  it("leads from the source to the cell", async () => {
    const { wrapper, press } = desk({});
    await press("choose-files");
    await wrapper.get("[data-source='stock.out.pear']").trigger("click");
    expect(focused()).toBe("stock.out.pear");
    await wrapper.get("[data-source='stock.in.apple']").trigger("click");
    expect((document.activeElement as HTMLElement).dataset.place).toBe("stock.in.apple");
  });

  it("says where agency and year are found and which part disagrees", async () => {
    const told: unknown[] = [];
    const { wrapper, press } = desk({
      identify: ({ agency, year }) => {
        told.push([agency, year]);
        return now;
      },
    });
    await press("choose-files");
    expect(wrapper.findAll(".identity li .pill")).toHaveLength(1);
    expect(wrapper.get(".identity li:nth-child(2)").text()).toContain(texts.disagrees);
    await wrapper.get("[data-field=year]").setValue("2019");
    await flushPromises();
    expect(told).toEqual([["某镇", 2019]]);
    // A disagreement is settled by a word, too.
    await press("decide");
    expect(told[1]).toEqual(["某镇", 2024]);
  });

  it("asks whether another name is an agency of the library", async () => {
    const told: unknown[] = [];
    const { wrapper, press } = desk({
      open_sheet: () => ({ ...sheet, now: { ...now, disputed: false, alike: ["某县某镇"] } }),
      identify: ({ agency, year }) => {
        told.push([agency, year]);
        return { ...now, agency: "某县某镇", disputed: false };
      },
    });
    await press("choose-files");
    expect(wrapper.get(".alike").text()).toContain(texts.alike("某县某镇"));
    await press("use-alike");
    expect(told).toEqual([["某县某镇", 2024]]);
    expect(wrapper.find(".alike").exists()).toBe(false);
    expect(wrapper.find("[data-act=decide]").exists()).toBe(false);
    expect(wrapper.get<HTMLInputElement>("[data-field=agency]").element.value).toBe("某县某镇");
  });

  it("says that a data file has no other source", async () => {
    const { wrapper, press } = desk({ open_sheet: () => ({ ...sheet, source: [], cells: {} }) });
    await press("choose-files");
    expect(wrapper.get(".source").text()).toBe(texts.noSource);
  });

  it("is not stored over another without a choice and a reason", async () => {
    const told: unknown[] = [];
    const change = { key: "stock.in.apple", name: "表甲“入库”", ours: "2", theirs: "3" };
    const { wrapper, press } = desk({
      open_sheet: () => ({ ...sheet, now: { ...now, state: "conflict", clash: { changes: [change, { ...change, key: "stock.in.pear" }] } } }),
      store_sheet: ({ storing }) => {
        told.push(storing);
        return "replaced";
      },
    });
    await press("choose-files");
    await press("store");
    await wrapper.get("form").trigger("submit");
    expect(told).toEqual([]);
    await wrapper.get("[data-change='stock.in.apple'] input").setValue(true);
    await wrapper.get("form").trigger("submit");
    expect(told).toEqual([]);
    await wrapper.get("[data-field=reason]").setValue("与网页核对");
    await wrapper.get("form").trigger("submit");
    await flushPromises();
    expect(told).toEqual([{ leaveBlank: false, taken: ["stock.in.apple"], reason: "与网页核对" }]);
    expect(wrapper.get(".said[role=status]").text()).toContain(texts.added.replaced);
  });
});

describe("many reports", () => {
  it("are a table; what is sure is stored in one act; what is unread says why", async () => {
    const { host, wrapper, press } = desk({
      read_documents: () => many,
      store_sure: () => ({ stored: 1, equal: 0, conflicts: 1, unsure: 1, unread: 1, left: 0, failures: [] }),
    });
    await press("choose-folder");
    expect(wrapper.findAll("tbody tr")).toHaveLength(2);
    expect(wrapper.text()).toContain(texts.left(2));
    expect(wrapper.get(".unread").text()).toContain("没有文字层。");
    await press("store-sure");
    expect(host.asked.slice(-2)).toEqual(["store_sure", "tray_view"]);
    expect(wrapper.get(".said[role=status]").text()).toContain("存入 1 份，与年报库不同、没有动的 1 份");
    await wrapper.get("[data-sheet='0']").trigger("click");
    await flushPromises();
    await press("leave");
    expect(wrapper.find("[data-sheet='0']").exists()).toBe(true);
  });

  it("offers to enter a scanned one by hand, with what the file's name says", async () => {
    const told: unknown[] = [];
    const { wrapper, press } = desk({
      read_documents: () => many,
      begin_by_hand: ({ agency, year }) => {
        told.push([agency, year]);
        return 9;
      },
    });
    await press("choose-files");
    await press("by-hand");
    await wrapper.get("dialog form").trigger("submit");
    await flushPromises();
    expect(told).toEqual([["某镇", 2021]]);
    expect(wrapper.emitted("open")).toEqual([[9]]);
  });
});

describe("what was confirmed and not stored", () => {
  it("is there again when one comes back, and is let go only when that is said", async () => {
    let unstored = 1;
    const { host, wrapper, press } = desk({
      unstored: () => unstored,
      tray_view: () => one,
      put_tray_away: () => {
        unstored = 0;
        return null;
      },
    });
    await flushPromises();
    expect(wrapper.findAll("tbody tr")).toHaveLength(1);
    await wrapper.get("[data-sheet='0']").trigger("click");
    await flushPromises();
    await press("leave");
    expect(wrapper.findAll("tbody tr"), "a single one, too, lies there still").toHaveLength(1);
    await press("another");
    expect(wrapper.get("dialog[open]").text()).toContain("1 份");
    await press("keep");
    expect(wrapper.findAll("tbody tr")).toHaveLength(1);
    await wrapper.setProps({ dropped: 1 });
    await flushPromises();
    expect(wrapper.get("[role=alert]").text()).toContain(texts.storeFirst);
    expect(host.asked).not.toContain("read_documents");
    await press("another");
    await press("let-go");
    expect(wrapper.find(".entry").exists()).toBe(true);
  });
});

it("lays what is not stored before a user who drops the next file", async () => {
  const host = new TestHost({ unstored: () => 1, tray_view: () => one });
  const wrapper = mount(ReadingDesk, { props: { host, dropped: 1 }, attachTo: document.body });
  await flushPromises();
  expect(wrapper.findAll("tbody tr")).toHaveLength(1);
  expect(wrapper.get("[role=alert]").text()).toContain(texts.storeFirst);
  expect(host.asked).not.toContain("read_documents");
});

describe("the entry", () => {
  it("gives what is pasted to the host, text and page", async () => {
    const told: unknown[] = [];
    const { wrapper } = desk({
      read_pasted: ({ text, html }) => {
        told.push([text, html]);
        return one;
      },
    });
    const data = { getData: (kind: string) => (kind === "text/html" ? "<p>年报</p>" : "年报") };
    await wrapper.get("#paste-here").trigger("paste", { clipboardData: data });
    await flushPromises();
    expect(told).toEqual([["年报", "<p>年报</p>"]]);
    expect(wrapper.find(".source").exists()).toBe(true);
  });

  it("says why nothing was read and stays", async () => {
    const { wrapper, press } = desk({
      read_documents: () => {
        throw { code: "nothing_chosen", message: "还没有选择文件。" } as unknown as Error;
      },
    });
    await press("choose-files");
    expect(wrapper.get("[role=alert]").text()).toContain("还没有选择文件。");
    expect(wrapper.find(".entry").exists()).toBe(true);
  });

  it("reads what is dropped", async () => {
    const { host, wrapper } = desk({});
    await wrapper.setProps({ dropped: 1 });
    await flushPromises();
    expect(host.asked.filter((it) => it !== "unstored")).toEqual(["read_documents", "open_sheet"]);
  });
});
