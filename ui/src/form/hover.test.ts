import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { effectScope, type EffectScope } from "vue";

import { type Hover, useHover } from "./hover";

let scope: EffectScope;
let hover: Hover;

beforeEach(() => {
  vi.useFakeTimers();
  scope = effectScope();
  scope.run(() => {
    hover = useHover();
  });
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

describe("the cell the mouse rests on", () => {
  it("is told once the mouse has rested for a while, not on its way", () => {
    hover.over("a", false);
    vi.advanceTimersByTime(600);
    expect(hover.hovered.value).toBeNull();
    hover.over("b", false);
    vi.advanceTimersByTime(600);
    expect(hover.hovered.value, "the clock starts anew in each cell").toBeNull();
    vi.advanceTimersByTime(100);
    expect(hover.hovered.value).toBe("b");
  });

  it("is none soon after the mouse has left, unless it comes back or goes over what is said", () => {
    hover.over("a", false);
    vi.advanceTimersByTime(700);
    hover.over(null, false);
    vi.advanceTimersByTime(100);
    hover.over("a", false);
    vi.advanceTimersByTime(1000);
    expect(hover.hovered.value).toBe("a");
    hover.over(null, false);
    hover.stay();
    vi.advanceTimersByTime(1000);
    expect(hover.hovered.value).toBe("a");
    hover.over(null, false);
    vi.advanceTimersByTime(150);
    expect(hover.hovered.value).toBeNull();
  });

  it("is none while a button is pressed, at once when it is left, and after the table is gone", () => {
    hover.over("a", true);
    vi.advanceTimersByTime(1000);
    expect(hover.hovered.value).toBeNull();
    hover.over("a", false);
    vi.advanceTimersByTime(700);
    hover.leave();
    expect(hover.hovered.value).toBeNull();
    hover.over("b", false);
    scope.stop();
    vi.advanceTimersByTime(1000);
    expect(hover.hovered.value).toBeNull();
  });
});
