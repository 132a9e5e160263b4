/** What is being typed: shown at once, told to the owner, and given up when the owner's value is there. */
import { type Ref, ref, shallowRef, watch } from "vue";

import { read, type Refusal, settle } from "./digits";
import type { CellChange, CellFacts, TableEdit } from "./facts";

export interface Entries {
  /** What a cell shows now. */
  readonly shown: (id: string) => string;
  /** Takes what stands in the field; gives back what the field shall show, and why it was refused. */
  readonly type: (id: string, raw: string) => { text: string; refused: Refusal | null };
  /** Shows what an input method is still composing, without telling anybody. */
  readonly compose: (id: string, raw: string) => void;
  /** The cursor leaves the cell: a number that was only begun is settled. */
  readonly leave: () => void;
  /** Takes back what was typed since the cursor came; whether there was anything. */
  readonly restore: () => boolean;
  readonly forget: () => void;
  readonly change: (act: TableEdit["act"], changes: CellChange[], totals?: CellChange[]) => void;
  readonly isTyping: () => boolean;
}

interface Draft {
  cell: string;
  text: string;
  /** What stood there before. */
  before: string;
  /** The last text the owner was told. */
  told: string;
  run: number;
}

export function useEntries(
  value: (id: string) => string,
  facts: (id: string) => CellFacts,
  /** Changes when the owner has answered: what was shown ahead of it is given up. */
  answered: () => unknown,
  tell: (edit: TableEdit) => void,
): Entries {
  const draft = shallowRef<Draft | null>(null);
  const ahead: Ref<ReadonlyMap<string, string>> = ref(new Map());
  let runs = 0;

  watch(answered, (key) => {
    if (key !== null) ahead.value = new Map();
  });

  const settled = (id: string) => ahead.value.get(id) ?? value(id);
  const shown = (id: string) => (draft.value?.cell === id ? draft.value.text : settled(id));

  function draftOf(id: string): Draft {
    if (draft.value?.cell === id) return draft.value;
    const before = settled(id);
    runs += 1;
    return { cell: id, text: before, before, told: before, run: runs };
  }

  function send(act: TableEdit["act"], changes: CellChange[], totals: CellChange[], run: number) {
    ahead.value = new Map([...ahead.value, ...changes.map(({ cell, text }) => [cell, text] as const)]);
    tell({ act, changes, totals, run });
  }

  function keep(next: Draft, text: string) {
    draft.value = { ...next, told: text };
    if (text !== next.told) send("type", [{ cell: next.cell, text }], [], next.run);
  }

  function type(id: string, raw: string) {
    const { entry, units } = facts(id);
    const reading = read(raw, entry, units);
    const here = draftOf(id);
    switch (reading.kind) {
      case "refused": {
        // What was composed may already be in the draft; what was told is sound.
        const text = read(here.text, entry, units).kind === "refused" ? here.told : here.text;
        draft.value = { ...here, text };
        return { text, refused: reading.why };
      }
      case "beginning":
        draft.value = { ...here, text: reading.text };
        return { text: reading.text, refused: null };
      default: {
        const text = reading.kind === "blank" ? "" : reading.text;
        keep({ ...here, text }, text);
        return { text, refused: null };
      }
    }
  }

  function leave() {
    const last = draft.value;
    if (!last) return;
    const { entry, units } = facts(last.cell);
    const text = settle(last.text, entry, units);
    draft.value = null;
    if (text !== null && text !== last.told && last.text !== last.before) {
      send("type", [{ cell: last.cell, text }], [], last.run);
    }
  }

  function restore() {
    const last = draft.value;
    draft.value = null;
    if (!last || last.text === last.before) return false;
    if (last.told !== last.before) send("restore", [{ cell: last.cell, text: last.before }], [], last.run);
    return true;
  }

  return {
    shown,
    type,
    compose: (id, raw) => (draft.value = { ...draftOf(id), text: raw }),
    leave,
    restore,
    forget: () => (draft.value = null),
    change: (act, changes, totals = []) => {
      draft.value = null;
      runs += 1;
      if (changes.length + totals.length > 0) send(act, changes, totals, runs);
    },
    isTyping: () => draft.value !== null,
  };
}
