/** A paragraph cut where its face or its mark changes. */
import type { ParagraphView } from "../ipc/generated";

export interface Piece {
  text: string;
  /** The class of its face; body text has none. */
  face: string | undefined;
  marked: boolean;
}

/** `words` count in UTF-16 code units of the whole paragraph, as JavaScript strings do. */
export function pieces(paragraph: ParagraphView, words: readonly { start: number; end: number }[]): Piece[] {
  const text = paragraph.heading + paragraph.text;
  const run = paragraph.heading.length;
  const marks = words.flatMap(({ start, end }) => [start, end]);
  const cuts = [0, run, ...marks, text.length].map((cut) => Math.min(cut, text.length));
  const edges = [...new Set(cuts)].sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, n) => ({
    text: text.slice(from, edges[n + 1]),
    face: from < run ? `level-${String(paragraph.level)}` : undefined,
    marked: words.some(({ start, end }) => from >= start && from < end),
  }));
}
