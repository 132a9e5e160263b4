/** What the home page is told of the agency's years. */

import type { YearCard } from "../../ipc/generated";

export type { YearCard, YearState } from "../../ipc/generated";

/** How each state is coloured. */
export const tones = { draft: "warning", imported: "", final: "hint", published: "good", changed: "warning", corrected: "good", historic: "hint" } as const;

export type NextStep = "fill" | "mend" | "finalise" | "publish" | "correct" | "print";

/** What there is to do next; null when the year is done with. */
export function nextStep(card: YearCard): NextStep | null {
  switch (card.state) {
    case "draft":
      if (card.missing.length > 0) return "fill";
      return card.errors > 0 ? "mend" : "finalise";
    case "final":
      return "publish";
    case "changed":
      return "correct";
    default:
      return null;
  }
}
