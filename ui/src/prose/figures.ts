/** The stored form of prose, and what the editor is told and asked about it. */
import type { Severity } from "../form/marks";

/** A piece of a paragraph: text, or a figure that is always the present value of a cell. */
export type Inline = { kind: "text"; text: string } | ({ kind: "figure" } & FigureRef);

export interface FigureRef {
  cell: string;
}

export type Paragraph = readonly Inline[];

/** A figure that may be linked. */
export interface Figure extends FigureRef {
  /** How its token calls it; every figure has a name of its own. */
  name: string;
  /** Its present value as printed; empty when the cell is blank. */
  shown: string;
}

/** A place in printed prose, in UTF-16 code units of the paragraph with its figures filled in, as Rust counts. */
export interface Words {
  paragraph: number;
  start: number;
  end: number;
}

export interface WordsMark extends Words {
  severity: Severity;
  message: string;
}

/** A number in the text that equals a cell: it may be linked. */
export interface LinkOffer extends Words {
  figure: FigureRef;
}

export interface ProseEdit {
  act: "type" | "paste" | "link" | "opening" | "cut";
  paragraphs: Paragraph[];
  /** Edits of the same run are one act of the user and are undone in one. */
  run: number;
}
