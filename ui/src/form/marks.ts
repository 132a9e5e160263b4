/** What is drawn onto a table from outside: where findings are, and which one is being looked at. */
export type Severity = "error" | "warning" | "hint";

export interface CellMark {
  severity: Severity;
  /** What is said about the cell, a sentence each. */
  messages: string[];
}

export interface Marks {
  cells: ReadonlyMap<string, CellMark>;
  /** The cells of the finding that is being looked at, and the other side of its conflict. */
  selected: ReadonlySet<string>;
  against: ReadonlySet<string>;
}

export const noMarks: Marks = { cells: new Map(), selected: new Set(), against: new Set() };
