import { type DOMWrapper, mount } from "@vue/test-utils";
import { nextTick, ref } from "vue";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { underwayKey } from "../ipc/edits";
import { table, wrongSum } from "../ipc/example";
import type { TableView } from "../ipc/generated";
import { type CellFacts, plainFacts, type TableEdit } from "./facts";
import FillTable from "./FillTable.vue";
import { texts } from "./texts";

const total: CellFacts = { ...plainFacts, total: "computed" };
const facts = new Map<string, CellFacts>([
  ["stock.in.apple", { ...plainFacts, lastYear: "2", guidance: "只计整箱。" }],
  ["stock.in.sum", total],
  ["stock.out.sum", total],
]);

/** The example: 3, blank, 4 over 0, 1, 1; the last column is computed. */
function drawn(more: object = {}) {
  const underway = ref(0);
  const wrapper = mount(FillTable, {
    props: { table, caption: "二、库存", facts, ...more },
    attachTo: document.body,
    global: { provide: { [underwayKey as symbol]: underway } },
  });
  const field = (id: string) => wrapper.get<HTMLInputElement>(`[data-field="stock.${id}"]`);
  const enter = async (id: string) => {
    field(id).element.focus();
    await nextTick();
    return field(id);
  };
  const press = async (key: string, more: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
    document.activeElement?.dispatchEvent(event);
    await nextTick();
    return event;
  };
  const type = async (text: string) => {
    const input = document.activeElement as HTMLInputElement;
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true, data: text }));
    await nextTick();
  };
  const at = () => document.activeElement?.getAttribute("data-field")?.replace("stock.", "");
  const edits = () => (wrapper.emitted<[TableEdit]>("edit") ?? []).map(([edit]) => edit);
  const clipboard = async (kind: "copy" | "cut" | "paste", text = "") => {
    const data = new DataTransfer();
    if (kind === "paste") data.setData("text/plain", text);
    const event = new ClipboardEvent(kind, { bubbles: true, cancelable: true, clipboardData: data });
    document.activeElement?.dispatchEvent(event);
    await nextTick();
    await nextTick();
    return data.getData("text/plain");
  };
  const changes = () => edits().at(-1)?.changes.map(({ cell, text }) => [cell.replace("stock.", ""), text]);
  const ranged = () => wrapper.findAll(".ranged").map((cell: DOMWrapper<Element>) => cell.attributes("data-field")?.replace("stock.", ""));
  return { wrapper, underway, field, enter, press, type, at, edits, changes, clipboard, ranged };
}

/** The table with other values, as the owner answers. */
function answered(values: Record<string, string>): TableView {
  return {
    ...table,
    rows: table.rows.map((row) =>
      row.map((cell) =>
        cell.content.kind === "value"
          ? { ...cell, content: { ...cell.content, shown: values[cell.content.id.replace("stock.", "")] ?? cell.content.shown } }
          : cell,
      ),
    ),
  };
}

beforeEach(() => {
  document.body.replaceChildren();
});

describe("a field", () => {
  it("is named as the paper names its cell, and says what the checks say of it", () => {
    const cells = new Map([["stock.in.sum", { severity: "error" as const, messages: [wrongSum.message] }]]);
    const { field, wrapper } = drawn({ marks: { cells, selected: new Set(), against: new Set() } });
    expect(field("in.apple").attributes()).toMatchObject({ "aria-label": "表甲“in.apple”", inputmode: "numeric" });
    expect(field("in.apple").attributes("aria-invalid")).toBeUndefined();
    const sum = field("in.sum");
    expect(sum.attributes("aria-invalid")).toBe("true");
    const described = (sum.attributes("aria-describedby") ?? "").split(" ").map((id) => wrapper.get(`[id="${id}"]`).text());
    expect(described).toEqual([texts.computed, wrongSum.message]);
  });

  it("is reached from outside by one stop of the Tab key", async () => {
    const { wrapper, enter } = drawn();
    const stops = () => wrapper.findAll("input[tabindex='0']").map((input) => input.attributes("data-field"));
    expect(stops()).toEqual(["stock.in.apple"]);
    await enter("out.pear");
    expect(stops()).toEqual(["stock.out.pear"]);
  });
});

