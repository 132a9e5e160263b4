import { flushPromises, mount } from "@vue/test-utils";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import App from "./App.vue";
import { table } from "./ipc/example";
import type { CheckedAll, Failure, Home, OpenedPaper, Written } from "./ipc/generated";
import { TestHost } from "./ipc/test-host";
import { texts as fill } from "./pages/fill/texts";
import { texts as years } from "./pages/years/texts";

const written: Written = {
  state: "draft",
  values: { "stock.in.apple": "3" },
  totals: { "stock.in.sum": false },
  places: [{ id: "stock", state: "begun", carried: false, paragraphs: [], offers: [] }],
  findings: [],
  aside: [],
  undo: null,
  redo: null,
  saved: "15:04",
  characters: 0,
};
const head = { entry: "count", units: [], lastYear: null, guidance: "" } as const;
const paper: OpenedPaper = {
  agency: "某镇",
  year: 2025,
  title: ["某镇", "2025年仓库报告"],
  places: [
    { id: "preamble", heading: "前言", guidance: "", limit: null, table: null, openings: [] },
    { id: "stock", heading: "一、库存", guidance: "", limit: null, table, openings: [] },
  ],
  cells: Object.fromEntries(
    ["in.apple", "in.pear", "in.sum", "out.apple", "out.pear", "out.sum"].map((id) => [`stock.${id}`, { ...head, units: [] }]),
  ),
  written,
};
const empty: Home = { kind: "open", agency: null, agencies: [], years: [], present: 2025, early: [2018], notice: null, scale: 100 };
const home: Home = {
  ...empty,
  agency: 1,
  agencies: [{ id: 1, name: "某镇" }],
  years: [
    {
      report: 7,
      year: 2025,
      state: "draft",
      published: null,
      missing: [],
      errors: 0,
      warnings: 0,
      deadline: null,
      saved: "1月12日 15:04",
      damaged: null,
    },
  ],
};
const refused: Failure = { code: "library", message: "还有 1 个错误，不能定稿。" };

/** Until nothing is underway, the pages that are chunks of their own among it. */
async function settle() {
  await flushPromises();
  await vi.dynamicImportSettled();
  await flushPromises();
}

async function app(answers: Record<string, (args: Record<string, unknown>) => unknown>) {
  const host = new TestHost({ painted: () => null, back_up_daily: () => null, home: () => home, open_report: () => paper, unstored: () => 0, ...answers });
  const wrapper = mount(App, { props: { host }, attachTo: document.body });
  await settle();
  const press = async (act: string) => {
    const button = document.querySelector<HTMLElement>(`[data-act=${act}]`);
    expect(button, act).not.toBeNull();
    button?.click();
    await settle();
  };
  return { host, wrapper, press };
}

// Compiling the pages takes longer than a test may.
beforeAll(async () => {
  await Promise.all([import("./pages/fill/FillDesk.vue"), import("./pages/reading/ReadingDesk.vue"), import("./pages/report/ReportPage.vue"), import("./pages/settings/SettingsDesk.vue"), import("./pages/compare/CompareDesk.vue")]);
}, 60_000);

beforeEach(() => {
  document.body.replaceChildren();
});

describe("checking all reports", () => {
  const line = { agency: "某镇", state: "draft", warnings: 0, hints: 0, aside: 1, damaged: null } as const;
  const all: CheckedAll = { reports: [{ ...line, report: 7, year: 2025, errors: 2 }], left: 3 };

  it("tells of each report, says what was left, and leads there and back", async () => {
    const { host, wrapper, press } = await app({ check_all: () => all });
    await press("check-all");
    expect(wrapper.text()).toContain(years.checkedLeft(3));
    expect(wrapper.findAll("tbody td").map((cell) => cell.text())).toEqual(["草稿", "2", "0", "0", "1"]);
    await wrapper.get("[data-checked='7']").trigger("click");
    await settle();
    expect(host.asked).toContain("open_report");
    await press("back");
    expect(wrapper.find("[data-checked='7']").exists()).toBe(true);
    await press("back");
    expect(wrapper.find(".cards").exists()).toBe(true);
  });

  it("is done again on request", async () => {
    let times = 0;
    const { wrapper, press } = await app({ check_all: () => (times++ === 0 ? all : { reports: [], left: 0 }) });
    await press("check-all");
    await press("check-all");
    expect(wrapper.text()).toContain(years.checkedNone);
  });
});

