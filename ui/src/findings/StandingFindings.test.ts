import { mount } from "@vue/test-utils";
import { beforeEach, describe, expect, it } from "vitest";

import type { Standing } from "./standing";
import StandingFindings from "./StandingFindings.vue";
import { texts } from "./texts";

const sum: Standing = {
  key: "R01/in",
  rule: "R01",
  severity: "error",
  message: "入库：前两列之和与合计不一致。",
  sides: [
    { name: "前两列之和", shown: "3" },
    { name: "合计", shown: "" },
  ],
  fix: "合计改为 3",
  section: "stock",
  words: null,
  also: [],
  cells: ["stock.in.sum"],
  against: ["stock.in.apple"],
};
const jump: Standing = { ...sum, key: "R40/in", rule: "R40", severity: "warning", message: "比上年多了十倍。", sides: [], fix: null };

function panel(more: object = {}) {
  return mount(StandingFindings, { props: { findings: [jump, sum], aside: [], selected: null, ...more }, attachTo: document.body });
}

beforeEach(() => {
  document.body.replaceChildren();
});

describe("the findings of the report being filled in", () => {
  it("stand by severity, with both values", () => {
    const wrapper = panel();
    expect(wrapper.findAll(".count").map((count) => count.text())).toEqual(["错误 1", "提醒 1", "提示 0"]);
    expect(wrapper.findAll(".rule").map((rule) => rule.text())).toEqual(["R01", "R40"]);
    expect(wrapper.findAll(".side").map((side) => side.text())).toEqual(["前两列之和 3", `合计 ${texts.blank}`]);
  });

  it("lead to their places and mend with one press", async () => {
    const wrapper = panel();
    await wrapper.get("button.finding").trigger("click");
    await wrapper.get("[data-act=fix]").trigger("click");
    expect(wrapper.emitted("go")).toEqual([[sum]]);
    expect(wrapper.emitted("fix")).toEqual([[sum]]);
    await wrapper.setProps({ selected: jump.key });
    expect(wrapper.findAll("button.finding").map((it) => it.attributes("aria-current"))).toEqual([undefined, "true"]);
  });

  it("hand the keyboard on to the next when one is dealt with", async () => {
    const wrapper = panel();
    wrapper.get<HTMLElement>("[data-act=fix]").element.focus();
    await wrapper.get("[data-act=fix]").trigger("click");
    await wrapper.setProps({ findings: [jump] });
    expect(document.activeElement).toBe(wrapper.get("button.finding").element);
    wrapper.get<HTMLElement>("[data-act=ask]").element.focus();
    await wrapper.get("[data-act=ask]").trigger("click");
    await wrapper.get("input").setValue("核对过");
    await wrapper.get("input").trigger("keydown", { key: "Enter" });
    await wrapper.setProps({ findings: [], aside: [{ finding: jump, reason: "核对过", when: "1月2日" }] });
    expect(document.activeElement).toBe(wrapper.get("[data-act=take-up]").element);
    await wrapper.get("[data-act=take-up]").trigger("click");
    await wrapper.setProps({ findings: [], aside: [] });
    expect(document.activeElement).toBe(wrapper.element);
    // Somewhere else it is left alone.
    (document.activeElement as HTMLElement).blur();
    await wrapper.setProps({ findings: [jump] });
    expect(document.activeElement).toBe(document.body);
  });

  it("are walked with the arrow keys", async () => {
    const wrapper = panel();
    const [first, second] = wrapper.findAll<HTMLElement>("button.finding");
    first?.element.focus();
    await first?.trigger("keydown", { key: "ArrowDown" });
    expect(document.activeElement).toBe(second?.element);
    await second?.trigger("keydown", { key: "ArrowUp" });
    expect(document.activeElement).toBe(first?.element);
  });

  it("are set aside with a reason, and not without", async () => {
    const wrapper = panel({ findings: [jump] });
    await wrapper.get("[data-act=ask]").trigger("click");
    const field = wrapper.get<HTMLInputElement>(".aside input");
    await field.setValue(" 　");
    await field.trigger("keydown", { key: "Enter" });
    expect(wrapper.emitted("setAside")).toBeUndefined();
    expect(wrapper.get("[role=alert]").text()).toBe(texts.reasonMissing);
    await field.setValue("机构改革");
    await field.trigger("keydown", { key: "Enter", isComposing: true });
    expect(wrapper.emitted("setAside")).toBeUndefined();
    await field.trigger("keydown", { key: "Enter" });
    expect(wrapper.emitted("setAside")).toEqual([[jump, "机构改革"]]);
  });

  it("leave the reason again with Escape, and the focus goes back", async () => {
    const wrapper = panel({ findings: [jump] });
    await wrapper.get("[data-act=ask]").trigger("click");
    await wrapper.get(".aside input").trigger("keydown", { key: "Escape" });
    expect(wrapper.find(".aside input").exists()).toBe(false);
    expect(document.activeElement).toBe(wrapper.get("[data-act=ask]").element);
  });

  it("are listed with their reason when set aside, and taken up again", async () => {
    const wrapper = panel({ findings: [], aside: [{ finding: jump, reason: "机构改革", when: "1月12日" }] });
    expect(wrapper.get(".clear").text()).toContain(texts.clearAside(1));
    expect(wrapper.get("details").text()).toContain("机构改革");
    await wrapper.get("[data-act=take-up]").trigger("click");
    expect(wrapper.emitted("takeUp")).toEqual([[jump]]);
  });
});