describe("typing", () => {
  it("shows at once and tells every step, as one run", async () => {
    const { enter, type, edits, field } = drawn();
    await enter("in.pear");
    await type("1");
    await type("12");
    expect(field("in.pear").element.value).toBe("12");
    expect(edits()).toEqual([
      { act: "type", changes: [{ cell: "stock.in.pear", text: "1" }], totals: [], run: 1 },
      { act: "type", changes: [{ cell: "stock.in.pear", text: "12" }], totals: [], run: 1 },
    ]);
  });

  it("takes full-width digits", async () => {
    const { enter, type, changes, field } = drawn();
    await enter("in.pear");
    await type("１２");
    expect(field("in.pear").element.value).toBe("12");
    expect(changes()).toEqual([["in.pear", "12"]]);
  });

  it("refuses letters visibly and in words, and keeps what was there", async () => {
    const { wrapper, enter, type, edits, field } = drawn();
    await enter("in.apple");
    await type("3x");
    await nextTick();
    expect(field("in.apple").element.value).toBe("3");
    expect(edits()).toEqual([]);
    expect(field("in.apple").classes()).toContain("refused");
    expect(wrapper.get("[role=status]").text()).toBe(texts.refused.letters);
    expect(wrapper.get(".bubble").text()).toBe(texts.refused.letters);
  });

  it("refuses a letter before it shows", async () => {
    const { enter } = drawn();
    const { element } = await enter("in.apple");
    const refused = new InputEvent("beforeinput", { data: "a", bubbles: true, cancelable: true });
    element.dispatchEvent(refused);
    expect(refused.defaultPrevented).toBe(true);
    const taken = new InputEvent("beforeinput", { data: "４", bubbles: true, cancelable: true });
    element.dispatchEvent(taken);
    expect(taken.defaultPrevented).toBe(false);
  });

  it("shows what was typed until the owner has answered for all of it", async () => {
    const { wrapper, underway, enter, type, press, field } = drawn();
    await enter("in.pear");
    underway.value = 1;
    await type("5");
    await press("ArrowDown");
    expect(field("in.pear").element.value).toBe("5");
    await wrapper.setProps({ table: answered({}) });
    expect(field("in.pear").element.value).toBe("5");
    underway.value = 0;
    await wrapper.setProps({ table: answered({ "in.pear": "5", "in.sum": "8" }) });
    expect(field("in.pear").element.value).toBe("5");
    expect(field("in.sum").element.value).toBe("8");
  });

  it("is given up when the owner refuses it", async () => {
    const { wrapper, enter, type, press, field } = drawn();
    await enter("in.pear");
    await type("5");
    await press("ArrowDown");
    await wrapper.setProps({ table: answered({}) });
    expect(field("in.pear").element.value).toBe("");
  });

  it("is taken back by Escape", async () => {
    const { enter, type, press, edits, field } = drawn();
    await enter("in.apple");
    await type("9");
    await press("Escape");
    expect(field("in.apple").element.value).toBe("3");
    expect(edits().at(-1)).toEqual({ act: "restore", changes: [{ cell: "stock.in.apple", text: "3" }], totals: [], run: 1 });
  });

  it("settles a number that was only begun", async () => {
    const amount = new Map([["stock.in.pear", { ...plainFacts, entry: "amount" as const }]]);
    const { enter, type, press, changes, field } = drawn({ facts: amount });
    await enter("in.pear");
    await type("3.");
    expect(field("in.pear").element.value).toBe("3.");
    await press("Enter");
    expect(field("in.pear").element.value).toBe("3");
    expect(changes()).toEqual([["in.pear", "3"]]);
  });
});

describe("an input method", () => {
  async function compose(element: HTMLInputElement, steps: string[], result: string) {
    element.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    for (const step of [...steps, result]) {
      element.value = step;
      element.dispatchEvent(new InputEvent("input", { bubbles: true, data: step, isComposing: true }));
      await nextTick();
      expect(element.value).toBe(step);
    }
    element.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: result }));
    await nextTick();
  }

  it("is left in peace until it ends, then its digits are taken", async () => {
    const { enter, edits, changes } = drawn();
    const { element } = await enter("in.pear");
    await compose(element, ["１", "１２"], "１２");
    expect(element.value).toBe("12");
    expect(edits()).toHaveLength(1);
    expect(changes()).toEqual([["in.pear", "12"]]);
  });

  it("is refused when it ends in words, and the old value is back", async () => {
    const { wrapper, enter, edits } = drawn();
    const { element } = await enter("in.apple");
    await compose(element, ["s", "san"], "三");
    await nextTick();
    expect(element.value).toBe("3");
    expect(edits()).toEqual([]);
    expect(wrapper.find(".bubble").exists()).toBe(true);
  });

  it("keeps its Enter and its arrows", async () => {
    const { enter, press, at } = drawn();
    await enter("in.apple");
    await press("Enter", { isComposing: true });
    expect(at()).toBe("in.apple");
    await press("ArrowDown", { keyCode: 229 });
    expect(at()).toBe("in.apple");
  });
});

