// Written by `UPDATE_BINDINGS=1 cargo test --test bindings` from src-tauri/app/ipc. Not to be edited.

/** What stands in a cell of the paper. */
export type CellContent = { "kind": "band",
  /** Its text. */
  text: string, } | { "kind": "head",
  /** Its text. */
  text: string, } | { "kind": "note",
  /** Its text. */
  text: string, } | { "kind": "label",
  /** Its text. */
  text: string, } | { "kind": "value",
  /** The cell's id. */
  id: string,
  /** How the paper calls the cell. */
  name: string,
  /** The number as printed, or what was written in its place; empty when blank. */
  shown: string,
  /** Whether it was read without doubt. */
  certain: boolean, };

/** A number whose reading is not certain. */
export type DoubtView = {
  /** The cell's id. */
  cell: string,
  /** How the paper calls the cell. */
  name: string,
  /** Where it stands in the source, e.g. 第 12 行. */
  origin: string,
  /** What stands there, to the letter. */
  raw: string, };

/** Why a call did not do what it was asked. */
export type Failure = {
  /** Stable, for the page to tell apart; `internal` is a mistake of the program's own. */
  code: string,
  /** What happened and what to do, in Chinese. */
  message: string, };

/** The findings of one severity. */
export type FindingGroup = {
  /** `error`, `warning` or `hint`. */
  severity: "error" | "warning" | "hint",
  /** What the severity is called, e.g. 错误. */
  label: string,
  /** What is found. */
  findings: Array<FindingView>, };

/** One thing a rule says. */
export type FindingView = {
  /** The rule, e.g. R01. */
  rule: string,
  /** The sentence. */
  message: string,
  /** What would mend it, where that is evident. */
  fix: string | null,
  /** The section it is about. */
  section: string | null,
  /** The words it is about, when it is about words. */
  words: WordsView | null,
  /** The cells to look at, the first one first. */
  cells: Array<string>,
  /** The other side of a conflict. */
  against: Array<string>, };

/** A cell of a table's paper. */
export type GridCellView = {
  /** How many rows it covers. */
  rowspan: number,
  /** How many columns it covers. */
  colspan: number,
  /** What stands in it. */
  content: CellContent, };

/** A report as it lies open, with all that is said about it. */
export type Opened = {
  /** The name of the file it was read from; the sample has none. */
  source: string | null,
  /** The agency, e.g. 赤壁市官塘驿镇. */
  agency: string,
  /** The year it reports on. */
  year: number,
  /** The edition of the form, e.g. 2021年格式. */
  form: string,
  /** The title, a line each. */
  title: Array<string>,
  /** What stands before section 一. */
  preamble: Array<ParagraphView>,
  /** The sections in order. */
  sections: Array<SectionView>,
  /** What the checks say, gravest first; every severity has its group. */
  findings: Array<FindingGroup>,
  /** What the reader noticed, a sentence each. */
  remarks: Array<string>,
  /** The cells whose reading is not certain. */
  doubts: Array<DoubtView>,
  /** What the form asks for and the source does not speak of, as the paper calls it. */
  missing: Array<string>,
  /** What stands in the source and is no part of a report. */
  leftovers: Array<string>, };

/** A paragraph; its heading runs in before the text. */
export type ParagraphView = {
  /** 2 for （一）, 3 for 1., 4 for （1）; null for a paragraph without a heading. */
  level: number | null,
  /** The heading, or empty. */
  heading: string,
  /** The rest. */
  text: string, };

/** A PDF that was written. */
export type Printed = {
  /** The file's name. */
  name: string,
  /** The folder it is in. */
  folder: string, };

/** A section of the report. */
export type SectionView = {
  /** The section's id, e.g. `overview`. */
  id: string,
  /** The official heading. */
  heading: string,
  /** What is written in it. */
  paragraphs: Array<ParagraphView>,
  /** Its table, where the form has one. */
  table: TableView | null, };

/** A table as its paper has it. */
export type TableView = {
  /** The table's id, e.g. `requests`. */
  id: string,
  /** Its name, e.g. 表三. */
  name: string,
  /** The columns' shares of the width. */
  widths: Array<number>,
  /** How many rows on top are headings. */
  headRows: number,
  /** The grid; a cell that spans stands where it begins, as in HTML. */
  rows: Array<Array<GridCellView>>, };

/** Words of a paragraph. */
export type WordsView = {
  /** The section, or `preamble`. */
  section: string,
  /** Which of its paragraphs, from 0. */
  paragraph: number,
  /** Where they begin, in UTF-16 code units of the paragraph, as the page counts. */
  start: number,
  /** Where they end. */
  end: number, };

/** What the host may tell the page without being asked. */
export type HostEvent = "source-dropped";

/** What the page may ask of the host. Every call may be rejected with a Failure. */
export interface Calls {
  /** Tells the host that the page has painted, so that it may show the window. */
  painted: () => Promise<void>;
  /** Opens the sample report. */
  openSample: () => Promise<Opened>;
  /** Asks the user for a file to read; false when they changed their mind. */
  chooseSource: () => Promise<boolean>;
  /** Reads the file that was chosen or dropped. */
  readSource: () => Promise<Opened>;
  /** Asks the user where the PDF shall go; false when they changed their mind. */
  chooseTarget: () => Promise<boolean>;
  /** Prints the open report to the place that was chosen. */
  printTarget: () => Promise<Printed>;
  /** Opens the printed PDF in the machine's viewer. */
  openPrinted: () => Promise<void>;
  /** Shows the printed PDF in its folder. */
  revealPrinted: () => Promise<void>;
}

/** The calls over any way of carrying a name and its arguments. */
export function callsOver(call: (name: string, args: Record<string, unknown>) => Promise<unknown>): Calls {
  return {
    painted: () => call("painted", {}) as Promise<void>,
    openSample: () => call("open_sample", {}) as Promise<Opened>,
    chooseSource: () => call("choose_source", {}) as Promise<boolean>,
    readSource: () => call("read_source", {}) as Promise<Opened>,
    chooseTarget: () => call("choose_target", {}) as Promise<boolean>,
    printTarget: () => call("print_target", {}) as Promise<Printed>,
    openPrinted: () => call("open_printed", {}) as Promise<void>,
    revealPrinted: () => call("reveal_printed", {}) as Promise<void>,
  };
}
