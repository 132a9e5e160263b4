/** The cell the mouse rests on, and where what is said of a cell is laid. */
import { onScopeDispose, type Ref, ref } from "vue";

/** A mouse on its way somewhere asks for nothing; one that leaves a cell may come back. */
const RESTS = 700;
const GONE = 150;

export interface Hover {
  readonly hovered: Ref<string | null>;
  /** The mouse is over a cell, or over none; with a button pressed it asks for nothing. */
  readonly over: (id: string | null, pressed: boolean) => void;
  /** It is over what is said of the cell: that stays. */
  readonly stay: () => void;
  readonly leave: () => void;
}

export function useHover(): Hover {
  const hovered = ref<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stay = () => {
    clearTimeout(timer);
  };
  onScopeDispose(stay);
  return {
    hovered,
    stay,
    over: (id, pressed) => {
      stay();
      if (id !== hovered.value) timer = setTimeout(() => (hovered.value = pressed ? null : id), id === null ? GONE : RESTS);
    },
    leave: () => {
      stay();
      hovered.value = null;
    },
  };
}

/** Beside the cell, so that its column stays in sight; `under` it where that is what it is about. */
export function beside(cell: Element | null, root: Element | null, width: number, under = false): { top: string; left: string } {
  if (!cell || !root) return { top: "0", left: "0" };
  const [outer, inner] = [root.getBoundingClientRect(), cell.getBoundingClientRect()];
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const fits = inner.right + width * rem <= outer.right;
  const side = fits ? inner.right - outer.left + rem / 4 : inner.left - outer.left - width * rem - rem / 4;
  const left = under ? Math.min(inner.left - outer.left, outer.width - width * rem) : side;
  const top = under ? inner.bottom + rem / 4 : inner.top;
  return { top: `${String(top - outer.top)}px`, left: `${String(Math.max(0, left))}px` };
}
