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

interface Said {
  message: string;
  cells: readonly string[];
  against: readonly string[];
}

/** The findings come gravest first, so the first one of a cell gives it its colour. */
export function marksOf(findings: readonly (Said & { severity: Severity })[], selected: Said | null): Marks {
  const cells = new Map<string, CellMark>();
  for (const { severity, cells: places, message } of findings) {
    // The first cell is the one to look at; the rest belong to its sum.
    for (const id of places.slice(0, 1)) {
      const mark = cells.get(id) ?? { severity, messages: [] };
      mark.messages.push(message);
      cells.set(id, mark);
    }
  }
  return { cells, selected: new Set(selected?.cells), against: new Set(selected?.against) };
}