describe("the keys", () => {
  it("move as in a worksheet", async () => {
    const { enter, press, at } = drawn();
    await enter("in.apple");
    await press("ArrowRight");
    expect(at()).toBe("in.pear");
    await press("Enter");
    expect(at()).toBe("out.pear");
    await press("Enter", { shiftKey: true });
    expect(at()).toBe("in.pear");
    await press("End");
    expect(at()).toBe("in.sum");
    await press("Home");
    expect(at()).toBe("in.apple");
    await press("End", { ctrlKey: true });
    expect(at()).toBe("out.sum");
    await press("Home", { ctrlKey: true });
    expect(at()).toBe("in.apple");
  });

  it("Tab passes over sums, Enter after Tab goes under the first, and the last Tab leaves the table", async () => {
    const { enter, press, at } = drawn();
    await enter("in.apple");
    await press("Tab");
    expect(at()).toBe("in.pear");
    await press("Enter");
    expect(at()).toBe("out.apple");
    await press("Tab");
    const last = await press("Tab");
    expect(last.defaultPrevented).toBe(false);
    await press("Tab", { shiftKey: true });
    await press("Tab", { shiftKey: true });
    expect(at()).toBe("in.pear");
  });

  it("belong to the text after F2", async () => {
    const { enter, press, at } = drawn();
    await enter("in.apple");
    await press("F2");
    const left = await press("ArrowLeft");
    expect([at(), left.defaultPrevented]).toEqual(["in.apple", false]);
    await press("ArrowDown");
    expect(at()).toBe("out.apple");
  });

  it("ask for undo and redo", async () => {
    const { wrapper, enter, press } = drawn();
    await enter("in.apple");
    await press("z", { ctrlKey: true });
    await press("y", { ctrlKey: true });
    await press("Z", { ctrlKey: true, shiftKey: true });
    expect([wrapper.emitted("undo")?.length, wrapper.emitted("redo")?.length]).toEqual([1, 2]);
  });

  it("open and close the note of a cell", async () => {
    const { wrapper, enter, press } = drawn();
    await enter("in.apple");
    await press("F1");
    expect(wrapper.get(".cell-note").text()).toContain(texts.lastYear("2"));
    expect(wrapper.get(".cell-note").text()).toContain("只计整箱。");
    await press("Escape");
    expect(wrapper.find(".cell-note").exists()).toBe(false);
    await press("ArrowDown", { altKey: true });
    expect(wrapper.find(".cell-note").exists()).toBe(true);
  });
});

describe("a sum", () => {
  it("is not typed in by accident, and says how it is", async () => {
    const { wrapper, enter, press, field } = drawn();
    await enter("in.sum");
    expect(field("in.sum").attributes("readonly")).toBeDefined();
    await press("7");
    await nextTick();
    expect(wrapper.get("[role=status]").text()).toBe(texts.computedRefused);
  });

  it("is taken over by F2 or by the button, as long as the cursor is in it", async () => {
    const { wrapper, enter, press, field } = drawn();
    const locked = () => field("in.sum").attributes("readonly") !== undefined;
    await enter("in.sum");
    await press("F2");
    expect(locked()).toBe(false);
    await enter("in.apple");
    expect(locked()).toBe(true);
    await enter("in.sum");
    await wrapper.get("[data-act=total]").trigger("click");
    expect(locked()).toBe(false);
    await press("z", { ctrlKey: true });
    expect(wrapper.emitted("undo")).toHaveLength(1);
    expect(locked()).toBe(true);
  });

  it("that was written by hand is given back by the button", async () => {
    const { wrapper, enter } = drawn();
    await enter("in.sum");
    await wrapper.setProps({ facts: new Map([["stock.in.sum", { ...total, total: "manual" }]]) });
    await wrapper.get("[data-act=total]").trigger("click");
    expect(wrapper.emitted("relock")).toEqual([["stock.in.sum"]]);
  });
});

