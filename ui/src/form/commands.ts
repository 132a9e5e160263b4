/** From keys to what they ask of the table. */
import { historyKey, isComposing } from "../keys";
import type { Direction } from "./navigation";

export type Command =
  | { kind: "move"; way: Direction; extends: boolean; far: boolean }
  | { kind: "end"; which: "first" | "last"; extends: boolean; far: boolean }
  | { kind: "tab" | "enter"; by: 1 | -1 }
  | { kind: "edit" | "restore" | "clear" | "all" | "note" | "undo" | "redo" };

const arrows: Partial<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** `editing`: the cursor is inside the cell's text, and keys that move within a text belong to it. */
export function commandOf(event: KeyboardEvent, editing: boolean): Command | null {
  if (isComposing(event)) return null;
  const history = historyKey(event);
  if (history) return { kind: history };
  const { key, shiftKey } = event;
  const far = event.ctrlKey || event.metaKey;
  if (key === "F1" || (event.altKey && key === "ArrowDown")) return { kind: "note" };
  if (event.altKey) return null;
  const way = arrows[key];
  if (way) {
    const isWithin = editing && (way === "left" || way === "right");
    return isWithin ? null : { kind: "move", way, extends: shiftKey, far };
  }
  switch (key) {
    case "Home":
    case "End":
      return editing ? null : { kind: "end", which: key === "Home" ? "first" : "last", extends: shiftKey, far };
    case "Tab":
      return far ? null : { kind: "tab", by: shiftKey ? -1 : 1 };
    case "Enter":
      return { kind: "enter", by: shiftKey ? -1 : 1 };
    case "F2":
      return { kind: "edit" };
    case "Escape":
      return { kind: "restore" };
    case "Delete":
      return editing ? null : { kind: "clear" };
    default:
      return far && key.toLowerCase() === "a" && !editing ? { kind: "all" } : null;
  }
}
