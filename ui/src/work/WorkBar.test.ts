import { flushPromises, mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { TestHost } from "../ipc/test-host";
import { texts } from "./texts";
import WorkBar from "./WorkBar.vue";

function bar(stoppable: boolean, stopWork: () => unknown = () => null) {
  const host = new TestHost({ stop_work: stopWork });
  return { host, wrapper: mount(WorkBar, { props: { host, doing: "正在读取…", stoppable } }) };
}

describe("long work", () => {
  it("says what is done, and how far it is once that is known", async () => {
    const { host, wrapper } = bar(false);
    expect(wrapper.get("progress").attributes("value")).toBeUndefined();
    expect(wrapper.get("progress").attributes("aria-label")).toBe("正在读取…");
    host.happen("work-progress", { done: 2, of: 5, share: false, doing: "2021.html" });
    await flushPromises();
    expect(wrapper.get("progress").attributes()).toMatchObject({ value: "2", max: "5" });
    expect(wrapper.get(".far").text()).toBe(`${texts.far(2, 5)} 2021.html`);
    host.happen("work-progress", { done: 37, of: 128, share: true, doing: "复制" });
    await flushPromises();
    expect(wrapper.get(".far").text()).toBe("复制 28%");
    expect(wrapper.find("[data-act=stop]").exists()).toBe(false);
    wrapper.unmount();
    await flushPromises();
    expect(host.hearing("work-progress")).toBe(0);
  });

  it("is stopped once, and says so", async () => {
    const { host, wrapper } = bar(true);
    await wrapper.get("[data-act=stop]").trigger("click");
    await wrapper.get("[data-act=stop]").trigger("click");
    expect(host.asked).toEqual(["stop_work"]);
    expect(wrapper.get("[role=status]").text()).toBe(texts.stopping);
  });

  it("may be stopped again when the word did not arrive", async () => {
    const { wrapper } = bar(true, () => {
      throw new Error("lost");
    });
    await wrapper.get("[data-act=stop]").trigger("click");
    await flushPromises();
    expect(wrapper.get("[role=status]").text()).toBe("正在读取…");
  });
});
