import { mount } from "@vue/test-utils";
import { beforeEach, describe, expect, it, vi } from "vitest";

import ModalDialog from "./ModalDialog.vue";

describe("a dialog", () => {
  const shows = vi.fn(function (this: HTMLDialogElement) {
    this.open = true;
  });
  beforeEach(() => {
    shows.mockClear();
    HTMLDialogElement.prototype.showModal = shows;
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
    };
  });
  const dialog = (open: boolean) => mount(ModalDialog, { props: { open, title: "t" }, slots: { default: "inside" } });

  it("that is there already open is shown", () => {
    expect(dialog(true).get("dialog").element.open).toBe(true);
    expect(shows).toHaveBeenCalledTimes(1);
  });

  it("opens and closes as it is told", async () => {
    const wrapper = dialog(false);
    expect(wrapper.get("dialog").element.open).toBe(false);
    await wrapper.setProps({ open: true });
    expect(wrapper.get("dialog").element.open).toBe(true);
    expect(wrapper.text()).toContain("inside");
    await wrapper.setProps({ open: false });
    expect(wrapper.get("dialog").element.open).toBe(false);
  });
});
