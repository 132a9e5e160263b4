import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { applyScale } from "../../style/scale";
import type { Rule, Settings } from "./settings";
import SettingsPage from "./SettingsPage.vue";
import { texts } from "./texts";

const settings: Settings = {
  agency: "某镇",
  level: "other",
  region: "某省",
  contact: "",
  address: "",
  deadline: null,
  folder: "文档",
  scale: 100,
};

const rules: Rule[] = [
  { id: "R01", demand: "加得起来。", usual: "error", own: null },
  { id: "R42", demand: "以件计。", usual: "hint", own: "error" },
];

function page(more: Partial<Settings> = {}) {
  return mount(SettingsPage, { props: { settings: { ...settings, ...more }, usualDeadline: "01-31", rules, backups: [{ id: "7", when: "昨天", size: "1 MB" }] } });
}

describe("the settings", () => {
  it("tell one change at a time, and none where nothing changed", async () => {
    const wrapper = page();
    await wrapper.get("#set-agency").setValue(" 某镇 ");
    await wrapper.get("#set-agency").setValue("某街道");
    await wrapper.get("#set-level").setValue("township");
    await wrapper.get("#set-scale").setValue("150");
    expect(wrapper.emitted("change")).toEqual([[{ agency: "某街道" }], [{ level: "township" }], [{ scale: 150 }]]);
  });

  it("set how grave a rule is, and take it back", async () => {
    const wrapper = page();
    expect(wrapper.get(".rules").element.parentElement?.tagName).toBe("DETAILS");
    const shown = wrapper.findAll<HTMLSelectElement>("[data-rule]").map((select) => select.element.value);
    expect(shown).toEqual(["error", "error"]);
    expect(wrapper.text()).toContain("另定了 1 条。");
    await wrapper.get("[data-rule=R01]").setValue("hint");
    await wrapper.get("[data-rule=R42]").setValue("hint");
    expect(wrapper.emitted("severity")).toEqual([["R01", "hint"], ["R42", null]]);
  });

  it("lead to the folder and the backups", async () => {
    const wrapper = page();
    await wrapper.get("[data-act=folder]").trigger("click");
    await wrapper.get("[data-act=back-up]").trigger("click");
    await wrapper.get("[data-restore]").trigger("click");
    expect([wrapper.emitted("chooseFolder"), wrapper.emitted("backUp")]).toEqual([[[]], [[]]]);
    expect(wrapper.emitted("restore")).toEqual([["7"]]);
  });

  it("keep the deadline a day that every year has", async () => {
    const wrapper = page();
    const shown = ["#set-month", "#set-day"].map((field) => wrapper.get<HTMLSelectElement>(field).element.value);
    expect(shown).toEqual(["1", "31"]);
    await wrapper.get("#set-day").setValue("20");
    await wrapper.get("#set-month").setValue("2");
    expect(wrapper.emitted("change")).toEqual([[{ deadline: "01-20" }], [{ deadline: "02-28" }]]);
  });

  it("go back from a deadline of one's own to the usual one, and offer that only then", async () => {
    expect(page().find("[data-act=usual-deadline]").exists()).toBe(false);
    const wrapper = page({ deadline: "01-10" });
    expect(wrapper.get<HTMLSelectElement>("#set-day").element.value).toBe("10");
    const button = wrapper.get("[data-act=usual-deadline]");
    expect(button.text()).toBe(texts.usualDeadline(1, 31));
    await button.trigger("click");
    expect(wrapper.emitted("change")).toEqual([[{ deadline: null }]]);
  });
});

describe("the size of everything", () => {
  it.each([[150, "1.5"], [10, "0.8"], [999, "2"]])("of %i percent is %s at the root", (percent, scale) => {
    const root = document.createElement("div");
    applyScale(percent, root);
    expect(root.style.getPropertyValue("--scale")).toBe(scale);
  });
});
