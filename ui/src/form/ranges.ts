/** What is done with many cells at once: copied, cut, pasted, cleared, filled with zeros. */
import { type ComputedRef, nextTick, type Ref } from "vue";

import { parse, write } from "./clipboard";
import type { Cursor } from "./cursor";
import type { Entries } from "./entries";
import type { CellFacts } from "./facts";
import { laid } from "./laid";
import { land } from "./landing";
import type { Geometry, ValuePlace } from "./navigation";
import type { Said } from "./said";
import { texts } from "./texts";

/** The table as one works on it. */
export interface Worked {
  readonly grid: ComputedRef<Geometry>;
  readonly cursor: Cursor;
  readonly entries: Entries;
  readonly factsOf: (id: string) => CellFacts;
  readonly nameOf: (id: string) => string;
  /** What is typed in by hand and is blank. */
  readonly blanks: ComputedRef<readonly ValuePlace[]>;
  /** The cursor is inside the text of the cell, not on the cell. */
  readonly editing: Ref<boolean>;
  /** Selects the text of a cell's field again, after it became another. */
  readonly reselect: (id: string) => void;
  readonly saying: Said;
}

export interface Ranges {
  readonly clear: () => void;
  readonly fillZeros: () => void;
  readonly onCopy: (event: ClipboardEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}

export function useRanges({ grid, cursor, entries, factsOf, nameOf, blanks, editing, reselect, saying }: Worked): Ranges {
  const { say, refuse } = saying;
  const isComputed = (id: string) => factsOf(id).total === "computed";

  function chosen(): string[] {
    if (cursor.range.value.size > 0) return [...cursor.range.value];
    return cursor.at.value === null ? [] : [cursor.at.value];
  }

  function clear(act: "clear" | "cut") {
    const cells = chosen();
    const [only] = cells;
    const changes = cells.filter((id) => !isComputed(id) && entries.shown(id) !== "").map((cell) => ({ cell, text: "" }));
    entries.change(act, changes);
    if (cells.length === 1 && only !== undefined && isComputed(only)) refuse(only, texts.computedRefused);
    else say(changes.length > 0 ? texts.cleared(changes.length) : texts.clearedNone);
    const at = cursor.at.value;
    if (at !== null) {
      void nextTick(() => {
        reselect(at);
      });
    }
  }

  function onCopy(event: ClipboardEvent) {
    if (editing.value || !event.clipboardData || !cursor.area.value) return;
    const { top, left, bottom, right } = cursor.area.value;
    const rows = grid.value.at.slice(top, bottom + 1).map((places, n) =>
      places.slice(left, right + 1).map((place, k) => {
        if (place?.top !== top + n || place.left !== left + k) return "";
        const { content } = place.cell;
        return content.kind === "value" ? entries.shown(content.id) : content.text;
      }),
    );
    event.clipboardData.setData("text/plain", write(rows));
    event.preventDefault();
    if (event.type === "cut") clear("cut");
  }

  function onPaste(event: ClipboardEvent) {
    const id = cursor.at.value;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (id === null || (editing.value && !/[\t\r\n]/.test(text))) return;
    event.preventDefault();
    const focus = grid.value.find(id);
    if (!focus) return;
    const paste = laid(land(parse(text), grid.value, focus, cursor.area.value ?? focus), factsOf, nameOf);
    if (paste.refused !== null) {
      refuse(id, paste.refused);
      return;
    }
    entries.change("paste", paste.changes, paste.totals);
    say(texts.pasted(paste.changes.length));
    void nextTick(() => {
      reselect(id);
    });
  }

  return {
    clear: () => {
      clear("clear");
    },
    fillZeros: () => {
      entries.leave();
      const cells = blanks.value.map(({ id }) => ({ cell: id, text: "0" }));
      entries.change("zeros", cells);
      say(cells.length > 0 ? texts.zerosDone(cells.length) : texts.zerosNone);
    },
    onCopy,
    onPaste,
  };
}
