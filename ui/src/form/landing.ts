/**
 * Where cells of the clipboard belong in a table. A range that was copied with its labels finds its rows and columns
 * by them, wherever the cursor is; one without lands where the cursor is.
 */
import { read } from "./digits";
import { type Area, type Geometry, type Place, type ValuePlace, valuesIn } from "./navigation";

/** What goes into a cell, as it stood on the clipboard. */
export interface Landed {
  id: string;
  raw: string;
}

export type Landing =
  | { kind: "landed"; cells: Landed[] }
  | { kind: "empty" }
  | { kind: "too-large"; rows: number; columns: number; roomRows: number; roomColumns: number }
  /** A row of numbers, or a column of them, that this table has not. */
  | { kind: "unknown-row"; line: number; label: string }
  | { kind: "unknown-column"; label: string };

type Rows = readonly (readonly string[])[];

/** A shorter likeness would be chance. */
const SHORTEST_BEGINNING = 4;

export function land(rows: Rows, grid: Geometry, focus: ValuePlace, selection: Area): Landing {
  if (rows.every((row) => row.every(isBlank))) return { kind: "empty" };
  const labels = grid.places.filter(({ id }) => id === null);
  const isLabel = (text: string) => labels.some((place) => alike(text, labelOf(place)));
  return rows.some((row) => row.some(isLabel)) ? byLabels(rows, grid, focus) : byPosition(rows, grid, focus, selection);
}

// ---- without labels

function byPosition(rows: Rows, grid: Geometry, focus: ValuePlace, selection: Area): Landing {
  const [only = ""] = rows[0] ?? [];
  if (rows.length === 1 && rows[0]?.length === 1) {
    const targets = valuesIn(grid, selection);
    return { kind: "landed", cells: (targets.length > 1 ? targets : [focus]).map(({ id }) => ({ id, raw: only })) };
  }
  // As it stands; else without the bands and heads between the values, which the copied sheet may not have.
  const lines = Array.from({ length: grid.rows - focus.top }, (_, n) => focus.top + n);
  const cells = onLines(rows, grid, lines, focus.left) ?? onLines(rows, grid, lines.filter((r) => hasValues(grid, r)), focus.left);
  if (cells) return { kind: "landed", cells };
  return {
    kind: "too-large",
    rows: rows.length,
    columns: widest(rows),
    roomRows: lines.filter((r) => hasValues(grid, r)).length,
    roomColumns: grid.columns - focus.left,
  };
}

/** Null when a filled cell of the clipboard meets no value cell. */
function onLines(rows: Rows, grid: Geometry, lines: readonly number[], left: number): Landed[] | null {
  const cells: Landed[] = [];
  for (const [n, row] of rows.entries()) {
    const line = lines[n];
    for (const [k, raw] of row.entries()) {
      const place = line === undefined ? undefined : grid.at[line]?.[left + k];
      if (place?.id && begins(place, line, left + k)) cells.push({ id: place.id, raw });
      else if (!isBlank(raw)) return null;
    }
  }
  return cells;
}

function begins(place: Place, row: number | undefined, column: number): boolean {
  return place.top === row && place.left === column;
}

// ---- with labels

function byLabels(rows: Rows, grid: Geometry, focus: ValuePlace): Landing {
  const lines = Array.from({ length: grid.rows }, (_, r) => r).filter((r) => hasValues(grid, r));
  const rowLabels = new Map(lines.map((r) => [r, rowLabel(grid, r)]));
  const named = (text: string) => lines.filter((r) => alike(text, rowLabels.get(r) ?? ""));
  /** The columns of the clipboard that hold row labels: without them a total's heading looks like a total's row. */
  const labelColumns = new Set(
    rows.filter(hasNumber).flatMap((row) => [...row.keys()].filter((k) => !isNumber(row[k] ?? "") && named(row[k] ?? "").length > 0)),
  );
  const labelOfRow = (row: readonly string[]) =>
    [...row.keys()].reverse().find((k) => labelColumns.has(k) && named(row[k] ?? "").length > 0);
  const dataRows = rows.filter((row) => hasNumber(row) || labelOfRow(row) !== undefined);
  const firstValue = valuesBegin(dataRows, labelColumns, labelWidth(grid));
  const start = dataRows.length === lines.length ? (lines[0] ?? 0) : focus.top;

  const cells: Landed[] = [];
  let heads: string[] = [];
  let wasData = false;
  let line: number | null = null;
  let below = 0;
  for (const [n, row] of rows.entries()) {
    if (!dataRows.includes(row)) {
      heads = wasData && !row.every(isBlank) ? [...row] : overlaid(heads, row);
      wasData = false;
      below += 1;
      continue;
    }
    wasData = true;
    below += 1;
    const label = labelOfRow(row);
    const last: number | null = line;
    if (label !== undefined) {
      const all = named(row[label] ?? "");
      line = all.find((r) => last !== null && r === last + below) ?? all.find((r) => last === null || r > last) ?? null;
    } else if (row.slice(0, firstValue).some((text) => !isBlank(text))) line = null;
    else line = last === null ? (labelColumns.size > 0 ? null : start) : (lines.find((r) => r > last) ?? null);
    if (line === null) {
      return { kind: "unknown-row", line: n + 1, label: row.slice(0, firstValue).filter((text) => !isBlank(text)).at(-1)?.trim() ?? "" };
    }
    below = 0;
    const across = columnsOf(grid, line, heads, row, firstValue);
    if (!Array.isArray(across)) return across;
    cells.push(...across);
  }
  return cells.length > 0 ? { kind: "landed", cells } : { kind: "empty" };
}

