/** What the page for filling in is told of the open report. */
import type { CellFacts } from "../../form/facts";
import type { TableView } from "../../ipc/generated";
import type { Figure, LinkOffer, Opening, Paragraph } from "../../prose/figures";

/** How far a section is. */
export type SectionState = "empty" | "begun" | "complete" | "wrong";

export interface FillSection {
  id: string;
  heading: string;
  state: SectionState;
  guidance: string;
  /** How many characters in principle; null where the form does not say. */
  limit: number | null;
  paragraphs: readonly Paragraph[];
  offers: readonly LinkOffer[];
  openings: readonly Opening[];
  /** Copied from last year and not yet looked at. */
  carried: boolean;
  /** Its table; null where the form has none. */
  table: TableView | null;
}

export interface FillPaper {
  agency: string;
  year: number;
  state: "draft" | "final" | "published" | "corrected";
  title: readonly string[];
  /** What stands before the first section, in its own box. */
  preamble: FillSection;
  sections: readonly FillSection[];
  figures: readonly Figure[];
  facts: ReadonlyMap<string, CellFacts>;
}

export interface Status {
  /** When it was last saved, HH:MM; null while a save is under way. */
  saved: string | null;
  /** Why it could not be saved, a sentence; null when it could. */
  unsaved: string | null;
  characters: number;
}
