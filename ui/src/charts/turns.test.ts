import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { inTurn, outOfTurn } from "./turns";

let frames: FrameRequestCallback[] = [];
let clock = 0;
const frame = () => {
  frames.splice(0).forEach((it) => {
    it(clock);
  });
};

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (it: FrameRequestCallback) => frames.push(it));
  vi.spyOn(performance, "now").mockImplementation(() => clock);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("work in turn", () => {
  it("is done in order, as much before each frame as there is time for", async () => {
    const done: number[] = [];
    for (let at = 0; at < 4; at += 1)
      inTurn(() => {
        clock += 60;
        done.push(at);
      });
    expect(done).toEqual([]);
    await Promise.resolve();
    expect(done).toEqual([0, 1]);
    frame();
    expect(done).toEqual([0, 1, 2, 3]);
    frame();
    expect(done).toHaveLength(4);
  });

  it("is done once, and not when it is not wanted any more", async () => {
    const [once, never] = [vi.fn(), vi.fn()];
    inTurn(once);
    inTurn(once);
    inTurn(never);
    outOfTurn(never);
    await Promise.resolve();
    frame();
    expect(once).toHaveBeenCalledOnce();
    expect(never).not.toHaveBeenCalled();
  });
});
