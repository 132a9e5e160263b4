/** What a pasted range writes into the table it landed in, or the sentence why it writes nothing. */
import { settle } from "./digits";
import type { CellFacts, TableEdit } from "./facts";
import type { Landing } from "./landing";
import { texts } from "./texts";

export type Laid = { refused: string } | { refused: null; changes: TableEdit["changes"]; totals: TableEdit["totals"] };

/** So many wrong cells are named; the rest is counted. */
const NAMED = 3;

export function laid(landing: Landing, factsOf: (id: string) => CellFacts, nameOf: (id: string) => string): Laid {
  switch (landing.kind) {
    case "landed": {
      const read = landing.cells.map(({ id, raw }) => ({ id, raw, text: settle(raw, factsOf(id).entry, factsOf(id).units) }));
      const bad = read.filter(({ text }) => text === null);
      if (bad.length > 0) {
        const first = bad.slice(0, NAMED).map(({ id, raw }) => ({ name: nameOf(id), raw: raw.trim() }));
        return { refused: texts.pasteBad(first, bad.length - first.length) };
      }
      const cells = read.map(({ id, text }) => ({ cell: id, text: text ?? "" }));
      const isComputed = ({ cell }: { cell: string }) => factsOf(cell).total === "computed";
      return { refused: null, changes: cells.filter((it) => !isComputed(it)), totals: cells.filter(isComputed) };
    }
    case "empty":
      return { refused: texts.pasteEmpty };
    case "too-large":
      return { refused: texts.pasteTooLarge(landing.rows, landing.columns, landing.roomRows, landing.roomColumns) };
    case "unknown-row":
      return { refused: texts.pasteUnknownRow(landing.line, landing.label) };
    case "unknown-column":
      return { refused: texts.pasteUnknownColumn(landing.label) };
  }
}
