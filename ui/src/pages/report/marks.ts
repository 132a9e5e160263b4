/** From what the checks say to what is drawn onto the tables. */
import type { CellMark, Marks } from "../../form/marks";
import type { FindingGroup, FindingView } from "../../ipc/generated";

/** The groups come gravest first, so the first finding of a cell gives it its colour. */
export function marksOf(groups: readonly FindingGroup[], selected: FindingView | null): Marks {
  const cells = new Map<string, CellMark>();
  for (const { severity, findings } of groups) {
    for (const { cells: places, message } of findings) {
      // The first cell is the one to look at; the rest belong to its sum.
      for (const id of places.slice(0, 1)) {
        const mark = cells.get(id) ?? { severity, messages: [] };
        mark.messages.push(message);
        cells.set(id, mark);
      }
    }
  }
  return { cells, selected: new Set(selected?.cells), against: new Set(selected?.against) };
}
