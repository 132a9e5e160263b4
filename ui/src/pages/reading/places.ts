/** Where values stand in the source: its text cut where a value begins or ends. */
import type { MarkView, SightingView } from "../../ipc/generated";

/** A piece of the source's text and the cells whose values stand in it; mostly one or none. */
export interface Piece {
  text: string;
  cells: readonly string[];
}

export interface CellMark {
  cell: string;
  start: number;
  end: number;
}

/** Names a piece of the source. */
export function placeOf({ block, row, field }: Pick<MarkView, "block" | "row" | "field">): string {
  return `${String(block)}.${String(row)}.${String(field)}`;
}

/** The marks of each piece of the source. */
export function marksByPlace(cells: Readonly<Record<string, SightingView>>): ReadonlyMap<string, readonly CellMark[]> {
  const places = new Map<string, CellMark[]>();
  for (const [cell, { mark }] of Object.entries(cells)) {
    if (mark === null) continue;
    const place = placeOf(mark);
    places.set(place, [...(places.get(place) ?? []), { cell, start: mark.start, end: mark.end }]);
  }
  return places;
}

export function pieces(text: string, marks: readonly CellMark[]): Piece[] {
  // A blank that is marked is seen too.
  if (text === "") return [{ text, cells: marks.map(({ cell }) => cell) }];
  const cuts = new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])]);
  const ends = [...cuts].filter((at) => at <= text.length).sort((a, b) => a - b);
  return ends.slice(1).map((end, at) => {
    const start = ends[at] ?? 0;
    const within = marks.filter((mark) => mark.start <= start && mark.end >= end);
    return { text: text.slice(start, end), cells: within.map(({ cell }) => cell) };
  });
}
