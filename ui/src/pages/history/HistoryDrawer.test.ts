import { mount } from "@vue/test-utils";
import { beforeEach, describe, expect, it } from "vitest";
import { nextTick } from "vue";

import HistoryDrawer from "./HistoryDrawer.vue";
import { texts } from "./texts";

const revisions = [
  { id: "2", when: "1月12日 15:04", what: "更正", reason: "漏计一件" },
  { id: "1", when: "1月11日 9:30", what: "定稿", reason: "" },
];
const difference = {
  cells: [{ cell: "stock.in.apple", name: "苹果入库", then: "", now: "3" }],
  paragraphs: [{ section: "overview", heading: "一、概况", then: null, now: "账实相符。" }],
};

async function drawer(more: object = {}) {
  const wrapper = mount(HistoryDrawer, {
    props: { open: true, revisions, selected: null, difference: null, ...more },
    attachTo: document.body,
  });
  await nextTick();
  await nextTick();
  const find = (selector: string) => document.querySelector<HTMLElement>(`.history ${selector}`);
  return { wrapper, find, told: () => find("")?.textContent ?? document.querySelector(".history")?.textContent ?? "" };
}

beforeEach(() => {
  document.body.replaceChildren();
});

describe("the history", () => {
  it("lists the revisions with their reasons and tells which is wanted", async () => {
    const { wrapper, find, told } = await drawer();
    expect(told()).toContain(texts.reason("漏计一件"));
    expect(told()).toContain(texts.choose);
    find("[data-revision='1']")?.click();
    expect(wrapper.emitted("select")).toEqual([["1"]]);
  });

  it("shows what differs, blanks and absent paragraphs in words", async () => {
    const { wrapper, find } = await drawer({ selected: "1", difference });
    expect(find("tbody tr")?.textContent).toContain(`苹果入库${texts.blank}3`);
    expect(find("dl")?.textContent).toContain(texts.absent);
    expect(find("dl")?.textContent).toContain("账实相符。");
    find("[data-act=restore]")?.click();
    expect(wrapper.emitted("restore")).toEqual([["1"]]);
  });

  it("says so when nothing differs, and while it does not know", async () => {
    const same = await drawer({ selected: "1", difference: { cells: [], paragraphs: [] } });
    expect(same.told()).toContain(texts.same);
    expect(same.find("[data-act=restore]"), "there is nothing to go back to").toBeNull();
    document.body.replaceChildren();
    expect((await drawer({ selected: "1" })).told()).toContain(texts.comparing);
  });
});
