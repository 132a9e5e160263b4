/** What the home page is told of the agency's years. */

export type YearState = "draft" | "final" | "published" | "corrected";

export interface YearCard {
  year: number;
  state: YearState;
  /** When and where it was published; null while it is not. */
  published: { date: string; place: string } | null;
  /** What is still missing, as the paper calls it. */
  missing: readonly string[];
  errors: number;
  warnings: number;
  /** The day it is due, e.g. 2026年1月31日, and the days until then, negative when it has passed; null when it is done. */
  deadline: { date: string; days: number } | null;
  /** When it was last saved, e.g. 1月12日 15:04. */
  saved: string;
}

export type NextStep = "fill" | "mend" | "finalise" | "publish" | "print";

/** What there is to do next; null when the year is done with. */
export function nextStep(card: YearCard): NextStep | null {
  switch (card.state) {
    case "draft":
      if (card.missing.length > 0) return "fill";
      return card.errors > 0 ? "mend" : "finalise";
    case "final":
      return "publish";
    default:
      return null;
  }
}
