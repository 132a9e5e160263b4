import { mount } from "@vue/test-utils";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { nextTick } from "vue";

import type { OpeningView } from "../ipc/generated";
import type { FigureRef, Paragraph } from "./figures";
import OpeningList from "./OpeningList.vue";
import { composed, preview } from "./openings";
import { texts } from "./texts";

const text = (words: string) => ({ kind: "text" as const, text: words });
const stock: OpeningView = {
  id: "stock",
  label: "入库",
  asks: [],
  text: [text("全年入库"), { kind: "figure", cell: "stock.in.apple" }, text("箱。")],
  nothing: [text("全年没有入库。")],
};
const fee: OpeningView = {
  id: "fee",
  label: "收费",
  asks: [
    { id: "cases", label: "件数", unit: "件", entry: "count" },
    { id: "amount", label: "金额", unit: "元", entry: "amount" },
  ],
  text: [text("收费"), { kind: "asked", ask: "cases" }, text("件，共"), { kind: "asked", ask: "amount" }, text("元。")],
  nothing: [text("没有收费。")],
};
const stands = (value: string) => (figure: FigureRef) => (figure.cell === "stock.in.apple" ? value : "");

describe("an opening", () => {
  it("is written with its figure linked, and reads as the cell stands", () => {
    expect(composed(stock, new Map(), stands("3"))).toEqual([text("全年入库"), { kind: "figure", cell: "stock.in.apple" }, text("箱。")]);
    expect(preview(stock, stands("3"))).toBe("全年入库3箱。");
    expect(preview(stock, stands(""))).toBe("全年入库［未填］箱。");
  });

  it("says that nothing happened where the first number is 0, and only there", () => {
    expect(composed(stock, new Map(), stands("0"))).toEqual([text("全年没有入库。")]);
    expect(composed(fee, new Map([["cases", "0"], ["amount", ""]]), stands(""))).toEqual([text("没有收费。")]);
    expect(composed(fee, new Map([["cases", "1"], ["amount", "0"]]), stands(""))).toEqual([text("收费1件，共0元。")]);
    expect(composed({ ...stock, nothing: null }, new Map(), stands("0"))).toHaveLength(3);
  });
});

function list(openings: OpeningView[] = [stock, fee]) {
  const wrapper = mount(OpeningList, { props: { openings, shown: stands("3") }, attachTo: document.body });
  const written = () => (wrapper.emitted<[Paragraph]>("write") ?? []).map(([paragraph]) => paragraph);
  const ask = async () => {
    await wrapper.get("[data-opening=fee]").trigger("click");
    await nextTick();
  };
  const fill = async (cases: string, amount: string) => {
    await wrapper.get("[data-ask=cases]").setValue(cases);
    await wrapper.get("[data-ask=amount]").setValue(amount);
    await wrapper.get("form").trigger("submit");
    await nextTick();
  };
  return { wrapper, written, ask, fill };
}

beforeEach(() => {
  document.body.replaceChildren();
});

describe("the list of openings", () => {
  it("writes what needs no number at once, and says beside the button what it writes", async () => {
    const { wrapper, written } = list();
    const button = wrapper.get("[data-opening=stock]");
    expect(document.getElementById(button.attributes("aria-describedby") ?? "")?.textContent).toBe("全年入库3箱。");
    expect(button.attributes("aria-expanded")).toBeUndefined();
    await button.trigger("click");
    expect(written()).toHaveLength(1);
  });

  it("asks for the numbers that stand nowhere, with the first field ready, and takes full-width digits", async () => {
    const { wrapper, written, ask, fill } = list();
    await ask();
    expect(wrapper.get("[data-opening=fee]").attributes("aria-expanded")).toBe("true");
    expect(document.activeElement).toBe(wrapper.get("[data-ask=cases]").element);
    await fill("２", "2230.50");
    expect(written()).toEqual([[text("收费2件，共2230.50元。")]]);
    expect(wrapper.find("form").exists()).toBe(false);
  });

  it("needs no amount where there was no case", async () => {
    const { written, ask, fill } = list();
    await ask();
    await fill("0", "");
    expect(written()).toEqual([[text("没有收费。")]]);
  });

  it("writes nothing while a number is missing or is none, and says which", async () => {
    const { wrapper, written, ask, fill } = list();
    await ask();
    await fill("", "");
    expect(wrapper.get("[role=alert]").text()).toBe(texts.stillAsked(["件数", "金额"]));
    await fill("2", "");
    expect(wrapper.get("[role=alert]").text()).toBe(texts.stillAsked(["金额"]));
    expect(document.activeElement).toBe(wrapper.get("[data-ask=amount]").element);
    await fill("两件", "3");
    expect(wrapper.get("[role=alert]").text()).toBe(texts.notANumber("件数"));
    expect(wrapper.get("[data-ask=cases]").attributes("aria-invalid")).toBe("true");
    await fill("2.5", "3");
    expect(wrapper.get("[role=alert]").text()).toBe(texts.notANumber("件数"));
    expect(written()).toEqual([]);
  });

  it("brings what it says of an answer into sight, and not the field alone", async () => {
    const { wrapper, ask, fill } = list();
    await ask();
    const shown = vi.spyOn(HTMLElement.prototype, "scrollIntoView");
    await fill("两件", "3");
    await nextTick();
    expect(shown).toHaveBeenCalledWith({ block: "nearest" });
    const alert = wrapper.get("[role=alert]").element;
    expect(shown.mock.contexts).toContain(alert);
    // And again when what was typed has been brought into sight.
    shown.mockClear();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(shown.mock.contexts).toContain(alert);
  });

  it("gives the focus back when one changes one's mind", async () => {
    const { wrapper, written, ask } = list();
    await ask();
    await wrapper.get("form").trigger("keydown", { key: "Escape" });
    await nextTick();
    expect(wrapper.find("form").exists()).toBe(false);
    expect(document.activeElement).toBe(wrapper.get("[data-opening=fee]").element);
    expect(written()).toEqual([]);
  });

  it("leaves the Enter that ends a composition to the input method", async () => {
    const { wrapper, ask } = list();
    await ask();
    const input = wrapper.get("[data-ask=cases]").element;
    const keyOfWebKit = { ["keyCode"]: 229 };
    const press = (init: KeyboardEventInit) => {
      const event = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...init });
      input.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect([press({ isComposing: true }), press(keyOfWebKit), press({})]).toEqual([true, true, false]);
  });
});
