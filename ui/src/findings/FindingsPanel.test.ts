import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { opened, thinProse, wrongSum } from "../ipc/example";
import FindingsPanel from "./FindingsPanel.vue";

function panel(groups = opened.findings) {
  return mount(FindingsPanel, { props: { groups, selected: null }, attachTo: document.body });
}

describe("the findings panel", () => {
  it("groups by severity with counts, and leaves empty groups out of the list", () => {
    const wrapper = panel();
    expect(wrapper.findAll(".count").map((count) => count.text())).toEqual(["错误 1", "提醒 0", "提示 1"]);
    expect(wrapper.findAll("h3").map((heading) => heading.text())).toEqual(["错误", "提示"]);
    const first = wrapper.get(".finding").text();
    expect(first).toContain("R01");
    expect(first).toContain(wrongSum.message);
    expect(first).toContain("建议：合计改为 3");
  });

  it("says so when nothing was found", () => {
    const wrapper = panel(opened.findings.map((group) => ({ ...group, findings: [] })));
    expect(wrapper.text()).toContain("没有发现问题");
    expect(wrapper.findAll("button")).toHaveLength(0);
  });

  it("offers the chosen finding and shows which one it is", async () => {
    const wrapper = panel();
    await wrapper.findAll(".finding")[1]?.trigger("click");
    expect(wrapper.emitted("select")).toEqual([[thinProse]]);
    await wrapper.setProps({ selected: thinProse });
    const current = wrapper.findAll(".finding").map((finding) => finding.attributes("aria-current"));
    expect(current).toEqual([undefined, "true"]);
  });

  it("is walked with the arrow keys and ends at its ends", async () => {
    const wrapper = panel();
    const [first, second] = wrapper.findAll<HTMLElement>(".finding");
    first?.element.focus();
    await first?.trigger("keydown", { key: "ArrowUp" });
    expect(document.activeElement).toBe(first?.element);
    await first?.trigger("keydown", { key: "ArrowDown" });
    expect(document.activeElement).toBe(second?.element);
    await second?.trigger("keydown", { key: "ArrowDown" });
    expect(document.activeElement).toBe(second?.element);
  });
});
