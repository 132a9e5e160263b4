/** The official tables out of forms/2021.toml, for the gallery and for tests; the program gets them from Rust. */
import { parse } from "smol-toml";

import type { CellContent, GridCellView, TableView } from "../src/ipc/generated";

interface Entry {
  id: string;
  label: string;
  guidance?: string;
  kind?: string;
}

interface Piece {
  head?: string;
  band?: string;
  note?: string;
  column?: string;
  row?: string;
  group?: string;
  value?: string;
  values?: string;
  colspan?: number;
  rowspan?: number;
}

interface FormTable {
  id: string;
  section: string;
  name: string;
  widths: number[];
  head_rows: number;
  columns: Entry[];
  rows: Entry[];
  groups?: Entry[];
  grid: { rows: Piece[][] };
}

interface FormFile {
  sections: { id: string; heading: string; guidance: string; length_limit?: number }[];
  tables: FormTable[];
}

export interface DrawnTable {
  section: string;
  view: TableView;
  /** What each cell takes and what its row's explanation says. */
  rows: Map<string, { guidance: string; kind: string }>;
}

export interface DrawnForm {
  sections: FormFile["sections"];
  tables: DrawnTable[];
}

/** `shown` gives the value of a cell by its id. */
export function drawForm(toml: string, shown: (id: string) => string): DrawnForm {
  const file = parse(toml) as unknown as FormFile;
  return { sections: file.sections, tables: file.tables.map((table) => drawTable(table, shown)) };
}

function drawTable(table: FormTable, shown: (id: string) => string): DrawnTable {
  const labels = (list: Entry[] = []) => new Map(list.map((entry) => [entry.id, entry]));
  const [columns, rows, groups] = [labels(table.columns), labels(table.rows), labels(table.groups)];
  const facts: DrawnTable["rows"] = new Map();

  function value(row: string, column: string, colspan: number): GridCellView {
    const id = `${table.id}.${row}.${column}`;
    const [down, across] = [rows.get(row), columns.get(column)];
    facts.set(id, { guidance: down?.guidance ?? "", kind: across?.kind ?? down?.kind ?? "count" });
    const name = `${table.name}“${down?.label ?? row}”${across?.label ?? column}`;
    return { colspan, rowspan: 1, content: { kind: "value", id, name, shown: shown(id), certain: true } };
  }

  function label(piece: Piece): CellContent {
    if (piece.band !== undefined) return { kind: "band", text: piece.band };
    if (piece.note !== undefined) return { kind: "note", text: piece.note };
    if (piece.head !== undefined) return { kind: "head", text: piece.head };
    if (piece.column !== undefined) return { kind: "head", text: columns.get(piece.column)?.label ?? "" };
    const entry = piece.group === undefined ? rows.get(piece.row ?? "") : groups.get(piece.group);
    return { kind: "label", text: entry?.label ?? "" };
  }

  function cells(piece: Piece): GridCellView[] {
    const { colspan = 1, rowspan = 1 } = piece;
    if (piece.values !== undefined) return table.columns.map(({ id }) => value(piece.values ?? "", id, 1));
    if (piece.value !== undefined) {
      const [row = "", column = ""] = piece.value.split(".");
      return [value(row, column, colspan)];
    }
    return [{ colspan, rowspan, content: label(piece) }];
  }

  const view: TableView = {
    id: table.id,
    name: table.name,
    widths: table.widths,
    headRows: table.head_rows,
    rows: table.grid.rows.map((row) => row.flatMap(cells)),
  };
  return { section: table.section, view, rows: facts };
}
