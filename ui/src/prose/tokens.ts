/**
 * Between stored prose and the editor's plain text. A paragraph is a line; a linked figure is a token of ordinary
 * characters, a name and the present value in brackets, found again by its name. So the text alone says everything,
 * and cut, paste and drag keep links without our doing.
 */
import type { Figure, FigureRef, Paragraph } from "./figures";
import { texts } from "./texts";

export interface Token {
  start: number;
  end: number;
  figure: FigureRef;
  /** What is printed in its place. */
  shown: string;
}

/** The figures by what their tokens are called, and the other way round. */
export interface Names {
  named: ReadonlyMap<string, Figure>;
  called: (figure: FigureRef) => { name: string; shown: string };
}

/** The brackets and the colon make a token and may not stand in a name. */
const TOKEN = /〔([^〔〕：\n]+)：[^〔〕\n]*〕/g;
const STRUCTURE = /[〔〕：\n]/g;

/** A figure nobody has named, such as one of another edition of the form, goes by the id of its cell. */
const ID = /^[a-z]\w*(?:\.\w+)+$/;

export function namesOf(figures: readonly Figure[]): Names {
  const named = new Map<string, Figure>();
  const called = new Map<string, { name: string; shown: string }>();
  for (const figure of figures) {
    let name = figure.name.replace(STRUCTURE, "");
    if (name === "" || named.has(name) || ID.test(name)) name = figure.cell;
    named.set(name, figure);
    called.set(figure.cell, { name, shown: figure.shown });
  }
  return { named, called: ({ cell }) => called.get(cell) ?? { name: cell, shown: "" } };
}

function figureOf(name: string, names: Names): FigureRef | null {
  const known = names.named.get(name);
  if (known) return { cell: known.cell };
  return ID.test(name) ? { cell: name } : null;
}

/** The token that stands for a figure. */
export function tokenOf(figure: FigureRef, names: Names): string {
  const { name, shown } = names.called(figure);
  return `〔${name}：${shown === "" ? texts.blankFigure : shown.replace(STRUCTURE, "")}〕`;
}

export function tokensIn(text: string, names: Names): Token[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: whole, 1: name = "", index }) => {
    const figure = figureOf(name, names);
    if (!figure) return [];
    return [{ start: index, end: index + whole.length, figure, shown: names.called(figure).shown }];
  });
}

/** The editor's text of stored prose. */
export function write(paragraphs: readonly Paragraph[], names: Names): string {
  return paragraphs
    .map((paragraph) =>
      paragraph
        .map((inline) => (inline.kind === "text" ? inline.text.replace(/\r?\n/g, " ") : tokenOf(inline, names)))
        .join(""),
    )
    .join("\n");
}

/** Stored prose of the editor's text. Blank lines are kept: one is where the user is about to write. */
export function read(text: string, names: Names): Paragraph[] {
  if (text === "") return [];
  return text.split("\n").map((line) => {
    const inlines: Paragraph[number][] = [];
    let at = 0;
    const words = (to: number) => {
      if (to > at) inlines.push({ kind: "text", text: line.slice(at, to) });
    };
    for (const token of tokensIn(line, names)) {
      words(token.start);
      inlines.push({ kind: "figure", ...token.figure });
      at = token.end;
    }
    words(line.length);
    return inlines;
  });
}

/** Whether two proses print the same; blank paragraphs do not print. */
export function sameProse(one: readonly Paragraph[], other: readonly Paragraph[], names: Names): boolean {
  const filled = (prose: readonly Paragraph[]) => prose.filter((paragraph) => paragraph.length > 0);
  return write(filled(one), names) === write(filled(other), names);
}

/** The text with every token showing its cell's present value, and where a place in the old text is now. */
export function refresh(text: string, names: Names): { text: string; moved: (offset: number) => number } {
  const edges: { was: number; is: number; start: number }[] = [];
  let fresh = "";
  let at = 0;
  for (const token of tokensIn(text, names)) {
    fresh += text.slice(at, token.start) + tokenOf(token.figure, names);
    at = token.end;
    edges.push({ was: token.end, is: fresh.length, start: token.start });
  }
  fresh += text.slice(at);
  const moved = (offset: number) => {
    const last = edges.filter(({ was }) => was <= offset).at(-1);
    return last ? last.is + offset - last.was : offset;
  };
  return { text: fresh, moved };
}

/** The text as it is printed: figures without their names. */
export function printed(text: string, names: Names): string {
  let plain = "";
  let at = 0;
  for (const token of tokensIn(text, names)) {
    plain += text.slice(at, token.start) + token.shown;
    at = token.end;
  }
  return plain + text.slice(at);
}

/** From a place in the printed paragraph to the editor's text; within a figure, to the edge of its token. */
export function editorOffset(
  text: string,
  names: Names,
  { paragraph, offset, edge }: { paragraph: number; offset: number; edge: "start" | "end" },
): number {
  const lines = text.split("\n");
  const begin = lines.slice(0, paragraph).reduce((sum, line) => sum + line.length + 1, 0);
  const line = lines[paragraph];
  if (line === undefined) return text.length;
  let left = offset;
  let at = 0;
  for (const token of tokensIn(line, names)) {
    const words = token.start - at;
    if (left < words || (left === words && edge === "end")) return begin + at + left;
    left -= words;
    if (left < token.shown.length) return begin + (edge === "start" || left === 0 ? token.start : token.end);
    left -= token.shown.length;
    at = token.end;
    if (left === 0 && edge === "end") return begin + at;
  }
  return begin + Math.min(at + left, line.length);
}
