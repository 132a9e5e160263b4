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
  it("is done in order, as much in a frame as it has time for", () => {
    const done: number[] = [];
    for (let at = 0; at < 4; at += 1)
      inTurn(() => {
        clock += 20;
        done.push(at);
      });
    expect(done).toEqual([]);
    frame();
    expect(done).toEqual([0, 1]);
    frame();
    expect(done).toEqual([0, 1, 2, 3]);
    frame();
    expect(done).toHaveLength(4);
  });

  it("is done once, and not when it is not wanted any more", () => {
    const [once, never] = [vi.fn(), vi.fn()];
    inTurn(once);
    inTurn(once);
    inTurn(never);
    outOfTurn(never);
    frame();
    frame();
    expect(once).toHaveBeenCalledOnce();
    expect(never).not.toHaveBeenCalled();
  });
});