/**
 * The first column of the clipboard with values. A label that is merged over several columns on the paper leaves blanks
 * behind it in a sheet; they are taken for that when every row has them.
 */
function valuesBegin(dataRows: Rows, labelColumns: ReadonlySet<number>, labelWidth: number): number {
  if (labelColumns.size === 0) return 0;
  let first = Math.max(...labelColumns) + 1;
  while (first < labelWidth && dataRows.every((row) => isBlank(row[first] ?? ""))) first += 1;
  return first;
}

/** How many columns of the paper hold labels before its first value. */
function labelWidth(grid: Geometry): number {
  return Math.min(...grid.values.map((place) => place.left));
}

/** The cells of one row, by the headings above it where there are any, else one after the other. */
function columnsOf(grid: Geometry, line: number, heads: readonly string[], row: readonly string[], firstValue: number): Landed[] | Landing {
  const places = grid.at[line] ?? [];
  const first = places.findIndex((place) => place?.id !== null);
  const cells: Landed[] = [];
  let column: number | null = null;
  let lastHead = firstValue - 1;
  for (let k = firstValue; k < Math.max(row.length, heads.length); k++) {
    const raw = row[k] ?? "";
    const head = heads[k] ?? "";
    if (!isBlank(head)) {
      const named = [...places.keys()].filter((c) => places[c]?.id !== null && alike(head, columnLabel(grid, line, c)));
      const last: number | null = column;
      const next: number | undefined = named.find((c) => last !== null && c === last + k - lastHead) ?? named.find((c) => last === null || c > last);
      if (next === undefined) {
        if (isBlank(raw)) continue;
        return { kind: "unknown-column", label: head.trim() };
      }
      column = next;
    } else column = column === null ? first + k - firstValue : column + k - lastHead;
    lastHead = k;
    const place: Place | undefined = places[column];
    if (place?.id && place.left === column) cells.push({ id: place.id, raw });
    else if (!isBlank(raw)) return tooWide(grid, row, firstValue, first);
  }
  return cells;
}

function tooWide(grid: Geometry, row: readonly string[], firstValue: number, first: number): Landing {
  return { kind: "too-large", rows: 1, columns: row.length - firstValue, roomRows: 1, roomColumns: grid.columns - first };
}

/** The label next to the values of a row. */
function rowLabel(grid: Geometry, row: number): string {
  const places = grid.at[row] ?? [];
  const first = places.findIndex((place) => place?.id !== null);
  return labelOf(places[first - 1]);
}

/** The label next above a value. */
function columnLabel(grid: Geometry, row: number, column: number): string {
  for (let r = row - 1; r >= 0; r--) {
    const place = grid.at[r]?.[column];
    if (place?.id === null) return labelOf(place);
  }
  return "";
}

/** Headings over several lines: the lowest that says something counts. */
function overlaid(heads: readonly string[], row: readonly string[]): string[] {
  return Array.from({ length: Math.max(heads.length, row.length) }, (_, k) => (isBlank(row[k] ?? "") ? (heads[k] ?? "") : (row[k] ?? "")));
}

function labelOf(place: Place | undefined): string {
  return place && place.cell.content.kind !== "value" ? place.cell.content.text : "";
}

function hasValues(grid: Geometry, row: number): boolean {
  return grid.values.some((place) => place.top === row);
}

function hasNumber(row: readonly string[]): boolean {
  return row.some(isNumber);
}

function isNumber(text: string): boolean {
  return read(text, "amount").kind === "number" || read(text, "change").kind === "number";
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}

function widest(rows: Rows): number {
  return Math.max(...rows.map((row) => row.length));
}

/** Whether two labels are the same but for blanks and numbering, or one the beginning of the other. */
function alike(one: string, other: string): boolean {
  const [a, b] = [bare(one), bare(other)];
  if (a === "" || b === "") return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return a === b || (short.length >= SHORTEST_BEGINNING && long.startsWith(short));
}

function bare(label: string): string {
  return label
    .replace(/[\s\u3000]/g, "")
    .replace(/\uFF08/g, "(")
    .replace(/\uFF09/g, ")")
    .replace(/^(?:\([\p{Script=Han}\d]{1,3}\)|\p{Script=Han}{1,3}、|\d{1,2}[.\uFF0E、])/u, "");
}
