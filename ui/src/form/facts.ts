/** What is known of a value cell besides its value, and what an act at the keyboard asks to be changed. */
import type { Entry } from "./digits";

export interface CellFacts {
  /** What it takes. */
  entry: Entry;
  /** The words an amount may end with. */
  units: readonly string[];
  /** A sum of other cells: `computed` follows them, `manual` was taken over by the user; null for any other cell. */
  total: "computed" | "manual" | null;
  /** Last year's value as printed; null when there is none. */
  lastYear: string | null;
  /** What counts in its row, and after which article; empty when the form says nothing. */
  guidance: string;
}

export const plainFacts: CellFacts = { entry: "count", units: [], total: null, lastYear: null, guidance: "" };

export interface CellChange {
  cell: string;
  /** A number in plain digits, or empty for a blank. */
  text: string;
}

export interface TableEdit {
  /** `restore` takes back what was typed in this run. */
  act: "type" | "restore" | "paste" | "cut" | "clear" | "zeros";
  changes: CellChange[];
  /** What a pasted range says of computed totals: the owner compares, and keeps and flags one that disagrees. */
  totals: CellChange[];
  /** Edits of the same run are one act of the user and are undone in one. */
  run: number;
}
