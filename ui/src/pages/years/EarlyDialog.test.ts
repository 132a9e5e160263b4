import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import EarlyDialog from "./EarlyDialog.vue";

describe("numbers from before the forms", () => {
  it("are begun for the year that is chosen, the newest at first", async () => {
    const wrapper = mount(EarlyDialog, { props: { open: false, years: [2018, 2016] }, attachTo: document.body });
    await wrapper.setProps({ open: true });
    const select = wrapper.get<HTMLSelectElement>("[data-field=early-year]");
    expect(select.element.value).toBe("2018");
    await select.setValue("2016");
    await wrapper.get("form").trigger("submit");
    expect(wrapper.emitted("begin")).toEqual([[2016]]);
    await wrapper.get("[data-act=cancel]").trigger("click");
    expect(wrapper.emitted("close")).toHaveLength(1);
    wrapper.unmount();
  });
});
