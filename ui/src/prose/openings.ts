/** Sentences to begin a section with, filled in: what was asked stands in them, figures follow their cells. */
import type { OpeningPart, OpeningView } from "../ipc/generated";
import type { FigureRef, Paragraph } from "./figures";
import { texts } from "./texts";

/** What was answered, in plain digits, by the name of what was asked. */
export type Answers = ReadonlyMap<string, string>;

type Shown = (figure: FigureRef) => string;

/** What the opening asks first and stands at 0 lets it say that nothing happened. */
export function sentenceOf({ text, nothing }: OpeningView, answers: Answers, shown: Shown): readonly OpeningPart[] {
  const first = text.find(({ kind }) => kind !== "text");
  return nothing !== null && first && isZero(numberOf(first, answers, shown)) ? nothing : text;
}

/** What is still to be answered for the sentence that would be written. */
export function unanswered(opening: OpeningView, answers: Answers, shown: Shown): string[] {
  return sentenceOf(opening, answers, shown).flatMap((part) =>
    part.kind === "asked" && (answers.get(part.ask) ?? "") === "" ? [part.ask] : [],
  );
}

/** The paragraph that is written; texts that touch are one. */
export function composed(opening: OpeningView, answers: Answers, shown: Shown): Paragraph {
  const pieces = sentenceOf(opening, answers, shown).map((part) =>
    part.kind === "asked" ? { kind: "text" as const, text: answers.get(part.ask) ?? "" } : part,
  );
  return pieces.reduce<Paragraph[number][]>((joined, piece) => {
    const last = joined.at(-1);
    if (last?.kind !== "text" || piece.kind !== "text") return [...joined, piece];
    return [...joined.slice(0, -1), { kind: "text", text: last.text + piece.text }];
  }, []);
}

/** The sentence as it would read now, to be looked at before it is written. */
export function preview(opening: OpeningView, shown: Shown): string {
  const label = (ask: string) => opening.asks.find(({ id }) => id === ask)?.label ?? "";
  const read = (part: OpeningPart) => {
    if (part.kind === "text") return part.text;
    if (part.kind === "asked") return texts.toBeAsked(label(part.ask));
    return shown({ cell: part.cell }) || texts.toBeAsked(texts.blankFigure);
  };
  return sentenceOf(opening, new Map(), shown).map(read).join("");
}

function numberOf(part: OpeningPart, answers: Answers, shown: Shown): string {
  if (part.kind === "figure") return shown({ cell: part.cell });
  return part.kind === "asked" ? (answers.get(part.ask) ?? "") : "";
}

function isZero(number: string): boolean {
  return number !== "" && Number(number) === 0;
}
