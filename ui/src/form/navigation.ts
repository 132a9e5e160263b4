/**
 * The ways through a table: which value cell comes next, over merged cells, labels and bands. Pure geometry; knows no
 * page.
 */
import type { GridCellView, TableView } from "../ipc/generated";

/** A cell of the paper and the places of the grid it covers; `bottom` and `right` are inclusive. */
export interface Place {
  top: number;
  left: number;
  bottom: number;
  right: number;
  cell: GridCellView;
  /** The value cell's id; null for a head, a label, a band or a note. */
  id: string | null;
}

/** A value cell's place. */
export type ValuePlace = Place & { id: string };

export interface Geometry {
  /** What covers each place of the grid, by row and column. */
  at: readonly (readonly (Place | undefined)[])[];
  rows: number;
  columns: number;
  /** Every place, as the paper is read. */
  places: readonly Place[];
  /** The value cells, as the paper is read. */
  values: readonly ValuePlace[];
  find: (id: string) => ValuePlace | undefined;
}

export interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export type Direction = "up" | "down" | "left" | "right";

const steps = { up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1] } as const;

function isValue(place: Place): place is ValuePlace {
  return place.id !== null;
}

export function geometryOf(table: TableView): Geometry {
  const columns = table.widths.length;
  const at: (Place | undefined)[][] = table.rows.map(() => Array.from({ length: columns }, () => undefined));
  const places: Place[] = [];
  table.rows.forEach((row, top) => {
    for (const cell of row) {
      const left = at[top]?.indexOf(undefined) ?? -1;
      if (left < 0) continue;
      const place: Place = {
        top,
        left,
        bottom: Math.min(top + cell.rowspan, table.rows.length) - 1,
        right: Math.min(left + cell.colspan, columns) - 1,
        cell,
        id: cell.content.kind === "value" ? cell.content.id : null,
      };
      places.push(place);
      for (let r = top; r <= place.bottom; r++) at[r]?.fill(place, left, place.right + 1);
    }
  });
  const values = places.filter(isValue);
  const byId = new Map(values.map((place) => [place.id, place]));
  return { at, rows: table.rows.length, columns, places, values, find: (id) => byId.get(id) };
}

/**
 * The value cell one step away; null at the edge. `track` is the row or column the journey keeps to where a merged
 * cell covers several, so that going down over a wide cell and up again ends where it began.
 */
export function step(grid: Geometry, from: ValuePlace, direction: Direction, track: number): ValuePlace | null {
  const [down, right] = steps[direction];
  let row = down > 0 ? from.bottom : down < 0 ? from.top : within(track, from.top, from.bottom);
  let column = right > 0 ? from.right : right < 0 ? from.left : within(track, from.left, from.right);
  for (;;) {
    row += down;
    column += right;
    if (row < 0 || row >= grid.rows || column < 0 || column >= grid.columns) return null;
    const place = grid.at[row]?.[column];
    if (place && isValue(place)) return place;
  }
}

/**
 * Where Ctrl and an arrow lead: to the last filled cell of a run of filled ones, or over blanks to the next filled
 * one; to the edge of the table when there is none.
 */
export function edge(
  grid: Geometry,
  from: ValuePlace,
  direction: Direction,
  track: number,
  isFilled: (id: string) => boolean,
): ValuePlace {
  let here = from;
  let next = step(grid, here, direction, track);
  const inRun = next !== null && isFilled(from.id) && isFilled(next.id);
  while (next) {
    if (inRun && !isFilled(next.id)) return here;
    here = next;
    if (!inRun && isFilled(here.id)) return here;
    next = step(grid, here, direction, track);
  }
  return here;
}

/** The first and last value cell of the row a cell stands in. */
export function rowEnd(grid: Geometry, from: ValuePlace, which: "first" | "last"): ValuePlace {
  const row = (grid.at[from.top] ?? []).filter((place) => place !== undefined).filter(isValue);
  return (which === "first" ? row[0] : row.at(-1)) ?? from;
}

/** The next value cell as the paper is read, past those that are not to be typed in; null past the end. */
export function follow(
  grid: Geometry,
  from: ValuePlace,
  by: 1 | -1,
  isSkipped: (id: string) => boolean,
): ValuePlace | null {
  for (let at = grid.values.indexOf(from) + by; ; at += by) {
    const place = grid.values[at];
    if (!place) return null;
    if (!isSkipped(place.id)) return place;
  }
}

/** The next value cell up or down, past those that are not to be typed in; null at the edge. */
export function descend(
  grid: Geometry,
  from: ValuePlace,
  direction: "up" | "down",
  track: number,
  isSkipped: (id: string) => boolean,
): ValuePlace | null {
  let next = step(grid, from, direction, track);
  while (next && isSkipped(next.id)) next = step(grid, next, direction, track);
  return next;
}

/** The smallest area that holds both cells and cuts none of the paper's cells in two. */
export function span(grid: Geometry, one: Area, other: Area): Area {
  const area = {
    top: Math.min(one.top, other.top),
    left: Math.min(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.max(one.right, other.right),
  };
  for (;;) {
    const cut = grid.places.find((place) => meets(place, area) && !holds(area, place));
    if (!cut) return area;
    area.top = Math.min(area.top, cut.top);
    area.left = Math.min(area.left, cut.left);
    area.bottom = Math.max(area.bottom, cut.bottom);
    area.right = Math.max(area.right, cut.right);
  }
}

export function valuesIn(grid: Geometry, area: Area): ValuePlace[] {
  return grid.values.filter((place) => holds(area, place));
}

function meets(one: Area, other: Area): boolean {
  return one.top <= other.bottom && one.bottom >= other.top && one.left <= other.right && one.right >= other.left;
}

function holds(outer: Area, inner: Area): boolean {
  return (
    outer.top <= inner.top && outer.left <= inner.left && outer.bottom >= inner.bottom && outer.right >= inner.right
  );
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