describe("the window", () => {
  it("shows the years, then itself, then backs up", async () => {
    const { host, wrapper } = await app({});
    expect(host.asked).toEqual(["home", "painted", "back_up_daily"]);
    expect(wrapper.find(".cards").exists()).toBe(true);
  });

  it("closes at once when everything is kept", async () => {
    const answers: unknown[] = [];
    const { host } = await app({ unstored: () => 0, may_close: ({ answer }) => answers.push(answer) });
    host.happen("close-asked", null);
    await settle();
    expect(answers).toEqual(["wait", "close"]);
  });

  it("stays open over what is not saved, until the user wants it closed all the same", async () => {
    const answers: unknown[] = [];
    let isFull = true;
    const fill_in = () => {
      if (isFull) throw refused as unknown as Error;
      return written;
    };
    const { host, wrapper, press } = await app({ unstored: () => 0, fill_in, may_close: ({ answer }) => answers.push(answer) });
    await press("open");
    const field = wrapper.get<HTMLInputElement>("[data-field='stock.in.apple']");
    await field.setValue("4");
    await settle();
    host.happen("close-asked", null);
    await settle();
    expect(answers).toEqual(["wait", "stay"]);
    expect(document.querySelector("dialog[open]")?.textContent).toContain(refused.message);
    await press("stay");
    isFull = false;
    host.happen("close-asked", null);
    await settle();
    expect(answers).toEqual(["wait", "stay", "wait", "close"]);
    await press("back");
    host.happen("close-asked", null);
    await settle();
    expect(answers.at(-1), "nobody has anything left to keep").toBe("close");
  });

  it("tells of reports that were confirmed and not stored", async () => {
    const answers: unknown[] = [];
    const { host, press } = await app({ unstored: () => 2, may_close: ({ answer }) => answers.push(answer) });
    host.happen("close-asked", null);
    await settle();
    expect(document.querySelector("dialog[open]")?.textContent).toContain("2 份");
    await press("close-anyway");
    expect(answers).toEqual(["wait", "stay", "close"]);
  });

  it("finalises nothing while something typed is not saved", async () => {
    let isFull = true;
    const { host, wrapper, press } = await app({
      fill_in: () => {
        if (isFull) throw refused as unknown as Error;
        return written;
      },
      finalise: () => written,
    });
    await press("open");
    await wrapper.get<HTMLInputElement>("[data-field='stock.in.apple']").setValue("4");
    await settle();
    await press("finalise");
    await press("confirm");
    expect(host.asked).not.toContain("finalise");
    isFull = false;
    await press("confirm");
    expect(host.asked.filter((it) => it === "fill_in" || it === "finalise").slice(-2)).toEqual(["fill_in", "finalise"]);
  });

  it("asks whose library it is at the first start, and takes the level from the name", async () => {
    const told: Record<string, unknown>[] = [];
    let isThere = false;
    const { wrapper, press } = await app({
      home: () => (isThere ? home : empty),
      guess_level: () => "department",
      add_agency: (args) => {
        told.push(args);
        isThere = true;
        return null;
      },
    });
    await wrapper.get("#first-name").setValue("某局");
    await wrapper.get("#first-name").trigger("change");
    await settle();
    await press("add");
    expect(told).toEqual([{ name: "某局", level: "department" }]);
    expect(wrapper.find(".cards").exists()).toBe(true);
  });

  it("lives when the library is damaged, and puts the backup in its place", async () => {
    let isSound = false;
    const failure: Failure = { code: "library-damaged", message: "年报库已损坏。" };
    const { wrapper, press } = await app({
      home: () => (isSound ? home : { kind: "closed", failure, rescue: { backup: "1月11日 9:00", salvageable: ["某镇2024年"] } }),
      use_backup: () => {
        isSound = true;
        return "旧.db";
      },
    });
    expect(wrapper.get("[role=alert]").text()).toBe(failure.message);
    expect(wrapper.text()).toContain("某镇2024年");
    await press("use-backup");
    expect(wrapper.find(".cards").exists()).toBe(true);
    expect(wrapper.text()).toContain("旧.db");
  });

  it("writes what is typed and shows what that changed", async () => {
    const edits: unknown[] = [];
    const { wrapper, press } = await app({
      fill_in: ({ edit }) => {
        edits.push(edit);
        return { ...written, values: { "stock.in.apple": "5", "stock.in.sum": "5" }, saved: "15:05" };
      },
    });
    await press("open");
    expect(wrapper.get(".status").text()).toContain("15:04");
    const field = wrapper.get<HTMLInputElement>("[data-field='stock.in.apple']");
    await field.trigger("focus");
    await field.setValue("5");
    await settle();
    expect(edits).toEqual([{ act: "type", changes: [{ cell: "stock.in.apple", text: "5" }], totals: [] }]);
    expect(wrapper.get<HTMLInputElement>("[data-field='stock.in.sum']").element.value).toBe("5");
    expect(wrapper.get(".status").text()).toContain("15:05");
  });

  it("stays at the report while something is not saved", async () => {
    let isFull = true;
    const { wrapper, press } = await app({
      fill_in: () => {
        if (isFull) throw { code: "library", message: "磁盘已满。" } as unknown as Error;
        return written;
      },
    });
    await press("open");
    const field = wrapper.get("[data-field='stock.in.apple']");
    await field.trigger("focus");
    await field.setValue("5");
    await settle();
    expect(wrapper.get(".status .unsaved").text()).toBe("磁盘已满。");
    await press("back");
    expect(wrapper.find(".fill-page").exists()).toBe(true);
    isFull = false;
    await press("back");
    expect(wrapper.find(".cards").exists()).toBe(true);
  });

  it("says why a report cannot be made final", async () => {
    const { press } = await app({
      finalise: () => {
        throw refused as unknown as Error;
      },
    });
    await press("open");
    await press("finalise");
    await press("confirm");
    expect(document.querySelector("[role=alert]")?.textContent).toBe(refused.message);
  });

  it("reads what is dropped beside its source, and goes back to the years", async () => {
    const unread = { name: "扫描.pdf", agency: "", year: 0, form: "", sure: 0, unsure: 0, unread: 0, state: "unread", message: "没有文字层。", byHand: true };
    const { host, wrapper, press } = await app({ read_documents: () => ({ items: [unread], left: 0 }) });
    host.happen("source-dropped", null);
    await settle();
    expect(wrapper.get(".unread").text()).toContain("没有文字层。");
    await press("back");
    expect(wrapper.find(".cards").exists()).toBe(true);
    await press("open");
    expect(wrapper.find(".fill-page").exists()).toBe(true);
  });

  it("says why nothing is read of what is dropped while something is being written", async () => {
    const { host, wrapper, press } = await app({});
    await press("open");
    expect(wrapper.find(".notice").exists()).toBe(false);
    host.happen("source-dropped", null);
    await settle();
    expect(wrapper.get(".notice[role=alert]").text()).toContain(fill.dropped);
    expect(wrapper.find(".fill-page").exists()).toBe(true);
    expect(host.asked).not.toContain("read_documents");
    await press("back");
    await press("open");
    expect(wrapper.find(".notice").exists()).toBe(false);
  });
});
