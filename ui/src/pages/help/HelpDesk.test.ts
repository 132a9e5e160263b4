import { flushPromises, mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import type { AboutView } from "../../ipc/generated";
import { TestHost } from "../../ipc/test-host";
import HelpDesk from "./HelpDesk.vue";
import { texts } from "./texts";

const about: AboutView = {
  version: "0.1.0",
  system: "Debian",
  webView: "2.50",
  library: "/data",
  logs: "/logs",
  licences: [{ kind: "typeface", name: "Fandol", version: "", licence: "GPL" }],
  updates: true,
};

async function desk(answers: ConstructorParameters<typeof TestHost>[0], more: Partial<AboutView> = {}) {
  const host = new TestHost({ about: () => ({ ...about, ...more }), ...answers });
  const wrapper = mount(HelpDesk, { props: { host }, global: { stubs: { teleport: true } }, attachTo: document.body });
  await flushPromises();
  return { host, wrapper };
}

describe("the help", () => {
  it("tells what program this is and whose work is in it", async () => {
    const { wrapper } = await desk({});
    expect(wrapper.get("[data-fact=version]").text()).toBe("0.1.0");
    expect(wrapper.get(".licences").text()).toContain("Fandol");
  });

  it("says where the diagnosis is, and nothing when the user changed their mind", async () => {
    const answers: (string | null)[] = ["/tmp/a.zip", null];
    const { wrapper } = await desk({ export_diagnosis: () => answers.shift() });
    await wrapper.get("[data-act=diagnosis]").trigger("click");
    await flushPromises();
    expect(wrapper.get("[role=status]").text()).toBe(texts.diagnosisDone("/tmp/a.zip"));
    await wrapper.get("[data-act=diagnosis]").trigger("click");
    await flushPromises();
    expect(wrapper.find("[role=status]").exists()).toBe(false);
  });

  it("installs an update only after the user has said so", async () => {
    const { host, wrapper } = await desk({ choose_update: () => ({ version: "0.2.0", running: "0.1.0" }), install_update: () => null });
    await wrapper.get("[data-act=update]").trigger("click");
    await flushPromises();
    expect(host.asked).not.toContain("install_update");
    await wrapper.get("[data-act=cancel]").trigger("click");
    expect(host.asked).not.toContain("install_update");
    await wrapper.get("[data-act=update]").trigger("click");
    await flushPromises();
    await wrapper.get("[data-act=install]").trigger("click");
    await flushPromises();
    expect(host.asked).toContain("install_update");
  });

  it("gives the line that installs where the system may not have opened the package", async () => {
    const line = "sudo apt install '/updates/nianbao.deb'";
    const { wrapper } = await desk({ choose_update: () => ({ version: "0.2.0", running: "0.1.0" }), install_update: () => line });
    await wrapper.get("[data-act=update]").trigger("click");
    await flushPromises();
    await wrapper.get("[data-act=install]").trigger("click");
    await flushPromises();
    expect(wrapper.get("[role=status]").text()).toBe(texts.updateAsked(line));
  });

  it("says why an update is refused", async () => {
    const { wrapper } = await desk({
      choose_update: () => {
        throw { code: "no-newer", message: "older" } as unknown as Error;
      },
    });
    await wrapper.get("[data-act=update]").trigger("click");
    await flushPromises();
    expect(wrapper.get("[role=alert]").text()).toBe("older");
  });

  it("offers no update where the program could not know it", async () => {
    const { wrapper } = await desk({}, { updates: false });
    expect(wrapper.find("[data-act=update]").exists()).toBe(false);
    expect(wrapper.text()).toContain(texts.updateNone);
  });
});
