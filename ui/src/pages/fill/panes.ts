/** The ways of the keyboard across the page: from pane to pane, from section to section. */
import { isComposing } from "../../keys";

const FOCUSABLE = "button:not(:disabled), textarea, select, summary, input:not([tabindex='-1'])";

export interface Step {
  over: "panes" | "sections";
  by: 1 | -1;
}

/** F6 leads to the next pane, Ctrl+PageDown to the next section; with Shift, or PageUp, back. */
export function stepOf(event: KeyboardEvent): Step | null {
  if (isComposing(event) || event.altKey) return null;
  const { key, ctrlKey, shiftKey } = event;
  if (key === "F6" && !ctrlKey) return { over: "panes", by: shiftKey ? -1 : 1 };
  if (!ctrlKey || shiftKey || (key !== "PageDown" && key !== "PageUp")) return null;
  return { over: "sections", by: key === "PageDown" ? 1 : -1 };
}

/** What is folded away, or not there in this layout, takes no keyboard. */
function firstShown(pane: HTMLElement): HTMLElement | undefined {
  return [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].find((it) => it.checkVisibility());
}

/** Gives the keyboard to the next pane; `last` is what had it last in the paper. */
export function goToPane(root: HTMLElement, by: 1 | -1, last: HTMLElement | null): void {
  const panes = [...root.querySelectorAll<HTMLElement>("[data-pane]")];
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  // From nowhere one comes to the first, or backwards to the last.
  const start = here < 0 && by < 0 ? 0 : here;
  const order = panes.map((_, n) => panes[(start + by * (n + 1) + 2 * panes.length) % panes.length]);
  for (const pane of order) {
    const field = last !== null && pane?.contains(last) ? last : pane && firstShown(pane);
    if (!field) continue;
    field.focus();
    return;
  }
}
