import { flushPromises } from "@vue/test-utils";
import { describe, expect, it } from "vitest";

import { useEdits } from "./edits";
import type { Failure, Written } from "./generated";

const full: Failure = { code: "library", message: "磁盘已满，请腾出空间再试。" };

function written(saved: string): Written {
  return { state: "draft", values: {}, totals: {}, places: [], findings: [], aside: [], undo: null, redo: null, saved, characters: 0 };
}

function desk() {
  const applied: string[] = [];
  const tried: string[] = [];
  let isFull = false;
  const edits = useEdits(({ saved }) => applied.push(saved), "出错");
  const act = (name: string) => async () => {
    tried.push(name);
    await Promise.resolve();
    if (isFull) throw full as unknown as Error;
    return written(name);
  };
  return { edits, act, applied, tried, fill: (now: boolean) => (isFull = now) };
}

describe("edits", () => {
  it("are sent one after the other and applied in their order", async () => {
    const { edits, act, applied } = desk();
    edits.edit("a", act("1"));
    edits.edit("b", act("2"));
    void edits.act(act("3"));
    expect(edits.underway.value).toBe(3);
    await flushPromises();
    expect(applied).toEqual(["1", "2", "3"]);
    expect(edits.underway.value).toBe(0);
  });

  it("that could not be saved say so and are sent again before the next one", async () => {
    const { edits, act, applied, tried, fill } = desk();
    fill(true);
    edits.edit("a", act("1"));
    await flushPromises();
    expect(edits.unsaved.value).toBe(full.message);
    expect(edits.underway.value).toBe(1);
    fill(false);
    edits.edit("b", act("2"));
    await flushPromises();
    expect(tried).toEqual(["1", "1", "2"]);
    expect(applied).toEqual(["1", "2"]);
    expect(edits.unsaved.value).toBeNull();
  });

  it("of a place that is written anew are not sent again", async () => {
    const { edits, act, applied, fill } = desk();
    fill(true);
    edits.edit("a", act("old"));
    await flushPromises();
    fill(false);
    edits.edit("a", act("new"));
    await flushPromises();
    expect(applied).toEqual(["new"]);
    expect(edits.underway.value).toBe(0);
  });

  it("leave a failed act to whoever asked for it, and go on", async () => {
    const { edits, act, applied, fill } = desk();
    fill(true);
    await expect(edits.act(act("1"))).rejects.toEqual(full);
    fill(false);
    edits.edit("a", act("2"));
    await flushPromises();
    expect(applied).toEqual(["2"]);
  });

  it("are all saved before the page is left, or it is said that they are not", async () => {
    const { edits, act, applied, fill } = desk();
    fill(true);
    edits.edit("a", act("1"));
    expect(await edits.settle()).toBe(false);
    fill(false);
    expect(await edits.settle()).toBe(true);
    expect(applied).toEqual(["1"]);
  });
});