describe("what is said of a cell", () => {
  it("comes where the mouse rests, and goes with the first key", async () => {
    vi.useFakeTimers();
    try {
      const { wrapper, field, enter, press } = drawn();
      await enter("in.pear");
      await field("in.apple").trigger("mouseover", { buttons: 0 });
      expect(wrapper.find(".overlay").exists()).toBe(false);
      vi.advanceTimersByTime(700);
      await nextTick();
      expect(wrapper.get(".overlay").text()).toContain("只计整箱。");
      await press("ArrowRight");
      expect(wrapper.find(".overlay").exists()).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a range", () => {
  it("is made with Shift and the arrows, and cleared but for its sums", async () => {
    const { enter, press, ranged, changes, at } = drawn();
    await enter("in.apple");
    await press("ArrowRight", { shiftKey: true });
    await press("ArrowRight", { shiftKey: true });
    await press("ArrowDown", { shiftKey: true });
    expect(ranged()).toEqual(["in.apple", "in.pear", "in.sum", "out.apple", "out.pear", "out.sum"]);
    expect(at()).toBe("in.apple");
    await press("Delete");
    expect(changes()).toEqual([["in.apple", ""], ["out.apple", ""], ["out.pear", ""]]);
  });

  it("is cleared by the button, which says how many it cleared and when there was nothing", async () => {
    const { wrapper, enter, press, changes } = drawn();
    const cleared = async () => {
      await wrapper.get("[data-act=clear]").trigger("click");
      await nextTick();
      await nextTick();
      return wrapper.get("[role=status]").text();
    };
    expect(wrapper.get("[data-act=clear]").text()).toContain("选中");
    expect(await cleared()).toBe(texts.clearedNone);
    await enter("in.apple");
    await press("ArrowDown", { shiftKey: true });
    expect(await cleared()).toBe(texts.cleared(2));
    expect(changes()).toEqual([["in.apple", ""], ["out.apple", ""]]);
    await enter("in.pear");
    expect(await cleared()).toBe(texts.clearedNone);
  });

  it("is made with the mouse", async () => {
    const { wrapper, ranged } = drawn();
    await wrapper.get("[data-field='stock.in.apple']").trigger("mousedown", { button: 0 });
    await wrapper.get("[data-field='stock.out.pear']").trigger("mouseover", { buttons: 1 });
    expect(ranged()).toEqual(["in.apple", "in.pear", "out.apple", "out.pear"]);
  });

  it("is all values with Ctrl+A, copied as a worksheet has them", async () => {
    const { enter, press, clipboard } = drawn();
    await enter("out.apple");
    await press("a", { ctrlKey: true });
    expect(await clipboard("copy")).toBe("3\t\t4\r\n0\t1\t1\r\n");
  });

  it("is cut", async () => {
    const { enter, press, clipboard, changes, edits } = drawn();
    await enter("out.apple");
    await press("ArrowRight", { shiftKey: true });
    expect(await clipboard("cut")).toBe("0\t1\r\n");
    expect(edits().at(-1)?.act).toBe("cut");
    expect(changes()).toEqual([["out.apple", ""], ["out.pear", ""]]);
  });
});

describe("pasting", () => {
  it("changes many cells in one act, blanks and zeros as they are; a sum is told apart", async () => {
    const { enter, clipboard, edits, field } = drawn();
    await enter("in.apple");
    await clipboard("paste", "1,200\t\t9\r\n０\t2\t2\r\n");
    expect(edits()).toEqual([
      {
        act: "paste",
        changes: [
          { cell: "stock.in.apple", text: "1200" },
          { cell: "stock.in.pear", text: "" },
          { cell: "stock.out.apple", text: "0" },
          { cell: "stock.out.pear", text: "2" },
        ],
        totals: [
          { cell: "stock.in.sum", text: "9" },
          { cell: "stock.out.sum", text: "2" },
        ],
        run: 1,
      },
    ]);
    expect(field("in.apple").element.value).toBe("1200");
    expect(field("in.sum").element.value).toBe("4");
  });

  it("finds its row by its label", async () => {
    const { enter, clipboard, changes } = drawn();
    await enter("in.apple");
    await clipboard("paste", "出库\t7\t8\r\n");
    expect(changes()).toEqual([["out.apple", "7"], ["out.pear", "8"]]);
  });

  it.each([
    ["1\t2\t3\t4\r\n", texts.pasteTooLarge(1, 4, 2, 3)],
    ["1\t/\r\n", texts.pasteBad([{ name: "表甲“in.pear”", raw: "/" }], 0)],
    ["1.5\r\n", texts.pasteBad([{ name: "表甲“in.apple”", raw: "1.5" }], 0)],
    ["", texts.pasteEmpty],
    ["入库\t1\r\n盘亏\t2\r\n", texts.pasteUnknownRow(2, "盘亏")],
  ])("refuses %j whole, and says why", async (text, why) => {
    const { wrapper, enter, clipboard, edits } = drawn();
    await enter("in.apple");
    await clipboard("paste", text);
    await nextTick();
    expect(wrapper.get("[role=status]").text()).toBe(why);
    expect(edits()).toEqual([]);
  });
});

describe("filling zeros", () => {
  it("fills every blank that is no sum, in one act", async () => {
    const { wrapper, changes, edits } = drawn({ table: answered({ "out.sum": "", "out.pear": "" }) });
    await wrapper.get("[data-act=zeros]").trigger("click");
    expect(edits()).toHaveLength(1);
    expect(changes()).toEqual([["in.pear", "0"], ["out.pear", "0"]]);
  });
});
